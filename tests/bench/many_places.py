"""Many territories with outlines and thirty factors each, for the tests and benchmarks of large places."""

from collections.abc import Sequence

import numpy as np
import shapely

from clrisk_site.places.models import Boundary, Level, Territory
from diagnosis.models import ClassScheme, Factor, MeasureType, ReleaseNature, RiskRelease, RiskResult

FACTORS = 30
BATCH = 2_000


def make_factors() -> list[Factor]:
    """Make the factors that the results have values of."""
    return [
        Factor.objects.create(
            code=f"many_{number}",
            texts=dict.fromkeys(("es", "en", "pt", "fr"), f"Factor {number}"),
            direction="raises",
            position=100 + number,
        )
        for number in range(FACTORS)
    ]


def make_release() -> RiskRelease:
    """Make the release that all results belong to."""
    return RiskRelease.objects.create(
        country="MX",
        name="Many",
        nature=ReleaseNature.PHASE_I,
        year=2020,
        measure_type=MeasureType.PROBABILITY,
        class_scheme=ClassScheme.THREE,
        source="Bench",
    )


def add_places(
    release: RiskRelease, factors: Sequence[Factor], parent: Territory, level: Level, count: int
) -> None:
    """Put more territories below one, each with a square of its own and a result."""
    first = Territory.objects.filter(parent=parent).count()
    chance = np.random.default_rng(first)
    names = range(first, first + count)
    places = Territory.objects.bulk_create(
        [
            Territory(
                path=f"{parent.path}.n{name:05d}",
                code=f"{parent.code}n{name:05d}",
                name=f"Lugar {name}",
                search_name=f"lugar {name}",
                level=level,
                parent=parent,
            )
            for name in names
        ],
        BATCH,
    )
    Boundary.objects.bulk_create([_square(place, at) for at, place in zip(names, places, strict=True)], BATCH)
    RiskResult.objects.bulk_create([_result(release, factors, place, chance) for place in places], BATCH)


def _square(place: Territory, at: int) -> Boundary:
    west, south = -99 + at % 150 / 100, 16 + at // 150 / 100
    outline = shapely.box(west, south, west + 0.01, south + 0.01)
    return Boundary(
        territory=place,
        wkb=shapely.to_wkb(outline),
        west=west,
        south=south,
        east=west + 0.01,
        north=south + 0.01,
        source="Bench",
    )


def _result(
    release: RiskRelease, factors: Sequence[Factor], place: Territory, chance: np.random.Generator
) -> RiskResult:
    values = dict(
        zip((factor.code for factor in factors), chance.uniform(0, 100, FACTORS).tolist(), strict=True)
    )
    return RiskResult(
        release=release,
        territory=place,
        value=float(chance.uniform(0, 0.3)),
        official_class=("low", "medium", "high")[place.pk % 3],
        factor_values=values,
    )
