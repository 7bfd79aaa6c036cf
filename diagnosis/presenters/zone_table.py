"""The zones as rows: letter, neighbourhoods, index with its rank range, children."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience, hidden
from clrisk_site.people.sorting import SortColumn, Sorting
from diagnosis.queries.zones import ZoneFinding, ZoneFindings
from diagnosis.shown_children import REST, shown_zones

ZONE_ORDERS = (
    SortColumn("zone", _("Zone")),
    SortColumn("index", _("Index 0 to 100"), number=True),
    SortColumn("children", _("Children 5 to 17"), number=True),
)


@dataclass(frozen=True)
class ZoneRow:
    """One zone, or the rest of the municipality, as texts."""

    zone_id: int | None
    letter: str
    name: str
    title: str
    areas: str
    status: str
    index: str
    rank: str
    children: str
    children_note: str
    children_value: float | None
    incomplete: str
    reason: str
    illustrative: bool


def zone_rows(findings: ZoneFindings, *, audience: Audience, sorting: Sorting | None = None) -> list[ZoneRow]:
    """Make the rows, zones with the highest index first unless another order is asked.

    Small numbers are hidden together, and an order by children knows only the numbers that are shown.
    """
    order = sorted(findings.zones, key=lambda zone: (zone.index_mean is None, -(zone.index_mean or 0)))
    shown = shown_zones(findings, audience)
    rows = [_row(zone, shown[zone.letter], findings) for zone in order]
    if sorting is not None:
        means = {zone.zone_id: zone.index_mean for zone in order}
        rows = sorting.in_order(
            rows,
            {
                "zone": lambda row: row.letter,
                "index": lambda row: means[row.zone_id or 0],
                "children": lambda row: row.children_value,
            },
        )
    if findings.rest.areas:
        rows.append(_rest(findings, shown[REST]))
    return rows


def zone_table(findings: ZoneFindings, *, audience: Audience) -> dict[str, Any]:
    """Make the same rows as a table whose numbers are values, for files."""
    labels = (
        gettext("Zone"),
        gettext("Name and neighbourhoods"),
        gettext("Areas"),
        pgettext("of a zone", "State"),
        gettext("Index, 0 to 100"),
        gettext("Aged 5 to 17"),
    )
    means: dict[int | None, float | None] = {zone.zone_id: zone.index_mean for zone in findings.zones}
    means[None] = findings.rest.index_mean  # the row of what no zone holds
    rows = [
        {
            "cells": [
                {"text": row.letter or "—", "illustrative": row.illustrative},
                {"text": row.title},
                {"text": row.areas},
                {"text": row.status or "—"},
                {"text": row.index, "small": row.rank, **_mean(means[row.zone_id])},
                {"text": row.children, "small": row.children_note, "value": row.children_value},
            ]
        }
        for row in zone_rows(findings, audience=audience)
    ]
    return {
        "caption": gettext("Priority zones"),
        "holds": gettext("The index orders areas. It is not a probability."),
        "columns": [{"label": label, "number": at > 3} for at, label in enumerate(labels)],
        "rows": rows,
        "source": findings.index.source,
    }


def _mean(mean: float | None) -> dict[str, Any]:
    return {"value": None if mean is None else round(mean)}


def dropped_rows(findings: ZoneFindings) -> list[ZoneRow]:
    """Make the rows of the zones that are out of use, without numbers."""
    return [
        replace(
            _row(zone, hidden(zone.children), findings),
            children="",
            children_note="",
            children_value=None,
            incomplete="",
            index="",
            rank="",
        )
        for zone in findings.dropped
    ]


def _row(zone: ZoneFinding, children: Estimate, findings: ZoneFindings) -> ZoneRow:
    words = words_for(children)
    areas = area_words(len(zone.area_ids), findings)
    return ZoneRow(
        zone_id=zone.zone_id,
        letter=zone.letter,
        name=zone.name,
        title=", ".join(dict.fromkeys((zone.name, *zone.neighbourhoods))),
        areas=areas,
        status=zone.status_label.lower(),
        index=grouped(zone.index_mean) if zone.index_mean is not None else gettext("no data"),
        rank=rank_words(zone),
        children=words.value or words.missing,
        children_note=words.interval if words.value else "",
        children_value=children.value,
        incomplete=incomplete_words(children),
        reason=zone.reason,
        illustrative=zone.illustrative or words.illustrative,
    )


def _rest(findings: ZoneFindings, children: Estimate) -> ZoneRow:
    words, mean = words_for(children), findings.rest.index_mean
    return ZoneRow(
        zone_id=None,
        letter="",
        name="",
        title=gettext("Rest of the municipality"),
        areas=area_words(findings.rest.areas, findings),
        status="",
        index=grouped(mean) if mean is not None else gettext("no data"),
        rank="",
        children=words.value or words.missing,
        children_note=words.interval if words.value else "",
        children_value=children.value,
        incomplete=incomplete_words(children),
        reason="",
        illustrative=words.illustrative,
    )


def incomplete_words(children: Estimate) -> str:
    """Say of a sum that is shown how many of its areas have a number; empty when all have."""
    note = children.story.incomplete if children.is_available else None
    return render(note) if note else ""


def area_words(count: int, findings: ZoneFindings) -> str:
    """Return a number of areas with the name of their level."""
    return f"{grouped(count)} {findings.areas.level_name or gettext('areas')}"


def rank_words(zone: ZoneFinding) -> str:
    """Return the rank, as a range where other weights would change it."""
    if zone.best_rank is None:
        return ""
    if zone.best_rank == zone.worst_rank:
        return gettext("rank %(rank)s") % {"rank": zone.best_rank}
    return gettext("rank %(best)s to %(worst)s") % {"best": zone.best_rank, "worst": zone.worst_rank}
