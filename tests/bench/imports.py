"""100,000 risk rows of 40 columns: our import against its floor, against a peer, and its memory.

The floor is what nobody can avoid: reading the file, and putting the finished rows into the table. Each of
the two databases is measured in a process of its own, with a text file and a workbook.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.import_files import write_text, write_workbook
from tests.bench.watching import watched

ROWS = 100_000
PEER_ROWS = 5_000
FACTORS = 35
ROUNDS = 3
AIM_FLOOR, AIM_PEER, AIM_MB = 3.0, 10.0, 500


def main() -> int:
    """Measure both databases; return how many aims were missed."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        sqlite = {"DATABASE_URL": f"sqlite:///{folder}/imports.sqlite3"}
        for name, own in (("PostgreSQL", {}), ("SQLite", sqlite)):
            command = [sys.executable, "-m", "tests.bench.imports", name]
            done = subprocess.run(command, env={**os.environ, "CLRISK_VAR": folder, **own}, check=False)
            missed += done.returncode
    return missed


def measure(database: str) -> int:
    """Measure in this process, say the ratios, and return how many aims were missed."""
    import django

    django.setup()
    from tests.bench import import_rows

    missed = 0
    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as name:
        folder = Path(name)
        text, short = folder / "results.csv", folder / "short.csv"
        write_text(text, ROWS, FACTORS)
        write_text(short, PEER_ROWS, FACTORS)
        import_rows.prepare(ROWS, FACTORS)
        for file, part in (
            (text, short),
            (write_workbook(text), write_workbook(short)),
        ):
            missed += tell(f"{database}, {file.suffix[1:]}", _measure(file, part))
    return missed


@dataclass(frozen=True)
class Measured:
    """Best seconds of our import, its floor and the peer in its plain way; megabytes of each process."""

    ours: float
    reading: float
    storing: float
    peer: float
    child: float
    process: float


def _measure(file: Path, part: Path) -> Measured:
    from tests.bench import import_rows

    ours, reading, storing, child, process = [], [], [], 0.0, 0.0
    # The best of three, side by side: other work on the machine must not decide.
    for _round in range(ROUNDS):
        seen = watched([sys.executable, "-m", "tests.bench.import_rows", str(file)])
        ours.append(float(seen.printed))
        child, process = max(child, seen.child), max(process, seen.process)
        reading.append(import_rows.read_alone(file))
        storing.append(import_rows.copy_alone())
    peer = import_rows.peer(part, bulk=False) * ROWS / PEER_ROWS
    return Measured(min(ours), min(reading), min(storing), peer, child, process)


def tell(name: str, found: Measured) -> int:
    """Print what was measured beside what was aimed at."""
    floor = found.reading + found.storing
    above, faster = found.ours / floor, found.peer / found.ours
    floors = f"reading alone {found.reading:.1f} s and bare storing {found.storing:.1f} s"
    lines = [
        (True, f"import of {ROWS:,} rows with {FACTORS + 5} columns: {found.ours:.1f} s"),
        (above <= AIM_FLOOR, f"{floors}, so {above:.1f} times (aim: {AIM_FLOOR:g})"),
        (
            faster >= AIM_PEER,
            f"django-import-export, scaled: {found.peer:.0f} s, so {faster:.0f} times (aim: {AIM_PEER:g})",
        ),
        (found.child <= AIM_MB, f"largest memory of the reading child: {found.child:.0f} MB (aim: {AIM_MB})"),
        (True, f"largest memory of the process that imports: {found.process:.0f} MB"),
    ]
    for met, text in lines:
        sys.stdout.write(f"{'ok ' if met else 'NOT'} {name}: {text}\n")
    sys.stdout.flush()
    return sum(not met for met, _text in lines)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(measure(sys.argv[1]))
