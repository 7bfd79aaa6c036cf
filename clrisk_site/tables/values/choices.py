"""Choices by spelling, and yes / no / unknown in four languages; case and accents do not matter."""

from collections.abc import Mapping

import numpy as np

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.parsed import Parsed, fail_each, is_missing, shown, spreadsheet_error, unpack
from clrisk_site.tables.wording import plain

UNKNOWN = "unknown"

YES_NO_UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "yes": ("yes", "y", "sí", "si", "s", "sim", "oui", "o", "true", "verdadero", "verdadeiro", "vrai", "1",
    "x"),
    "no": ("no", "n", "não", "nao", "non", "false", "falso", "faux", "0"),
    UNKNOWN: (
        "unknown", "not known", "do not know", "?", "desconocido", "se desconoce", "no se sabe", "no sabe",
        "ns",
        "desconhecido", "não se sabe", "não sabe", "inconnu", "ne sait pas", "on ne sait pas",
    ),
}  # fmt: skip
"""A blank cell is unknown too: what a desk review did not find is neither yes nor no."""


def parse_choices(packed: bytes, column: Column) -> Parsed:
    """Read a column of choices as codes; with ``many`` as tuples of codes."""
    three = column.kind is Kind.YES_NO_UNKNOWN
    spellings = _spellings(YES_NO_UNKNOWN if three else column.choices)
    cells = unpack(packed)
    parsed = Parsed(np.empty(len(cells), dtype=object))
    codes: dict[str, object] = {}
    wrong: set[str] = set()
    for cell in set(cells):
        code = _code(cell, spellings, many=column.many)
        if code is None and is_missing(cell):
            code = UNKNOWN if three else None
        elif code is None:
            wrong.add(cell)
        codes[cell] = code if code is not None or not column.many else ()
    parsed.values[:] = [codes[cell] for cell in cells]
    for cell in cells:
        if codes[cell] in (None, UNKNOWN, ()) and cell.strip() and cell not in wrong and is_missing(cell):
            parsed.missing[cell.strip()] = parsed.missing.get(cell.strip(), 0) + 1
    positions = np.array([i for i, cell in enumerate(cells) if cell in wrong], dtype=np.intp)
    accepted = _accepted(column)
    fail_each(parsed, cells, positions, lambda cell: _not_accepted(cell, accepted))
    return parsed


def _spellings(choices: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, texts in choices.items():
        for text in (code, *texts):
            found.setdefault(plain(text) or text.strip(), code)
    return found


def _code(cell: str, spellings: Mapping[str, str], *, many: bool) -> object:
    if not many:
        return spellings.get(plain(cell) or cell.strip())
    parts = [part for part in cell.split(";") if part.strip()]
    codes = [spellings.get(plain(part) or part.strip()) for part in parts]
    return tuple(code for code in codes if code) if codes and all(codes) else None


def _accepted(column: Column) -> str:
    if column.kind is Kind.YES_NO_UNKNOWN:
        return "sí, no, ?"
    return ", ".join(texts[0] if texts else code for code, texts in list(column.choices.items())[:12])


def _not_accepted(cell: str, accepted: str) -> Message:
    return spreadsheet_error(cell) or says(
        N_("«%(cell)s» is not one of the answers of this column. Write one of: %(accepted)s."),
        cell=shown(cell),
        accepted=accepted,
    )
