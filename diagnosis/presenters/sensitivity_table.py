"""How far the order of the areas depends on choices: one row per choice that was tried, and areas named."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent
from diagnosis.presenters.area_names import called
from diagnosis.queries.priority_index import IndexedArea, PriorityIndex, TriedChange
from diagnosis.statistics.composite import Change

MOST_NAMED = 8


def change_words(one: TriedChange) -> str:
    """Return in words what was done differently."""
    return {
        Change.EQUAL_WEIGHTS: gettext("Equal weights"),
        Change.WITHOUT: gettext("Without “%(factor)s”") % {"factor": one.factor},
        Change.Z_SCORE: gettext("Standard deviations in place of 0 to 100"),
        Change.MIN_MAX: gettext("0 to 100 in place of standard deviations"),
        Change.GEOMETRIC: gettext("Geometric mean: a high number makes up less for a low one"),
        Change.ARITHMETIC: gettext("Arithmetic mean"),
    }[one.change]


def unstable_words(index: PriorityIndex, names: Mapping[int, Sequence[str]]) -> str:
    """Name the areas that change class with the method; say so too where none does."""
    tried = [one for one in index.tried if one.changing is not None]
    if not tried:
        return ""
    moved = index.unstable
    if not moved:
        return gettext("No area changes class under any of the choices that were tried.")
    listed = [called(one.area, names) for one in moved[:MOST_NAMED]]
    if len(moved) > MOST_NAMED:
        more = len(moved) - MOST_NAMED
        listed.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": grouped(more)})
    return ngettext(
        "%(count)s area changes class with the method: %(areas)s.",
        "These %(count)s areas change class with the method: %(areas)s.",
        len(moved),
    ) % {"count": grouped(len(moved)), "areas": ", ".join(listed)}


def sensitivity_table(index: PriorityIndex, names: Mapping[int, Sequence[str]]) -> dict[str, Any] | None:
    """Make the table of the choices that were tried; None where there is no order."""
    if not index.tried:
        return None
    labels = [
        gettext("What was done differently"),
        gettext("Agreement of the order (Kendall's tau)"),
        gettext("Most places an area moves"),
        gettext("Areas that change class"),
    ]
    by_id = {one.area.id: one for one in index.areas}
    rows = []
    for one in index.tried:
        changing = None if one.changing is None else [by_id[pk] for pk in one.changing]
        texts: list[dict[str, Any]] = [
            {"text": change_words(one)},
            {
                "text": gettext("no order") if one.tau is None else grouped(one.tau, 2),
                "value": one.tau,
                "decimals": 2,
            },
            {"text": grouped(one.largest_move), "value": one.largest_move},
            _changing(changing, names),
        ]
        cells = [
            {**cell, "label": label, "number": i > 0}
            for i, (cell, label) in enumerate(zip(texts, labels, strict=True))
        ]
        rows.append({"cells": cells})
    return {
        "caption": gettext("The order under other choices"),
        "holds": gettext("The same areas under other choices. A tau of 1 is the same order."),
        "columns": [{"label": label, "number": i > 0} for i, label in enumerate(labels)],
        "rows": rows,
    }


def weight_words(weight: float | None) -> str:
    """Return the weight of a factor in the index, or that it has none."""
    return "—" if weight is None else percent(100 * weight)


def _changing(changing: Sequence[IndexedArea] | None, names: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    if changing is None:
        return {"text": gettext("not classified")}
    few = ", ".join(called(one.area, names) for one in changing[:3])
    return {
        "text": grouped(len(changing)),
        "value": len(changing),
        "small": few + (", …" if len(changing) > 3 else ""),
    }
