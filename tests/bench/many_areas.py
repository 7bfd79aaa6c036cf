"""A municipality of many census areas with jagged outlines, children, proxies and zones, to measure."""

import numpy as np
import shapely
from numpy.typing import NDArray

from clrisk_site.places.models import Boundary, Level, Territory
from diagnosis.models import (
    ClassScheme,
    Factor,
    FactorWeight,
    MeasureType,
    PopulationBasis,
    PopulationCount,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Zone,
)

FACTORS = 6
ZONES = 4
ZONE_AREAS = 6
BATCH = 2_000
POINTS_ON_A_SIDE = 12


def store_municipality(path: str, count: int) -> Territory:
    """Store a municipality with so many areas, all they need for an index, and four zones."""
    town = _town(path)
    chance = np.random.default_rng(count)
    outlines = _outlines(count)
    level = Level.objects.get(country="MX", depth=4)
    areas = Territory.objects.bulk_create(
        [
            Territory(
                path=f"{path}.{at:05d}",
                code=f"{town.code}{at:05d}",
                name=f"Área {at}",
                search_name=f"area {at}",
                level=level,
                parent=town,
            )
            for at in range(count)
        ],
        BATCH,
    )
    Boundary.objects.bulk_create(
        [_boundary(area, one) for area, one in zip(areas, outlines, strict=True)], BATCH
    )
    PopulationCount.objects.bulk_create([_children(area, chance) for area in areas], BATCH)
    _proxies(town, areas, outlines, chance)
    for at in range(ZONES):
        zone = Zone.objects.create(
            territory=town, letter="ABCD"[at], name=f"Zona {at}", reason="Alta", status="prioritised"
        )
        zone.areas.set(areas[at * 20 : at * 20 + ZONE_AREAS])
    return town


def _town(path: str) -> Territory:
    above = None
    for depth, part in enumerate(("MX", "MX.07", path)):
        above, _made = Territory.objects.get_or_create(
            path=part,
            defaults={
                "code": part.replace("MX.", "").replace(".", ""),
                "name": f"Lugar {part}",
                "level": Level.objects.get(country="MX", depth=depth),
                "parent": above,
            },
        )
    assert above is not None
    return above


def _outlines(count: int) -> NDArray[np.object_]:
    """Return cells that lie side by side, with the corners that real outlines have."""
    across = int(np.ceil(np.sqrt(count)))
    steps = np.linspace(0, 1, POINTS_ON_A_SIDE, endpoint=False)
    ring = np.concatenate(
        [
            np.c_[steps, np.zeros_like(steps)],
            np.c_[np.ones_like(steps), steps],
            np.c_[1 - steps, np.ones_like(steps)],
            np.c_[np.zeros_like(steps), 1 - steps],
        ]
    )
    cells = []
    for at in range(count):
        corner = np.round(ring + np.array([at % across, at // across]), 6)
        shaken = corner + 0.05 * np.sin(corner[:, ::-1] * 11) + 0.008 * np.sin(corner[:, ::-1] * 41)
        cells.append(shapely.Polygon(shaken * 0.15 / across + np.array([-93.2, 16.7])))
    return np.array(cells, dtype=object)


def _boundary(area: Territory, outline: shapely.Polygon) -> Boundary:
    west, south, east, north = outline.bounds
    return Boundary(
        territory=area,
        wkb=shapely.to_wkb(outline),
        west=west,
        south=south,
        east=east,
        north=north,
        source="Bench",
    )


def _children(area: Territory, chance: np.random.Generator) -> PopulationCount:
    return PopulationCount(
        territory=area,
        persons=int(chance.integers(30, 900)),
        basis=PopulationBasis.MEASURED,
        year=2020,
        source="Bench",
    )


def _proxies(
    town: Territory, areas: list[Territory], outlines: NDArray[np.object_], chance: np.random.Generator
) -> None:
    release = RiskRelease.objects.create(
        country="MX",
        name=f"Proxies {town.code}",
        nature=ReleaseNature.PROXY,
        year=2020,
        measure_type=MeasureType.INDEX_100,
        class_scheme=ClassScheme.NONE,
        source="Bench",
    )
    factors = list(Factor.objects.order_by("position")[:FACTORS])
    for place, factor in enumerate(factors):
        FactorWeight.objects.create(territory=town, factor=factor, direction="raises", weight=place + 1)
    middle = shapely.get_coordinates(shapely.centroid(outlines))
    # Neighbours resemble each other, so that the top class hangs together as it does in towns.
    slope = (middle - middle.min(axis=0)) / np.ptp(middle, axis=0)
    base = np.sin(slope[:, 0] * 9) + np.cos(slope[:, 1] * 7)
    values = base[:, None] * 12 + chance.uniform(20, 45, (len(areas), len(factors)))
    RiskResult.objects.bulk_create(
        [
            RiskResult(
                release=release,
                territory=area,
                factor_values={
                    factor.code: round(float(number), 2) for factor, number in zip(factors, row, strict=True)
                },
            )
            for area, row in zip(areas, values.clip(0, 100), strict=True)
        ],
        BATCH,
    )
