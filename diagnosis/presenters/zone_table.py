"""The zones as rows: letter, neighbourhoods, index with its rank range, children."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience, suppress_together
from diagnosis.presenters.number_words import listed
from diagnosis.queries.zones import ZoneFinding, ZoneFindings


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
    reason: str
    illustrative: bool


def zone_rows(findings: ZoneFindings, *, audience: Audience) -> list[ZoneRow]:
    """Make the rows, zones with the highest index first; small numbers are hidden together."""
    order = sorted(findings.zones, key=lambda zone: (zone.index_mean is None, -(zone.index_mean or 0)))
    cells = [zone.children for zone in order]
    if findings.rest.areas:
        cells.append(findings.rest.children)
    shown = suppress_together(cells, audience=audience)
    rows = [_row(zone, children, findings) for zone, children in zip(order, shown, strict=False)]
    if findings.rest.areas:
        rows.append(_rest(findings, shown[-1]))
    return rows


def dropped_rows(findings: ZoneFindings) -> list[ZoneRow]:
    """Make the rows of the zones that are out of use, without numbers."""
    return [
        replace(_row(zone, zone.children, findings), children="", children_note="", index="", rank="")
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
        reason="",
        illustrative=words.illustrative,
    )


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


def names_of(zones: Sequence[ZoneFinding]) -> str:
    """Return the letters of zones as people write a list."""
    letters = listed([zone.letter for zone in zones])
    return ngettext("zone %(letters)s", "zones %(letters)s", len(zones)) % {"letters": letters}
