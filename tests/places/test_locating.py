"""Points in areas: borders, nowhere, areas without an outline, and which outline is taken."""

import datetime as dt

import numpy as np
import pytest
import shapely

from clrisk_site.places.locating import Locator, locator_for
from clrisk_site.places.models import Boundary, FullOutline, Territory


def square(west: float, south: float, side: float = 1.0) -> shapely.Geometry:
    return shapely.box(west, south, west + side, south + side)


def test_borders_corners_and_the_outside() -> None:
    areas = [square(0, 0), square(1, 0), square(0, 1), square(1, 1), None]
    locator = Locator(areas, ["E", "D", "C", "B", "A"])
    lon = np.array([0.5, 1.0, 1.0, 1.5, 2.0, 9.0, np.nan, np.inf])
    lat = np.array([0.5, 0.5, 1.0, 1.5, 2.0, 9.0, 0.5, 0.5])
    assert locator.locate(lon, lat).tolist() == [0, 1, 3, 3, 3, -1, -1, -1]
    assert not (locator.locate(lon[:0], lat[:0])).size
    assert Locator([], []).locate(lon, lat).tolist() == [-1] * 8


def test_as_a_bulk_query_says() -> None:
    chance = np.random.default_rng(3)
    areas = shapely.buffer(shapely.points(chance.uniform(0, 10, (60, 2))), chance.uniform(0.2, 2, 60))
    points = chance.uniform(-1, 11, (2, 2_000))
    found = Locator(areas, [f"{number:03}" for number in range(60)]).locate(*points)
    at, area = shapely.STRtree(areas).query(shapely.points(*points), predicate="intersects")
    wanted = [min(area[at == number], default=-1) for number in range(2_000)]
    assert found.tolist() == wanted


def test_the_full_outline_of_the_year(tuxtla: Territory) -> None:
    town = tuxtla
    old = Boundary.objects.create(
        territory=town, wkb=shapely.to_wkb(square(0, 0)), west=0, south=0, east=1, north=1,
        valid_from=dt.date(2010, 1, 1), valid_to=dt.date(2020, 1, 1),
    )  # fmt: skip
    Boundary.objects.create(
        territory=town, wkb=shapely.to_wkb(square(5, 5)), west=5, south=5, east=6, north=6,
        valid_from=dt.date(2020, 1, 1),
    )  # fmt: skip
    FullOutline.objects.create(boundary=old, wkb=shapely.to_wkb(square(0, 0, 1.01)))

    def inside(year: int | None, at: float) -> bool:
        locator = locator_for(town, year=year, level=town.level)
        return bool(locator.locate(np.array([at]), np.array([at]))[0] == 0)

    assert inside(2015, 1.005)
    assert not inside(2015, 5.5)
    assert inside(None, 5.5)
    assert inside(2024, 5.5)
    assert inside(1990, 5.5)


@pytest.mark.parametrize("is_demo", [True, False])
def test_an_invented_outline_is_taken_by_a_demonstration_without_another(
    tuxtla: Territory, tapachula: Territory, is_demo: bool
) -> None:
    state = tuxtla.parent
    assert state
    state.is_demo = is_demo
    for town, west, since, illustrative in (
        (tuxtla, 0, dt.date(2010, 1, 1), False),
        (tuxtla, 5, dt.date(2020, 1, 1), True),
        (tapachula, 8, None, True),
    ):
        Boundary.objects.create(
            territory=town, wkb=shapely.to_wkb(square(west, 0)), west=west, south=0, east=west + 1, north=1,
            valid_from=since, illustrative=illustrative,
        )  # fmt: skip
    locator = locator_for(state, year=2024, level=tuxtla.level)
    found = locator.locate(np.array([0.5, 5.5, 8.5]), np.array([0.5, 0.5, 0.5])).tolist()
    assert [locator.keys[at] if at >= 0 else "" for at in found] == [
        tuxtla.path, "", tapachula.path if is_demo else "",
    ]  # fmt: skip
