"""The children of zones as paper may show them: one protection for all documents of the diagnosis."""

from collections.abc import Sequence

from clrisk_site.figures.suppression import suppress
from diagnosis.documents.reader import Reader
from diagnosis.merged_areas import MergedPart, Part, merge_hidden
from diagnosis.models import ZoneStatus
from diagnosis.queries.zones import ZoneFinding, ZoneFindings
from diagnosis.shown_areas import shown_areas

REST = ""
"""Stands for what lies outside all zones, where a zone has its letter."""


def printed_zones(findings: ZoneFindings, reader: Reader) -> tuple[MergedPart, ...]:
    """Return the children of all zones and of the rest; those with few are counted together.

    All zones are judged, whichever a reader is told of, so that no two documents differ in what they hide.
    """
    parts = [Part(zone.letter, zone.children) for zone in findings.zones]
    if findings.rest.areas:
        parts.append(Part(REST, findings.rest.children))
    shown = shown_areas(
        [part.children for part in parts], audience=reader.audience, smallest=reader.smallest_area
    )
    merged = merge_hidden(parts, shown, smallest=reader.smallest_area)
    return tuple(_judged(one, reader) for one in merged)


def _judged(one: MergedPart, reader: Reader) -> MergedPart:
    children = suppress(one.children, audience=reader.audience) if one.is_merged else one.children
    return MergedPart(one.letters, reader.rounded(children))


def settled(findings: ZoneFindings, reader: Reader) -> Sequence[ZoneFinding]:
    """Return the zones that a reader is told of: candidates are no affair of the public."""
    if not reader.is_public:
        return findings.zones
    return [zone for zone in findings.zones if zone.status == ZoneStatus.PRIORITISED]


def all_settled(findings: ZoneFindings, reader: Reader) -> bool:
    """Whether a reader is told of every zone, so that sums over the zones may be said."""
    return len(settled(findings, reader)) == len(findings.zones)
