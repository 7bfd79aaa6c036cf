"""Case 43: where the numbers of a map lie, what is believed, what is asked and what is refused."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from clrisk_site.tables.guard import read_guarded, read_head
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.raw import MapReading, RawTable
from clrisk_site.tables.readers.projecting import to_degrees
from clrisk_site.tables.spec import Refusal
from tests.tables.builders import column_cells, feature, geojson, read, refusal, square, text_file

MEXICO = (-118.5, 14.5, -86.5, 32.8)
HIDALGO = (-100.0, 19.5, -97.9, 21.4)
JAMAICA = (-78.5, 17.6, -76.1, 18.6)


def metres(east: float = 504_000.0, north: float = 2_189_000.0) -> dict[str, Any]:
    """A square kilometre of UTM zone 14, near Tizayuca in Hidalgo."""
    return square(east, north, 1_000.0)


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def swapped(geometry: dict[str, Any]) -> dict[str, Any]:
    rings = [[[y, x] for x, y in ring] for ring in geometry["coordinates"]]
    return {**geometry, "coordinates": rings}


def drawn(folder: Path, shapes: Sequence[Any], **members: Any) -> Path:
    return geojson(folder / "m.geojson", [feature(shape) for shape in shapes], **members)


def head(path: Path, home: tuple[float, ...] | None = MEXICO, **choices: Any) -> MapReading:
    table = read_head(path, GEOMETRY, home=home, **choices)  # type: ignore[arg-type]  # four numbers
    assert isinstance(table, RawTable), str(table.message)
    assert table.map is not None
    return table.map


def middle(path: Path, **choices: Any) -> list[float]:
    shape = shapely.from_wkb(column_cells(read(path, GEOMETRY, **choices), "geometry")[0])
    return [round(shape.centroid.x, 2), round(shape.centroid.y, 2)]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::32614", "EPSG:32614"])
def test_case_43_stated_metres_become_degrees(tmp_path: Path, name: str) -> None:
    path = drawn(tmp_path, [metres()], crs=named(name))
    assert middle(path, home=MEXICO) == [-98.96, 19.8]
    found = head(path)
    assert (found.stated, found.used, found.name, found.asks) == (name, "EPSG:32614", "WGS 84 / UTM 14N", "")
    assert found.bounds is not None
    assert [round(number, 1) for number in found.bounds] == [-99.0, 19.8, -99.0, 19.8]


def test_case_47_a_system_stated_in_each_geometry_is_believed(tmp_path: Path) -> None:
    shape = {**metres(), "crs": named("EPSG:32614")}
    assert middle(drawn(tmp_path, [shape, shape]), home=MEXICO) == [-98.96, 19.8]


def test_case_47_several_systems_in_one_file_are_refused(tmp_path: Path) -> None:
    shapes = [{**metres(), "crs": named("EPSG:32614")}, {**metres(), "crs": named("EPSG:32615")}]
    said = refusal(drawn(tmp_path, shapes), GEOMETRY)
    assert "different coordinate systems (EPSG:32614, EPSG:32615)" in said


def test_case_47_one_system_stated_in_two_ways_is_one(tmp_path: Path) -> None:
    shape = {**metres(), "crs": named("EPSG:32614")}
    path = drawn(tmp_path, [shape], crs=named("urn:ogc:def:crs:EPSG::32614"))
    assert middle(path, home=MEXICO) == [-98.96, 19.8]


def test_case_43_metres_of_no_stated_system_are_asked_about(tmp_path: Path) -> None:
    path = drawn(tmp_path, [metres()])
    found = head(path, HIDALGO)
    assert (found.asks, found.candidates) == ("crs", (("EPSG:32614", "WGS 84 / UTM 14N"),))
    assert set(column_cells(_head_table(path), "geometry")) == {""}
    answer = read_guarded(path, GEOMETRY, home=HIDALGO)
    assert isinstance(answer, Refusal)
    assert (answer.code, "WGS 84 / UTM 14N (EPSG:32614)" in str(answer.message)) == ("asks_crs", True)
    assert middle(path, home=HIDALGO, crs="EPSG:32614") == [-98.96, 19.8]


def _head_table(path: Path) -> RawTable:
    table = read_head(path, GEOMETRY, home=HIDALGO)
    assert isinstance(table, RawTable)
    return table


def test_case_43_a_choice_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    said = refusal(drawn(tmp_path, [metres()]), GEOMETRY, home=HIDALGO, crs="EPSG:32616")
    assert "WGS 84 / UTM 16N" in said
    assert "lie nowhere near the place" in said


@pytest.mark.parametrize("crs", ["EPSG:1", "/etc/passwd", "+proj=utm +nadgrids=/etc/passwd", 'LOCAL_CS["x"]'])
def test_case_43_a_choice_that_is_no_system_is_refused(tmp_path: Path, crs: str) -> None:
    assert "is not known" in refusal(drawn(tmp_path, [metres()]), GEOMETRY, home=HIDALGO, crs=crs)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::32613", "local"])
def test_case_43_a_statement_that_is_not_true_is_not_believed(tmp_path: Path, name: str) -> None:
    found = head(drawn(tmp_path, [metres()], crs=named(name)), HIDALGO)
    assert (found.stated, found.asks, found.candidates[0][0]) == (name, "crs", "EPSG:32614")


def test_case_43_degrees_said_to_be_metres_are_asked_about(tmp_path: Path) -> None:
    found = head(drawn(tmp_path, [square()], crs=named("EPSG:32614")))
    assert (found.asks, found.candidates) == ("crs", (("EPSG:4326", "WGS 84"),))


@pytest.mark.parametrize(
    ("shape", "home"),
    [(swapped(square()), MEXICO), (swapped(square()), None), (swapped(square(-77.0, 18.0)), JAMAICA)],
    ids=["by range", "by range without a home", "by the home"],
)
def test_case_43_swapped_axes_are_asked_about_and_never_turned_silently(
    tmp_path: Path, shape: Any, home: Any
) -> None:
    path = drawn(tmp_path, [shape])
    found = head(path, home)
    assert found.asks == "swap"
    assert found.bounds is not None
    assert found.bounds[0] < 0 < found.bounds[1]
    answer = read_guarded(path, GEOMETRY, home=home)
    assert isinstance(answer, Refusal)
    assert answer.code == "asks_swap"
    lon, lat = middle(path, home=home, swap=True)
    assert lon < 0 < lat
    assert head(path, home, swap=True).swapped


def test_case_43_a_single_swapped_shape_is_a_row_error(tmp_path: Path) -> None:
    table = read(drawn(tmp_path, [square(), square(-92.0), swapped(square())]), GEOMETRY, home=MEXICO)
    assert [(problem.row, "look swapped" in str(problem.message)) for problem in table.problems] == [
        (3, True)
    ]


def test_case_43_a_map_of_elsewhere_is_refused(tmp_path: Path) -> None:
    said = refusal(drawn(tmp_path, [square(-3.7, 40.4)]), GEOMETRY, home=MEXICO)
    assert "longitude -3.7 and latitude 40.5" in said


@pytest.mark.parametrize("number", [1e9, 1e300])
def test_case_43_numbers_that_lie_nowhere_are_refused(tmp_path: Path, number: float) -> None:
    said = refusal(drawn(tmp_path, [square(number, number, number / 10)]), GEOMETRY, home=MEXICO)
    assert "lie nowhere near the place" in said


def test_case_43_one_shape_far_off_does_not_hide_the_system(tmp_path: Path) -> None:
    shapes = [metres(504_000.0 + 10 * i) for i in range(30)] + [metres(1e9, 1e9)]
    path = drawn(tmp_path, shapes)
    assert head(path, HIDALGO).candidates[0][0] == "EPSG:32614"
    table = read(path, GEOMETRY, home=HIDALGO, crs="EPSG:32614")
    assert [problem.row for problem in table.problems] == [31]


@pytest.mark.parametrize("number", ["1e309", "-1e309", "NaN", "Infinity", "9" * 400, "true", '"1"', "null"])
def test_case_43_what_is_no_number_is_a_row_error(tmp_path: Path, number: str) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [feature(square()), feature(square(-92.0))]})
    table = read(text_file(tmp_path / "m.geojson", text.replace("-92.0", number, 1)), GEOMETRY)
    assert [(problem.row, "not a number" in str(problem.message)) for problem in table.problems] == [
        (2, True)
    ]


def test_case_43_a_number_without_end_is_refused(tmp_path: Path) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [feature(square())]})
    assert "not valid JSON" in refusal(
        text_file(tmp_path / "m.geojson", text.replace("-93.0", "9" * 5_000, 1)), GEOMETRY
    )


def test_the_corners_of_a_shape_are_turned_one_by_one(tmp_path: Path) -> None:
    path = drawn(tmp_path, [metres()], crs=named("EPSG:32614"))
    shape = shapely.from_wkb(column_cells(read(path, GEOMETRY), "geometry")[0])
    ring = np.array(metres()["coordinates"][0])
    expected = np.column_stack(to_degrees(ring[:, 0], ring[:, 1], "EPSG:32614"))
    assert np.array_equal(shapely.get_coordinates(shape), expected)
