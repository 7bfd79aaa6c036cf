"""What is stored of an outline: to be drawn, the original, its vintage and name; and how it comes back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.people.models import User
from clrisk_site.places.models import Boundary, FullOutline, Territory
from tests.importing import exported, look, somebody, take, written
from tests.places.test_territories_undo import state

type Place = tuple[str, str, shapely.Geometry]


@pytest.fixture
def mexico(chiapas: Territory, tuxtla: Territory) -> Territory:
    return Territory.objects.get(path="MX")


@pytest.fixture
def person(db: None) -> User:
    return somebody()


def wavy(west: float, points: int = 400, south: float = 16.0) -> shapely.Geometry:
    """A square of a tenth of a degree whose sides are drawn with many points."""
    ring = shapely.segmentize(shapely.box(west, south, west + 0.1, south + 0.1), 0.4 / points)
    noise = np.random.default_rng(3).uniform(0, 1e-4, (shapely.get_num_coordinates(ring), 2))
    noise[-1] = noise[0]
    return shapely.set_coordinates(
        shapely.from_wkb(shapely.to_wkb(ring)), shapely.get_coordinates(ring) + noise
    )


def a_map(folder: Path, places: Sequence[Place], name: str = "nomgeo") -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"cvegeo": code, name: text},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for code, text, shape in places
    ]
    path = folder / "mapa.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_case_44_the_original_is_kept_where_points_were_dropped(mexico: Territory, tmp_path: Path) -> None:
    detailed, plain = wavy(-93), shapely.box(-94, 16, -93.9, 16.1)
    take(
        "territories",
        mexico,
        a_map(tmp_path, [("07101", "Tuxtla", detailed), ("07089", "T", plain)]),
        year=2020,
    )
    drawn = Boundary.objects.get(territory__code="07101")
    assert shapely.get_num_coordinates(drawn.geometry) < 50
    assert drawn.full.geometry.equals(detailed)
    west, _south, _east, north = shapely.bounds(detailed)
    assert (drawn.west, drawn.north) == pytest.approx((west, north))
    assert not FullOutline.objects.filter(boundary__territory__code="07089").exists()


def test_case_44_the_borders_that_two_share_stay_shared(mexico: Territory, tmp_path: Path) -> None:
    left = wavy(-93)
    right = shapely.difference(shapely.box(-92.95, 16, -92.8, 16.1), left)
    take("territories", mexico, a_map(tmp_path, [("07101", "A", left), ("07089", "B", right)]), year=2020)
    one, other = (found.geometry for found in Boundary.objects.filter(territory__code__in=["07101", "07089"]))
    assert shapely.area(shapely.intersection(one, other)) == pytest.approx(0, abs=1e-12)


def test_levels_of_one_file_are_simplified_apart(mexico: Territory, tmp_path: Path) -> None:
    state_, town = shapely.box(-94, 15, -92, 17), wavy(-93)
    path = a_map(tmp_path, [("07", "Chiapas", state_), ("07101", "Tuxtla Gutiérrez", town)])
    take("territories", mexico, path, year=2020)
    outer = Boundary.objects.get(territory__code="07").geometry
    assert shapely.area(outer) == pytest.approx(4)


def test_an_outline_has_the_name_of_its_map_whichever_name_stays(mexico: Territory, tmp_path: Path) -> None:
    shape = wavy(-93)
    take("territories", mexico, a_map(tmp_path, [("07101", "Tuxtla Gutierrez", shape)]), year=2010)
    old = Boundary.objects.get(territory__code="07101")
    assert (old.name, old.territory.name) == ("Tuxtla Gutierrez", "Tuxtla Gutiérrez")
    again = look("territories", mexico, a_map(tmp_path, [("07101", "San Marcos Tuxtla", shape)]), year=2010)
    assert [cell.field for cell in again.preview.changes] == ["name", "map_name"]


def test_an_equal_outline_of_another_year_is_stored_for_that_year(mexico: Territory, tmp_path: Path) -> None:
    path = a_map(tmp_path, [("07101", "Tuxtla Gutiérrez", wavy(-93))])
    take("territories", mexico, path, year=2010)
    assert look("territories", mexico, path, year=2010).preview.same == 1
    again = look("territories", mexico, path, year=2020)
    assert (again.preview.changed, [cell.field for cell in again.preview.changes]) == (1, ["area_km2"])
    take("territories", mexico, path, year=2020)
    years = Boundary.objects.filter(territory__code="07101").values_list("valid_from__year", flat=True)
    assert sorted(years) == [2010, 2020]
    # An older file does not count as a change against the newer map.
    assert look("territories", mexico, path, year=2010).preview.same == 1


def test_an_outline_that_only_moved_is_a_change(mexico: Territory, tmp_path: Path) -> None:
    take("territories", mexico, a_map(tmp_path, [("07101", "Tuxtla Gutiérrez", wavy(-93))]), year=2020)
    shape = shapely.transform(wavy(-93), lambda points: points + np.array([6, 0]))
    moved = look("territories", mexico, a_map(tmp_path, [("07101", "Tuxtla Gutiérrez", shape)]), year=2020)
    assert moved.preview.changed == 1
    assert "extent" in {cell.field for cell in moved.preview.changes}


@pytest.mark.parametrize("year", [2020, 2010, None])
def test_undone_every_outline_has_its_original_name_and_flag_again(
    mexico: Territory, person: User, tmp_path: Path, year: int | None
) -> None:
    first = a_map(tmp_path, [("07101", "Tuxtla G.", wavy(-93)), ("07089", "Tapachula", wavy(-92.5))])
    take("territories", mexico, first, year=2020)
    take("territories", mexico, first, source="Sin fecha")
    Boundary.objects.filter(territory__code="07101").update(illustrative=True, valid_to="2030-01-01")
    before = state()
    again = a_map(tmp_path, [("07101", "Tuxtla", wavy(-93.2, 300)), ("07002", "Acala", wavy(-92))])
    receipt = take("territories", mexico, again, year=year, source="Nueva")
    assert state() != before
    undo_import(receipt=receipt, by=person)
    assert state() == before
    assert Boundary.objects.filter(illustrative=True).count() == 2


def test_invented_territories_that_a_file_removed_come_back_as_invented(
    mexico: Territory, tapachula: Territory, person: User, tmp_path: Path
) -> None:
    Territory.objects.filter(pk=tapachula.pk).update(is_demo=True)
    before = state()
    rows = [{"clave": "07101", "nombre": "Tuxtla Gutiérrez."}]
    receipt = take("territories", mexico, written(tmp_path, rows), removes_gone=True)
    assert receipt.removed == 1
    undo_import(receipt=receipt, by=person)
    assert state() == before
    assert Territory.objects.get(code="07089").is_demo


def test_names_that_go_out_and_come_back_touch_no_outline(mexico: Territory, tmp_path: Path) -> None:
    take("territories", mexico, a_map(tmp_path, [("07101", "Tuxtla Gutiérrez", wavy(-93))]), year=2020)
    before = state()
    back: Any = look("territories", mexico, exported("territories", mexico, tmp_path)).preview
    assert (back.new, back.changed, back.refused) == (0, 0, 0)
    assert state() == before


def test_a_row_without_a_shape_keeps_the_outline_that_is_stored(mexico: Territory, tmp_path: Path) -> None:
    shapes = [("07101", "Tuxtla Gutiérrez", wavy(-93)), ("07089", "Tapachula", wavy(-92.5))]
    take("territories", mexico, a_map(tmp_path, shapes), year=2020)
    path = a_map(tmp_path, shapes)
    content = json.loads(path.read_text())
    content["features"][0]["geometry"] = None
    path.write_text(json.dumps(content))
    assert look("territories", mexico, path, year=2020).preview.same == 2
