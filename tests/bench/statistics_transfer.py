"""Coefficients applied to 20,000,000 rows of profile cells, beside pyarrow reading the same columns."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

ROWS = 20_000_000
AREAS = 2_500
ROUNDS = 5
AIM = 1.5
MOST_MB = 1_000
VARIABLES = tuple(f"d{number}" for number in range(5))


def main() -> int:
    """Measure both formats and say the ratios; 1 when one is above the aim, or a child is lost."""
    if sys.argv[1:2] == ["alone"]:
        return _alone(Path(sys.argv[2]))
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path, peer in _files(Path(folder)):
            own, other = _race(partial(transferred, path), peer)
            memory = int(
                subprocess.run(
                    [sys.executable, "-m", "tests.bench.statistics_transfer", "alone", str(path)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            ratio = own / other
            sys.stdout.write(
                f"transfer of {ROWS:,} rows of {path.name}, {AREAS:,} areas: {own:.2f} s, {ratio:.2f} "
                f"of pyarrow reading the columns ({other:.2f} s; aim {AIM}); {memory} MB (aim {MOST_MB})\n"
            )
            missed |= int(ratio > AIM or memory > MOST_MB)
    return missed


def transferred(path: Path) -> float:
    """Return the expected number of all areas: reading, coding and risks together."""
    from diagnosis.statistics.coefficients import Coefficients
    from diagnosis.statistics.transfer.profiles import model_profiles
    from diagnosis.statistics.transfer.reading import read_cells
    from diagnosis.statistics.transfer.risks import transfer_risks

    names = ("const", *VARIABLES)
    model = Coefficients(names, np.linspace(-2, 0.5, len(names)), np.eye(len(names)) * 0.01)
    cells = read_cells(path, area="area", counts="count", columns=VARIABLES)
    if cells.children != ROWS or len(cells.areas.labels) != AREAS:
        raise AssertionError("children were lost")
    return transfer_risks(model_profiles(cells, model), model).total().expected


def _files(folder: Path) -> list[tuple[Path, Callable[[], object]]]:
    import pyarrow as pa
    from pyarrow import csv, parquet

    chance = np.random.default_rng(7)
    codes = np.array([f"{number:05}" for number in range(1, AREAS + 1)])
    table = pa.table(
        {
            "area": pa.array(codes[chance.integers(0, AREAS, ROWS)]),
            **{name: pa.array(chance.integers(0, 2, ROWS, dtype=np.int8)) for name in VARIABLES},
            "count": pa.array(np.ones(ROWS, dtype=np.int32)),
        }
    )
    mixed, packed, text = folder / "mixed.parquet", folder / "cells.parquet", folder / "cells.csv"
    parquet.write_table(table, mixed)
    # A census lies in the order of its areas; the same rows in no order at all are the hardest case.
    table = table.sort_by("area")
    parquet.write_table(table, packed)
    csv.write_csv(table, text)
    options = csv.ConvertOptions(column_types={"area": pa.string()})
    return [
        (packed, lambda: parquet.read_table(packed)),
        (mixed, lambda: parquet.read_table(mixed)),
        (text, lambda: csv.read_csv(text, convert_options=options)),
    ]


def _race(own: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Return the best time of each, in turn, so that a busy machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for run, taken in zip((own, peer), times, strict=True):
            began = time.perf_counter()
            found = run()
            taken.append(time.perf_counter() - began)
            del found
    return min(times[0]), min(times[1])


def _alone(path: Path) -> int:
    transferred(path)
    # Not getrusage: a child that was started by a large process inherits its peak.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [peak] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    sys.stdout.write(f"{int(peak) // 1024}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
