"""`analyse index`: the example, the reference with its zones, who lies beside whom, and faults."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.diagnosis.analyses.running import EXAMPLES, analyse, analysed, example
from tests.diagnosis.statistics.reference import FOLDER, number, read_json, read_rows

EXAMPLE = EXAMPLES / "index" / "areas.csv"
PROXIES = "area: area\nproxies: [pct_out_of_school, pct_farm_work]\n"


def asked(folder: Path, spec: str) -> Path:
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    return folder / "spec.yaml"


def error_of(file: Path, spec: Path) -> tuple[int, str]:
    status, out, _err = analyse("index", file, spec, format="json", language="en")
    return status, json.loads(out)["error"]["name"]


def test_the_example() -> None:
    found = example("index")
    areas = {area["code"]: area for area in found["areas"]}
    assert (areas["34"]["rank"], areas["34"]["rank_range"], areas["34"]["class"]) == (1, [1, 2], "high")
    assert (areas["22"]["index"], areas["22"]["excluded"]) == (None, "too_few_children")
    assert (areas["13"]["children"], areas["13"]["children_estimated"]) == (160.5, True)
    assert areas["20"]["observed_weight"] == pytest.approx(1 - 0.120 / 0.540)
    assert [(zone["letter"], zone["areas"]) for zone in found["zones"]] == [
        ("A", ["00", "01", "10"]),
        ("B", ["34", "43", "44"]),
    ]
    assert found["weights_from"] == "ame"
    assert found["moran"]["i"] == pytest.approx(0.20664813, abs=1e-8)
    assert (found["moran"]["permutations"], found["seed"]) == (999, 20261122)
    assert [one["change"] for one in found["sensitivity"]] == [
        "equal_weights", "without", "without", "without", "z_score", "geometric",
    ]  # fmt: skip
    said = [one["message"] for one in found["warnings"]]
    assert "The children of 1 area are estimated: 25.0 % of its population (municipality, made up)." in said
    assert len(said) == len(set(said))


REFERENCE = """
area: area
children: pop_5_17
proxies:
  pct_not_attending_6_14: {sign: "+1", beta: 1.386328}
  pct_head_no_secondary: {beta: 0.6}
  pct_no_health_cover: {sign: 1, beta: 0.35}
  pct_primary_sector_proxy: {sign: +, beta: 0.944956}
contiguity: {grid: {row: row, column: col}}
"""


def test_all_columns_of_the_reference(tmp_path: Path) -> None:
    expected, rows = read_json("micro_expected.json"), read_rows("micro_expected.csv")
    found = analysed("index", FOLDER / "micro_fixture.csv", asked(tmp_path, REFERENCE))
    assert list(found["weights"].values()) == pytest.approx(expected["weights"], rel=1e-9)
    assert found["classes"]["breaks"] == pytest.approx(expected["jenks_upper"], rel=1e-9)
    assert found["classes"]["gvf"] == pytest.approx(expected["gvf"], rel=1e-9)
    assert found["moran"]["i"] == pytest.approx(expected["moran_I"], rel=1e-9)
    zones: dict[str, set[str]] = {}
    for area, row in zip(found["areas"], rows, strict=True):
        assert area["code"] == row["area"]
        assert area["index"] == nearly(row["index"])
        assert (area["class"] or "nd") == row["class"]
        assert area["observed_weight"] == pytest.approx(float(row["coverage_weight"]), abs=5e-5)
        assert area["gi_star_z"] == nearly(row["gi_star_z"])
        assert bool(area["hot"]) == (row["hot_fdr10"] == "True")
        if row["zone_queen"]:
            zones.setdefault(row["zone_queen"], set()).add(row["area"])
    own = [set(zone["areas"]) for zone in found["zones"]]
    assert sorted(own, key=min) == sorted(zones.values(), key=min)


def nearly(written: str) -> Any:
    expected = number(written)
    return None if expected is None else pytest.approx(expected, rel=1e-9)


def outlines(codes: list[str]) -> dict[str, Any]:
    def square(row: int, column: int) -> list[list[list[int]]]:
        corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        return [[[column + x, -row + y] for x, y in corners]]

    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"clave": code},
                "geometry": {"type": "Polygon", "coordinates": square(int(code[0]), int(code[1]))},
            }
            for code in codes
        ],
    }


@pytest.mark.parametrize("way", ["pairs", "polygons", "distance"])
def test_each_way_to_say_who_lies_beside_whom(way: str, tmp_path: Path) -> None:
    codes = [f"{row}{column}" for row in range(5) for column in range(5)]
    near = [(a, b) for a in codes for b in codes if a < b and abs(int(a) // 10 - int(b) // 10) <= 1]
    pairs = [(a, b) for a, b in near if abs(int(a[1]) - int(b[1])) <= 1]
    (tmp_path / "pairs.csv").write_text(
        "first,second\n" + "".join(f"{a},{b}\n" for a, b in pairs), encoding="utf-8"
    )
    (tmp_path / "areas.geojson").write_text(json.dumps(outlines(codes)), encoding="utf-8")
    said = {
        "pairs": "{pairs: {file: pairs.csv}}",
        "polygons": "{polygons: {file: areas.geojson, code: clave}}",
        "distance": "{distance: {x: column, y: row, within: 1.5}}",
    }[way]
    grid = analysed(
        "index", EXAMPLE, asked(tmp_path, PROXIES + "contiguity: {grid: {row: row, column: column}}\n")
    )
    found = analysed("index", EXAMPLE, asked(tmp_path, f"{PROXIES}contiguity: {said}\n"))
    for key in ("moran", "zones", "areas"):
        assert found[key] == grid[key]


def test_sides_only(tmp_path: Path) -> None:
    spec = PROXIES + "contiguity: {grid: {row: row, column: column}, rule: rook}\n"
    found = analysed("index", EXAMPLE, asked(tmp_path, spec))
    assert ["00", "01", "10"] in [zone["areas"] for zone in found["zones"]]


def test_without_a_map_there_are_no_zones(tmp_path: Path) -> None:
    found = analysed("index", EXAMPLE, asked(tmp_path, PROXIES))
    assert (found["moran"], found["zones"], found["seed"]) == (None, [], None)
    assert found["weights_from"] == "equal"


def test_a_map_that_permits_no_test_is_a_warning(tmp_path: Path) -> None:
    table = tmp_path / "far.csv"
    table.write_text(
        "area,p,row,column\n" + "".join(f"{i},{i * i},{3 * i},0\n" for i in range(12)), encoding="utf-8"
    )
    spec = "area: area\nproxies: p\ncontiguity: {grid: {row: row, column: column}}\n"
    found = analysed("index", table, asked(tmp_path, spec))
    assert found["moran"] is None
    assert found["zones"] == []
    assert any("No two areas with a value are neighbours" in one["message"] for one in found["warnings"])
    few = analysed("index", table, asked(tmp_path, spec + "classes: {method: fixed, cuts: [500]}\n"))
    assert any("No area falls into the class high." in one["message"] for one in few["warnings"])


def test_recipes(tmp_path: Path) -> None:
    more = "normalisation: rank\nmean: geometric\nwinsorise: yes\nweights: equal\n"
    more += "classes: {method: quantile, k: 4}\n"
    found = analysed("index", EXAMPLE, asked(tmp_path, PROXIES + more))
    assert found["recipe"] == {"scale": "rank", "mean": "geometric", "winsorised": True}
    assert (found["classes"]["k"], found["classes"]["method"]) == (4, "quantile")


@pytest.mark.parametrize(
    ("spec", "status", "name"),
    [
        ("area: area\n", 2, "MissingKeyError"),
        ("area: area\nproxies: []\n", 2, "InvalidValueError"),
        ("area: area\nproxies: {}\n", 2, "InvalidValueError"),
        ("area: area\nproxies: [nothing]\n", 2, "MissingColumnError"),
        ("area: area\nproxies: {pct_farm_work: 3}\n", 2, "InvalidValueError"),
        ("area: area\nproxies: {pct_farm_work: {sing: 1}}\n", 2, "UnknownKeyError"),
        ("area: area\nproxies: {pct_farm_work: {sign: 2}}\n", 2, "InvalidValueError"),
        (
            "area: area\nproxies: {pct_farm_work: {ame: 1}, pct_piped_water: {beta: 1}}\n",
            2,
            "InvalidValueError",
        ),
        (PROXIES + "weights: ame\n", 1, "ProxyWeightError"),
        (
            "area: area\nproxies: {pct_farm_work: {factor: f}, pct_piped_water: {factor: f}}\n",
            1,
            "RepeatedFactorError",
        ),
        (PROXIES + "classes: {method: inherited}\n", 2, "InvalidValueError"),
        (PROXIES + "population: population\n", 2, "InvalidValueError"),
        (PROXIES + "population: population\nshare: 25\n", 1, "AssumedShareError"),
        (PROXIES + "children: children\nshare: 0.25\n", 2, "InvalidValueError"),
        (PROXIES + "classes: {cuts: [20, 40]}\n", 2, "InvalidValueError"),
        (PROXIES + "contiguity: {grid: {row: pct_farm_work, column: column}}\n", 1, "InvalidPlaceError"),
        ("area: area\nproxies: [row, row]\n", 1, "RepeatedFactorError"),
        (PROXIES + "normalisation: z_score\nmean: geometric\n", 1, "GeometricScaleError"),
        (PROXIES + "contiguity: {}\n", 2, "InvalidValueError"),
        (PROXIES + "contiguity: {grid: {row: row}}\n", 2, "MissingKeyError"),
        (PROXIES + "contiguity: {pairs: {file: none.csv}}\n", 2, "MissingMapError"),
        (PROXIES + "contiguity: {polygons: {file: none.geojson}}\n", 2, "MissingMapError"),
        (PROXIES + "contiguity: {grid: {row: row, column: row}}\n", 1, "SharedPlaceError"),
        (PROXIES + "classes: {method: fixed}\n", 1, "CutPointsError"),
        (PROXIES + "classes: {method: fixed, cuts: [30, 60], k: 5}\n", 2, "InvalidValueError"),
        ("area: area\nproxies: {pct_farm_work: {beta: -2}}\n", 2, "InvalidValueError"),
        ("area: area\nproxies: [pct_farm_work, children]\nchildren: children\n", 2, "InvalidValueError"),
        (PROXIES + "children: children\nleast_children: 1e6\n", 1, "NoIndexError"),
    ],
)
def test_faults_are_named(spec: str, status: int, name: str, tmp_path: Path) -> None:
    assert error_of(EXAMPLE, asked(tmp_path, spec)) == (status, name)


def test_what_keeps_all_areas_without_an_index_is_told_apart(tmp_path: Path) -> None:
    table = tmp_path / "same.csv"
    table.write_text("area,p,q\n" + "".join(f"{i},5,\n" for i in range(12)), encoding="utf-8")
    _status, out, _err = analyse("index", table, asked(tmp_path, "area: area\nproxies: p\n"), language="en")
    assert _status == 1
    assert "No proxy differs between the areas" in out + _err
    far = asked(tmp_path, PROXIES + "children: children\nleast_children: 1e6\n")
    _status, out, _err = analyse("index", EXAMPLE, far, language="en")
    assert "No area has enough children" in out + _err


def said(spec: Path, file: Path = EXAMPLE) -> str:
    return " ".join(one["message"] for one in analysed("index", file, spec)["warnings"])


def test_an_effect_against_the_sign_is_said(tmp_path: Path) -> None:
    proxies = "area: area\nproxies: {pct_farm_work: {sign: %s, ame: -0.2}, pct_out_of_school: {ame: 0.3}}\n"
    assert "The effect of pct_farm_work is against its sign." in said(asked(tmp_path, proxies % 1))
    assert "against its sign" not in said(asked(tmp_path, proxies % -1))


@pytest.mark.parametrize("wrong", ["-3", "101"])
def test_per_cent_out_of_range_is_said_and_another_unit_is_not(wrong: str, tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    rows = "".join(f"a{i},{wrong if i == 3 else 5 * i},{900 + 10 * i}\n" for i in range(12))
    table.write_text("area,p,income\n" + rows, encoding="utf-8")
    words = said(asked(tmp_path, "area: area\nproxies: [p, income]\n"), table)
    assert "p lies outside 0 to 100 in 1 area: a3." in words
    assert "income lies outside" not in words


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ([5, 10, -99, 20], True),
        ([5, 10, 999, 20], True),
        ([0.1, 0.2, 99, 0.4], True),
        ([5, 10, 99, 20], False),
        ([-4, 10, -9, 20], False),
        ([2500, 10, 999, 20], False),
    ],
)
def test_codes_of_missing_values_are_no_values(column: list[float], named: bool, tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text("area,p\n" + "".join(f"a{i},{one}\n" for i, one in enumerate(column)), encoding="utf-8")
    proxies = "area: area\nproxies: p\n"
    _status, out, _err = analyse("index", table, asked(tmp_path, proxies), format="json", language="en")
    fault = json.loads(out).get("error", {})
    found = [fault.get(key) for key in ("name", "row", "column")]
    assert found == (["MissingCodeError", 4, "p"] if named else [None, None, None])
    if named:
        cured = analysed("index", table, asked(tmp_path, proxies + f"missing: {{p: [{column[2]}]}}\n"))
        assert cured["areas"][2]["index"] is None


def test_an_index_times_children_is_not_called_a_need() -> None:
    found = example("index")
    for zone in found["zones"]:
        sums = [area["index_by_children"] for area in found["areas"] if area["zone"] == zone["letter"]]
        assert zone["index_by_children"] == pytest.approx(sum(sums))
        assert "need" not in zone
    _status, out, _err = analyse("index", EXAMPLE, EXAMPLE.parent / "spec.yaml", language="en")
    assert "Index times children (order only)" in out
    assert "Expected need" not in out
    assert "Weights from average marginal effects" in out


def test_an_index_of_one_proxy_says_so(tmp_path: Path) -> None:
    assert "The index rests on pct_farm_work alone." in said(
        asked(tmp_path, "area: area\nproxies: pct_farm_work\n")
    )


@pytest.mark.parametrize(
    "content", ["no json", "{}", '{"features": [1]}', '{"features": [{"properties": {}, "geometry": null}]}']
)
def test_outlines_that_are_none(content: str, tmp_path: Path) -> None:
    (tmp_path / "map.geojson").write_text(content, encoding="utf-8")
    spec = asked(tmp_path, PROXIES + "contiguity: {polygons: {file: map.geojson}}\n")
    assert error_of(EXAMPLE, spec) == (1, "UnreadableFileError")


def test_people_read_it_in_their_language() -> None:
    _status, out, _err = analyse("index", EXAMPLE, EXAMPLE.parent / "spec.yaml", language="es")
    assert "Áreas según su índice" in out
    assert "pesos iguales" in out
