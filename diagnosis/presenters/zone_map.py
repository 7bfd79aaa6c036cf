"""The map of the zones: one drawing per size, its legend, its source, and how to read it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import shapely
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.svg.maps import MapShape, MapZone, draw_map
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size
from diagnosis.queries.left_out import LeftOut
from diagnosis.queries.zones import ZoneFinding, ZoneFindings

AROUND = 0.6
"""How much around a zone its own map shows, as a share of its longer side."""
MOST_CHOICES = 2  # with the index they are as many as fit beside each other on a phone


def zone_map(findings: ZoneFindings) -> dict[str, Any] | None:
    """Make the map of a page, drawn for wide and for small screens; None when no area has an outline."""
    wide = draw(findings, Size.WIDE)
    if not wide:
        return None
    return {
        "wide": wide,
        "phone": draw(findings, Size.PHONE),
        "legend": legend(findings),
        "source": source(findings),
        "illustrative": findings.index.illustrative,
    }


def one_zone_map(findings: ZoneFindings, zone: ZoneFinding) -> dict[str, Any] | None:
    """Make the map with one zone outlined, and its neighbours around it; None when nothing can be drawn."""
    if zone.geometry is None:
        return None
    west, south, east, north = zone.geometry.bounds
    reach = AROUND * max(east - west, north - south)
    window = shapely.box(west - reach, south - reach, east + reach, north + reach)
    shapely.prepare(window)
    near = [
        one
        for one in findings.index.areas
        if one.area.geometry is not None
        and (one.area.id in zone.area_ids or window.contains(one.area.geometry))
    ]
    index = replace(findings.index, areas=tuple(near))
    return zone_map(replace(findings, zones=(zone,), index=index))


def draw(findings: ZoneFindings, size: Size) -> SafeString:
    """Draw the areas with their classes and the zones; an empty text when no area has an outline."""
    shapes = [
        MapShape(one.area.code, one.area.geometry, ShapeKind(one.kind))
        for one in findings.index.areas
        if one.area.geometry is not None
    ]
    if not shapes:
        return SafeString("")
    zones = [MapZone(zone.letter, zone.geometry) for zone in findings.zones if zone.geometry is not None]
    text = draw_map(
        shapes,
        zones,
        size=size,
        title=gettext("Map of priority areas and zones"),
        description=" ".join(entry["label"] + "." for entry in legend(findings)),
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def legend(findings: ZoneFindings) -> list[dict[str, str]]:
    """Make the legend, each class with its count; classes without areas are left out."""
    counts, level = findings.index.counts, findings.areas.level_name
    words = {
        "high": gettext("High priority, %(count)s %(areas)s"),
        "medium": gettext("Medium, %(count)s"),
        "low": gettext("Low, %(count)s"),
        "plain": gettext("Ordered, not classified, %(count)s"),
        "no_data": gettext("No data, %(count)s"),
    }
    entries = [
        {"kind": kind, "label": text % {"count": grouped(counts[kind]), "areas": level}}
        for kind, text in words.items()
        if counts[kind]
    ]
    if findings.zones:
        entries.append({"kind": "zone", "label": gettext("Priority zone")})
    return entries


def source(findings: ZoneFindings) -> str:
    """Say where numbers and outlines come from, how factors were weighted, and where classes begin."""
    index = findings.index
    origins = [text for text in (findings.areas.outline_source, index.source) if text]
    parts = []
    if origins:
        parts.append(gettext("Source: %(origins)s.") % {"origins": "; ".join(dict.fromkeys(origins))})
    if index.weighting_note:
        parts.append(render(index.weighting_note))
    if index.cut_points:
        cuts = gettext("%(first)s and %(last)s") % {
            "first": grouped(index.cut_points[0]),
            "last": grouped(index.cut_points[-1]),
        }
        if len(index.cut_points) == 1:
            cuts = grouped(index.cut_points[0])
        parts.append(gettext("Classes by natural breaks (%(cuts)s).") % {"cuts": cuts})
    return " ".join(parts)


def reading_notes(findings: ZoneFindings) -> list[str]:
    """Say what the map does not say: the limits that are true of it."""
    index = findings.index
    notes = [
        gettext("The index orders areas. It is not a probability."),
        gettext("It does not say who the girls and boys are."),
    ]
    if index.changing_class is not None:
        notes.append(
            ngettext(
                "%(count)s area changes class with equal weights.",
                "%(count)s areas change class with equal weights.",
                index.changing_class,
            )
            % {"count": grouped(index.changing_class)}
        )
    if index.counts["no_data"]:
        notes.append(gettext("No data does not mean no risk."))
    notes.append(gettext("The national definition cannot be measured at this level."))
    notes.append(
        gettext("Scholarships or school places sent to these areas still reach more than without any choice.")
    )
    notes.extend(_left_out(index.left_out))
    notes.extend(render(message) for message in index.warnings)
    return notes


def _left_out(left_out: Sequence[LeftOut]) -> list[str]:
    """Return one sentence per reason, with the factors that share it."""
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(render(one.reason), []).append(one.name)
    return [
        gettext("Not in the index, since %(reason)s: %(factors)s.")
        % {"reason": reason, "factors": ", ".join(names)}
        for reason, names in by_reason.items()
    ]


def map_choices(findings: ZoneFindings, chosen: str, address: str) -> list[dict[str, Any]]:
    """Make the ways to look at the map: the index, or one of its heaviest factors alone."""
    used = findings.index.used
    if len(used) < 2:
        return []
    ordered = sorted(used, key=lambda row: -(row.share or 0))[:MOST_CHOICES]
    combined = {"label": gettext("Combined index"), "url": address, "current": not chosen}
    return [
        combined,
        *(
            {"label": row.name, "url": f"{address}?factor={row.code}", "current": row.code == chosen}
            for row in ordered
        ),
    ]
