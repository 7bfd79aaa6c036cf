import csv
from typing import Any

import numpy as np
import pytest

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.design import survey_design
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.logit.coding import Number, make_coding
from diagnosis.statistics.logit.effects import Change, MarginalEffect, average_marginal_effects
from diagnosis.statistics.logit.errors import UnknownCategoryError, UnusablePredictorError
from diagnosis.statistics.logit.fit import LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictions import fitted_logits, predict_profiles
from diagnosis.statistics.logit.predictors import code_predictors, predictors_like
from tests.diagnosis.statistics.logit.slow_effects import Record, Row, slow_se, slow_slope, slow_switch
from tests.diagnosis.statistics.logit.surveys import STATISTICS, made_up, synthetic
from tests.diagnosis.statistics.reference import read_json


def by_name(effects: tuple[MarginalEffect, ...]) -> dict[str, MarginalEffect]:
    return {one.name: one for one in effects}


def test_the_synthetic_survey_comes_out_as_computed_beside_us() -> None:
    predictors, outcome, design = synthetic()
    effects = average_marginal_effects(fit_logit(predictors, outcome, design), two_way=("not_attending",))
    expected = read_json("expected.json")["ame"]
    assert [one.name for one in effects] == list(expected)
    for one in effects:
        assert one.ame == pytest.approx(expected[one.name]["ame"], rel=1e-9)
        assert one.se == pytest.approx(expected[one.name]["se"], rel=1e-9)
        assert (one.category, one.reference, one.change, one.df) == ("1", "0", Change.DISCRETE, 15)
        assert one.ame == pytest.approx((one.risk or 0) - (one.reference_risk or 0))
    boys = by_name(effects)["sex_boy"]
    assert boys.points == pytest.approx(16.983, abs=5e-4)
    # t with 15 degrees of freedom is 2.13145 at 97.5 %.
    assert boys.points_interval == pytest.approx((7.9127, 26.0533), abs=1e-3)
    assert (boys.is_clear, boys.two_way, boys.n_category, boys.verdict) == (True, False, 159, Verdict.PUBLISH)
    assert by_name(effects)["not_attending"].two_way
    assert not by_name(effects)["indigenous"].is_clear


def test_a_profile_comes_out_as_computed_beside_us() -> None:
    predictors, outcome, design = synthetic()
    fit = fit_logit(predictors, outcome, design)
    expected = read_json("expected.json")["profile_boy_15_17_not_attending_primary_nonindig"]
    values: dict[str, Any] = {
        "sex_boy": 1,
        "age_15_17": 1,
        "not_attending": 1,
        "sector_primary": "1",
        "indigenous": 0.0,
    }
    [found] = predict_profiles(fit.coefficients, predictors.coding, {"boy": values})
    assert found.eta == pytest.approx(expected["eta"], rel=1e-9)
    assert found.se_eta == pytest.approx(expected["se_eta"], rel=1e-9)
    assert found.risk == pytest.approx(expected["p"], rel=1e-9)
    assert found.interval == pytest.approx(expected["ci95"], rel=1e-9)


@pytest.mark.parametrize("lacking", [{}, {"sex_boy": ""}, {"sex_boy": np.nan}])
def test_a_profile_without_a_variable_is_never_the_reference(lacking: dict[str, Any]) -> None:
    predictors, outcome, design = synthetic()
    fit = fit_logit(predictors, outcome, design)
    others: dict[str, Any] = dict.fromkeys(predictors.names[2:], 0)
    with pytest.raises(UnusablePredictorError, match="sex_boy"):
        predict_profiles(fit.coefficients, predictors.coding, {"boy": others | lacking})


def test_the_economics_class_comes_out_as_printed() -> None:
    path = STATISTICS / "statsmodels_spector.csv"
    if not path.exists():
        pytest.skip("the economics class does not lie beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]
    wanted, design = ("GPA", "TUCE", "PSI"), survey_design([1.0] * len(rows))
    predictors = code_predictors({name: [row[name] for row in rows] for name in wanted})
    fit = fit_logit(predictors, [row["GRADE"] for row in rows], design, variance=Variance.MODEL)
    assert fit.values.round(4).tolist() == [-13.0213, 2.8261, 0.0952, 2.3787]
    effects = by_name(average_marginal_effects(fit))
    assert (round(effects["GPA"].ame, 4), round(effects["TUCE"].ame, 4)) == (0.3626, 0.0122)
    # The table prints the derivative of PSI too, though it is 0 or 1: so it does as a declared number.
    numbers = predictors_like(
        make_coding([Number(name) for name in wanted]), {name: [row[name] for row in rows] for name in wanted}
    )
    again = fit_logit(numbers, [row["GRADE"] for row in rows], design, variance=Variance.MODEL)
    assert round(by_name(average_marginal_effects(again))["PSI"].ame, 4) == 0.3052
    assert effects["PSI"].change is Change.DISCRETE
    assert effects["GPA"].df == np.inf
    assert effects["GPA"].interval == pytest.approx(
        (effects["GPA"].ame - 1.959964 * effects["GPA"].se, effects["GPA"].ame + 1.959964 * effects["GPA"].se)
    )


INTERACTIONS = [("sex", "age"), ("sex", "sector"), ("age", "rural")]


def terms(record: Record) -> list[float]:
    boy, age, rural = float(record["sex"] == "boy"), float(record["age"]), float(record["rural"])
    home, trade = float(record["sector"] == "home"), float(record["sector"] == "trade")
    return [1, boy, age, home, trade, rural, boy * age, boy * home, boy * trade, age * rural]


def plain_terms(record: Record) -> list[float]:
    return terms(record)[:6]


@pytest.mark.parametrize(("pairs", "row"), [([], plain_terms), (INTERACTIONS, terms)])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_the_records_taken_one_by_one(
    pairs: list[tuple[str, str]], row: Row, seed: int
) -> None:
    table, outcome, design = made_up(seed)
    predictors = code_predictors(table, categories={"sex": "girl", "sector": "farm"}, interactions=pairs)
    fit = fit_logit(predictors, outcome, design)
    used = np.flatnonzero(fit.sample.used)
    assert 0 < len(used) < fit.sample.predictors.n
    records = [{name: column[place] for name, column in table.items()} for place in used]
    weights = design.weights[used].tolist()
    effects = by_name(average_marginal_effects(fit))
    switches = {
        "sex=boy": ("sex", "boy", "girl"),
        "sector=home": ("sector", "home", "farm"),
        "sector=trade": ("sector", "trade", "farm"),
        "rural": ("rural", 1.0, 0.0),
    }
    for name, (variable, to, start) in switches.items():

        def effect(beta: list[float], v: str = variable, a: Any = to, b: Any = start) -> float:
            return slow_switch(records, weights, row, beta, v, a, b)

        _agrees(effects[name], effect, fit)

    def slope(beta: list[float]) -> float:
        return slow_slope(records, weights, row, beta, "age")

    _agrees(effects["age"], slope, fit)


def _agrees(found: MarginalEffect, effect: Any, fit: LogitFit) -> None:
    assert found.ame == pytest.approx(effect(fit.values.tolist()), rel=1e-7, abs=1e-9)
    assert found.se == pytest.approx(slow_se(effect, fit.values.tolist(), fit.covariance), rel=1e-5)


def test_neither_scale_nor_order_nor_split_records_change_an_effect() -> None:
    table, outcome, design = made_up(3, n=300)
    predictors = code_predictors(table, categories={"sex": "girl", "sector": None})
    before = average_marginal_effects(fit_logit(predictors, outcome, design))
    order = np.random.default_rng(0).permutation(300)
    # The first hundred are split into a quarter and the rest, within their units.
    places = np.concatenate([order, order[:100]])
    weights = 7.5 * design.weights[places]
    weights[:100] *= 0.25
    weights[300:] *= 0.75
    again = survey_design(
        weights, clusters=design.clusters[places], strata=design.stratum_of[design.clusters[places]]
    )
    split = code_predictors(
        {name: np.asarray(column)[places] for name, column in table.items()},
        categories={"sex": "girl", "sector": None},
    )
    after = average_marginal_effects(fit_logit(split, outcome[places], again))
    for one, other in zip(before, after, strict=True):
        assert other.ame == pytest.approx(one.ame, rel=1e-8)
        assert other.se == pytest.approx(one.se, rel=1e-8)


def test_merging_identical_categories_changes_no_prediction() -> None:
    table, outcome, design = made_up(4, n=300)
    doubled = table["sector"].copy()
    doubled[::2] = [None if one is None else f"{one} again" for one in doubled[::2]]
    merged = {"sector": {f"{one} again": one for one in ("farm", "trade", "home")}}
    plain = code_predictors(table, categories={"sex": "girl", "sector": "farm"})
    joined = code_predictors(
        {**table, "sector": doubled}, categories={"sex": "girl", "sector": "farm"}, merged=merged
    )
    one, other = fit_logit(plain, outcome, design), fit_logit(joined, outcome, design)
    np.testing.assert_allclose(fitted_logits(one), fitted_logits(other), rtol=1e-9)
    assert [e.ame for e in average_marginal_effects(one)] == pytest.approx(
        [e.ame for e in average_marginal_effects(other)], rel=1e-9
    )


def test_the_reference_chosen_changes_no_prediction_and_turns_effects_round() -> None:
    table, outcome, design = made_up(5)
    girls, boys = (
        fit_logit(code_predictors(table, categories={"sex": one, "sector": "farm"}), outcome, design)
        for one in ("girl", "boy")
    )
    np.testing.assert_allclose(fitted_logits(girls), fitted_logits(boys), rtol=1e-8)
    one = by_name(average_marginal_effects(girls))["sex=boy"]
    other = by_name(average_marginal_effects(boys))["sex=girl"]
    assert (one.ame, one.se) == pytest.approx((-other.ame, other.se), rel=1e-8)


def test_the_mean_over_a_part_of_the_records() -> None:
    table, outcome, design = made_up(6)
    predictors = code_predictors(
        table, categories={"sex": "girl", "sector": "farm"}, interactions=[("sex", "age")]
    )
    fit = fit_logit(predictors, outcome, design)
    parts = [np.asarray(table["sex"] == one) for one in ("girl", "boy")]
    whole = by_name(average_marginal_effects(fit))["age"]
    means = [by_name(average_marginal_effects(fit, among=part))["age"] for part in parts]
    shares = [fit.sample.weights[fit.sample.used & part].sum() for part in parts]
    assert sum(m.n for m in means) == whole.n
    assert np.average([m.ame for m in means], weights=shares) == pytest.approx(whole.ame, rel=1e-12)
    with pytest.raises(EmptyDomainError):
        average_marginal_effects(fit, among=np.zeros(len(outcome), dtype=bool))


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    table, outcome, design = made_up(7)
    fit = fit_logit(
        code_predictors(table, categories={"sex": "girl", "sector": "farm"}, interactions=INTERACTIONS),
        outcome,
        design,
    )
    whole = average_marginal_effects(fit)
    monkeypatch.setattr("diagnosis.statistics.logit.profiles.BLOCK", 37)
    for one, other in zip(whole, average_marginal_effects(fit), strict=True):
        assert (one.ame, one.se) == pytest.approx((other.ame, other.se), rel=1e-11)


def test_few_records_on_a_side_ask_for_a_second_look() -> None:
    table, outcome, design = made_up(8, rare=None)
    table["rare"] = np.where(np.arange(len(outcome)) % 50 == 20, 1.0, 0.0)
    fit = fit_logit(code_predictors(table, categories={"sex": "girl", "sector": "farm"}), outcome, design)
    effects = by_name(average_marginal_effects(fit))
    assert effects["rare"].verdict is Verdict.REVIEW
    assert effects["rare"].n_category is not None
    assert effects["rare"].n_category < 10
    # Ten units leave five degrees of freedom to six coefficients less one.
    few = survey_design(design.weights, clusters=np.arange(len(outcome)) % 10)
    boys = by_name(average_marginal_effects(fit_logit(fit.sample.predictors, outcome, few)))["sex=boy"]
    assert (boys.df, boys.verdict) == (3, Verdict.REVIEW)


def test_a_profile_with_a_category_nobody_knows() -> None:
    table, outcome, design = made_up(9)
    predictors = code_predictors(table, categories={"sex": "girl", "sector": "farm"})
    fit = fit_logit(predictors, outcome, design)
    profile: dict[str, Any] = {"sex": "boy", "age": 15, "sector": "mine", "rural": 1}
    with pytest.raises(UnknownCategoryError, match="mine"):
        predict_profiles(fit.coefficients, predictors.coding, {"miner": profile})
