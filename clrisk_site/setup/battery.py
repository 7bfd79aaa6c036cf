"""`make test`: the checks, then the tests on SQLite and on PostgreSQL, then the journeys in a browser.

All parts run even when one fails; the last lines say how each ended. A part whose program is missing and
cannot be installed is named with the command that does it; in continuous integration (CI=true) it fails.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clrisk_site.setup.cluster import throwaway_cluster
from clrisk_site.setup.system import BROWSER, PANGO, POSTGRESQL, Part, cure, provide, strict

ROOT = Path(__file__).resolve().parents[2]
PYTEST = [sys.executable, "-m", "pytest", "--color=no"]
JOURNEYS = "tests/browser"
WORKERS = ["-n", "3", "--dist", "worksteal"]
"""One more than there are cores, since tests of jobs and readers wait for other processes."""

SUMMARY = re.compile(r"^=+ (.*\b(?:passed|failed|error|errors|no tests ran)\b.*) =+$")


@dataclass(frozen=True)
class Outcome:
    """How one part of the battery ended."""

    part: str
    passed: bool
    words: str


def main() -> int:
    begun = time.monotonic()
    parts: list[Callable[[], Iterator[Outcome]]] = [check, test_on_sqlite, test_on_postgresql, walk_journeys]
    outcomes = [outcome for part in parts for outcome in part()]
    heading(f"All parts, {time.monotonic() - begun:.0f} s")
    for outcome in outcomes:
        print(f"{outcome.part:<12} {'ok' if outcome.passed else 'FAILED':<8} {outcome.words}")
    print(totals([outcome.words for outcome in outcomes], time.monotonic() - begun))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def check() -> Iterator[Outcome]:
    heading("Checks")
    done = subprocess.run([sys.executable, "-m", "clrisk_site.setup.checks"], cwd=ROOT, check=False)
    yield Outcome("checks", done.returncode == 0, "")


def test_on_sqlite() -> Iterator[Outcome]:
    heading("Tests on SQLite")
    missing = absent(PANGO)
    if missing:
        yield missing
    yield run_pytest("SQLite", [f"--ignore={JOURNEYS}", *WORKERS], {"DATABASE_URL": ""})


def test_on_postgresql() -> Iterator[Outcome]:
    heading("Tests on PostgreSQL")
    with postgresql() as url:
        if url:
            arguments = [f"--ignore={JOURNEYS}", "--second-database", *WORKERS]
            yield run_pytest("PostgreSQL", arguments, {"DATABASE_URL": url})
        else:
            yield absent(POSTGRESQL) or Outcome("PostgreSQL", passed=False, words="did not start")


@contextmanager
def postgresql() -> Iterator[str | None]:
    programs = provide(POSTGRESQL)
    if not programs:
        yield None
        return
    with throwaway_cluster(Path(programs)) as url:
        yield url


def walk_journeys() -> Iterator[Outcome]:
    heading("Journeys in a browser")
    browser = provide(BROWSER)
    if browser:
        yield run_pytest(
            "journeys",
            [JOURNEYS, "-n", "2", "--dist", "worksteal"],
            {"DATABASE_URL": "", "CHROMIUM": browser},
        )
    elif missing := absent(BROWSER):
        yield missing


def absent(part: Part) -> Outcome | None:
    if provide(part):
        return None
    print(cure(part), flush=True)
    return Outcome(part.name, not strict(os.environ), f"missing: {cure(part)}")


def run_pytest(name: str, arguments: list[str], environment: dict[str, str]) -> Outcome:
    """Run pytest, pass its output on as it comes, and keep its summary line."""
    process = subprocess.Popen(
        [*PYTEST, *arguments], cwd=ROOT, env=os.environ | environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    words = "ended without a summary"
    for line in process.stdout or ():
        print(line, end="", flush=True)
        if found := SUMMARY.match(line.rstrip()):
            words = found[1]
    return Outcome(name, process.wait() == 0, words)


def totals(summaries: list[str], seconds: float) -> str:
    """Return one line in pytest's own words that adds the parts up."""
    counts: dict[str, int] = {}
    for summary in summaries:
        for number, word in re.findall(r"(\d+) (failed|passed|skipped|xfailed|errors?)\b", summary):
            key = "errors" if word == "error" else word
            counts[key] = counts.get(key, 0) + int(number)
    words = ", ".join(f"{count} {word}" for word, count in counts.items()) or "no tests ran"
    return f"{f' {words} in {seconds:.2f}s ':=^80}"


def heading(text: str) -> None:
    print(f"\n--- {text} {'-' * (76 - len(text))}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
