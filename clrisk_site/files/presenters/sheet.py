"""The first lines of a sheet as they stand, with the header row that was found."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.tables.raw import RawTable, Sheet

SHOWN_ROWS = 12
SHOWN_COLUMNS = 8


def make_sheet_page(table: RawTable) -> dict[str, Any]:
    """Return the first rows with their numbers, and the sentence about the header."""
    header = table.layout.header_row
    rows = [
        {
            "number": number,
            "cells": [" ".join(cell.split()) for cell in row[:SHOWN_COLUMNS]],
            "is_header": number == header,
        }
        for number, row in enumerate(table.top[:SHOWN_ROWS], start=1)
    ]
    lead = gettext("The column names were found in row %(row)s.") % {"row": header}
    hidden = [sheet.name for sheet in table.source.sheets if sheet.hidden]
    notes = []
    if hidden:
        notes.append(gettext("Hidden sheets: %(names)s.") % {"names": ", ".join(hidden)})
    wider = len(table.headers) - SHOWN_COLUMNS
    return {
        "lead": f"{lead} {gettext('Correct it if another row names them.')}",
        "top": rows,
        "more_columns": max(0, wider),
        "notes": notes,
        "sheets": [_sheet(sheet) for sheet in table.source.sheets] if len(table.source.sheets) > 1 else [],
        "chosen_sheet": table.source.sheet,
    }


def _sheet(sheet: Sheet) -> dict[str, str]:
    label = f"{sheet.name} ({gettext('hidden')})" if sheet.hidden else sheet.name
    return {"name": sheet.name, "label": label}
