"""When two outlines of one vintage are taken for the same: by their area, and by where they lie."""

from collections.abc import Sequence

AREA_DECIMALS = 6
"""Square metres."""


def extent_in_words(box: Sequence[float | None]) -> str | None:
    """Return west, south, east and north in degrees to some 100 m: enough to see that a shape moved."""
    if any(value is None for value in box):
        return None
    return ", ".join(f"{value:.3f}" for value in box)
