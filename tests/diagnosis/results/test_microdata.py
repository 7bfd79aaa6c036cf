"""Microdata: what is left of a file holds nothing but what was chosen, and gives the numbers of the file."""

import csv
import io
from pathlib import Path

import pytest

from clrisk_site.tables.anonymous_file import anonymous_copy
from clrisk_site.tables.sentences import PERSONS
from clrisk_site.tables.spec import Refusal
from diagnosis.microdata.asking import Kept, ask_reduced, believed
from diagnosis.microdata.plan import CORRESPONDENCE, DIFFERENCE, LOGIT, AnalysisPlan, SexPlan
from diagnosis.microdata.running import compute
from diagnosis.survey.plan import Column, Condition
from tests.diagnosis.results.microdata import CHORING, MARK, WORKING, plan, records


def reduced(content: bytes, chosen: AnalysisPlan, sha256: str = "0" * 64) -> tuple[Kept, bytes] | Refusal:
    with anonymous_copy(content) as path:
        return ask_reduced(path, chosen, sha256=sha256, name="encuesta.csv")


@pytest.fixture(scope="module")
def left() -> tuple[Kept, bytes]:
    found = reduced(records(), plan())
    assert not isinstance(found, Refusal)
    return found


@pytest.fixture(scope="module")
def table(left: tuple[Kept, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("left") / "left.csv"
    path.write_bytes(left[1])
    return path


def test_only_what_was_chosen_is_left(left: tuple[Kept, bytes]) -> None:
    kept, body = left
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert list(rows[0]) == [
        "_base",
        "_work",
        "_chores",
        "_sex",
        "Asistencia",
        "Educación del jefe",
        "_weight",
        "_unit",
    ]
    assert kept.rows == len(rows) == 1200
    # A category of two records left the file, and the sampling units have other names.
    assert kept.few == (("Educación del jefe", "Rara"),)
    assert {row["Educación del jefe"] for row in rows} == {"Alta", "Media", "Baja", ""}
    assert {row["_unit"] for row in rows} == {str(number) for number in range(1, 41)}
    first = [row["_unit"] for row in rows]
    assert first != sorted(first, key=int)
    # The order is not that of the file: the sex of its records alternated.
    assert [row["_sex"] for row in rows[:4]] not in (["boys", "girls"] * 2, ["girls", "boys"] * 2)


def test_the_same_file_leaves_the_same_and_another_numbering_for_another_file(
    left: tuple[Kept, bytes],
) -> None:
    again = reduced(records(), plan())
    other = reduced(records(), plan(), "1" * 64)
    assert again == left
    assert not isinstance(other, Refusal)
    assert other[1] != left[1]


def test_what_cannot_be_trusted_is_refused(left: tuple[Kept, bytes]) -> None:
    names = ("Juan Pérez López", "María García Ruiz", "José Hernández Cruz", "Ana Gómez Díaz")
    lines = ["NOMBRE,TRABAJA"] + [f"{names[place % 4]},{1 + place % 2}" for place in range(40)]
    few = AnalysisPlan(DIFFERENCE, (WORKING,), ())
    found = reduced("\n".join(lines).encode(), few)
    assert isinstance(found, Refusal)
    assert found.code == PERSONS
    assert isinstance(reduced(records(), plan(weight=Column(9, "NADA"))), Refusal)
    nobody = WORKING.__class__("work", (Condition(Column(5, "TRABAJA"), "7"),))
    refused = reduced(records(number=60), plan(outcomes=(nobody,)))
    assert isinstance(refused, Refusal)
    assert refused.code == "survey_no_code"
    kept, body = left
    for changed in (body.replace(b"Alta", b"Otra"), body + b"1,1,1,girls,Asiste,Alta,1,1\n", b"a,b\n"):
        assert isinstance(believed(kept.to_plain(), changed, plan(), "x.csv"), Refusal)


def test_differences_are_those_of_the_file(table: Path) -> None:
    found = compute(table, plan(DIFFERENCE), country="MX")
    assert set(found) == {"work", "chores"}
    shares = {one["sex"]: one["data"] for one in found["work"]["shares"]}
    assert shares["all"]["n"] == shares["girls"]["n"] + shares["boys"]["n"] == 1200
    parts = {(one["sex"], one["variable"]): one for one in found["work"]["parts"]}
    away = parts["all", "Asistencia"]["data"]
    assert [one["group"] for one in away["groups"]] == ["No asiste", "Asiste"]
    assert away["difference"] == pytest.approx(0.22, abs=0.05)
    assert {one["group"] for one in parts["girls", "Educación del jefe"]["data"]["contrasts"]} == {
        "Alta",
        "Media",
        "Baja",
    }
    chores = {one["sex"]: one["data"]["estimate"] for one in found["chores"]["shares"]}
    assert chores["girls"] > chores["boys"] + 0.1


@pytest.mark.parametrize("technique", [LOGIT, CORRESPONDENCE])
def test_models_and_maps_of_girls_and_boys(table: Path, technique: str) -> None:
    found = compute(table, plan(technique, outcomes=(WORKING, CHORING)), country="MX")
    for outcome in ("work", "chores"):
        assert [one["sex"] for one in found[outcome]["parts"]] == ["all", "girls", "boys"]
        assert [one["fault"] for one in found[outcome]["parts"]] == [None, None, None]
    # What is fitted on another part of the same result is not missed.
    assert "not fitted" not in str(found)
    assert "No model was fitted" not in str(found)
    whole = found["work"]["parts"][0]["data"]
    shares = compute(table, plan(DIFFERENCE), country="MX")["work"]["parts"]
    same = {
        (one["sex"], group["group"]): (group["n"], group["cases"], group["verdict"])
        for one in shares
        if one["variable"] == "Asistencia"
        for group in one["data"]["groups"]
    }
    if technique == LOGIT:
        # An effect is never told better than the shares that it compares.
        for one in found["work"]["parts"]:
            effect = next(each for each in one["data"]["ame"] if each["category"] == "No asiste")
            n, cases, verdict = same[one["sex"], "No asiste"]
            # Two records without an answer on the other variable are not in the model.
            assert (effect["n_category"], effect["cases_category"]) == pytest.approx((n, cases), abs=2)
            sizes = (effect["n_reference"], effect["cases_reference"])
            assert sizes == pytest.approx(same[one["sex"], "Asiste"][:2], abs=2)
            assert verdict != "suppress" or effect["verdict"] == "suppress"
        away = next(one for one in whole["ame"] if one["category"] == "No asiste")
        assert away["points_interval"][0] > 0
        assert away["reference"] == "Asiste"
    else:
        assert whole["nearest"][0]["nearest"]
        for one in found["work"]["parts"]:
            away = next(each for each in one["sides"] if each["category"] == "No asiste")
            n, cases, verdict = same[one["sex"], "No asiste"]
            assert (away["n"], away["cases"]) == pytest.approx((n, cases), abs=2)
            assert away["verdict"] == verdict
    assert MARK not in str(found)
    assert compute(table, plan(technique), country="MX") == found


def test_a_sex_that_nobody_is_of_is_told_in_words(tmp_path: Path) -> None:
    found = reduced(records(number=400), plan(sex=SexPlan(Column(4, "SEXO"), "1, 2", "7")))
    assert not isinstance(found, Refusal)
    path = tmp_path / "left.csv"
    path.write_bytes(found[1])
    for technique in (DIFFERENCE, LOGIT, CORRESPONDENCE):
        result = compute(path, plan(technique), country="MX")
        boys = [one for one in result["work"]["parts"] if one["sex"] == "boys"]
        assert boys
        # The program's own name of the column and its codes are no words for a person.
        assert all("_sex" not in str(one["fault"]) for one in result["work"]["parts"])
        assert all(one["fault"] for one in boys)


def test_a_plan_survives_its_way_through_json() -> None:
    assert AnalysisPlan.from_plain(plan(LOGIT).to_plain()) == plan(LOGIT)
