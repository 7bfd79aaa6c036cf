"""What each number of a cell is made of: offers whose places add up, the need, and what follows from both."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from mapping.gaps import Presence
from mapping.presenters.gap_panel import coverage_figure, figure_of
from mapping.supply import GapCell, Supply


def made_of(cell: GapCell, path: str) -> dict[str, Any]:
    """Return the parts of places, need and coverage for mapping/gap_made_of.html."""
    return {"need": _need(cell, path), "places": _places(cell, path), "coverage": _coverage(cell)}


def _need(cell: GapCell, path: str) -> dict[str, Any]:
    words = words_for(cell.need)
    return {
        **figure_of(gettext("Girls and boys with the factor"), cell.need),
        "source": words.source,
        "note": _note(cell.need.story.note),
        "url": reverse("needs", args=[path]),
    }


def _places(cell: GapCell, path: str) -> dict[str, Any]:
    labels = (gettext("Programme"), gettext("Places per year here"), gettext("Year"), gettext("Evidence"))
    serving = [one for one in cell.supplies if one.presence is Presence.SERVES]
    rows = [_offer_cells(one, path) for one in serving]
    total = words_for(cell.places)
    if len(rows) > 1:
        rows.append(
            [
                {"text": gettext("Together")},
                {
                    "text": total.value or total.missing,
                    "small": _note(cell.places.story.note),
                    "number": True,
                },
                {"text": ""},
                {"text": ""},
            ]
        )
    named = [
        {"cells": [{**one, "label": label} for one, label in zip(row, labels, strict=True)]} for row in rows
    ]
    return {
        "caption": gettext("Places that serve here"),
        "holds": gettext("One row per offer; a row opens the programme."),
        "columns": [{"label": label, "number": label == labels[1]} for label in labels],
        "rows": named,
        "empty": gettext("No offer is known to serve here."),
    }


def _offer_cells(one: Supply, path: str) -> list[dict[str, Any]]:
    return [
        {
            "text": one.programme_name,
            "url": reverse("programme", args=[path, one.programme_id]),
            "small": one.institution_name,
            "illustrative": one.illustrative,
        },
        {"text": _number_of(one), "number": True},
        {"text": str(one.year or "")},
        {"text": gettext("with a document") if one.confirmed else gettext("claimed"), "small": one.source},
    ]


def _number_of(one: Supply) -> str:
    if one.without_quota:
        return gettext("no quota")
    return gettext("not known") if one.places is None else grouped(one.places)


def _coverage(cell: GapCell) -> dict[str, str]:
    how = gettext("Places per year, for every hundred girls and boys. The interval is that of the need.")
    known = cell.coverage.value is not None
    return {
        "value": coverage_figure(cell)["value"],
        "how": how if known else "",
        "note": _note(cell.coverage.story.note) if known else "",
    }


def _note(note: Message | str | None) -> str:
    return render(note) if isinstance(note, Message) else note or ""
