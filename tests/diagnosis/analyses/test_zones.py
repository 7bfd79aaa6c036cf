"""`analyse zones`: the example, every way to say who lies beside whom, and what is refused."""

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import mapping

from diagnosis.statistics.zones import contiguous_zones, getis_ord, moran, neighbours_on_grid
from tests.diagnosis.analyses.running import EXAMPLES, analyse, example

TOWN = """area,row,column,x,y,level,value,children,risk
01,0,0,0,0,high,9,40,9
02,0,1,1,0,high,8,30,8
03,0,2,2,0,low,1,50,1
04,0,3,3,0,low,2,50,1
05,0,4,4,0,high,9.5,90,20
06,0,5,5,0,high,7.5,,
07,0,6,6,0,low,1.5,20,1
08,0,8,8,0,high,9,400,30
09,0,9,9,0,medium,3,20,1
"""
GRID = "contiguity: {grid: {row: row, column: column}}\n"
CLASSES = "area: area\nclass: level\ntop: high\n"
ALL = CLASSES + "value: value\nchildren: children\nneed: risk\n"


def asked(folder: Path, spec: str, table: str = TOWN, **beside: str) -> tuple[int, dict[str, Any], str]:
    """Return the status, the document and what was said to the analyst."""
    (folder / "areas.csv").write_text(table, encoding="utf-8")
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    for name, content in beside.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    status, out, err = analyse(
        "zones", folder / "areas.csv", folder / "spec.yaml", format="json", language="en"
    )
    found = json.loads(out) if out else {}
    return status, found, err + out


def zones(found: dict[str, Any]) -> dict[str, str]:
    return {zone["letter"]: " ".join(zone["areas"]) for zone in found["zones"]}


def test_the_numbers_are_those_of_the_library() -> None:
    with (EXAMPLES / "zones" / "areas.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    grid = neighbours_on_grid(
        [row["area"] for row in rows], [int(row["row"]) for row in rows], [int(row["column"]) for row in rows]
    )
    columns = {
        name: {row["area"]: float(row[name]) if row[name] else None for row in rows}
        for name in ("index", "children", "at_risk")
    }
    top = [row["area"] for row in rows if row["class"] == "high"]
    expected = contiguous_zones(top, grid, children=columns["children"], need=columns["at_risk"])
    found = example("zones")
    assert found["zones"] == expected.to_json()["zones"]
    assert found["dropped"] == expected.to_json()["dropped"]
    assert [zone["letter"] for zone in found["zones"]] == ["A", "B"]
    assert {one["reason"] for one in found["dropped"]} == {"few_areas"}
    test = moran(columns["index"], grid, seed=20261122)
    assert (found["moran"]["i"], found["moran"]["seed"], found["seed"]) == (test.i, 20261122, 20261122)
    assert found["moran"]["p_permutation"] == test.p_permutation
    assert found["getis"] == getis_ord(columns["index"], grid).to_json()["areas"]
    assert any(area["hot"] for area in found["getis"])


def test_small_zones_are_dropped_with_their_reason_unless_kept(tmp_path: Path) -> None:
    _status, found, _ = asked(tmp_path, ALL + GRID)
    assert zones(found) == {"A": "05 06", "B": "01 02"}
    assert [(one["areas"], one["reason"]) for one in found["dropped"]] == [(["08"], "few_areas")]
    assert found["zones"][0]["children_unknown"] == 1
    assert any("has no number of children" in one["message"] for one in found["warnings"])
    _status, found, _ = asked(tmp_path, ALL + GRID + "zone_children: 80\nkeep: ['08']\n")
    assert zones(found) == {"A": "08", "B": "05 06"}
    assert found["dropped"][0]["reason"] == "few_children"


def test_a_bridge_joins(tmp_path: Path) -> None:
    _status, found, _ = asked(tmp_path, ALL + GRID + "bridge: {x: x, y: y, within: 3}\n")
    assert zones(found) == {"A": "01 02 05 06 08"}


def test_ways_to_say_who_lies_beside_whom(tmp_path: Path) -> None:
    codes = [line.split(",")[0] for line in TOWN.splitlines()[1:]]
    _status, by_grid, _ = asked(tmp_path, ALL + GRID)
    pairs = "first,second\n" + "".join(f"{a},{b}\n" for a, b in pairwise(codes[:7]))
    pairs += "08,09\n08,77\n04,\n"
    _status, by_pairs, _ = asked(tmp_path, ALL + "contiguity: {pairs: {file: pairs.csv}}\n", pairs_csv=pairs)
    _status, by_distance, _ = asked(tmp_path, ALL + "contiguity: {distance: {x: x, y: y, within: 1}}\n")
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]],
            },
        }
        for code, x in zip([*codes, "99"], [0, 1, 2, 3, 4, 5, 6, 8, 9, 30], strict=True)
    ]
    drawn = json.dumps({"type": "FeatureCollection", "features": features})
    _status, by_polygons, _ = asked(
        tmp_path, ALL + "contiguity: {polygons: {file: map.json}, rule: rook}\n", map_json=drawn
    )
    for found in (by_pairs, by_distance, by_polygons):
        assert (found["zones"], found["moran"], found["getis"]) == (
            by_grid["zones"],
            by_grid["moran"],
            by_grid["getis"],
        )
    assert by_pairs["warnings"][0]["message"] == "1 pair names an area that has no record and was left out."
    assert by_pairs["warnings"][1]["message"] == "1 pair names one area only and was left out."
    assert by_polygons["warnings"][0]["message"] == (
        "1 outline is of an area that has no record and was left out."
    )


def test_outlines_that_nearly_touch_or_share_a_code_are_told(tmp_path: Path) -> None:
    codes = [line.split(",")[0] for line in TOWN.splitlines()[1:]]
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": shapely.box(x, 0, x + 1, 1)}
        for code, x in zip([*codes, "09"], [0, 1 + 1e-6, 2, 3, 4, 5, 6, 8, 9, 20], strict=True)
    ]
    drawn = json.dumps({"type": "FeatureCollection", "features": features}, default=mapping)
    spec = ALL + "contiguity: {polygons: {file: map.json%s}}\n"
    _status, found, _ = asked(tmp_path, spec % "", map_json=drawn)
    words = [one["message"] for one in found["warnings"]]
    assert "1 area has several outlines, which were joined: 09. Check their codes." in words
    assert words[0].startswith("1 pair of outlines comes closer than 0.0005 without touching.")
    _status, found, _ = asked(tmp_path, spec % ", tolerance: 1e-5", map_json=drawn)
    assert not any("without touching" in one["message"] for one in found["warnings"])


def test_classes_may_come_from_the_values(tmp_path: Path) -> None:
    _status, found, _ = asked(
        tmp_path, "area: area\nvalue: value\nchildren: children\nclasses: {method: fixed, cuts: [4]}\n" + GRID
    )
    assert zones(found) == {"A": "05 06", "B": "01 02"}
    few = "".join(TOWN.splitlines(keepends=True)[:6])
    _status, found, _ = asked(tmp_path, "area: area\nvalue: value\n" + GRID, few)
    assert found["zones"] == []
    assert any("no top class" in one["message"] for one in found["warnings"])


def test_without_values_there_are_zones_but_no_tests(tmp_path: Path) -> None:
    status, found, _ = asked(tmp_path, CLASSES + GRID)
    assert (status, found["moran"], found["getis"], found["seed"]) == (0, None, [], None)
    assert zones(found) == {"A": "01 02", "B": "05 06"}
    assert "No column of values is named, so no pattern is tested." in [
        one["message"] for one in found["warnings"]
    ]


def test_values_that_permit_no_test_still_give_zones(tmp_path: Path) -> None:
    same = TOWN
    for value in (",9,", ",8,", ",1,", ",2,", ",9.5,", ",7.5,", ",1.5,", ",3,"):
        same = same.replace(f"high{value}", "high,4,").replace(f"low{value}", "low,4,")
        same = same.replace(f"medium{value}", "medium,4,")
    status, found, _ = asked(tmp_path, ALL + GRID, same)
    assert (status, found["moran"], zones(found)) == (0, None, {"A": "05 06", "B": "01 02"})
    assert any("have the same value" in one["message"] for one in found["warnings"])


@pytest.mark.parametrize(
    ("spec", "status", "words"),
    [
        (ALL, 2, "contiguity"),
        (ALL + "contiguity: {rule: queen}\n", 2, "Write one of: grid, pairs, polygons, distance."),
        (ALL + "contiguity: {grid: {row: row}}\n", 2, "contiguity.grid.column"),
        (ALL + "contiguity: {pairs: {file: no.csv}}\n", 2, "There is no file no.csv"),
        (ALL + "contiguity: {polygons: {file: areas.csv}}\n", 1, "no collection of features in GeoJSON"),
        (ALL + "contiguity: {grid: {row: row, column: x}, rule: bishop}\n", 2, "queen"),
        (ALL + "contiguity: {grid: {row: row, column: value}}\n", 1, "has no whole number as its row"),
        (ALL + "contiguity: {grid: {row: row, column: row}}\n", 1, "have the same row and column"),
        (ALL + "contiguity: {grid: {row: row, column: level}}\n", 1, "is not a number"),
        (ALL + "contiguity: {distance: {x: x, y: y, within: -1}}\n", 2, "within"),
        (CLASSES.replace("top: high\n", "") + GRID, 2, "Name the code of the top class."),
        (CLASSES.replace("high", "highest") + GRID, 2, "No record has the code «highest»"),
        (ALL + "classes: {k: 3}\n" + GRID, 2, "It makes classes of values."),
        ("area: area\nvalue: value\ntop: high\n" + GRID, 2, "Name that column too."),
        ("area: area\nvalue: value\nclasses: {cuts: [4]}\n" + GRID, 2, "cuts"),
        ("area: area\n" + GRID, 2, "Name the column of the classes, or that of the values."),
        (ALL.replace("area: area", "area: level") + GRID, 1, "appears more than once"),
        (ALL + GRID + "keep: ['55']\n", 1, "not among the areas: 55"),
        (ALL + GRID + "childrn: children\n", 2, "children"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, spec: str, status: int, words: str) -> None:
    found, _data, said = asked(tmp_path, spec)
    assert (found, words in said) == (status, True), said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (TOWN.replace(",40,", ",-40,"), "The number of area 01 is below zero"),
        (TOWN.replace(",40,", ",many,"), "«many» is not a number"),
        (TOWN.replace("03,0,2", ",0,2"), "no code of its area"),
        (TOWN.replace("03,0,2", "02,0,2"), "area 02 appears more than once"),
        (TOWN.splitlines()[0] + "\n", "record"),
    ],
)
def test_bad_tables_are_named(tmp_path: Path, table: str, words: str) -> None:
    status, _data, said = asked(tmp_path, ALL + GRID, table)
    assert (status, words in said) == (1, True), said


def test_a_number_below_zero_names_row_and_column(tmp_path: Path) -> None:
    for old, new, place in ((",40,", ",-40,", [2, "children"]), (",20\n06", ",-20\n06", [6, "risk"])):
        _status, data, _ = asked(tmp_path, ALL + GRID, TOWN.replace(old, new))
        assert [data["error"]["name"], data["error"]["row"], data["error"]["column"]] == [
            "NegativeValueError", *place,
        ]  # fmt: skip


def test_an_outline_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    wrong = {"type": "Polygon", "coordinates": [[["a", 0], [1, 0], [1, 1], [0, 0]]]}
    drawn = json.dumps({"features": [{"properties": {"code": "07"}, "geometry": wrong}]})
    status, _data, said = asked(tmp_path, ALL + "contiguity: {polygons: {file: map.json}}\n", map_json=drawn)
    assert (status, "The outline of area 07 in map.json cannot be read." in said) == (1, True), said


def test_one_area_is_no_pattern_but_no_fault(tmp_path: Path) -> None:
    one = "".join(TOWN.splitlines(keepends=True)[:2])
    status, found, said = asked(tmp_path, ALL + GRID, one)
    assert (status, found["zones"], found["moran"]) == (0, [], None), said
    assert any("at least 3 are needed" in one["message"] for one in found["warnings"])


def test_a_map_of_another_territory_is_refused(tmp_path: Path) -> None:
    other = {
        "type": "Feature",
        "properties": {"code": 1},
        "geometry": {"type": "Point", "coordinates": [0, 0]},
    }
    for features, words in (
        ([other], "not among the areas: 1"),
        ([{**other, "properties": {"code": "01"}}], "outline of area 01 is no polygon"),
        ([{**other, "properties": {}}], "has the property «code»"),
        ([{**other, "geometry": {"type": "Polygon", "coordinates": [[]]}, "properties": {"code": "01"}}], ""),
        ([{"type": "Feature"}], "no collection of features"),
    ):
        drawn = json.dumps({"type": "FeatureCollection", "features": features})
        status, _data, said = asked(
            tmp_path, ALL + "contiguity: {polygons: {file: map.json}}\n", map_json=drawn
        )
        assert (status if words else 1, words in said) == (1, True), said
        assert "Traceback" not in said
    status, _data, said = asked(
        tmp_path, ALL + "contiguity: {pairs: {file: pairs.csv}}\n", pairs_csv="first,second\n91,92\n"
    )
    assert (status, "2 codes are not among the areas, 91 first" in said) == (1, True), said
