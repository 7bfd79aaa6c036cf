"""A file of 130,000 rows, nearly 40 MB, through the pages of a real server: what each process holds at most.

The growth of the web process counts from after a short file took the same way, when everything is loaded.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.browser import Person

ROWS, FACTORS = 130_000, 35
SHORT_ROWS = 20
AIM_WEB_MB, AIM_CHILD_MB = 50, 500
PORT = 8196
TOWN = "MX.07.101"
START = f"/t/{TOWN}/data/import/risk-results/"
PATIENCE = 300


def main() -> int:
    """Measure in a folder and with a database of its own; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        database = f"sqlite:///{folder}/upload.sqlite3"
        own = {"DATABASE_URL": database, "CLRISK_VAR": folder, "CLRISK_MODE": "demo"}
        command = [sys.executable, "-m", "tests.bench.upload", folder]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def measure(folder: Path) -> int:
    """Fill the database, start the server, go the way, say what was held."""
    import django

    django.setup()
    from tests.bench.browser import Person
    from tests.bench.import_files import write_text
    from tests.bench.watching import Peaks, forget_peak, peak_mb, resident_mb

    fill()
    long = write_text(folder / "long.csv", ROWS, FACTORS, code=code_of)
    short = write_text(folder / "short.csv", SHORT_ROWS, FACTORS, code=code_of)
    with running() as (web, worker):
        person = Person(PORT)
        sign_in(person)
        review(person, short)
        before = resident_mb(web)
        forget_peak(web)
        of_web, of_worker = Peaks(web), Peaks(worker)
        began = time.perf_counter()
        review(person, long)
        looked = time.perf_counter()
        save(person)
        saved = time.perf_counter()
        of_web.stop()
        of_worker.stop()
        growth, child = peak_mb(web) - before, max(of_web.child, of_worker.child)
        size = long.stat().st_size / 1024**2
    lines = [
        (True, f"{size:.0f} MB, {ROWS:,} rows: looked at after {looked - began:.0f} s"),
        (True, f"saved after {saved - looked:.0f} s"),
        (
            growth <= AIM_WEB_MB,
            f"web process: {before:.0f} MB, {growth:.0f} MB more at most (aim: {AIM_WEB_MB})",
        ),
        (child <= AIM_CHILD_MB, f"reading child: {child:.0f} MB at most (aim: {AIM_CHILD_MB})"),
        (True, f"worker: {of_worker.process:.0f} MB at most"),
    ]
    for met, text in lines:
        sys.stdout.write(f"{'ok ' if met else 'NOT'} upload: {text}\n")
    sys.stdout.flush()
    return sum(not met for met, _text in lines)


def code_of(number: int) -> str:
    """Code of a made-up census area of Tuxtla: 10,000 in each made-up locality."""
    locality, area = divmod(number, 10_000)
    return f"07101{9000 + locality:04d}{area:04d}"


def fill() -> None:
    """Make the demonstration, and under its town the areas and factors that the file speaks of."""
    from django.core.management import call_command

    from clrisk_site.places.models import Level, Territory
    from tests.bench.import_rows import make_factors

    for command in ("migrate", "load_catalogues", "demo"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_factors(FACTORS)
    town = Territory.objects.get(path=TOWN)
    levels = {level.depth: level for level in Level.objects.filter(country="MX")}
    for code in dict.fromkeys(code_of(number)[:9] for number in range(ROWS)):
        locality = Territory.objects.create(
            path=f"{TOWN}.{code[5:]}", code=code, name=code, search_name=code, level=levels[3], parent=town
        )
        Territory.objects.bulk_create(
            [
                Territory(
                    path=f"{locality.path}.{area:04d}",
                    code=f"{code}{area:04d}",
                    name=f"{code}{area:04d}",
                    search_name=f"{code}{area:04d}",
                    level=levels[4],
                    parent=locality,
                )
                for area in range(10_000)
            ],
            10_000,
        )


@contextmanager
def running() -> Iterator[tuple[int, int]]:
    """Start server and worker as `make run` does; yield the processes that answer and that work."""
    from clrisk_site.setup.serve import WORKER
    from tests.bench.watching import children_of

    address = ["--bind", f"127.0.0.1:{PORT}", "--workers", "1", "--threads", "8", "--worker-class", WORKER]
    quiet = ["--log-level", "error"]
    site = [sys.executable, "-m", "gunicorn", "clrisk_site.wsgi:application", *address, *quiet]
    with (
        subprocess.Popen(site) as server,
        subprocess.Popen([sys.executable, "manage.py", "work"], stderr=subprocess.DEVNULL) as worker,
    ):
        try:
            until(lambda: list(children_of(server.pid)) and _answers())
            yield next(children_of(server.pid)), worker.pid
        finally:
            server.terminate()
            worker.terminate()


def _answers() -> bool:
    from tests.bench.browser import Person

    try:
        return Person(PORT).get("/health/") < 500
    except OSError:
        return False


def until(true: Callable[[], object]) -> None:
    """Wait for something to become true."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError
        time.sleep(0.2)


def sign_in(person: "Person") -> None:
    """Sign in as the liaison of the demonstration."""
    person.get("/accounts/login/")
    address, fields = person.form_with("login")
    person.post(address, fields | {"login": "enlace@demo.example", "password": "demostracion"})


def review(person: "Person", file: Path) -> None:
    """Send a file and go through its sheet and columns to what saving would do."""
    person.get(START)
    address, fields = person.form_with("source")
    person.send(address, fields | {"source": "Bench", "year": "2020"}, file)
    arrived(person, "/sheet/")
    person.post(*person.form_with("header_row"))
    arrived(person, "/columns/")
    address, fields = person.form_with("nature")
    facts = {"nature": "proxy", "measure_type": "probability", "name": file.stem}
    person.post(address, fields | facts)
    until(lambda: is_past_the_job(person))
    arrived(person, "/review/")


def save(person: "Person") -> None:
    """Confirm what the review shows."""
    person.post(*person.form_with("token"))
    until(lambda: is_past_the_job(person))
    arrived(person, "/receipts/")


def is_past_the_job(person: "Person") -> bool:
    """Look again at the page of a job, which leads on when it is over."""
    if "/jobs/" in person.at:
        person.get(person.at)
    return "/jobs/" not in person.at


def arrived(person: "Person", where: str) -> None:
    if where not in person.at:
        raise RuntimeError(f"at {person.at} instead of {where}: {person.page[:3000]}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure(Path(sys.argv[1])))
