"""Children of the zones and of their areas as an audience may see them: one protection for all pages."""

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import Audience
from diagnosis.audience import smallest_area
from diagnosis.queries.zones import ZoneFindings
from diagnosis.shown_areas import shown_areas, shown_nested

REST = ""
"""Stands for what lies outside all zones, where a zone has its letter."""


def shown_zones(findings: ZoneFindings, audience: Audience) -> dict[str, Estimate]:
    """Return the children of each zone by its letter, and of the rest where there is one."""
    sums = _sums(findings)
    shown = shown_areas(tuple(sums.values()), audience=audience, smallest=smallest_area(audience))
    return dict(zip(sums, shown, strict=True))


def shown_children(findings: ZoneFindings, audience: Audience) -> dict[int, Estimate]:
    """Return the children of each area by its key, hidden so that no zone can be worked out from them."""
    areas: dict[str, dict[int, Estimate]] = {}
    for one in findings.index.areas:
        areas.setdefault(one.area.zone_letter, {})[one.area.id] = one.area.children
    shown = shown_nested(areas, _sums(findings), audience=audience, smallest=smallest_area(audience))
    return {key: cell for members in shown.values() for key, cell in members.items()}


def _sums(findings: ZoneFindings) -> dict[str, Estimate]:
    sums = {zone.letter: zone.children for zone in findings.zones}
    return sums | ({REST: findings.rest.children} if findings.rest.areas else {})
