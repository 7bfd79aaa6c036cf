"""Every area with its class, index, factors and children: as a file and as a list to choose from."""

from collections.abc import Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext, pgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.suppression import Audience
from clrisk_site.tables.neutral import Value
from diagnosis.presenters.area_names import area_names
from diagnosis.queries.priority_index import IndexedArea
from diagnosis.queries.zones import ZoneFindings
from diagnosis.shown_children import shown_children

MOST_LISTED = 400
"""Areas to choose from in a form; of more, those of the zone and the highest outside all zones are listed."""
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


def area_file(
    findings: ZoneFindings, *, audience: Audience, stale: Sequence[str] = ()
) -> tuple[list[str], list[list[Value]]]:
    """Make header and rows of the areas' file; codes are stable, so the words stay out of it."""
    children = shown_children(findings, audience)
    header = [
        "code", "name", "class", "index", "zone", *(f"factor:{row.code}" for row in findings.index.used),
        "children_5_17", "children_basis", "producer_class", "source", "illustrative", "stale",
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
                " ".join(stale),
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
    listed = [one for one in ordered if one.area.id in own or len(ordered) <= MOST_LISTED]
    if len(ordered) > MOST_LISTED:
        free = (one for one in ordered if one.area.id not in own and not one.area.zone_letter)
        listed += list(islice(free, MOST_LISTED))
    return [(one.area.id, _choice(one, names)) for one in listed]


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
