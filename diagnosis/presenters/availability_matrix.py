"""The matrix of a definition sheet: as a table of words and symbols, as frozen texts, in one sentence."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.people.differences import LabelledText
from diagnosis.models import Availability, DataLevel
from diagnosis.queries.availability_of import AvailabilityCell, AvailabilityMatrix, ElementRow


def availability_matrix(matrix: AvailabilityMatrix, *, edit_url: str = "") -> dict[str, Any]:
    """Return what components/availability.html needs."""
    return {
        "caption": gettext("What data exist"),
        "holds": availability_lead(matrix),
        "row_label": gettext("Element of the definition"),
        "columns": [str(level.label) for level in DataLevel],
        "rows": [
            {
                "name": row.name,
                "url": f"{edit_url}#element-{row.code}" if edit_url else "",
                "cells": [
                    {
                        "kind": cell.available.value,
                        "word": str(cell.available.label),
                        "column": str(cell.level.label),
                        "note": cell.note,
                    }
                    for cell in row.cells
                ],
            }
            for row in matrix.rows
        ],
    }


def availability_lead(matrix: AvailabilityMatrix) -> str:
    """Say what the municipality's own data cover, and how much nobody has looked at."""
    words = gettext(
        "At municipal level data exist for %(yes)s of %(all)s elements, and in part for %(partial)s."
    )
    said = words % {
        "yes": matrix.count(DataLevel.MUNICIPAL, Availability.YES),
        "partial": matrix.count(DataLevel.MUNICIPAL, Availability.PARTIAL),
        "all": len(matrix.rows),
    }
    return f"{said} {unknown_words(matrix)}".strip()


def unknown_words(matrix: AvailabilityMatrix) -> str:
    """Say how many cells nobody has filled; nothing when all are."""
    if not matrix.unknown:
        return ""
    words = ngettext(
        "%(count)s of %(all)s cells is not known yet.",
        "%(count)s of %(all)s cells are not known yet.",
        matrix.unknown,
    )
    return words % {"count": matrix.unknown, "all": len(matrix.cells)}


def availability_texts(matrix: AvailabilityMatrix) -> tuple[LabelledText, ...]:
    """Return one text per element, to be frozen with the sheet."""
    group = gettext("What data exist")
    return tuple(LabelledText(f"data-{row.code}", row.name, element_words(row), group) for row in matrix.rows)


def element_words(row: ElementRow) -> str:
    """Return the cells of one element as one line of words."""
    return " · ".join(map(_cell_words, row.cells))


def matrix_address(path: str) -> str:
    """Return where the matrix of the draft is edited."""
    return reverse("definition-matrix", args=[path])


def _cell_words(cell: AvailabilityCell) -> str:
    said = f"{cell.level.label}: {cell.available.label}"
    return f"{said} ({cell.note})" if cell.note else said
