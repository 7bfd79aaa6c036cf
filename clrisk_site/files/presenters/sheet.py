"""The first lines of a sheet as they stand, with what was found about it: header, end, letters."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.tables.raw import FileKind, RawTable, Sheet

SHOWN_ROWS = 12
SHOWN_COLUMNS = 8
ABOVE = 5
CERTAIN_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
USUAL_ENCODINGS = (*CERTAIN_ENCODINGS[:2], "cp1252")
USUAL_SEPARATORS = (",", ";", "")


def make_sheet_page(table: RawTable, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows around the header with their numbers, and the sentences about the sheet."""
    hidden = [sheet.name for sheet in table.source.sheets if sheet.hidden]
    notes = _why_this_sheet(table)
    if hidden:
        notes.append(gettext("Hidden sheets: %(names)s.") % {"names": ", ".join(hidden)})
    left_out, top = _left_out(table), _top(table)
    is_text = table.source.kind is FileKind.CSV
    return {
        "lead": f"{_header_sentence(table)} {gettext('Correct it if another row names them.')}",
        "top": top,
        "more_columns": max(0, len(table.headers) - SHOWN_COLUMNS),
        "notes": notes,
        "left_out": left_out,
        "below": _shown([line for line in table.bottom if line[0] > top[-1]["number"]]),
        "repairs": table.repairs,
        "accents": table.accents if is_text else (),
        "doubtful": is_text and table.source.encoding not in CERTAIN_ENCODINGS,
        "open": _is_unusual(table, chosen) or bool(left_out),
        "sheets": [_sheet(sheet) for sheet in table.source.sheets] if len(table.source.sheets) > 1 else [],
        "chosen_sheet": table.source.sheet,
    }


def _why_this_sheet(table: RawTable) -> list[str]:
    source = table.source
    if source.named_after:
        text = gettext("The sheet «%(sheet)s» is proposed because it is called as %(place)s.")
        return [text % {"sheet": source.sheet, "place": source.named_after}]
    if source.passed_over:
        text = gettext("The sheet «%(sheet)s» is proposed because those before it hold no table: %(others)s.")
        return [text % {"sheet": source.sheet, "others": ", ".join(source.passed_over)}]
    return []


def _header_sentence(table: RawTable) -> str:
    layout = table.layout
    if layout.header_rows > 1:
        rows = {"first": layout.header_row - layout.header_rows + 1, "last": layout.header_row}
        return gettext("The column names were found in rows %(first)s and %(last)s.") % rows
    if layout.tags_row == layout.header_row:
        return gettext("The columns have no names but HXL tags, in row %(row)s.") % {"row": layout.header_row}
    return gettext("The column names were found in row %(row)s.") % {"row": layout.header_row}


def _top(table: RawTable) -> list[dict[str, Any]]:
    layout = table.layout
    start = max(0, layout.header_row - ABOVE) if layout.header_row > SHOWN_ROWS - 2 else 0
    rows = list(enumerate(table.top[start : start + SHOWN_ROWS], start + 1))
    marks = [{"mark": _mark(table, number, cells)} for number, cells in rows]
    return [row | mark for row, mark in zip(_shown(rows), marks, strict=True)]


def _mark(table: RawTable, number: int, cells: tuple[str, ...]) -> str:
    """Say in a word what a row is, if it is anything but data."""
    layout = table.layout
    if layout.header_row - layout.header_rows < number <= layout.header_row:
        return "header"
    if number == layout.tags_row:
        return "tags"
    return "left_out" if number > layout.last_row and any(cells) else ""


def _shown(rows: Sequence[tuple[int, tuple[str, ...]]]) -> list[dict[str, Any]]:
    """Return rows with equally many cells, as a table wants them."""
    width = min(SHOWN_COLUMNS, max((len(cells) for _, cells in rows), default=0))
    return [
        {"number": number, "cells": [" ".join(cell.split()) for cell in (*cells, *[""] * width)][:width]}
        for number, cells in rows
    ]


def _left_out(table: RawTable) -> list[str]:
    """Name each row that is not taken for data, with the reason."""
    layout = table.layout
    said = []
    if layout.tags_row and layout.tags_row != layout.header_row:
        text = gettext("Row %(row)s holds HXL tags. They help to match the columns.")
        said.append(text % {"row": layout.tags_row})
    if layout.totals_row:
        said.append(
            gettext("Row %(row)s adds up the others, so it is left out.") % {"row": layout.totals_row}
        )
    if layout.note_row:
        text = ngettext(
            "Row %(row)s is a note below the table, so it is left out.",
            "From row %(row)s on there are %(count)s notes below the table. They are left out.",
            layout.note_rows,
        )
        said.append(text % {"row": layout.note_row, "count": grouped(layout.note_rows)})
    if layout.end_row > layout.last_row and not (layout.totals_row or layout.note_row):
        text = gettext("You left out the rows below row %(row)s, up to row %(end)s.")
        said.append(text % {"row": layout.last_row, "end": layout.end_row})
    return said


def _is_unusual(table: RawTable, chosen: Mapping[str, Any]) -> bool:
    source = table.source
    odd_text = source.kind is FileKind.CSV and (
        source.encoding not in USUAL_ENCODINGS or source.separator not in USUAL_SEPARATORS
    )
    return odd_text or table.layout.header_rows > 1 or bool(chosen.keys() - {"sheet", "header_row", "repair"})


def _sheet(sheet: Sheet) -> dict[str, str]:
    label = f"{sheet.name} ({gettext('hidden')})" if sheet.hidden else sheet.name
    return {"name": sheet.name, "label": label}
