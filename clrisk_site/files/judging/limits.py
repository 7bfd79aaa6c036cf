"""How large an attachment may be, and what the process that judges it may use."""

from clrisk_site.tables.limits import MEBIBYTE, Limits

LIMITS = Limits(
    file_bytes=20 * MEBIBYTE,
    unzipped_bytes=100 * MEBIBYTE,
    entries=2_000,
    ratio=100,
    memory_bytes=1024 * MEBIBYTE,
    cpu_seconds=30,
    wall_seconds=45,
)
MOST_PER_RECORD = 100
LONGEST_SIDE = 4_000
"""Pixels: a page of paper photographed at over 300 to the inch."""
