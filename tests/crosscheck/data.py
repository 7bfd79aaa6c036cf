"""The files that all programs read: reference data beside the project, where they are."""

import csv
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
STATISTICS = SHARED / "data" / "05_stats_reference"
FIXTURES = SHARED / "domain" / "reference"
PROGRESA = SHARED / "data" / "03_child_labour" / "mex_progresa_children_1997_1999.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file as texts."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def columns_of(path: Path) -> dict[str, list[str]]:
    """Return the columns of a file as texts."""
    rows = rows_of(path)
    return {name: [row[name] for row in rows] for name in rows[0]}
