"""Every area with its class, index, factors and children: as a table, a file and a list to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience
from clrisk_site.tables.neutral import Value
from diagnosis.audience import smallest_area
from diagnosis.models.risk import CLASS_LABELS
from diagnosis.presenters.area_names import area_names
from diagnosis.queries.priority_index import IndexedArea
from diagnosis.queries.zones import ZoneFindings
from diagnosis.shown_areas import shown_areas

_ORDER = ("high", "medium", "low", "plain", "no_data")


def kind_words(kind: str) -> str:
    """Return a class of the index in words."""
    return {
        "high": pgettext("priority of an area", "High"),
        "medium": pgettext("priority of an area", "Medium"),
        "low": pgettext("priority of an area", "Low"),
        "plain": gettext("Not classified"),
        "no_data": gettext("No data"),
    }[kind]


def area_table(
    findings: ZoneFindings, *, audience: Audience, names: Mapping[int, Sequence[str]]
) -> dict[str, Any]:
    """Make the table of all areas, high priority first; `names` are the neighbourhoods by area."""
    labels = [
        gettext("Area"),
        gettext("Class"),
        gettext("Index, 0 to 100"),
        gettext("Zone"),
        *(row.name for row in findings.index.used),
        gettext("Girls, boys and adolescents, 5 to 17"),
    ]
    classed = any(one.area.official_class for one in findings.index.areas)
    if classed:
        labels.append(gettext("Producer's own class"))
    children = shown_children(findings, audience)
    used = len(findings.index.used)
    numbers = {2, *range(4, 5 + used)}
    rows = []
    for one in sorted(findings.index.areas, key=_rank):
        texts: list[dict[str, Any]] = [
            {"text": one.area.code, "small": " · ".join(area_names(one.area, names))},
            {"text": kind_words(one.kind), "small": render(one.why_no_data) if one.why_no_data else ""},
            {"text": grouped(one.index, 1) if one.index is not None else gettext("no data")},
            {"text": one.area.zone_letter or pgettext("zone of an area", "none")},
            *({"text": _number(one.area.values.get(row.code))} for row in findings.index.used),
            {"text": _persons(children[one.area.id])},
        ]
        if classed:
            texts.append({"text": official_words(one.area.official_class)})
        cells = [
            {**cell, "label": label, "number": i in numbers}
            for i, (cell, label) in enumerate(zip(texts, labels, strict=True))
        ]
        rows.append({"cells": cells})
    return {
        "caption": gettext("All areas"),
        "holds": gettext("The same information as the map. No data does not mean no risk."),
        "columns": [{"label": label, "number": i in numbers} for i, label in enumerate(labels)],
        "rows": rows,
    }


def area_file(findings: ZoneFindings, *, audience: Audience) -> tuple[list[str], list[list[Value]]]:
    """Make header and rows of the areas' file; codes are stable, so the words stay out of it."""
    children = shown_children(findings, audience)
    header = [
        "code", "name", "class", "index", "zone", *(f"factor:{row.code}" for row in findings.index.used),
        "children_5_17", "children_basis", "producer_class", "source", "illustrative",
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for one in findings.index.areas:
        estimate = children[one.area.id]
        rows.append(
            [
                one.area.code,
                one.area.name,
                one.kind,
                None if one.index is None else round(one.index, 2),
                one.area.zone_letter,
                *(one.area.values.get(row.code) for row in findings.index.used),
                estimate.value,
                estimate.story.basis if estimate.is_available else estimate.availability,
                one.area.official_class,
                findings.index.source,
                "yes" if findings.index.illustrative else "no",
            ]
        )
    return header, rows


def area_choices(
    findings: ZoneFindings, zone_id: int | None, names: Mapping[int, Sequence[str]]
) -> list[tuple[int, str]]:
    """Make the list to choose a zone's areas from: its own first, then by class."""
    own = next(
        (zone.area_ids for zone in (*findings.zones, *findings.dropped) if zone.zone_id == zone_id),
        frozenset[int](),
    )
    ordered = sorted(findings.index.areas, key=lambda one: (one.area.id not in own, _rank(one)))
    return [(one.area.id, _choice(one, names)) for one in ordered]


def shown_children(findings: ZoneFindings, audience: Audience) -> dict[int, Estimate]:
    """Hide small numbers of children; within a zone together, as the zone's sum is shown too."""
    by_zone: dict[str, list[IndexedArea]] = {}
    for one in findings.index.areas:
        by_zone.setdefault(one.area.zone_letter, []).append(one)
    return {
        one.area.id: cell
        for members in by_zone.values()
        for one, cell in zip(members, _hidden(members, audience), strict=True)
    }


def _hidden(members: Sequence[IndexedArea], audience: Audience) -> Sequence[Estimate]:
    cells = [one.area.children for one in members]
    return shown_areas(cells, audience=audience, smallest=smallest_area(audience))


def official_words(code: str) -> str:
    """Return the producer's own class, which the index neither uses nor changes."""
    return str(CLASS_LABELS.get(code, code)) if code else gettext("no class")


def _choice(one: IndexedArea, names: Mapping[int, Sequence[str]]) -> str:
    parts = [one.area.code, *area_names(one.area, names)]
    parts.append(kind_words(one.kind).lower())
    if one.index is not None:
        parts.append(gettext("index %(index)s") % {"index": grouped(one.index)})
    if one.area.zone_letter:
        parts.append(gettext("zone %(letter)s") % {"letter": one.area.zone_letter})
    return " · ".join(parts)


def _rank(one: IndexedArea) -> tuple[int, float, str]:
    return (_ORDER.index(one.kind), -(one.index or 0), one.area.code)


def _number(value: float | None) -> str:
    return gettext("no data") if value is None else grouped(value, 1)


def _persons(estimate: Estimate) -> str:
    words = words_for(estimate)
    return words.value or words.missing
