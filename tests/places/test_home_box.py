"""Where a map of a territory is expected: from stored outlines, else from the file of countries."""

import datetime as dt

import pytest

from clrisk_site.catalogue.loading import read_entries
from clrisk_site.places.countries import LEVELS_FILE
from clrisk_site.places.home import home_box
from clrisk_site.places.models import Boundary, Territory


def outline(territory: Territory, west: float, south: float, side: float, **more: object) -> Boundary:
    box = {"west": west, "south": south, "east": west + side, "north": south + side}
    return Boundary.objects.create(territory=territory, wkb=b"", **{**box, **more})


def test_without_outlines_the_country_says_where_home_is(tuxtla: Territory) -> None:
    west, south, east, north = home_box(tuxtla) or (0, 0, 0, 0)
    assert west < -93.2 < east
    assert south < 16.75 < north
    # Seen from the sea, and turned around, nothing of it lies in the box.
    assert not west < 16.75 < east


def test_the_nearest_territory_with_outlines_counts(
    chiapas: Territory, tuxtla: Territory, tapachula: Territory
) -> None:
    outline(chiapas, -94, 14, 4)
    outline(tuxtla, -93.3, 16.6, 0.4, valid_from=dt.date(2010, 1, 1))
    outline(tuxtla, -93.2, 16.7, 0.4, valid_from=dt.date(2020, 1, 1))
    assert home_box(tuxtla) == pytest.approx((-93.55, 16.35, -92.55, 17.35))
    assert home_box(tapachula) == pytest.approx((-96, 12, -88, 20))


def test_invented_outlines_do_not_say_where_a_place_is(tuxtla: Territory) -> None:
    before = home_box(tuxtla)
    outline(tuxtla, 10, 50, 1, illustrative=True)
    assert home_box(tuxtla) == before


def test_every_country_of_the_file_has_a_box_that_is_one() -> None:
    for country in read_entries(LEVELS_FILE):
        west, south, east, north = country["box"]
        assert -180 <= west < east <= 180, country["code"]
        assert -90 <= south < north <= 90, country["code"]
