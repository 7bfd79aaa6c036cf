import json

import numpy as np
import pytest

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.design import survey_design
from diagnosis.statistics.logit.effects import average_marginal_effects
from diagnosis.statistics.logit.errors import UnusablePredictorError
from diagnosis.statistics.logit.fit import Estimator
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.model import model_logit
from diagnosis.statistics.logit.outcomes import OutcomeKind, model_outcomes, one_sided, without
from diagnosis.statistics.logit.predictors import code_predictors
from diagnosis.statistics.logit.wording import sentence_of
from tests.diagnosis.statistics.logit.surveys import made_up, synthetic
from tests.diagnosis.statistics.reference import read_json

CAUSAL = ("cause", "effect of", "because", "leads to", "due to", "impact", "reduces", "increases")


def test_the_synthetic_survey_comes_out_as_computed_beside_us() -> None:
    model = model_logit(*synthetic(), card=ModelCard(survey="made up", year=2022))
    expected = read_json("expected.json")["logit"]
    assert [one.name for one in model.terms] == expected["names"]
    assert [one.coefficient for one in model.terms] == pytest.approx(expected["coef"], rel=1e-9)
    assert [one.se for one in model.terms] == pytest.approx(expected["se"], rel=1e-9)
    assert [one.t for one in model.terms] == pytest.approx(expected["t"], rel=1e-9)
    assert [one.odds_ratio for one in model.terms] == pytest.approx(expected["odds_ratio"], rel=1e-9)
    assert [list(one.interval) for one in model.terms] == [
        pytest.approx(ends, rel=1e-9) for ends in expected["or_ci95"]
    ]
    np.testing.assert_allclose(model.vcov, expected["vcov"], rtol=1e-9)
    assert (model.df, model.df_design, model.verdict) == (15, 20, Verdict.PUBLISH)
    assert model.auc == pytest.approx(read_json("expected.json")["auc_weighted"], rel=1e-9)
    card = model.coefficients.card
    assert (card.survey, card.year, card.numbers) == ("made up", 2022, ())
    assert set(card.shares) == set(expected["names"]) - {"const"}
    # Plain data through and through; the fit with its records stays out.
    plain = json.loads(json.dumps(model.to_json()))
    assert plain["terms"][1]["name"] == "sex_boy"
    assert "fit" not in plain


def test_the_card_tells_categories_shares_and_numbers() -> None:
    table, outcome, design = made_up(1)
    model = model_logit(code_predictors(table, categories={"sex": "girl", "sector": "home"}), outcome, design)
    card = model.card
    assert card.categories == {"sex": ("girl", "boy"), "sector": ("home", "farm", "trade")}
    assert card.numbers == ("age",)
    records = model.fit.sample.used
    age, weights = np.asarray(table["age"], dtype=float)[records], design.weights[records]
    spread = card.spreads["age"]
    assert (spread.least, spread.most) == (age.min(), age.max())
    assert spread.mean == pytest.approx(np.average(age, weights=weights))
    assert set(card.shares) == {
        *("sex=girl", "sex=boy", "sector=home", "sector=farm", "sector=trade", "rural")
    }
    for variable in ("sex", "sector"):
        assert sum(
            share for name, share in card.shares.items() if name.startswith(variable)
        ) == pytest.approx(1)
    used = model.fit.sample.used
    boys = np.asarray(table["sex"] == "boy")
    assert card.shares["sex=boy"] == pytest.approx(
        design.weights[used & boys].sum() / design.weights[used].sum()
    )


def test_sentences_say_associated_and_points_and_never_why() -> None:
    model = model_logit(*synthetic(), two_way=("not_attending",))
    sentences = [str(sentence_of(one)) for one in model.ame] + [
        str(one) for one in (*model.warnings, *model.notes)
    ]
    assert sentences[0] == (
        "sex_boy 1, beside 0, is associated with an estimated risk 17.0 points higher (interval 7.9 to 26.1)."
    )
    assert "not clear" in sentences[4]
    assert any("two-way relation" in one for one in sentences)
    for sentence in sentences:
        assert not any(word in sentence.casefold() for word in CAUSAL), sentence


def test_a_two_way_variable_must_be_a_predictor() -> None:
    predictors, outcome, design = synthetic()
    with pytest.raises(UnusablePredictorError, match="school"):
        model_logit(predictors, outcome, design, two_way=("school",))


def test_what_fails_is_said_and_asks_for_review() -> None:
    table, outcome, design = made_up(2, n=300)
    outcome = outcome * (np.arange(300) % 3 == 0)
    table["twin"] = np.where(np.isin(np.arange(300), [30, 50, 61, 90]), 1 - table["rural"], table["rural"])
    outcome[[30, 61]] = 1
    outcome[np.flatnonzero(table["sector"] == "home")[:3]] = 1
    model = model_logit(code_predictors(table, categories={"sex": "girl", "sector": "farm"}), outcome, design)
    said = " ".join(str(one) for one in model.warnings)
    assert model.verdict is Verdict.REVIEW
    assert "records for each coefficient" in said
    assert "“twin” says nearly what the other predictors say" in said


def test_few_or_unknown_units_ask_for_review() -> None:
    predictors, outcome, design = synthetic()
    few = model_logit(predictors, outcome, survey_design(design.weights, clusters=np.arange(288) % 10))
    assert few.verdict is Verdict.REVIEW
    assert few.failed == ("df",)
    assert any("4 degrees of freedom" in str(one) for one in few.warnings)
    unknown = model_logit(predictors, outcome, survey_design(design.weights))
    assert (unknown.verdict, unknown.failed) == (Verdict.REVIEW, ("design",))


def test_no_effect_is_surer_than_its_model() -> None:
    predictors, outcome, design = synthetic()
    model = model_logit(predictors, outcome, survey_design(design.weights))
    alone = average_marginal_effects(model.fit)
    assert {one.verdict for one in alone} == {Verdict.PUBLISH}
    assert {(one.verdict, one.failed) for one in model.ame} == {(Verdict.REVIEW, ("model",))}
    assert {one.verdict for one in model.terms} == {Verdict.REVIEW}


def test_effects_need_as_many_degrees_of_freedom_as_shares_do() -> None:
    predictors, outcome, design = synthetic()
    # 19 units leave 18 less five coefficients.
    units = survey_design(design.weights, clusters=np.arange(288) % 19)
    found = average_marginal_effects(fit_logit(predictors, outcome, units))
    assert {(one.df, one.verdict, one.failed) for one in found} == {(13, Verdict.REVIEW, ("df",))}


def test_rows_that_only_firth_keeps_finite_are_not_for_publication() -> None:
    table, outcome, design = made_up(1)
    outcome[np.asarray(table["sector"] == "farm")] = 0
    model = model_logit(
        code_predictors(table, categories={"sex": "girl", "sector": "home"}),
        outcome,
        design,
        estimator=Estimator.FIRTH,
    )
    verdicts = {one.name: one.verdict for one in model.terms}
    assert verdicts["sector=farm"] is Verdict.SUPPRESS
    assert verdicts["sector=trade"] is verdicts["sex=boy"] is Verdict.REVIEW
    effects = {one.name: one for one in model.ame}
    assert effects["sector=farm"].verdict is Verdict.SUPPRESS
    assert "separation" in effects["sector=farm"].failed
    assert effects["sex=boy"].verdict is Verdict.REVIEW
    assert model.verdict is Verdict.REVIEW
    assert {"bare_categories", "separation"} <= set(model.failed)
    assert any("Do not publish them" in str(one) for one in model.warnings)


def test_an_empty_cell_of_an_interaction_hides_the_rows_it_enters() -> None:
    table, outcome, design = made_up(1)
    outcome[np.asarray((table["sex"] == "girl") & (table["sector"] == "farm"))] = 0
    model = model_logit(
        code_predictors(
            table, categories={"sex": "girl", "sector": "home"}, interactions=[("sex", "sector")]
        ),
        outcome,
        design,
        estimator=Estimator.FIRTH,
    )
    effects = {one.name: one.verdict for one in model.ame}
    assert effects["sector=farm"] is Verdict.SUPPRESS
    assert effects["sector=trade"] is Verdict.REVIEW
    assert "separation" in model.failed


def test_several_outcomes_for_girls_and_boys() -> None:
    table, work, design = made_up(4, n=900)
    chores = np.where(np.random.default_rng(1).random(900) < 0.3, 1.0, 0.0)
    both = np.maximum(work, chores)
    predictors = code_predictors(
        table, categories={"sex": "girl", "sector": "farm"}, interactions=[("sex", "age")]
    )
    found = model_outcomes(
        predictors,
        {"economic_activity": work, "own_home_chores": chores, "combined": both},
        design,
        by="sex",
        two_way=["sex", "rural"],
    )
    assert found.warnings == ()
    assert len(found.models) == 9
    girls = found.of("own_home_chores", "sex=girl").model
    assert girls is not None
    assert girls.fit.names == ("const", "age", "sector=home", "sector=trade", "rural")
    assert girls.two_way == ("rural",)
    alone = model_logit(without(predictors, "sex"), chores, design, domain=np.asarray(table["sex"] == "girl"))
    np.testing.assert_array_equal(girls.vcov, alone.vcov)
    whole = found.of("combined").model
    assert whole is not None
    assert "sex=boy*age" in whole.fit.names
    with pytest.raises(KeyError):
        found.of("combined", "sex=other")
    json.dumps(found.to_json())


def test_a_model_that_fails_takes_no_other_with_it() -> None:
    table, outcome, design = made_up(5)
    nobody = np.where(table["sex"] == "girl", 0.0, outcome)
    predictors = code_predictors(table, categories={"sex": "girl", "sector": "farm"})
    found = model_outcomes(predictors, {"economic_activity": nobody}, design, by="sex")
    assert [(one.group, one.fault) for one in found.models] == [
        ("all", "SeparationError"),
        ("sex=girl", "OneOutcomeError"),
        ("sex=boy", None),
    ]
    assert str(found.models[1].reason).endswith(".")


@pytest.mark.parametrize(
    ("kinds", "by", "words"),
    [
        ([OutcomeKind.COMBINED], "sex", ["Only the combined outcome"]),
        ([OutcomeKind.COMBINED], None, ["Only the combined outcome", "girls and for boys"]),
        ([OutcomeKind.ECONOMIC, OutcomeKind.COMBINED], "sex", ["chores were not fitted"]),
        ([OutcomeKind.CHORES], "sex", ["one side only"]),
        (list(OutcomeKind), "sex", []),
        ([None], None, []),
    ],
)
def test_never_the_combined_outcome_alone(
    kinds: list[OutcomeKind | None], by: str | None, words: list[str]
) -> None:
    said = [str(one) for one in one_sided(kinds, by=by)]
    assert len(said) == len(words)
    for sentence, part in zip(said, words, strict=True):
        assert part in sentence


@pytest.mark.parametrize(("by", "words"), [("age", "makes no groups"), ("school", "no column")])
def test_groups_are_made_by_categories(by: str, words: str) -> None:
    table, outcome, design = made_up(6)
    predictors = code_predictors(table, categories={"sex": "girl", "sector": "farm"})
    with pytest.raises(UnusablePredictorError, match=words):
        model_outcomes(predictors, {"combined": outcome}, design, by=by)
    with pytest.raises(UnusablePredictorError):
        model_outcomes(predictors, {"combined": outcome}, design, two_way=["school"])
    with pytest.raises(UnusablePredictorError):
        model_outcomes(code_predictors({"rural": table["rural"]}), {"combined": outcome}, design, by="rural")
