"""Two inventories compared, in words and tables: appeared, ended, changed by field, perhaps the same."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from mapping.fact_words import FACT_LABELS
from mapping.inventory_comparison import Comparison, FieldChange, Listed, Pair
from mapping.models import Programme
from mapping.queries.inventories import InventoryYear

LONGEST = 220


def inventories_lead(
    inventories: Sequence[InventoryYear], pair: tuple[InventoryYear, InventoryYear] | None
) -> str:
    """Say what there is to compare."""
    if not inventories:
        return gettext("No inventory of programmes of one year was imported yet.")
    if pair is None:
        return gettext("One inventory was imported. A second year is needed to compare.")
    return gettext("What appeared, ended and changed between %(earlier)s and %(later)s.") % {
        "earlier": pair[0].year,
        "later": pair[1].year,
    }


def found_words(found: Comparison) -> str:
    """Say the result in one sentence."""
    words = gettext(
        "%(appeared)s appeared, %(ended)s ended, %(changed)s changed and %(same)s stayed the same; "
        "%(perhaps)s may be the same under another name."
    )
    return words % {
        "appeared": grouped(len(found.appeared)),
        "ended": grouped(len(found.ended)),
        "changed": grouped(len(found.changed)),
        "same": grouped(len(found.same)),
        "perhaps": grouped(len(found.perhaps)),
    }


def choices_of(inventories: Sequence[InventoryYear]) -> list[tuple[str, str]]:
    """Return key and label of each inventory."""
    return [(one.key, _label(one)) for one in inventories]


def listed_table(title: str, listed: Sequence[Listed], path: str) -> dict[str, Any]:
    """Return programmes that stand in one of the years only."""
    labels = [gettext("Programme"), gettext("Institution")]
    rows = [_row(labels, [_programme(one, path), {"text": one.institution}]) for one in listed]
    return _table(title, labels, rows, gettext("None."))


def changed_table(found: Comparison, path: str) -> dict[str, Any]:
    """Return one row for each field that changed."""
    labels = [gettext("Programme"), gettext("What"), gettext("Before"), gettext("After")]
    rows = [
        _row(
            labels,
            [
                _programme(pair.after, path),
                {"text": _field(change.field)},
                {"text": _value(change.field, change.before)},
                {"text": _value(change.field, change.after)},
            ],
        )
        for pair in found.changed
        for change in pair.changes
    ]
    return _table(gettext("Changed"), labels, rows, gettext("None."))


def perhaps_table(found: Comparison, path: str) -> dict[str, Any]:
    """Return pairs of names that are nearly alike; a person tells whether they are one programme."""
    labels = [gettext("Name before"), gettext("Name after"), gettext("Alike"), gettext("What differs")]
    rows = [
        _row(
            labels,
            [
                {**_programme(pair.before, path), "small": pair.before.institution},
                {**_programme(pair.after, path), "small": pair.after.institution},
                {"text": gettext("%(share)s %%") % {"share": round(pair.likeness * 100)}, "number": True},
                {"text": _differing(pair)},
            ],
        )
        for pair in found.perhaps
    ]
    return _table(gettext("Perhaps the same under another name"), labels, rows, gettext("None."))


def export_table(found: Comparison, path: str) -> dict[str, Any]:
    """Return the whole comparison as one table."""
    labels = [
        gettext("What happened"),
        gettext("Programme"),
        gettext("What"),
        gettext("Before"),
        gettext("After"),
    ]
    lines: list[tuple[str, Listed, str, str, str]] = [
        *((gettext("Appeared"), one, "", "", one.name) for one in found.appeared),
        *((gettext("Ended"), one, "", one.name, "") for one in found.ended),
        *(
            (gettext("Perhaps the same"), pair.after, gettext("Name"), pair.before.name, pair.after.name)
            for pair in found.perhaps
        ),
        *(_changed(pair, change) for pair in found.changed for change in pair.changes),
    ]
    rows = [
        _row(labels, [{"text": what}, _programme(one, path), *({"text": cell} for cell in cells)])
        for what, one, *cells in lines
    ]
    return _table(gettext("Inventories compared"), labels, rows, "")


def same_words(count: int) -> str:
    """Say how many stayed as they were."""
    words = ngettext(
        "%(count)s programme is listed in the same words in both years.",
        "%(count)s programmes are listed in the same words in both years.",
        count,
    )
    return words % {"count": grouped(count)}


def _changed(pair: Pair, change: FieldChange) -> tuple[str, Listed, str, str, str]:
    before, after = (_value(change.field, text) for text in (change.before, change.after))
    return gettext("Changed"), pair.after, _field(change.field), before, after


def _label(one: InventoryYear) -> str:
    words = ngettext(
        "%(year)s: %(inventory)s (%(count)s programme)",
        "%(year)s: %(inventory)s (%(count)s programmes)",
        one.programmes,
    )
    return words % {"year": one.year, "inventory": one.inventory, "count": grouped(one.programmes)}


def _programme(one: Listed, path: str) -> dict[str, Any]:
    url = reverse("programme", args=[path, one.programme]) if one.programme else ""
    return {"text": one.name, "url": url}


def _differing(pair: Pair) -> str:
    return ", ".join(_field(change.field) for change in pair.changes) or gettext("Nothing but the name")


def _field(name: str) -> str:
    if name == "institution":
        return gettext("Institution")
    if name == "level":
        return gettext("Level of government")
    return str(FACT_LABELS.get(name, gettext("Web page")))


def _value(field: str, text: str) -> str:
    if not text:
        return gettext("Not said")
    choices = {} if field == "institution" else dict(Programme._meta.get_field(field).flatchoices)  # type: ignore[union-attr]  # a plain field
    shown = str(choices.get(text, text))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _row(labels: Sequence[str], cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}


def _table(caption: str, labels: Sequence[str], rows: list[dict[str, Any]], empty: str) -> dict[str, Any]:
    alike = gettext("Alike")
    return {
        "caption": caption,
        "columns": [{"label": label, "number": label == alike} for label in labels],
        "rows": rows,
        "empty": empty,
    }
