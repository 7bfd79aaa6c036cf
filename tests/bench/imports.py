"""100,000 risk rows with 30 factor columns: our import against its floor, against a peer, and its memory.

The floor is what nobody can avoid: reading the file, and copying the finished rows into the table.
"""

import csv
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROWS = 100_000
PEER_ROWS = 5_000
FACTORS = 30
ROUNDS = 3
AIM_FLOOR, AIM_PEER, AIM_MB = 4.0, 10.0, 500
CLASSES = ("bajo", "medio", "alto")
HEADERS = ("clave", "valor", "limite inferior", "limite superior", "clase")


def main() -> int:
    """Measure, say the ratios, and return how many aims were missed."""
    import django

    django.setup()
    from tests.bench import import_rows

    with tempfile.TemporaryDirectory(prefix="clrisk-bench-") as folder:
        file, short = Path(folder) / "results.csv", Path(folder) / "short.csv"
        write_file(file, ROWS)
        write_file(short, PEER_ROWS)
        import_rows.prepare(ROWS, FACTORS)
        ours, floors, memory = [], [], 0.0
        # The best of three, side by side: other work on the machine must not decide.
        for _round in range(ROUNDS):
            seconds, largest = watched(file)
            ours.append(seconds)
            memory = max(memory, largest)
            floors.append(import_rows.read_alone(file) + import_rows.copy_alone())
        plain = import_rows.peer(short, bulk=False) * ROWS / PEER_ROWS
        bulk = import_rows.peer(file, bulk=True)
    return tell(Measured(min(ours), min(floors), plain, bulk, memory))


@dataclass(frozen=True)
class Measured:
    """Seconds of our import, its floor, the peer in its plain and its bulk way; and megabytes."""

    ours: float
    floor: float
    plain: float
    bulk: float
    memory: float


def tell(found: Measured) -> int:
    """Print what was measured beside what was aimed at."""
    above, faster = found.ours / found.floor, found.plain / found.ours
    lines = [
        (True, f"import of {ROWS:,} rows with {FACTORS} factors: {found.ours:.1f} s"),
        (
            above <= AIM_FLOOR,
            f"reading alone and bare COPY: {found.floor:.1f} s, so {above:.1f} times (aim: {AIM_FLOOR:g})",
        ),
        (
            faster >= AIM_PEER,
            f"django-import-export, scaled: {found.plain:.0f} s, so {faster:.0f} times (aim: {AIM_PEER:g})",
        ),
        (
            True,
            f"its bulk way, nothing compared: {found.bulk:.0f} s, {found.bulk / found.ours:.1f} times faster",
        ),
        (
            found.memory <= AIM_MB,
            f"largest memory of the process and its children: {found.memory:.0f} MB (aim: {AIM_MB})",
        ),
    ]
    for met, text in lines:
        sys.stdout.write(f"{'ok ' if met else 'NOT'} {text}\n")
    return sum(not met for met, _text in lines)


def write_file(file: Path, rows: int) -> None:
    """Write made-up results; the same every time."""
    chance = random.Random(7)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            [
                "clave",
                "valor",
                "limite inferior",
                "limite superior",
                "clase",
                *(f"bench_{n}" for n in range(FACTORS)),
            ]
        )
        for number in range(rows):
            value = chance.uniform(0.02, 0.3)
            writer.writerow(
                [
                    code_of(number),
                    f"{value:.6f}",
                    f"{value * 0.9:.6f}",
                    f"{value * 1.1:.6f}",
                    CLASSES[number % 3],
                    *(f"{chance.uniform(0, 100):.3f}" for _ in range(FACTORS)),
                ]
            )


def code_of(number: int) -> str:
    """Code of a made-up census area: 40 states, 25 municipalities each, 100 areas each."""
    state, rest = divmod(number, 2_500)
    municipality, area = divmod(rest, 100)
    return f"{state + 50:02d}{municipality + 1:03d}0001{area + 1:04d}"


def watched(file: Path) -> tuple[float, float]:
    """Import in a process of its own; return its seconds and the largest memory of its family in MB."""
    command = [sys.executable, "-m", "tests.bench.import_rows", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        largest = [0.0]
        watcher = threading.Thread(target=_watch, args=(process, largest), daemon=True)
        watcher.start()
        printed, _nothing = process.communicate()
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"the measured import ended with {process.returncode}")
    return float(printed.strip().splitlines()[-1]), largest[0]


def _watch(process: subprocess.Popen[str], largest: list[float]) -> None:
    while process.poll() is None:
        largest[0] = max(largest[0], sum(_resident_mb(pid) for pid in _family(process.pid)))
        time.sleep(0.02)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
