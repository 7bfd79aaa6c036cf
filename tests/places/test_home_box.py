"""Where a map of a territory is expected: from stored outlines, else from the file of countries."""

import datetime as dt
from pathlib import Path

import pytest

from clrisk_site.catalogue.loading import read_entries
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.registry import imports
from clrisk_site.places.countries import LEVELS_FILE
from clrisk_site.places.home import home_box
from clrisk_site.places.models import Boundary, Territory
from clrisk_site.tables.spec import Refusal
from tests.tables.builders import feature, geojson, square


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


def test_case_43_a_map_of_another_country_is_refused_and_one_turned_around_is_asked_about(
    chiapas: Territory, tmp_path: Path
) -> None:
    kind = imports.get("territories")
    assert kind is not None

    def read(west: float, south: float) -> object:
        path = geojson(tmp_path / "m.geojson", [feature(square(west, south), cvegeo="07001")])
        return understand(ImportOrder(kind, chiapas, path, path.name, year=2020, source="INEGI"))

    assert isinstance(read(-93, 16), Understood)
    elsewhere = read(2.3, 48.8)
    assert isinstance(elsewhere, Refusal)
    assert elsewhere.code
    turned = read(16, -89.9)
    assert isinstance(turned, Refusal)
    assert turned.code != elsewhere.code
