"""`analyse logit`: the example, the published numbers, what may be asked for, and every refusal."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnosis.analyses.specification import Tree
from tests.diagnosis.analyses.running import EXAMPLES, analyse, analysed, example
from tests.diagnosis.statistics.reference import FOLDER, read_json, read_rows

SCHOOLS = FOLDER.parents[1] / "data" / "05_stats_reference" / "survey_apiclus1.csv"
COLUMNS = {
    "sex_boy": ("sex", "1"),
    "age_15_17": ("age_group", "2"),
    "not_attending": ("attendance", "2"),
    "sector_primary": ("sector_head", "1"),
    "indigenous": ("indigenous_lang", "1"),
}
DESIGN: dict[str, Tree] = {"weights": "weight", "strata": "stratum", "clusters": "psu"}


def spec_of(folder: Path, **keys: Any) -> Path:
    path = folder / "spec.yaml"
    path.write_text(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def made_up(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "data.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def records() -> list[dict[str, Any]]:
    """Return records of 20 units in which all can be fitted."""
    return [
        {
            "unit": place % 20,
            "weight": 1 + place % 7,
            "sex": "boy" if place % 2 else "girl",
            "age": 5 + place % 13,
            "sector": ("farm", "home", "trade")[place % 3],
            "school": "no" if place % 5 == 0 else "yes",
            "works": int((place * 7919) % 101 < 20 + 15 * (place % 2) + 2 * (place % 13)),
            "blank": "" if place % 2 == 0 else "word",
            "chores": int((place * 104729) % 97 < 45 - 20 * (place % 2)),
        }
        for place in range(400)
    ]


def test_the_synthetic_survey_by_codes_and_by_columns_of_0_and_1(tmp_path: Path) -> None:
    rows = read_rows("survey_fixture.csv")
    expected, effects = read_json("expected.json")["logit"], read_json("expected.json")["ame"]
    dummies = [
        {**row, **{name: int(row[column] == code) for name, (column, code) in COLUMNS.items()}}
        for row in rows
    ]
    ways: list[tuple[Path, Any]] = [
        (made_up(tmp_path, dummies), list(COLUMNS)),
        (
            FOLDER / "survey_fixture.csv",
            {name: {"column": column, "value": code} for name, (column, code) in COLUMNS.items()},
        ),
        (
            FOLDER / "survey_fixture.csv",
            [{"name": name, "column": column, "values": [code]} for name, (column, code) in COLUMNS.items()],
        ),
    ]
    for file, predictors in ways:
        found = analysed(
            "logit", file, spec_of(tmp_path, outcome="child_labour", predictors=predictors, **DESIGN)
        )
        assert [term["name"] for term in found["terms"]] == expected["names"] == found["names"]
        for key, theirs in (("coefficient", "coef"), ("se", "se"), ("t", "t"), ("odds_ratio", "odds_ratio")):
            assert [term[key] for term in found["terms"]] == pytest.approx(expected[theirs], rel=1e-9)
        assert [term["interval"] for term in found["terms"]] == [
            pytest.approx(ends, rel=1e-9) for ends in expected["or_ci95"]
        ]
        assert found["vcov"] == [pytest.approx(row, rel=1e-9) for row in expected["vcov"]]
        assert {one["name"]: (one["ame"], one["se"]) for one in found["ame"]} == {
            name: pytest.approx((one["ame"], one["se"]), rel=1e-9) for name, one in effects.items()
        }
        assert (found["df"], found["converged"]) == (15, True)
        assert found["auc"] == pytest.approx(read_json("expected.json")["auc_weighted"], rel=1e-9)


def test_the_schools_of_california_come_out_as_published(tmp_path: Path) -> None:
    if not SCHOOLS.exists():
        pytest.skip("the schools of California do not lie beside the project")
    published = read_json("published_reference_values.json")["svyglm_apiclus1"]
    found = analysed(
        "logit",
        SCHOOLS,
        spec_of(
            tmp_path,
            outcome="sch.wide",
            predictors=["ell", "meals"],
            weights="pw",
            clusters="dnum",
            fpc="fpc",
        ),
    )
    terms = found["terms"]
    assert [round(term["coefficient"], 6) for term in terms] == published["coef"]
    assert [round(term["se"], 6) for term in terms] == published["se"]
    assert [round(term["t"], 3) for term in terms] == published["t"]
    assert [round(term["p"], 5) for term in terms] == published["p"]
    assert found["df"] == published["df"]


def test_the_economics_class_comes_out_as_printed(tmp_path: Path) -> None:
    path = SCHOOLS.parent / "statsmodels_spector.csv"
    if not path.exists():
        pytest.skip("the economics class does not lie beside the project")
    printed = json.loads((SCHOOLS.parent / "expected_results.json").read_text())["statsmodels_spector.csv"]
    predictors = ["GPA", "TUCE", {"column": "PSI", "kind": "number"}]
    spec = spec_of(tmp_path, outcome="GRADE", predictors=predictors, variance="model")
    found = analysed("logit", path, spec)
    assert {term["name"]: round(term["coefficient"], 4) for term in found["terms"]} == printed["coef"]
    assert {term["name"]: round(term["se"], 4) for term in found["terms"]} == printed["se"]
    assert {one["name"]: round(one["ame"], 4) for one in found["ame"]} == printed["AME"]
    assert round(found["log_likelihood"], 4) == printed["loglik"]


def test_the_example_has_a_model_of_its_own_for_girls_and_for_boys() -> None:
    found = example("logit")
    assert [one["name"] for one in found["ame"]] == [
        *("sex=niño", "age", "sector=campo", "sector=comercio", "not_attending")
    ]
    assert found["ame"][0]["sentence"].startswith(
        "sex niño, beside niña, is associated with an estimated risk"
    )
    assert [model["group"] for model in found["models"]] == ["sex=niña", "sex=niño"]
    assert sum(model["n"] for model in found["models"]) == found["n"] == 442
    assert found["card"]["categories"]["sector"] == ["servicios", "campo", "comercio"]
    assert (found["card"]["year"], found["card"]["chores"], found["card"]["numbers"]) == (
        2026,
        False,
        ["age"],
    )
    assert found["profiles"][0]["risk"] > found["profiles"][1]["interval"][1]
    said = [warning["message"] for warning in found["warnings"]]
    assert any("two-way relation" in one for one in said)
    assert any("Own-home chores were not fitted" in one for one in said)
    assert any("lacks a predictor" in one for one in said)
    assert any(one.startswith("economic_activity, sex=niña: ") for one in said)


def test_several_outcomes_and_interactions(tmp_path: Path) -> None:
    file = made_up(tmp_path, records())
    spec = spec_of(
        tmp_path,
        outcomes={
            "economic_activity": "works",
            "own_home_chores": {"column": "chores", "value": 1},
            "combined": {"any": ["works", "chores"]},
        },
        predictors=["sex", {"age": "number"}, {"column": "sector", "merge": {"trade": "home"}}],
        interactions=["sex*age"],
        weights="weight",
        clusters="unit",
        by="sex",
    )
    found = analysed("logit", file, spec)
    assert len(found["models"]) == 9
    whole, girls = found["models"][0], found["models"][1]
    # Texts are categories, the first by the alphabet is the one of reference.
    assert whole["names"] == ["const", "sex=girl", "age", "sector=home", "sex=girl*age"]
    assert girls["names"] == ["const", "age", "sector=home"]
    status, out, _err = analyse("logit", file, spec, language="en")
    assert status == 0
    assert "combined, sex=girl: average marginal effects" in out


def test_only_the_combined_outcome_is_never_left_without_a_word(tmp_path: Path) -> None:
    file = made_up(tmp_path, records())
    spec = spec_of(tmp_path, outcome="works", outcome_kind="combined", predictors=["sex"], clusters="unit")
    said = [one["message"] for one in analysed("logit", file, spec)["warnings"]]
    assert any("Only the combined outcome was fitted" in one for one in said)
    assert any("girls and for boys" in one for one in said)


def test_whole_numbers_that_look_like_codes_are_questioned(tmp_path: Path) -> None:
    rows = [{**row, "zone": 1 + place % 4} for place, row in enumerate(records())]
    file = made_up(tmp_path, rows)
    asked: list[tuple[Any, bool, int]] = [
        ("zone", True, 2),
        ({"column": "zone", "kind": "number"}, False, 2),
        ({"column": "zone", "kind": "category", "reference": 3}, False, 4),
    ]
    for predictor, questioned, terms in asked:
        found = analysed(
            "logit", file, spec_of(tmp_path, outcome="works", predictors=[predictor], clusters="unit")
        )
        assert any("few whole numbers" in one["message"] for one in found["warnings"]) == questioned
        assert len(found["terms"]) == terms


def test_a_declared_number_has_a_slope_though_it_is_0_or_1(tmp_path: Path) -> None:
    file = made_up(tmp_path, [{**row, "boy": int(row["sex"] == "boy")} for row in records()])
    changes = []
    for predictor in ("boy", {"column": "boy", "kind": "number"}):
        spec = spec_of(tmp_path, outcome="works", predictors=[predictor], clusters="unit")
        changes.append(analysed("logit", file, spec)["ame"][0]["change"])
    assert changes == ["discrete", "derivative"]


def test_categories_outside_the_domain_are_left_out_with_a_word(tmp_path: Path) -> None:
    rows = records()
    for row in rows:
        if row["sector"] == "trade":
            row["sex"] = "boy"
    spec = spec_of(
        tmp_path,
        outcome="works",
        predictors=["sector"],
        clusters="unit",
        domain={"column": "sex", "value": "girl"},
    )
    found = analysed("logit", made_up(tmp_path, rows), spec)
    assert found["names"] == ["const", "sector=home"]
    assert any("“sector”: trade" in one["message"] for one in found["warnings"])


def test_separation_is_refused_and_firth_fits_it(tmp_path: Path) -> None:
    rows = records()
    for row in rows:
        row["works"] = 0 if row["sector"] == "home" else row["works"]
    file = made_up(tmp_path, rows)
    keys = {"outcome": "works", "predictors": ["sector"], "clusters": "unit"}
    status, out, err = analyse("logit", file, spec_of(tmp_path, **keys), language="en")
    assert (status, out) == (1, "")
    assert "SeparationError" in err
    assert "sector=home" in err
    found = analysed("logit", file, spec_of(tmp_path, **keys, method="firth"))
    assert found["estimator"] == "firth"
    assert found["checks"]["bare_categories"][0]["category"] == "home"
    assert found["verdict"] == "review"
    assert found["separated"] == ["sector=home"]
    assert "separation" in found["failed"]
    rows_of = {one["name"]: one["verdict"] for one in [*found["terms"], *found["ame"]]}
    assert (rows_of["sector=home"], rows_of["sector=trade"]) == ("suppress", "review")
    _status, out, _err = analyse("logit", file, spec_of(tmp_path, **keys, method="firth"), language="en")
    assert "categories without a case, " in out


@pytest.mark.parametrize(
    ("keys", "status", "words"),
    [
        ({"outcome": None}, 2, "outcome"),
        ({"outcomes": {"combined": "works"}}, 2, "outcomes"),
        ({"outcome": None, "outcomes": ["works"]}, 2, "outcomes"),
        ({"predictors": ["sex", "sex"]}, 1, "UnusablePredictorError"),
        ({"predictors": ["gender"]}, 2, "MissingColumnError"),
        ({"predictors": []}, 2, "predictors"),
        ({"predictors": [["sex"]]}, 2, "predictors"),
        ({"predictors": [{"kind": "number"}]}, 2, "predictors"),
        ({"predictors": [{"column": "sex", "kind": "number"}]}, 1, "NotANumberError"),
        ({"predictors": [{"column": "sex", "refrence": "girl"}]}, 2, "UnknownKeyError"),
        ({"predictors": [{"column": "sex", "reference": "men"}]}, 2, "UnknownCodeError"),
        ({"predictors": [{"column": "sector", "merge": {"mine": "farm"}}]}, 2, "UnknownCodeError"),
        ({"predictors": [{"column": "sector", "merge": {"farm": ["home"]}}]}, 2, "merge"),
        ({"predictors": [{"column": "sector", "value": "mine"}]}, 2, "UnknownCodeError"),
        ({"interactions": "sex"}, 2, "interactions"),
        ({"interactions": [["sex", "age", "sector"]]}, 2, "interactions"),
        ({"interactions": [["sex", "school"]]}, 1, "UnusablePredictorError"),
        ({"two_way": ["school"]}, 1, "UnusablePredictorError"),
        ({"by": "school"}, 2, "by"),
        ({"by": "age"}, 1, "UnusablePredictorError"),
        ({"method": "probit"}, 2, "method"),
        ({"card": {"yaer": 2022}}, 2, "UnknownKeyError"),
        ({"profiles": {"one": "boy"}}, 2, "profiles"),
        ({"profiles": {"one": {"sex": "boy"}}}, 2, "A profile lacks «age»."),
        (
            {"profiles": {"one": {"sex": "boy", "age": 9, "sector": "farm", "school": 1}}},
            2,
            "UnknownKeyError",
        ),
        ({"profiles": {"one": {"sex": "boy", "age": "nine", "sector": "farm"}}}, 2, "«nine» is no number"),
        ({"profiles": {"one": {"sex": "x", "age": 9, "sector": "farm"}}}, 2, "Its categories: boy, girl."),
        ({"domain": {"column": "age", "least": 99}}, 1, "EmptyDomainError"),
        ({"by": "sex", "predictors": ["sex"]}, 1, "UnusablePredictorError"),
        ({"domain": {"column": "sex", "value": "girl"}}, 1, "ConstantPredictorError"),
        (
            {"domain": {"column": "sex", "value": "girl"}, "predictors": ["blank"]},
            1,
            "UnusablePredictorError",
        ),
        (
            {"predictors": [{"column": "age", "blank": [str(age) for age in range(5, 18)]}]},
            1,
            "UnusablePredictorError",
        ),
    ],
)
def test_what_cannot_be_followed_is_said(
    tmp_path: Path, keys: dict[str, Any], status: int, words: str
) -> None:
    asked: dict[str, Any] = {
        "outcome": "works",
        "predictors": ["sex", "age", "sector"],
        "clusters": "unit",
        **keys,
    }
    spec = spec_of(tmp_path, **{name: value for name, value in asked.items() if value is not None})
    found, out, err = analyse("logit", made_up(tmp_path, records()), spec, language="en")
    assert (found, out) == (status, "")
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("weight", "", "MissingWeightError"),
        ("weight", "-1", "InvalidWeightError"),
        ("weight", "inf", "InvalidWeightError"),
        ("weight", "many", "NotANumberError"),
        ("unit", "", "MissingDesignError"),
        ("age", "inf", "NotFiniteError"),
        ("works", "2", "NotYesNoError"),
    ],
)
def test_a_faulty_cell_is_named(tmp_path: Path, column: str, value: str, words: str) -> None:
    rows = records()
    rows[7][column] = value
    keys = {"outcome": "works", "predictors": ["sex", "age"], "weights": "weight", "clusters": "unit"}
    status, _out, err = analyse("logit", made_up(tmp_path, rows), spec_of(tmp_path, **keys), language="en")
    assert status == 1
    assert words in err


def test_the_document_is_plain_and_leads_with_terms(tmp_path: Path) -> None:
    file = made_up(tmp_path, records())
    spec = spec_of(tmp_path, outcome="works", predictors=["sex", "age"], clusters="unit", variance="model")
    _status, out, _err = analyse("logit", file, spec, format="json", language="en")
    found = json.loads(out)
    assert {"terms", "ame", "df", "vcov", "auc", "converged", "warnings"} <= set(found)
    # The normal distribution has no number of degrees of freedom.
    assert found["df"] is None
    assert found["terms"][1]["coefficient_interval"][0] < found["terms"][1]["coefficient"]
    assert (EXAMPLES / "logit" / "spec.yaml").exists()


def test_each_group_is_shown_with_the_verdict_on_its_model(tmp_path: Path) -> None:
    keys = {"outcome": "works", "predictors": ["sex", "age"], "by": "sex", "weights": "weight"}
    _status, out, _err = analyse(
        "logit", made_up(tmp_path, records()), spec_of(tmp_path, **keys), language="en"
    )
    assert out.count("Verdict on the model: review. Checks that failed:") == 2


@pytest.mark.parametrize("stray", ["15-17", "abc"])
def test_one_text_among_numbers_makes_no_categories_in_silence(stray: str, tmp_path: Path) -> None:
    rows = records()
    for place in range(0, 400, 40):
        rows[place]["age"] = stray
    keys: dict[str, Any] = {"outcome": "works", "predictors": ["sex", "age"], "clusters": "unit"}
    file = made_up(tmp_path, rows)
    status, _out, err = analyse("logit", file, spec_of(tmp_path, **keys), language="en")
    assert status == 1
    assert "MixedPredictorError" in err
    assert stray in err
    assert "row 2" in err
    keys["predictors"] = ["sex", {"column": "age", "kind": "category"}]
    if stray == "15-17":
        assert analysed("logit", file, spec_of(tmp_path, **keys))["card"]["numbers"] == []


def test_capitals_make_no_categories_of_their_own(tmp_path: Path) -> None:
    rows = records()
    for row in rows[::3]:
        row["sex"] = str(row["sex"]).upper()
    keys = {"outcome": "works", "predictors": ["sex", "age"], "clusters": "unit"}
    assert analysed("logit", made_up(tmp_path, rows), spec_of(tmp_path, **keys))["names"][1:] == [
        "sex=girl",
        "age",
    ]


def test_a_card_names_the_group_and_the_kind_of_its_outcome(tmp_path: Path) -> None:
    file = made_up(tmp_path, records())
    keys: dict[str, Any] = {"predictors": ["age", "sex"], "clusters": "unit"}
    alone = analysed("logit", file, spec_of(tmp_path, outcome="works", outcome_kind="combined", **keys))
    assert (alone["card"]["definition"], alone["card"]["group"]) == ("combined", "")
    several = spec_of(tmp_path, outcomes={"economic_activity": "works"}, by="sex", **keys)
    cards = [one["card"] for one in analysed("logit", file, several)["models"]]
    assert [(one["definition"], one["group"]) for one in cards] == [
        ("economic_activity", ""), ("economic_activity", "sex=boy"), ("economic_activity", "sex=girl"),
    ]  # fmt: skip
