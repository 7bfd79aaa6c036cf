"""The factsheets of all municipalities of a state in one job, against WeasyPrint on the finished pages alone.

Job and yardstick take turns, page by page, so that other work on the machine weighs on both. Memory is read
after a quarter of the pages, when fonts and libraries are there, and after the last one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

MUNICIPALITIES = 124
WITH_AREAS, AREAS = 6, 60
AIM, MOST_GROWTH = 1.2, 1.1
LANGUAGE = "es"


def main() -> int:
    """Measure in a process with an empty database; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/factsheets.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.factsheets"], env={**os.environ, **own}, check=False
        )
    return done.returncode


def measure() -> int:
    """Store a state, make the archive of its factsheets, say ratio and growth."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    for command in ("migrate", "load_catalogues"):
        call_command(command, verbosity=0)
    job = _state()
    pages = _recorded()
    whole, alone, kept, size = [], [], [], 0
    with translation.override(LANGUAGE), tempfile.TemporaryDirectory() as folder:
        archive = _archive(Path(folder) / "factsheets.zip", job)
        while True:
            began = time.perf_counter()
            written = next(archive, None)
            if written is None:
                break
            whole.append(time.perf_counter() - began)
            size = written
            began = time.perf_counter()
            _render_alone(pages[-1])
            alone.append(time.perf_counter() - began)
            pages.clear()
            kept.append(_resident())
    # The first pages load fonts and libraries on one side only.
    ratio = sum(whole[2:]) / sum(alone[2:])
    growth = kept[-1] / kept[len(kept) // 4]
    times = f"{sum(whole):.1f} s in all, median {statistics.median(whole):.2f} s a page"
    sys.stdout.write(
        f"factsheets of {len(whole)} municipalities: {times}, ratio {ratio:.2f} to rendering alone "
        f"(aim: {AIM}); {size / 1e6:.1f} MB archive; memory {kept[-1]:.0f} MB, {growth:.2f} of that after a "
        f"quarter (aim: {MOST_GROWTH})\n"
    )
    complete = len(whole) == MUNICIPALITIES
    return int(ratio > AIM) + int(growth > MOST_GROWTH) + int(not complete)


def _archive(path: Path, job: Any) -> Iterator[int]:
    """Make the archive as the job does; yield its size after each file that went into it."""
    from clrisk_site.files.models import DocumentFormat
    from diagnosis.documents.reader import Version
    from diagnosis.documents.state_factsheets import factsheets_of, written_files

    files = factsheets_of(_Silent(job), Version.WORKING, DocumentFormat.PDF)
    for _count in written_files(path, files):
        yield path.stat().st_size


class _Silent:
    """A job whose steps nobody watches."""

    def __init__(self, job: Any) -> None:
        self.job = job

    def advance(self, done: int, total: int | None = None, step: object = "") -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""


def _state() -> Any:
    """Store a state and its municipalities with outlines, classes and children; some have areas."""
    from clrisk_site.files.models import Job
    from clrisk_site.people.models import User
    from clrisk_site.places.models import Level, Territory
    from diagnosis.models import PopulationBasis, PopulationCount
    from tests.bench.many_places import add_places, make_factors, make_release

    levels = {level.code: level for level in Level.objects.filter(country="MX")}
    country, _made = Territory.objects.get_or_create(
        path="MX", defaults={"code": "MX", "name": "México", "level": levels["country"]}
    )
    state = Territory.objects.create(
        path="MX.07", code="07", name="Chiapas", level=levels["state"], parent=country
    )
    release, factors = make_release(), make_factors()
    add_places(release, factors, state, levels["municipality"], MUNICIPALITIES)
    municipalities = list(Territory.objects.filter(parent=state).order_by("path"))
    for municipality in municipalities[:: MUNICIPALITIES // WITH_AREAS][:WITH_AREAS]:
        add_places(release, factors, municipality, levels["ageb"], AREAS)
    PopulationCount.objects.bulk_create(
        PopulationCount(
            territory=one, persons=5_000 + at, basis=PopulationBasis.MEASURED, year=2020, source="Bench"
        )
        for at, one in enumerate(municipalities)
    )
    person = User.objects.create_user("fichas@example.org", "una-clave-larga", name="Fichas")
    return Job.objects.create(
        kind="factsheets", territory=state, language=LANGUAGE, created_by=_allowed(person, country)
    )


def _allowed(person: Any, country: Any) -> Any:
    from clrisk_site.people.models import Grant, GrantKind
    from clrisk_site.people.permissions import Role

    Grant.objects.create(user=person, kind=GrantKind.MEMBERSHIP, role=Role.ILO_OFFICER, territory=country)
    return person


def _recorded() -> list[str]:
    """Keep the HTML of each page that is printed; return where it is kept."""
    from clrisk_site.files.documents.printing import printed

    pages: list[str] = []

    def recording(html: str, identifier: str, *, most_pages: int | None = None) -> bytes:
        pages.append(html)
        return printed(html, identifier, most_pages=most_pages)

    mock.patch("diagnosis.documents.sheet.printed", recording).start()
    return pages


def _render_alone(html: str) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    from clrisk_site.files.documents.pdf import print_options

    # Of its own for each document, as WeasyPrint makes one when it is given none.
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    document = HTML(string=html, url_fetcher=fetcher)
    content: bytes = document.write_pdf(**print_options("bench"))
    return content


def _resident() -> float:
    """Return the memory that the process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
