"""`analyse proportion`: the example, groups, and that its numbers are those of the library."""

import csv
from pathlib import Path

import numpy as np
import pytest

from diagnosis.statistics.design import survey_design
from diagnosis.statistics.proportions import weighted_proportion
from tests.diagnosis.analyses.running import EXAMPLES, analyse, analysed, example


def test_the_numbers_are_those_of_the_library() -> None:
    with (EXAMPLES / "proportion" / "survey.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    design = survey_design(
        [float(row["weight"].replace(",", ".")) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["unit"] for row in rows],
    )
    works = [{"0": 0.0, "1": 1.0}.get(row["works"], np.nan) for row in rows]
    expected = weighted_proportion(design, works, domain=[5 <= int(row["age"]) <= 17 for row in rows])
    found = example("proportion")
    assert found["estimate"] == pytest.approx(expected.estimate, rel=1e-14)
    assert found["se"] == pytest.approx(expected.se, rel=1e-12)
    assert found["interval"] == pytest.approx([expected.lower, expected.upper], rel=1e-12)
    assert (found["n"], found["cases"], found["df"], found["blank"]) == (197, 43, 21, 2)


def test_groups_add_up_to_the_domain() -> None:
    found = example("proportion")
    assert [group["group"] for group in found["groups"]] == [{"sex": "boy"}, {"sex": "girl"}]
    assert sum(group["n"] for group in found["groups"]) == found["n"]
    assert sum(group["population"] for group in found["groups"]) == pytest.approx(found["population"])


def test_groups_of_several_columns_hold_who_has_all_their_codes(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("a,b,works\n1,x,1\n1,y,0\n2,x,1\n2,x,0\n,x,1\n1,,1\n10,y,1\n", encoding="utf-8")
    spec.write_text("outcome: works\nby: [a, b]\n", encoding="utf-8")
    found = analysed("proportion", file, spec)
    told = [(one["group"]["a"], one["group"]["b"], one["n"], one["cases"]) for one in found["groups"]]
    assert told == [("1", "x", 1, 1), ("1", "y", 1, 0), ("2", "x", 2, 1), ("10", "y", 1, 1)]
    assert any(
        one["message"] == "2 records have no group and stand in none of them." for one in found["warnings"]
    )


def test_too_many_groups_are_refused(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("a,works\n" + "".join(f"{i},{i % 2}\n" for i in range(300)), encoding="utf-8")
    spec.write_text("outcome: works\nby: a\n", encoding="utf-8")
    assert analysed("proportion", file, spec)["error"]["name"] == "ManyGroupsError"


def test_a_group_without_answers_has_all_keys_of_the_others(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("a,works\n" + "1,1\n2,0\n" * 20 + "3,\n", encoding="utf-8")
    spec.write_text("outcome: works\nby: a\n", encoding="utf-8")
    first, _second, empty = analysed("proportion", file, spec)["groups"]
    assert set(first) == set(empty)
    assert (empty["estimate"], empty["n"], empty["verdict"], empty["failed"]) == (
        None, 0, "suppress", ["n", "cases"],
    )  # fmt: skip
    assert "3" in analyse("proportion", file, spec, language="en")[1]


def test_failed_tests_are_words_in_the_language_of_the_reader(tmp_path: Path) -> None:
    file, spec = tmp_path / "file.csv", tmp_path / "spec.yaml"
    file.write_text("a,works\n" + "1,1\n2,0\n" * 20, encoding="utf-8")
    spec.write_text("outcome: works\nby: a\n", encoding="utf-8")
    out = analyse("proportion", file, spec, language="es")[1]
    assert "tamaño efectivo" in out
    assert "n_eff" not in out
