"""Areas, releases and results for the tests of the diagnosis: small, literal, quickly made."""

from collections.abc import Sequence

import shapely

from clrisk_site.places.models import Boundary, Level, Territory
from diagnosis.models import (
    ClassScheme,
    Factor,
    MeasureType,
    PopulationBasis,
    PopulationCount,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Zone,
)


def make_factor(code: str, direction: str = "raises") -> Factor:
    return Factor.objects.create(
        code=code, texts={"es": code.capitalize(), "en": code.capitalize()}, direction=direction
    )


def make_areas(municipality: Territory, level: Level, count: int) -> list[Territory]:
    """Areas in a row, each with a square outline."""
    areas = []
    for i in range(count):
        area = Territory.objects.create(
            path=f"{municipality.path}.0001.{i:04d}",
            code=f"{municipality.code}0001{i:04d}",
            name=f"Area {i}",
            level=level,
            parent=municipality,
        )
        outline = shapely.box(-93.2 + i / 100, 16.7, -93.19 + i / 100, 16.71)
        west, south, east, north = outline.bounds
        Boundary.objects.create(
            territory=area,
            wkb=shapely.to_wkb(outline),
            west=west,
            south=south,
            east=east,
            north=north,
            source="Marco 2022",
        )
        areas.append(area)
    return areas


def make_release(nature: str = ReleaseNature.PHASE_I, year: int = 2015, **more: object) -> RiskRelease:
    values: dict[str, object] = {
        "country": "MX",
        "name": f"{nature} {year}",
        "nature": nature,
        "year": year,
        "measure_type": MeasureType.PROBABILITY,
        "class_scheme": ClassScheme.THREE,
        "source": "Productor",
    }
    return RiskRelease.objects.create(**{**values, **more})


def put_values(release: RiskRelease, areas: Sequence[Territory], **values: Sequence[float | None]) -> None:
    """One result per area; a None leaves the number out, as a file without it would."""
    for i, area in enumerate(areas):
        found = {code: numbers[i] for code, numbers in values.items() if numbers[i] is not None}
        RiskResult.objects.create(release=release, territory=area, factor_values=found)


def count_children(
    place: Territory, persons: int, *, basis: str = PopulationBasis.MEASURED, year: int = 2020
) -> PopulationCount:
    note = "" if basis == PopulationBasis.MEASURED else "share of the municipality"
    return PopulationCount.objects.create(
        territory=place, persons=persons, basis=basis, year=year, source="Censo", note=note
    )


def draw_zone(municipality: Territory, letter: str, areas: list[Territory], **more: object) -> Zone:
    values: dict[str, object] = {"name": f"Zone {letter}", "reason": "High priority", "status": "prioritised"}
    zone = Zone.objects.create(territory=municipality, letter=letter, **{**values, **more})
    zone.areas.set(areas)
    return zone
