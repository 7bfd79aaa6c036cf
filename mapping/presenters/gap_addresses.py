"""Addresses that the matrix and its cells lead to."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext

from mapping.gap_asking import Wanted, ZonePage
from mapping.presenters.gap_matrix import CellUrl
from mapping.supply import By, GapCell


def cell_on_matrix(path: str, wanted: Wanted) -> CellUrl:
    """Return how a cell is opened beside the matrix, with the filters and the page kept."""
    address = reverse("gaps", args=[path])
    page = {"page": str(wanted.page)} if wanted.page > 1 else {}
    kept = urlencode({**wanted.kept, **page})

    def url(cell: GapCell) -> str:
        factor, key = cell.key
        return f"{address}?{kept}&cell={factor}/{quote(key)}#cell"

    return url


def view_options(path: str, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the views of the matrix for components/segments.html."""
    address = reverse("gaps", args=[path])
    labels = {
        By.ZONE: gettext("By zone"),
        By.LEVEL: gettext("By level of government"),
        By.BOTH: gettext("By both"),
    }
    return [
        {
            "label": label,
            "url": f"{address}?{urlencode({**replace(wanted, by=by, level='').kept})}",
            "current": wanted.by is by,
        }
        for by, label in labels.items()
    ]


def page_links(path: str, wanted: Wanted, shown: ZonePage) -> dict[str, Any] | None:
    """Return the way to the zones before and after those on the page; None where all are on it."""
    if shown.pages < 2:
        return None
    address = reverse("gaps", args=[path])

    def url(number: int) -> str:
        return f"{address}?{urlencode({**wanted.kept, 'page': number})}" if 1 <= number <= shown.pages else ""

    return {
        "words": gettext("Zones %(first)s to %(last)s of %(all)s")
        % {"first": shown.first, "last": shown.last, "all": shown.columns},
        "before": url(shown.number - 1),
        "after": url(shown.number + 1),
    }


def programme_urls(path: str, cell: GapCell) -> dict[int, str]:
    """Return the pages of the programmes behind a cell."""
    ids = {supply.programme_id for supply in cell.supplies}
    return {pk: reverse("programme", args=[path, pk]) for pk in ids}


def institution_urls(path: str, cell: GapCell) -> dict[int, str]:
    """Return the pages of the institutions whose powers stand behind a cell."""
    ids = {power.institution_id for power in cell.competences}
    return {pk: reverse("institution", args=[path, pk]) for pk in ids}
