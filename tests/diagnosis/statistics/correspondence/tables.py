"""Tables that several tests of this room read."""

import csv
from pathlib import Path

import pytest

from diagnosis.statistics.correspondence.tables import CountTable, count_table

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "05_stats_reference"

SMOKING = count_table(
    ["SM", "JM", "SE", "JE", "SC"],
    ["none", "light", "medium", "heavy"],
    [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
)
"""Greenacre (1984): staff of a firm by how much they smoke."""


def published(name: str) -> dict[str, list[str]]:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference file {name} does not lie beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return {header: [row[place] for row in rows[1:]] for place, header in enumerate(rows[0])}


def published_table(name: str) -> CountTable:
    columns = published(name)
    labels, *_ = columns.values()
    names = list(columns)[1:]
    return count_table(
        labels, names, [[float(columns[name][row]) for name in names] for row in range(len(labels))]
    )
