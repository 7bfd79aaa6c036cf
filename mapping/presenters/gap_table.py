"""The supply matrix as a table of words: where no drawing of cells is, as in Word, Excel and CSV."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.pieces import estimate_cell, with_mark
from mapping.gap_words import GAP_WORDS
from mapping.gaps import GapType
from mapping.models.institution import GovernmentLevel
from mapping.presenters.gap_matrix import matrix_source
from mapping.presenters.saying import said
from mapping.supply import Column, GapCell, SupplyMatrix


def matrix_table(matrix: Mapping[str, Any]) -> dict[str, Any]:
    """Make the table of what components/matrix.html takes: the same rows and columns, each cell as words."""
    labels = [matrix["row_label"], *(_column_name(column) for column in matrix["columns"])]
    return {
        "caption": matrix["caption"],
        "columns": [{"label": label} for label in labels],
        "rows": [
            {
                "cells": [
                    {"text": row["name"], "small": row["note"]},
                    *(
                        {"text": gap_word(cell["kind"]), "small": cell["fact"], "label": label}
                        for label, cell in zip(labels[1:], row["cells"], strict=True)
                    ),
                ]
            }
            for row in matrix["rows"]
        ],
        "source": with_mark(matrix["source"], matrix["illustrative"]),
    }


def _column_name(column: Mapping[str, Any]) -> str:
    return f"{column['letter']} {column['name']}" if column["letter"] else str(column["name"])


def gap_word(kind: str) -> str:
    """Return the word of a gap."""
    return render(GAP_WORDS[GapType(kind)])


def gaps_list(matrix: SupplyMatrix, *, zone: str = "") -> dict[str, Any]:
    """Make one row per factor and column, with the numbers behind each cell: what a spreadsheet sorts.

    `zone` is the letter of the only zone wanted, if any.
    """
    labels = (
        gettext("Factor"),
        gettext("Zone or level"),
        gettext("Supply"),
        gettext("In a word"),
        gettext("Girls, boys and adolescents concerned"),
        gettext("Places per year"),
        gettext("Places per hundred of them"),
        gettext("Programmes"),
    )
    numbers = labels[4:7]
    return {
        "caption": gettext("Supply and gaps"),
        "holds": gettext("One row per factor and zone or level, with the numbers behind each."),
        "columns": [{"label": label, "number": label in numbers} for label in labels],
        # Each cell is looked at anew: a matrix is kept, and what stands behind thousands of cells is much.
        "rows": [
            {"cells": _crossing(replace(cell), labels)}
            for cell in matrix.cells
            if zone in ("", cell.column.letter)
        ],
        "source": matrix_source(matrix),
    }


def _crossing(cell: GapCell, labels: tuple[str, ...]) -> list[dict[str, Any]]:
    column = cell.column
    cells: list[dict[str, Any]] = [
        {"text": cell.factor.name},
        {"text": f"{column.letter} {column.name}".strip(), "small": _level(column)},
        {"text": gap_word(cell.type.value)},
        {"text": said(cell.fact)},
        estimate_cell(cell.need),
        estimate_cell(cell.places),
        estimate_cell(cell.coverage),
        {"text": "; ".join(one.programme_name for one in cell.supplies) or gettext("none")},
    ]
    return [{**one, "label": label} for one, label in zip(cells, labels, strict=True)]


def _level(column: Column) -> str:
    is_zone = bool(column.letter and column.level)
    return str(GovernmentLevel(column.level).label) if is_zone else ""
