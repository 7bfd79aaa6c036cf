"""Marks that mean that a value is missing, the same for numbers, codes, conditions and the design."""

from __future__ import annotations

from clrisk_site.tables.values.parsed import is_missing, spreadsheet_error

TECHNICAL = frozenset({"na", "n/a", "#n/a", "#n/d", "nan", "null", "none", "<na>", "*", "-", "–", "—", "."})
"""Marks that programs write; whoever reads the file expects them, so nobody is told."""
WRITTEN = frozenset({"ns/nr", "ns / nr", "nr", "n/c", "#null", "(blank)", "(en blanco)", "#####"})
"""Further marks of surveys and spreadsheets, beside those that the imports know."""


def is_absent(cell: str) -> bool:
    """Return whether a cell says "no value" in words, marks, or as an error of a spreadsheet.

    Examples
    --------
    >>> [is_absent(cell) for cell in ("", "N/D", "Sin dato", "..", "<NA>", "#REF!", "0", "norte")]
    [True, True, True, True, True, True, False, False]
    """
    text = cell.strip().casefold()
    return text in TECHNICAL or text in WRITTEN or is_missing(cell) or spreadsheet_error(cell) is not None


def is_told(cell: str) -> bool:
    """Return whether the analyst should hear that a cell was taken as missing."""
    text = cell.strip().casefold()
    return bool(text) and text not in TECHNICAL
