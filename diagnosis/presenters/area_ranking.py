"""The areas in their two orders: by the index, and by the number of children it concerns; with schools."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience
from clrisk_site.people.sorting import SortColumn, Sorting
from diagnosis.models.risk import CLASS_LABELS
from diagnosis.presenters.area_names import area_names, called
from diagnosis.presenters.area_table import kind_words
from diagnosis.presenters.school_layer import school_cells, shown_enrolment
from diagnosis.queries.priority_index import IndexedArea
from diagnosis.queries.schools_by_area import SchoolLayer
from diagnosis.queries.zones import ZoneFindings
from diagnosis.shown_children import shown_children

AREA_ORDERS = (
    SortColumn("index", _("Index, 0 to 100"), number=True),
    SortColumn("concerned", _("Place by children"), words=(_("first place first"), _("last place first"))),
    SortColumn("children", _("Aged 5 to 17"), number=True),
    SortColumn("area", _("Area")),
)
PLACES = {0: "area", 2: "index", 3: "children", 4: "concerned"}
NUMBERS = frozenset({2, 3, 4})


@dataclass(frozen=True)
class RankedArea:
    """An area with what this reader may see of its children; the rank by children goes with them."""

    one: IndexedArea
    children: Estimate
    concerned: int | None


def ranked_areas(findings: ZoneFindings, audience: Audience) -> list[RankedArea]:
    """Return the areas of the index; an order by children knows only the numbers that are shown."""
    children = shown_children(findings, audience)
    return [
        RankedArea(one, shown, one.rank_by_children if shown.value is not None else None)
        for one in findings.index.areas
        for shown in (children[one.area.id],)
    ]


def in_order(areas: Sequence[RankedArea], sorting: Sorting) -> list[RankedArea]:
    """Return the areas as they were asked for; what has no value stands last."""
    values: Mapping[str, Callable[[RankedArea], Any]] = {
        "index": lambda row: row.one.index,
        "concerned": lambda row: row.concerned,
        "children": lambda row: row.children.value,
        "area": lambda row: row.one.area.code,
    }
    return sorting.in_order(areas, values)


def areas_lead(
    findings: ZoneFindings, names: Mapping[int, Sequence[str]], areas: Sequence[RankedArea]
) -> str:
    """Say how many areas have an index and a high priority, and which comes first in each order."""
    index, level = findings.index, findings.areas.level_name
    if not index.areas:
        return gettext("No census areas are known here yet. Import them to order them.")
    known = [row for row in areas if row.one.index is not None]
    if not known:
        return gettext("No number stands for any priority factor in the areas, so there is no order yet.")
    text = gettext("The index orders %(known)s of %(all)s %(areas)s; %(high)s have high priority.") % {
        "known": grouped(len(known)),
        "all": grouped(len(index.areas)),
        "areas": level,
        "high": grouped(index.counts["high"]),
    }
    first = next((row for row in known if row.concerned == 1), None)
    if first is None:
        return text
    return f"{text} " + gettext("By number of children, %(area)s comes first.") % {
        "area": called(first.one.area, names)
    }


def ranking_table(
    findings: ZoneFindings,
    areas: Sequence[RankedArea],
    *,
    audience: Audience,
    names: Mapping[int, Sequence[str]],
    schools: SchoolLayer,
    factors: bool = False,
) -> dict[str, Any]:
    """Make the table of some areas; the schools stand in it where a register was brought.

    `factors` adds what stands for each factor, which is too wide for a page.
    """
    labels = [
        gettext("Area"),
        gettext("Class"),
        gettext("Index, 0 to 100"),
        gettext("Aged 5 to 17"),
        gettext("Place by children"),
        gettext("Zone"),
    ]
    numbers = NUMBERS
    if schools.register:
        labels += [gettext("Schools"), gettext("Enrolled")]
        numbers = NUMBERS | {6, 7}
    used = findings.index.used if factors else ()
    numbers |= set(range(len(labels), len(labels) + len(used)))
    labels += [row.name for row in used]
    enrolled = shown_enrolment(findings.areas.areas, schools, audience)
    rows = []
    for row in areas:
        cells = _cells(row, names)
        if schools.register:
            cells += school_cells(row.one.area, schools, enrolled)
        cells += [_value(row.one.area.values.get(factor.code)) for factor in used]
        rows.append(
            {
                "cells": [
                    {**cell, "label": label, "number": at in numbers}
                    for at, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
        )
    return {
        "caption": gettext("Areas in order"),
        "holds": gettext("The index orders areas; it is not a probability. No data does not mean no risk."),
        "columns": [{"label": label, "number": at in numbers} for at, label in enumerate(labels)],
        "rows": rows,
        "source": findings.index.source,
    }


def sorted_table(table: dict[str, Any], sorting: Sorting) -> dict[str, Any]:
    """Return the table with heads that sort; a place is a number although the first comes first."""
    ordered = sorting.on(table, PLACES)
    columns = [{**one, "number": at in NUMBERS or one["number"]} for at, one in enumerate(ordered["columns"])]
    return {**ordered, "columns": columns}


def children_notes(findings: ZoneFindings) -> list[str]:
    """Say how the children of the areas were estimated, once per way, with how many areas."""
    notes: dict[str, int] = {}
    for area in findings.areas.areas:
        story = area.children.story
        if area.children.value is not None and not story.official and story.note:
            told = render(story.note) if not isinstance(story.note, str) else story.note
            notes[f"{told} ({story.source})"] = notes.get(f"{told} ({story.source})", 0) + 1
    return [
        ngettext(
            "The children of %(count)s area are estimated: %(how)s.",
            "The children of %(count)s areas are estimated: %(how)s.",
            number,
        )
        % {"count": grouped(number), "how": how}
        for how, number in notes.items()
    ]


def _cells(row: RankedArea, names: Mapping[int, Sequence[str]]) -> list[dict[str, Any]]:
    one, words = row.one, words_for(row.children)
    estimated = row.children.value is not None and not row.children.story.official
    return [
        {"text": one.area.code, "small": " · ".join(area_names(one.area, names))},
        {"text": kind_words(one.kind), "small": _class_note(one)},
        {
            "text": gettext("no data") if one.index is None else grouped(one.index, 1),
            "small": rank_words(one),
            "value": one.index,
            "decimals": 1,
        },
        {
            "text": words.value or words.missing,
            "small": gettext("estimated") if estimated else "",
            "value": row.children.value,
            "illustrative": words.illustrative and row.children.value is not None,
        },
        {"text": "—" if row.concerned is None else grouped(row.concerned), "value": row.concerned},
        {"text": one.area.zone_letter or pgettext("zone of an area", "none")},
    ]


def _class_note(one: IndexedArea) -> str:
    """Say why there is no class, and the producer's own one, which the index neither uses nor changes."""
    parts = [render(one.why_no_data)] if one.why_no_data else []
    if one.area.official_class:
        official = CLASS_LABELS.get(one.area.official_class, one.area.official_class)
        parts.append(gettext("producer's own: %(class)s") % {"class": str(official).lower()})
    return " · ".join(parts)


def _value(number: float | None) -> dict[str, Any]:
    text = gettext("no data") if number is None else grouped(number, 1)
    return {"text": text, "value": number, "decimals": 1}


def rank_words(one: IndexedArea) -> str:
    """Return the place by index, as a range where other choices would change it."""
    if one.rank is None or one.rank_range is None:
        return ""
    best, worst = one.rank_range
    if best == worst:
        return gettext("place %(rank)s") % {"rank": grouped(one.rank)}
    return gettext("place %(rank)s, from %(best)s to %(worst)s") % {
        "rank": grouped(one.rank),
        "best": grouped(best),
        "worst": grouped(worst),
    }
