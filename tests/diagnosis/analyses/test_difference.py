"""`analyse difference`: the example, several groups, and what cannot be compared."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diagnosis.statistics.design import survey_design
from diagnosis.statistics.differences import share_difference
from tests.diagnosis.analyses.running import EXAMPLES, analyse, analysed, example
from tests.diagnosis.statistics import reference

CHILDREN = EXAMPLES / "difference" / "children.csv"
DESIGN = "outcome: trabaja\nweights: factor\nstrata: estrato\nclusters: upm\n"


def found(folder: Path, spec: str, file: Path = CHILDREN) -> dict[str, Any]:
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    return analysed("difference", file, folder / "spec.yaml")


def test_the_numbers_are_those_of_the_library() -> None:
    with CHILDREN.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    design = survey_design(
        [float(row["factor"]) for row in rows],
        strata=[row["estrato"] for row in rows],
        clusters=[row["upm"] for row in rows],
    )
    works = [{"sí": 1.0, "no": 0.0}.get(row["trabaja"], np.nan) for row in rows]
    boys, girls = ([row["sexo"] == sex for row in rows] for sex in ("niño", "niña"))
    expected = share_difference(design, works, boys, girls)
    data = example("difference")
    for key, number in (
        ("difference", expected.estimate),
        ("se", expected.se),
        ("t", expected.t),
        ("p", expected.p),
        ("p1", expected.first.estimate),
        ("p2", expected.second.estimate),
    ):
        assert data[key] == pytest.approx(number, rel=1e-12)
    assert data["interval"] == pytest.approx(expected.interval, rel=1e-12)
    assert (data["df"], data["n1"], data["n2"], data["verdict"]) == (13, 174, 157, "suppress")
    assert data["p_adjusted"] == data["p"]
    assert [group["group"] for group in data["groups"]] == ["niño", "niña"]
    assert {warning["name"] for warning in data["warnings"]} == {
        "record_of_the_group_has_no_answer_and_takes_no_part"
    }


def test_the_fixture_comes_out_as_computed_beside_us(tmp_path: Path) -> None:
    expected = reference.read_json("expected.json")
    spec = (
        "outcome: child_labour\nweights: weight\nstrata: stratum\nclusters: psu\n"
        "groups: {column: sex, values: [1, 2]}\n"
    )
    data = found(tmp_path, spec, reference.FOLDER / "survey_fixture.csv")
    weighted, counted = expected["diff_boys_minus_girls"], expected["diff_unweighted"]
    own = {"difference": "diff", "se": "se", "t": "t", "p": "p_value", "df": "df", "p1": "p1", "p2": "p2"}
    for key, theirs in own.items():
        assert data[key] == pytest.approx(weighted[theirs], rel=1e-9)
    assert data["interval"] == pytest.approx(weighted["ci"], rel=1e-9)
    for key, number in counted.items():
        assert data["unweighted"][key] == pytest.approx(number, rel=1e-9)


def test_several_groups_are_each_compared_with_the_rest(tmp_path: Path) -> None:
    data = found(tmp_path, DESIGN + "groups: edad\n")
    assert [one["group"] for one in data["contrasts"]] == ["10-14", "15-17", "5-9"]
    assert data["adjustment"] == "holm"
    assert all(one["p_adjusted"] >= one["p"] for one in data["contrasts"])
    assert data["association"]["columns"] == ["no", "yes"]
    assert 1 < data["association"]["df1"] < 2
    sizes = {one["n1"] + one["n2"] for one in data["contrasts"]}
    assert sizes == {330}
    adjusted = found(tmp_path, DESIGN + "groups: {column: edad, values: [15-17, 5-9, 10-14]}\nadjust: bh\n")
    assert [one["group"] for one in adjusted["contrasts"]] == ["15-17", "5-9", "10-14"]
    assert adjusted["association"]["f"] == pytest.approx(data["association"]["f"], rel=1e-10)


def test_one_group_is_compared_with_the_rest_and_conditions_make_groups(tmp_path: Path) -> None:
    one = found(tmp_path, DESIGN + "groups: {column: edad, values: 15-17}\n")
    assert [group["group"] for group in one["groups"]] == ["15-17", "rest"]
    conditions = "groups: {first: {edad: 15-17}, second: {edad: [5-9, 10-14]}}\n"
    same = found(tmp_path, DESIGN + conditions)
    assert (same["difference"], same["se"]) == (one["difference"], one["se"])
    within = found(tmp_path, DESIGN + conditions + "domain: {zona: rural}\n")
    assert within["n1"] < same["n1"]


def test_records_outside_the_groups_are_counted(tmp_path: Path) -> None:
    data = found(tmp_path, DESIGN + "groups: {column: edad, values: [5-9, 10-14]}\n")
    names = {warning["name"]: warning["message"] for warning in data["warnings"]}
    assert names["record_has_no_group_and_stands_in_none_of_them"].startswith("1 record")
    [outside] = [text for name, text in names.items() if name.startswith("record_of_the_domain_lies_outside")]
    assert outside.startswith("108 records")


def test_a_table_of_counts_needs_no_design(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "sex,works,children\nboy,yes,50\nboy,no,109\ngirl,yes,18\ngirl,no,111\n", encoding="utf-8"
    )
    data = found(tmp_path, "outcome: works\ngroups: sex\ncounts: children\n", table)
    assert (data["n1"], data["n2"]) == (159, 129)
    assert data["unweighted"]["z_pooled"] == pytest.approx(3.476078, abs=1e-6)
    [warning] = data["warnings"]
    assert warning["name"].startswith("the_design_of_the_sample_is_unknown")


def test_text_output_ends_with_p_and_says_the_direction() -> None:
    status, out, _err = analyse("difference", CHILDREN, CHILDREN.with_name("spec.yaml"), language="en")
    assert status == 0
    assert "+13.87 pp" in out
    assert out.index("Interval of 95 %") < out.index("\np  ")
    assert "The share of «niño» is higher than that of «niña»." in out


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("", "MissingKeyError"),
        ("groups: [1, 2]", "InvalidValueError"),
        ("groups: {values: [1, 2]}", "InvalidValueError"),
        ("groups: ~", "InvalidValueError"),
        ("groups: {column: sexo, valeus: [1]}", "UnknownKeyError"),
        ("groups: {column: sexo, values: [niño, niño]}", "InvalidValueError"),
        ("groups: {column: sexo, values: [niño, boy]}", "UnknownCodeError"),
        ("groups: {column: sex}", "MissingColumnError"),
        ("groups: {first: {zona: rural}}", "MissingKeyError"),
        ("groups: {first: {zona: rural}, second: {sexo: niño}}", "OverlappingGroupsError"),
        ("groups: sexo\ndomain: {sexo: niño}", "OneGroupError"),
        ("groups: factor", "ManyComparedError"),
        ("groups: {column: sexo, values: [niño, niña]}\ndomain: {sexo: niño}", "EmptyGroupError"),
        ("groups: sexo\nadjust: tukey", "InvalidValueError"),
        ("groups: sexo\ncounts: factor", "CountsWithDesignError"),
    ],
)
def test_each_fault_is_named_and_nothing_is_traced(tmp_path: Path, lines: str, name: str) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(DESIGN + lines + "\n", encoding="utf-8")
    status, out, err = analyse("difference", CHILDREN, spec, format="json", language="en")
    assert status in (1, 2)
    assert name in out + err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("cell", ["", "-3", "2.5"])
def test_counts_are_whole(tmp_path: Path, cell: str) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"sex,works,children\nboy,yes,5\ngirl,no,{cell}\n", encoding="utf-8")
    (tmp_path / "spec.yaml").write_text("outcome: works\ngroups: sex\ncounts: children\n", encoding="utf-8")
    status, out, err = analyse("difference", table, tmp_path / "spec.yaml", format="json", language="en")
    assert status == 1
    assert "InvalidCountError" in out + err


def test_a_group_without_answers_has_all_keys_of_the_others(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("a,works\n" + "1,1\n1,0\n2,0\n2,0\n2,1\n" * 20 + "3,\n", encoding="utf-8")
    first, second, empty = found(tmp_path, "outcome: works\ngroups: a\n", file)["contrasts"]
    assert set(first) == set(second) == set(empty)
    assert (empty["difference"], empty["n1"], empty["verdict"]) == (None, 0, "suppress")
    assert first["p_adjusted"] == first["p"]
