"""Addresses that the matrix and its cells lead to."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from mapping.presenters.gap_matrix import CellUrl
from mapping.supply import By, GapCell, SupplyMatrix


def cell_on_matrix(path: str, factor: str) -> CellUrl:
    """Return how a cell is opened beside the matrix, with the filter of factors kept."""
    address = reverse("gaps", args=[path])

    def url(cell: GapCell) -> str:
        by = By.LEVEL if cell.column.level else By.ZONE
        kept = {"factor": factor} if factor else {}
        query = urlencode({"by": by.value, **kept, "cell": "/".join(cell.key)}, safe="/")
        return f"{address}?{query}#cell"

    return url


def view_options(path: str, matrix: SupplyMatrix, factor: str) -> list[dict[str, Any]]:
    """Return the two views of the matrix for components/segments.html."""
    address = reverse("gaps", args=[path])
    kept = {"factor": factor} if factor else {}
    labels = {By.ZONE: gettext("By zone"), By.LEVEL: gettext("By level of government")}
    return [
        {
            "label": label,
            "url": f"{address}?{urlencode({'by': by.value, **kept})}",
            "current": matrix.question.by is by,
        }
        for by, label in labels.items()
    ]


def programme_urls(path: str, cell: GapCell) -> dict[int, str]:
    """Return the pages of the programmes behind a cell."""
    ids = {supply.programme_id for supply in cell.supplies}
    return {pk: reverse("programme", args=[path, pk]) for pk in ids}


def institution_urls(path: str, cell: GapCell) -> dict[int, str]:
    """Return the pages of the institutions whose powers stand behind a cell."""
    ids = {power.institution_id for power in cell.competences}
    return {pk: reverse("institution", args=[path, pk]) for pk in ids}
