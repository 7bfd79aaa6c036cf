"""Conditions of a specification: what each way of writing means for every record, blank answers too."""

from pathlib import Path

import numpy as np
import pytest

from diagnosis.analyses.conditions import truth_of
from diagnosis.analyses.faults import InvalidValueError, NotYesNoError, UnknownCodeError
from diagnosis.analyses.plain_yaml import Tree, parse_tree
from diagnosis.analyses.reading import open_table
from diagnosis.analyses.records import Records
from tests.diagnosis.analyses.running import analysed

NAN = float("nan")
CELLS = "works;sex;age;hours\n1;f;5;10\n0;m;12;\n;f;17;0\n1;m;;3\n0;;20;40\n"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    path = tmp_path / "file.csv"
    path.write_text(CELLS, encoding="utf-8")
    return Records(open_table(path))


def written(yaml: str) -> Tree:
    return parse_tree(f"c: {yaml}".encode())[0]["c"]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("works", [1, 0, NAN, 1, 0]),
        ("{column: works, blank: [0]}", [1, NAN, NAN, 1, NAN]),
        ("{column: works, value: 0}", [0, 1, NAN, 0, 1]),
        ("{column: sex, value: F}", [1, 0, 1, 0, NAN]),
        ("{column: age, values: [5, 20]}", [1, 0, 0, NAN, 1]),
        ("{column: age, values: [5, 20], blank: [12]}", [1, NAN, 0, NAN, 1]),
        ("{column: age, least: 5, most: 17}", [1, 1, 1, NAN, 0]),
        ("{column: age, least: 12}", [0, 1, 1, NAN, 1]),
        ("{sex: f, age: {least: 5, most: 17}}", [1, 0, 1, 0, 0]),
        ("{sex: [f, m], age: {least: 5, most: 17}}", [1, 1, 1, NAN, 0]),
        ("{any: [works, {column: hours, least: 1}]}", [1, NAN, NAN, 1, 1]),
        ("{all: [works, {column: hours, least: 5}]}", [1, 0, 0, 0, 0]),
        ("{any: [works, {column: hours, least: 1}], skipped: yes}", [1, 0, 0, 1, 1]),
        ("{all: [works, {column: sex, value: f}], skipped: yes}", [1, 0, 0, 0, 0]),
        ("[works, {column: sex, value: f}]", [1, 0, NAN, 0, 0]),
    ],
)
def test_every_way_of_writing(records: Records, yaml: str, expected: list[float]) -> None:
    np.testing.assert_array_equal(truth_of(records, written(yaml), "outcome"), expected)


@pytest.mark.parametrize(
    "pair", ["1 0", "true false", "TRUE FALSE", "yes no", "Sí No", "si no", "oui non", "Sim Não", "1.0 0"]
)
def test_yes_and_no_in_four_languages(tmp_path: Path, pair: str) -> None:
    yes, no = pair.split()
    path = tmp_path / "file.csv"
    path.write_text(f"id;works\n1;{yes}\n2;{no}\n3;\n4;no sabe\n", encoding="utf-8")
    np.testing.assert_array_equal(truth_of(Records(open_table(path)), "works", "outcome"), [1, 0, NAN, NAN])


def test_other_codes_are_listed(records: Records) -> None:
    with pytest.raises(NotYesNoError, match=r"its codes are: f, m.*column: sex"):
        truth_of(records, "sex", "outcome")
    with pytest.raises(UnknownCodeError, match=r"the code «x» in the column «sex». Its codes: f, m\."):
        truth_of(records, {"column": "sex", "value": "x"}, "outcome")


def test_a_rare_code_of_several_is_only_remarked(records: Records) -> None:
    found = truth_of(records, written("{column: age, values: [5, 6]}"), "outcome")
    np.testing.assert_array_equal(found, [1, 0, 0, NAN, 0])
    found = truth_of(
        records, written("{any: [{column: sex, value: x}, {column: age, value: 12}]}"), "outcome"
    )
    np.testing.assert_array_equal(found, [0, 1, 0, NAN, NAN])
    told = [str(note)[:30] for note in records.notes if str(note).startswith("No record")]
    assert told == ["No record has the code «6» in ", "No record has the code «x» in "]
    with pytest.raises(UnknownCodeError):
        truth_of(records, written("{any: [{column: sex, value: x}, {column: age, value: 99}]}"), "outcome")


def test_other_codes_that_count_as_a_no_are_told(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("y\n" + "1\n2\n2\n9\n" * 3, encoding="utf-8")
    records = Records(open_table(path))
    truth_of(records, written("{column: y, value: 1, blank: [9]}"), "outcome")
    truth_of(records, written("{column: y, value: 1}"), "domain")
    assert records.notes == []
    truth_of(records, written("{column: y, value: 1}"), "outcome")
    assert "with their records: 2 (6), 9 (3)." in str(records.notes[0])


@pytest.mark.parametrize(
    "yaml",
    [
        "{column: age, least: 10, most: 5}",
        "{column: works, value: 1, blank: [1]}",
        "{column: works, value: 1, values: [0]}",
        "{column: works, value: 1, least: 0}",
        "{any: [works], column: works}",
    ],
)
def test_contradictions_are_refused(records: Records, yaml: str) -> None:
    with pytest.raises(InvalidValueError):
        truth_of(records, written(yaml), "outcome")


def test_years_are_not_mixed_in_silence(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("anio;works\n" + "2017;1\n2017;0\n2019;1\n2019;0\n" * 3, encoding="utf-8")
    spec.write_text("outcome: works\n", encoding="utf-8")
    warnings = [one["message"] for one in analysed("proportion", file, spec)["warnings"]]
    assert any("several years: 2017, 2019" in one for one in warnings)
    spec.write_text("outcome: works\nyear: anio\n", encoding="utf-8")
    assert analysed("proportion", file, spec)["error"]["name"] == "MixedYearsError"
    spec.write_text("outcome: works\nyear: anio\ndomain: {anio: 2019}\n", encoding="utf-8")
    found = analysed("proportion", file, spec)
    assert found["n"] == 6
    assert not any("years" in one["message"] for one in found["warnings"])


def test_who_may_belong_to_the_domain_is_counted(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text(CELLS, encoding="utf-8")
    spec.write_text("outcome: works\ndomain: {age: {most: 17}}\n", encoding="utf-8")
    found = analysed("proportion", file, spec)
    assert "record_may_or_may_not_belong_to_the_domain_since_a_value_is" in [
        one["name"] for one in found["warnings"]
    ]
    assert (found["n"], found["blank"]) == (2, 1)


def test_outside_the_domain_a_weight_may_be_missing(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("w;age;works\n1;5;1\n2;6;0\n;40;\n3;7;1\n", encoding="utf-8")
    spec.write_text("outcome: works\nweights: w\ndomain: {age: {most: 17}}\n", encoding="utf-8")
    assert analysed("proportion", file, spec)["population"] == 6
