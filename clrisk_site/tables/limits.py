"""How large a file of each kind may be.

The numbers only; `guard` and the child process hold files to them.
"""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets for one file and for the process that reads it.

    Parameters
    ----------
    file_bytes, unzipped_bytes : int
        Size as sent, and the sum of the sizes inside a zipped workbook.
    rows, columns : int
        Largest table, header included.
    features, vertices, vertices_per_feature : int
        Largest geometry file; not used by tables.
    entries, ratio : int
        Parts of a zipped workbook, and how far one part above 1 MiB may be compressed.
    memory_bytes, cpu_seconds, wall_seconds : int
        What the reading process may use before it is ended.
    """

    file_bytes: int = 10 * MEBIBYTE
    unzipped_bytes: int = 100 * MEBIBYTE
    rows: int = 20_000
    columns: int = 200
    features: int = 20_000
    vertices: int = 500_000
    vertices_per_feature: int = 100_000
    cell_characters: int = 32_767
    entries: int = 200
    ratio: int = 100
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 60
    wall_seconds: int = 90


TYPED = Limits()
"""Tables that people type: programmes, institutions, indicators."""

BULK = Limits(file_bytes=40 * MEBIBYTE, unzipped_bytes=200 * MEBIBYTE, rows=200_000)
"""Tables that machines write: risk results, indicators of areas, counts."""

GEOMETRY = Limits(file_bytes=50 * MEBIBYTE, unzipped_bytes=200 * MEBIBYTE, rows=200_000)
"""Boundaries, which may also come as plain tables of codes and names."""

TRUSTED = Limits(
    file_bytes=1024 * MEBIBYTE,
    unzipped_bytes=2048 * MEBIBYTE,
    rows=2_000_000,
    columns=1_000,
    features=500_000,
    vertices=20_000_000,
    vertices_per_feature=2_000_000,
    memory_bytes=4096 * MEBIBYTE,
    cpu_seconds=600,
    wall_seconds=900,
)
"""Files that the person who runs the server names on the command line."""
