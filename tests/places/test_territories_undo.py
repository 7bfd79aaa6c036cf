"""Imports of territories leave the tables as they were when they are undone: names, outlines, parents."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Boundary, Neighbourhood, Territory
from tests.cast import give_post, make_user
from tests.importing import dump, somebody, take, written


@pytest.fixture
def mexico(chiapas: Territory, tuxtla: Territory) -> Territory:
    return Territory.objects.get(path="MX")


@pytest.fixture
def person(db: None) -> User:
    return somebody()


def state() -> list[Any]:
    """Both tables, each row by what names it, since a row put back has another number."""
    paths = dict(Territory.objects.values_list("pk", "path"))
    territories = [
        (path, code, name, search, level, paths.get(parent), *facts)
        for path, code, name, search, level, parent, *facts in Territory.objects.values_list(
            "path", "code", "name", "search_name", "level_id", "parent_id",
            "source", "valid_from", "valid_to", "is_demo",
        )
    ]  # fmt: skip
    boundaries = [
        (paths[pk], bytes(wkb), full and bytes(full), *facts)
        for pk, wkb, full, *facts in Boundary.objects.values_list(
            "territory_id", "wkb", "full__wkb", "west", "south", "east", "north", "area_km2", "name",
            "valid_from", "valid_to", "source", "illustrative",
        )
    ]  # fmt: skip
    return [sorted(territories, key=repr), sorted(boundaries, key=repr)]


def a_map(folder: Path, *places: tuple[str, str, float]) -> Path:
    """A map of squares: code, name and western edge."""
    features = [
        {
            "type": "Feature",
            "properties": {"cvegeo": code, "nomgeo": name},
            "geometry": shapely.geometry.mapping(shapely.box(west, 16, west + 0.1, 16.1)),
        }
        for code, name, west in places
    ]
    path = folder / "mapa.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


NEW = (("09002", "Azcapotzalco", -99.2), ("09003", "Coyoacán", -99.0))
CHANGED = (("07101", "Tuxtla G.", -93.2),)


@pytest.mark.parametrize("places", [NEW, CHANGED, NEW + CHANGED])
def test_undone_a_map_leaves_everything_as_it_was(
    mexico: Territory, person: User, tmp_path: Path, places: tuple[tuple[str, str, float], ...]
) -> None:
    first = a_map(tmp_path, ("07101", "Tuxtla Gutiérrez", -93.1))
    take("territories", mexico, first, year=2020)
    take("territories", mexico, first, year=2010, source="Otra")
    before = state()
    receipt = take("territories", mexico, a_map(tmp_path, *places), year=2020, source="Nueva")
    assert state() != before
    undo_import(receipt=receipt, by=person)
    assert state() == before


def test_undone_a_list_of_names_leaves_everything_as_it_was(
    mexico: Territory, person: User, tmp_path: Path
) -> None:
    take("territories", mexico, a_map(tmp_path, ("07101", "Tuxtla Gutiérrez", -93.1)), year=2020)
    before = state()
    rows = [{"clave": "07101", "nombre": "Tuxtla"}, {"clave": "0910100010011", "nombre": "Área"}]
    receipt = take("territories", mexico, written(tmp_path, rows))
    assert (receipt.new, receipt.changed) == (1, 1)
    assert Territory.objects.filter(path__startswith="MX.09").count() == 4
    undo_import(receipt=receipt, by=person)
    assert state() == before


def refused(receipt: Any, person: User) -> str:
    before = dump(Territory, Boundary)
    with pytest.raises(CannotUndoError) as error:
        undo_import(receipt=receipt, by=person)
    assert dump(Territory, Boundary) == before
    return error.value.reason


def test_what_rests_on_a_new_territory_keeps_it_and_is_named(
    mexico: Territory, person: User, tmp_path: Path
) -> None:
    receipt = take("territories", mexico, a_map(tmp_path, *NEW), year=2020)
    made = Territory.objects.get(path="MX.09.003")
    below = Territory.objects.create(
        path="MX.09.003.0001", code="090030001", name="Centro", parent=made, level=made.level
    )
    assert "Centro" in refused(receipt, person)
    below.delete()
    other = Boundary.objects.create(
        territory=made, wkb=b"", west=0, south=0, east=0, north=0, source="Vieja", valid_from="1990-01-01"
    )
    assert "Vieja" in refused(receipt, person)
    other.delete()
    name = Neighbourhood.objects.create(territory=made, name="El Carmen")
    assert "El Carmen" in refused(receipt, person)
    name.delete()
    grant = give_post(make_user("Enlace2"), Role.LIAISON, made)
    assert "Coyoacán" in refused(receipt, person)
    grant.delete()
    undo_import(receipt=receipt, by=person)
    assert not Territory.objects.filter(path__startswith="MX.09").exists()


def test_a_territory_that_the_file_no_longer_holds_goes_only_without_a_boundary(
    mexico: Territory, tapachula: Territory, person: User, tmp_path: Path
) -> None:
    rows = [{"clave": "07101", "nombre": "Tuxtla Gutiérrez."}]
    before = state()
    receipt = take("territories", mexico, written(tmp_path, rows), removes_gone=True)
    assert receipt.removed == 1
    assert not Territory.objects.filter(pk=tapachula.pk).exists()
    undo_import(receipt=receipt, by=person)
    assert state() == before


def test_codes_alone_rename_nothing_and_lost_accents_stay(
    mexico: Territory, person: User, tmp_path: Path
) -> None:
    take_rows = [{"clave": "07101", "total": 604147}, {"clave": "07102", "total": 5}]
    receipt = take("territories", mexico, written(tmp_path, take_rows))
    assert (receipt.new, receipt.changed, receipt.same) == (1, 0, 1)
    rows = [{"P-Code": "MX07101", "Name": "Tuxtla Gutierrez"}]
    again = take("territories", mexico, written(tmp_path, rows))
    assert (again.changed, again.same) == (0, 1)
    assert Territory.objects.get(code="07101").name == "Tuxtla Gutiérrez"
    assert any("acentos" in text or "accents" in text for text in again.warnings)


def test_a_later_file_that_shares_no_territory_stands_in_nobodys_way(
    mexico: Territory, tuxtla: Territory, person: User, tmp_path: Path
) -> None:
    first = take("territories", mexico, a_map(tmp_path, ("07001", "Acacoyagua", -93.0)), year=2020)
    take("territories", tuxtla, a_map(tmp_path, ("0710100010012", "0012", -93.2)), year=2020)
    undo_import(receipt=first, by=person)
    assert not Territory.objects.filter(path="MX.07.001").exists()
    again = take("territories", mexico, a_map(tmp_path, ("07001", "Acacoyagua", -93.0)), year=2020)
    take("territories", mexico, a_map(tmp_path, ("07001", "Otro nombre", -93.0)), year=2020)
    with pytest.raises(CannotUndoError):
        undo_import(receipt=again, by=person)
