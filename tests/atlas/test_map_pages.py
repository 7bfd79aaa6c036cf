"""The maps of a place and what changed between two: in words, drawn, as a file, and quick to ask again."""

import csv
import datetime as dt
import io
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from clrisk_site.atlas import keeping
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Boundary, Level, Territory
from tests.atlas.storing import Named, square, store_map
from tests.cast import ClientOf, give_membership, make_user

pytestmark = pytest.mark.one_database

BEFORE: list[Named] = [(f"MX.07.{at:03d}", f"Lugar {at}", square(at * 0.1, 0)) for at in range(1, 9)]
AFTER: list[Named] = [
    ("MX.07.001", "Lugar 1", square(0.1, 0, 0.06)),
    ("MX.07.099", "Recién Fundado", square(0.16, 0, 0.04)),
    ("MX.07.002", "Lugar Dos", square(0.2, 0)),
    *BEFORE[2:],
]


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Drawings of another test are not found here."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def reader(chiapas: Territory, client_of: ClientOf) -> Client:
    """An observer of the state, who may see what is published and no more."""
    user = make_user("Reader")
    give_membership(user, Role.OBSERVER, chiapas)
    return client_of(user)


@pytest.fixture
def two_maps(chiapas: Territory, levels: dict[str, Level]) -> Territory:
    store_map(levels["municipality"], BEFORE, year=2010, source="INEGI 2010")
    store_map(levels["municipality"], AFTER, year=2020, source="INEGI 2020")
    return chiapas


def read(client: Client, name: str, path: str = "MX.07", query: str = "") -> str:
    answer = client.get(reverse(name, args=[path]) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_place_without_boundaries_says_so_and_how_to_bring_them(
    tuxtla: Territory, liaison: User, reader: Client, client_of: ClientOf
) -> None:
    page = read(client_of(liaison), "maps", tuxtla.path)
    assert "No hay límites guardados de los territorios de Tuxtla Gutiérrez." in page
    assert reverse("import-file", args=[tuxtla.path, "territories"]) in page
    assert "import/territories" not in read(reader, "maps", tuxtla.path)
    assert "Todavía no hay qué comparar" in read(reader, "map-changes")


def test_the_maps_are_listed_and_one_is_drawn(two_maps: Territory, reader: Client) -> None:
    page = read(reader, "maps")
    assert "Hay mapas de 2 años guardados de Chiapas, de 2010 a 2020. El más reciente muestra 9 " in page
    assert "INEGI 2010" in page
    assert page.count('class="map map-wide"') == page.count('class="map map-phone"') == 1
    assert "Recién Fundado" in page
    earlier = read(reader, "maps", query="?year=2010&level=municipality")
    assert "Recién Fundado" not in earlier
    assert "Hoy: Lugar 2" not in earlier
    assert "style=" not in page.partition("<main")[2]


def test_what_changed_is_told_drawn_and_narrowed(two_maps: Territory, reader: Client) -> None:
    page = read(reader, "map-changes")
    assert "Entre 2010 y 2020, se fundó 1 municipio, 1 cambió de nombre y 1 cambió sus límites." in page
    assert "Fundado por división de otro (1)" in page
    assert "Superficie en el mapa anterior: 100" in page
    assert "Antes: Lugar 2" in page
    only = read(reader, "map-changes", query="?kind=renamed")
    rows = only.partition("<tbody>")[2]
    assert "Lugar Dos" in rows
    assert "Recién Fundado" not in rows
    assert "Ningún cambio" in read(reader, "map-changes", query="?text=zzz")
    turned = read(reader, "map-changes", query="?from=2020&to=2010&level=nonsense&kind=nonsense&page=77")
    assert "Entre 2010 y 2020" in turned


def test_the_changes_go_out_as_files_and_that_is_noted(two_maps: Territory, reader: Client) -> None:
    answer = reader.get(reverse("map-changes-export", args=["MX.07", "csv"]) + "?kind=split_from")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows if row and row[0] == "Recién Fundado"] == [["Recién Fundado", "07099"]]
    assert reader.get(reverse("map-changes-export", args=["MX.07", "xlsx"])).status_code == 200
    assert reader.get(reverse("map-changes-export", args=["MX.07", "pdf"])).status_code == 404
    assert AuditEntry.objects.filter(action="export.download").count() == 2


def test_an_import_shows_at_once_and_what_did_not_change_is_not_drawn_again(
    two_maps: Territory, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(reader, "maps")
    read(reader, "map-changes")
    with monkeypatch.context() as patch:
        patch.setattr("clrisk_site.atlas.presenters.stored_maps.draw_outlines", None)
        patch.setattr("clrisk_site.atlas.queries.comparison.compare", None)
        read(reader, "maps")
        read(reader, "map-changes")
    Boundary.objects.filter(territory__path="MX.07.099").delete()
    assert "9 municipio" not in read(reader, "maps")
    assert "se fundó 1" not in read(reader, "map-changes")


def test_what_nobody_asked_for_in_a_month_is_swept(two_maps: Territory, reader: Client) -> None:
    read(reader, "maps")
    assert keeping.sweep() == 0
    for path in keeping.folder().iterdir():
        long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
        os.utime(path, (long_ago, long_ago))
    assert keeping.sweep() == 1


def test_a_part_that_only_one_map_shows_is_no_change(
    two_maps: Territory, levels: dict[str, Level], client_of: ClientOf
) -> None:
    far = [("MX.08.001", "Lejos", square(3, 3))]
    store_map(levels["municipality"], far, year=2020)
    user = make_user("Everywhere")
    give_membership(user, Role.OBSERVER, Territory.objects.get(path="MX"))
    page = read(client_of(user), "map-changes", "MX")
    assert "se fundó 1 municipio" in page
    assert "1 territorio está donde solo uno de los mapas muestra algo" in page


def test_an_illustrative_drawing_is_never_compared_with_an_official_map(
    chiapas: Territory, levels: dict[str, Level], reader: Client
) -> None:
    municipality = levels["municipality"]
    store_map(municipality, BEFORE[:1], year=None, source="Dibujo", illustrative=True)
    store_map(municipality, AFTER, year=2020)
    assert reverse("map-changes", args=["MX.07"]) not in read(reader, "maps").partition("<main")[2]
    alone = read(reader, "map-changes")
    assert "Un dibujo ilustrativo nunca se compara con un mapa oficial." in alone
    assert reader.get(reverse("map-changes-export", args=["MX.07", "csv"])).status_code == 404
    store_map(municipality, BEFORE, year=2010)
    assert "Entre 2010 y 2020, se fundó 1 municipio" in read(reader, "map-changes")


def test_what_the_earlier_map_does_not_show_was_not_founded(
    chiapas: Territory, levels: dict[str, Level], reader: Client
) -> None:
    store_map(levels["municipality"], BEFORE[:2], year=2010)
    store_map(levels["municipality"], BEFORE, year=2020)
    page = read(reader, "map-changes")
    assert "se fundaron" not in page
    assert "6 municipio solo están en el mapa posterior" in page
    assert "Solo en el mapa posterior (6)" in page


def test_the_number_of_queries_does_not_grow(
    two_maps: Territory, levels: dict[str, Level], reader: Client
) -> None:
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            read(reader, name)
        return len(counted)

    few = {name: queries(name) for name in ("maps", "map-changes")}
    more = [(f"MX.07.{at:03d}", f"Lugar {at}", square(at * 0.01, 1, 0.01)) for at in range(200, 230)]
    for year in (2010, 2015, 2020):
        store_map(levels["municipality"], more, year=year)
    assert {name: queries(name) for name in few} == few
    assert max(few.values()) <= 25
