"""Warnings about shapes that do not fit together, or do not lie where their code says."""

from collections.abc import Sequence

import numpy as np
import shapely

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.coverage import Coverage, Fault
from clrisk_site.places.imports.homes import Homes, places_of
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.spec import Context, Problem, Severity

MOST_TOLD = 10
"""So many faults of a kind are told one by one; the map shows more."""


def tell_faults(
    drawn: FileMap, homes: Homes, levels: list[Level], territory: Territory, context: Context
) -> list[Problem]:
    """Return the warnings, those about single rows with their row."""
    problems = []
    for coverage in drawn.coverages:
        problems += [_warning(None, message) for message in _of_level(coverage, drawn.labels)]
    faults = [fault for coverage in drawn.coverages for fault in coverage.outside]
    problems += _outside(faults, drawn, homes, levels, territory, context)
    return problems


def in_km2(area: float) -> str:
    """Return an area in km² with so many digits that it is not nothing."""
    return grouped(area, 1 if area >= 1 else 3)


def _warning(row: int | None, message: Message) -> Problem:
    return Problem(row, "geometry", message, Severity.WARNING)


def _of_level(coverage: Coverage, labels: Sequence[str]) -> list[Message]:
    told = [_overlap(fault, labels) for fault in coverage.overlaps[:MOST_TOLD]]
    told += [_gap(fault, labels) for fault in coverage.gaps[:MOST_TOLD]]
    told += [_hole(fault, labels) for fault in coverage.holes[:MOST_TOLD]]
    if coverage.strips:
        told.append(_strips(coverage))
    if coverage.is_crowded:
        told.append(says("Very many shapes lie upon each other. Check whether each row is one territory."))
    if more := sum(max(0, len(found) - MOST_TOLD) for found in _kinds(coverage)):
        told.append(
            counts(
                "%(count)s more overlap or gap is on the map of the file.",
                "%(count)s more overlaps and gaps are on the map of the file.",
                more,
            )
        )
    return told


def _kinds(coverage: Coverage) -> tuple[tuple[Fault, ...], ...]:
    return coverage.overlaps, coverage.gaps, coverage.holes


def _overlap(fault: Fault, labels: Sequence[str]) -> Message:
    one, other = (labels[place] for place in fault.indices)
    return says(
        "%(one)s and %(other)s overlap by %(area)s km².", one=one, other=other, area=in_km2(fault.area_km2)
    )


def _gap(fault: Fault, labels: Sequence[str]) -> Message:
    return says(
        "Between %(places)s lies a gap of %(area)s km² that no shape covers.",
        places=", ".join(labels[place] for place in fault.indices[:4]),
        area=in_km2(fault.area_km2),
    )


def _hole(fault: Fault, labels: Sequence[str]) -> Message:
    return says(
        "%(place)s has a hole of %(area)s km² that no shape covers.",
        place=labels[fault.indices[0]],
        area=in_km2(fault.area_km2),
    )


def _strips(coverage: Coverage) -> Message:
    return counts(
        "Borders do not meet exactly in %(count)s place: a strip of %(area)s km², narrower than %(width)s m.",
        "Borders do not meet exactly in %(count)s places: strips narrower than %(width)s m, %(area)s km².",
        coverage.strips,
        width=grouped(coverage.strip_m),
        area=in_km2(coverage.strips_km2),
    )


def _outside(
    faults: list[Fault],
    drawn: FileMap,
    homes: Homes,
    levels: list[Level],
    territory: Territory,
    context: Context,
) -> list[Problem]:
    if not faults:
        return []
    at = np.array([fault.indices[0] for fault in faults])
    points = shapely.point_on_surface(drawn.shapes[at])
    away = ~shapely.intersects(homes.outlines[at], points)
    municipal = next((level for level in levels if level.is_municipal), None)
    country = Territory.objects.filter(path=territory.country).first() or territory
    lies = places_of(points[away], country, municipal, context) if municipal and away.any() else []
    names = _names({path for path in (*lies, *(homes.paths[place] for place in at)) if path})
    found = dict(zip(np.flatnonzero(away).tolist(), lies, strict=True)) if lies else {}
    problems = []
    for number, fault in enumerate(faults):
        place = fault.indices[0]
        home = names.get(homes.paths[place] or "", "")
        message = (
            _lies_elsewhere(drawn.labels[place], home, names.get(found.get(number) or "", ""))
            if away[number]
            else says(
                "%(label)s reaches beyond %(home)s by %(area)s km².",
                label=drawn.labels[place],
                home=home,
                area=in_km2(fault.area_km2),
            )
        )
        problems.append(_warning(drawn.rows[place], message))
    return problems


def _lies_elsewhere(label: str, home: str, place: str) -> Message:
    if not place:
        return says(
            "By its code %(label)s belongs to %(home)s, but its shape lies outside. Check the code.",
            label=label,
            home=home,
        )
    return says(
        "By its code %(label)s belongs to %(home)s, but its shape lies in %(place)s. Check the code.",
        label=label,
        home=home,
        place=place,
    )


def _names(paths: set[str]) -> dict[str, str]:
    found = Territory.objects.filter(path__in=paths).values_list("path", "code", "name")
    names = {path: f"{code} {name}" for path, code, name in found}
    return {path: names.get(path, path.partition(".")[2].replace(".", "")) for path in paths}
