"""GeoJSON: limits, coordinate system, rings and validity, row by row."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from clrisk_site.figures.message import says
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.spec import Column, Kind
from tests.tables.builders import (
    column_cells,
    feature,
    geojson,
    make_spec,
    messages,
    preview,
    read,
    refusal,
    square,
    text_file,
)

SHAPES = make_spec(
    Column("code", says("Code"), Kind.CODE, synonyms=("cvegeo",)),
    Column("geometry", says("Boundary"), Kind.GEOMETRY),
    key=("code",),
    limits=GEOMETRY,
)


def test_properties_and_shapes_become_columns(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", [feature(square(), cvegeo="07101", pob=5, x=None, y=1.5, z=[1])])
    table = read(path, GEOMETRY)
    assert table.headers == ("cvegeo", "pob", "x", "y", "z", "geometry")
    assert [table.cells(i)[0] for i in range(5)] == ["07101", "5", "", "1.5", "[1]"]
    found = preview(path, SHAPES)
    assert found.change is not None
    shape = shapely.from_wkb(found.change.new["geometry"].iloc[0])
    assert shape.equals(shapely.box(-93.0, 16.0, -92.9, 16.1))


def test_case_47_one_feature_alone_is_a_table_of_one_row(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.geojson", json.dumps(feature(square(), cvegeo="07101")))
    assert len(read(path, GEOMETRY)) == 1


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:6365"])
def test_case_47_longitude_and_latitude_may_be_declared(tmp_path: Path, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    inside = {**square(), "crs": crs}
    assert len(read(geojson(tmp_path / "a.geojson", [feature(inside)], crs=crs), GEOMETRY)) == 1


RING = square()["coordinates"][0]
WRONG = {
    "open ring": ({"type": "Polygon", "coordinates": [RING[:-1]]}, "not closed"),
    "three points": (
        {"type": "Polygon", "coordinates": [[RING[0], RING[1], RING[0]]]},
        "at least four points",
    ),
    "no points": ({"type": "Polygon", "coordinates": []}, "is empty"),
    "one point four times": ({"type": "Polygon", "coordinates": [[RING[0]] * 4]}, "crosses itself"),
    "bow-tie": (
        {"type": "Polygon", "coordinates": [[[-93, 16], [-92, 17], [-92, 16], [-93, 17], [-93, 16]]]},
        "change its area",
    ),
    "hole outside": (
        {"type": "Polygon", "coordinates": [RING, [[x + 1, y] for x, y in RING]]},
        "change its area",
    ),
    "text": ({"type": "Polygon", "coordinates": [[["a", "b"]] * 5]}, "not a number"),
    "null": ({"type": "Polygon", "coordinates": [[[None, 1]] * 5]}, "not a number"),
    "short position": ({"type": "Polygon", "coordinates": [[[1]] * 5]}, "not a number"),
    "nested too little": ({"type": "Polygon", "coordinates": [1, 2, 3, 4]}, "not a number"),
    "swapped": ({"type": "Polygon", "coordinates": [[[y, x] for x, y in RING]]}, "look swapped"),
    "metres": (
        {"type": "Polygon", "coordinates": [[[x * 5000, y * 9000] for x, y in RING]]},
        "outside the globe",
    ),
    "circle": ({"type": "Circle", "coordinates": [1, 2]}, "cannot be read as Circle"),
}


@pytest.mark.parametrize(("geometry", "expected"), WRONG.values(), ids=WRONG)
def test_case_42_and_43_wrong_shapes_are_row_errors(tmp_path: Path, geometry: object, expected: str) -> None:
    path = geojson(tmp_path / "a.geojson", [feature(square(), cvegeo="1"), feature(geometry, cvegeo="2")])
    found = preview(path, SHAPES)
    assert [row for row, _, _ in messages(found)] == [2]
    assert expected in messages(found)[0][2]
    assert (found.new, found.refused) == (1, 1)


def test_case_43_numbers_that_are_none_are_row_errors(tmp_path: Path) -> None:
    ring = json.dumps(RING).replace("-93.0", "NaN", 1)
    text = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cvegeo":"1"},"geometry":'
    path = text_file(tmp_path / "a.geojson", text + '{"type":"Polygon","coordinates":[' + ring + "]}}]}")
    assert "not a number" in messages(preview(path, SHAPES))[0][2]


def test_case_41_a_small_self_crossing_is_mended_and_said(tmp_path: Path) -> None:
    ring = [
        [-93, 16],
        [-92, 16],
        [-92, 17],
        [-92.5, 17],
        [-92.501, 17.001],
        [-92.5, 17.001],
        [-92.501, 17],
        [-93, 17],
        [-93, 16],
    ]
    found = preview(
        geojson(tmp_path / "a.geojson", [feature({"type": "Polygon", "coordinates": [ring]}, cvegeo="1")]),
        SHAPES,
    )
    assert found.new == 1
    assert "was mended; its area changed by 0.0" in messages(found)[0][2]


def test_case_44_vertices_are_counted_before_shapes_are_built(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", [feature(square()), feature(square())])
    assert "Shape 1" in refusal(path, replace(GEOMETRY, vertices_per_feature=4))
    assert "more than 9 points" in refusal(path, replace(GEOMETRY, vertices=9))
    assert "more than 1 shapes" in refusal(path, replace(GEOMETRY, features=1))


def test_case_47_nesting_without_end_is_refused(tmp_path: Path) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    path = text_file(tmp_path / "a.geojson", '{"type":"FeatureCollection","features":' + deep + "}")
    assert "nested too deeply" in refusal(path, GEOMETRY)
    path = text_file(tmp_path / "b.geojson", '{"a":' * 100_000 + "1" + "}" * 100_000)
    assert "nested too deeply" in refusal(path, GEOMETRY)


def test_case_47_a_key_twice_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.geojson", '{"type":"FeatureCollection","features":[],"features":[]}')
    assert "the key «features» twice" in refusal(path, GEOMETRY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"type":"FeatureCollection","features":[', "not valid JSON"),
        ('{"type":"Topology"}', "not GeoJSON"),
        ('{"type":"FeatureCollection"}', "no list of features"),
        ('{"type":"FeatureCollection","features":[3]}', "one of its features has no type"),
        ('{"type":"FeatureCollection","features":[]}', "no rows"),
    ],
)
def test_case_47_other_json_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in refusal(text_file(tmp_path / "a.geojson", text), GEOMETRY)


def test_points_lines_and_heights_are_read(tmp_path: Path) -> None:
    shapes: list[dict[str, Any]] = [
        {"type": "Point", "coordinates": [-93, 16, 500]},
        {"type": "MultiPoint", "coordinates": [[-93, 16], [-92, 16]]},
        {"type": "LineString", "coordinates": [[-93, 16], [-92, 16]]},
        {"type": "MultiLineString", "coordinates": [[[-93, 16], [-92, 16]]]},
        {"type": "MultiPolygon", "coordinates": [square()["coordinates"]]},
    ]
    table = read(geojson(tmp_path / "a.geojson", [feature(shape) for shape in shapes]), GEOMETRY)
    read_back = [shapely.from_wkb(text) for text in column_cells(table, "geometry")]
    assert [shape.geom_type for shape in read_back] == [shape["type"] for shape in shapes]
    assert not table.problems


def test_case_47_a_million_empty_features_are_refused_by_their_number(tmp_path: Path) -> None:
    one = '{"type":"Feature","geometry":null,"properties":{}}'
    text = '{"type":"FeatureCollection","features":[' + ",".join([one] * 1_000_000) + "]}"
    assert "more than 20000 shapes" in refusal(text_file(tmp_path / "a.geojson", text), GEOMETRY)


def test_case_47_ten_thousand_brackets_in_one_geometry_are_refused(tmp_path: Path) -> None:
    ring = "[" * 10_000 + "1" + "]" * 10_000
    geometry = '{"type":"Polygon","coordinates":' + ring + "}"
    one = '{"type":"Feature","properties":{},"geometry":' + geometry + "}"
    path = text_file(tmp_path / "a.geojson", '{"type":"FeatureCollection","features":[' + one + "]}")
    assert "nested too deeply" in refusal(path, GEOMETRY)


@pytest.mark.parametrize("inside", ['"properties":{"a":1,"a":2},"geometry":null', '"type":"Feature"'])
def test_case_47_a_key_twice_inside_a_feature_is_refused(tmp_path: Path, inside: str) -> None:
    text = '{"type":"FeatureCollection","features":[{"type":"Feature",' + inside + "}]}"
    assert " twice" in refusal(text_file(tmp_path / "a.geojson", text), GEOMETRY)


@pytest.mark.parametrize("text", ["{}", '{"type":"FeatureCollection","features":[]} x', '{"a" 1}', "{,}"])
def test_case_47_what_is_nearly_geojson_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(text_file(tmp_path / "a.geojson", text), GEOMETRY)


def test_members_may_stand_in_any_order_and_letters_in_another_encoding(tmp_path: Path) -> None:
    one = json.dumps(feature(square(), nombre="Álvaro"), ensure_ascii=False)
    crs = '"crs":{"type":"name","properties":{"name":"EPSG:4326"}}'
    text = '{"features":[' + one + '],"name":"x",' + crs + ',"type":"FeatureCollection"}'
    table = read(text_file(tmp_path / "a.geojson", text, "cp1252"), GEOMETRY)
    assert (column_cells(table, "nombre"), table.source.encoding) == (["Álvaro"], "cp1252")
    assert table.map is not None
    assert table.map.stated == "EPSG:4326"


def test_case_42_points_that_stand_twice_do_no_harm(tmp_path: Path) -> None:
    doubled = [point for point in RING for _twice in range(2)]
    path = geojson(tmp_path / "a.geojson", [feature({"type": "Polygon", "coordinates": [doubled]})])
    assert not read(path, GEOMETRY).problems
