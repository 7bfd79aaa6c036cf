"""The action plan as PDF: our whole way against WeasyPrint rendering the finished HTML alone.

Both run in one process, turn by turn, so that other work on the machine weighs on both. The demonstration is
built in a database of its own, since the other parts of the bench fill theirs.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5
AIM = 1.3
LANGUAGE = "es"
MUNICIPALITY = "07101"


def main() -> int:
    """Measure in a process with an empty database; return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/plan.sqlite3",
            "CLRISK_VAR": folder,
            "CLRISK_MODE": "demo",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.plan"], env={**os.environ, **own}, check=False
        )
    return done.returncode


def measure() -> int:
    """Build the demonstration, take the times, say the ratio."""
    import django

    django.setup()
    from django.core.management import call_command

    from clrisk_site.files.registry import Order
    from clrisk_site.places.finding import find_territory
    from planning.documents.action_plan.document import build, render_html, write

    call_command("migrate", verbosity=0)
    call_command("load_catalogues", verbosity=0)
    call_command("demo", verbosity=0)
    municipality = find_territory(MUNICIPALITY)
    html = _finished_html(municipality, write, render_html)
    whole, alone = [], []
    content = build(
        Order(municipality, LANGUAGE)
    ).content  # fonts and libraries are loaded once, before the clock
    _render_alone(html)
    for _round in range(ROUNDS):
        whole.append(_seconds(lambda: build(Order(municipality, LANGUAGE))))
        alone.append(_seconds(lambda: _render_alone(html)))
    ratio = statistics.median(whole) / statistics.median(alone)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = f"{statistics.median(whole):.2f} s whole, {statistics.median(alone):.2f} s rendering alone"
    sizes = f"{len(content) / 1024:.0f} kB, {memory:.0f} MB"
    sys.stdout.write(f"plan PDF: {times}, ratio {ratio:.2f} (aim: {AIM}); {sizes}\n")
    return int(ratio > AIM)


def _finished_html(municipality: object, write: Callable[..., object], render: Callable[..., str]) -> str:
    from django.utils import timezone, translation

    with translation.override(LANGUAGE):
        return render(write(municipality, None, timezone.localdate()), language=LANGUAGE)


def _render_alone(html: str) -> bytes:
    from weasyprint import HTML

    from clrisk_site.files.documents.pdf import closed_fetcher, print_options

    document = HTML(string=html, url_fetcher=closed_fetcher())
    content: bytes = document.write_pdf(**print_options("bench"))
    return content


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure())
