import numpy as np
import pytest

from diagnosis.statistics.design import Floats, survey_design
from diagnosis.statistics.logit.checking import check_fit
from diagnosis.statistics.logit.checks.calibration import calibration_by_tenth, tenths_of
from diagnosis.statistics.logit.checks.discrimination import brier_score, discriminate
from diagnosis.statistics.logit.checks.events import bare_categories, events_per_parameter
from diagnosis.statistics.logit.checks.inflation import Inflation, correlation_of, inflation_of
from diagnosis.statistics.logit.fit import Estimator
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictions import fitted_logits
from diagnosis.statistics.logit.predictors import code_predictors
from diagnosis.statistics.proportions import weighted_proportion
from tests.diagnosis.statistics.logit.slow_effects import slow_auc, slow_inflation, slow_tenths
from tests.diagnosis.statistics.logit.surveys import made_up, synthetic
from tests.diagnosis.statistics.reference import read_json


def area(scores: Floats, outcome: Floats, weights: Floats) -> float | None:
    return discriminate(scores, outcome, np.ones(len(scores), dtype=bool), survey_design(weights)).auc


def inflation(variables: dict[str, Floats], weights: Floats) -> tuple[Inflation, ...]:
    """Return the inflation of variables of one column or several."""
    matrix = np.column_stack(list(variables.values()))
    owner = [name for name, given in variables.items() for _ in range(given.size // len(given))]
    places = {name: [place for place, one in enumerate(owner) if one == name] for name in variables}
    centred = matrix - weights @ matrix / weights.sum()
    return inflation_of(correlation_of((centred.T * weights) @ centred), places)


@pytest.mark.parametrize("seed", range(8))
def test_the_area_under_the_curve_agrees_with_all_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 60))
    # Few distinct scores make many ties.
    scores = random.integers(0, 5 if seed % 2 else 1000, n) / 7
    outcome = np.arange(n) % 3 == 0
    weights = random.uniform(0, 30, n)
    expected = slow_auc(scores.tolist(), outcome.tolist(), weights.tolist())
    found = area(scores, outcome.astype(float), weights)
    assert found == pytest.approx(expected, rel=1e-12)
    assert area(-scores, outcome.astype(float), weights) == pytest.approx(1 - expected, rel=1e-12)
    assert area(scores, outcome.astype(float), 3.7 * weights) == pytest.approx(expected, rel=1e-12)


def test_one_profile_summed_in_another_order_is_one_tie() -> None:
    scores = np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1])
    assert scores[0] != scores[1]
    assert area(scores, np.array([1.0, 0.0]), np.ones(2)) == 0.5


@pytest.mark.parametrize(
    ("scores", "outcome", "weights"),
    [([1.0, 2.0], [1.0, 1.0], [1.0, 1.0]), ([1.0, 2.0], [1.0, 0.0], [1.0, 0.0])],
)
def test_one_side_alone_has_no_curve(scores: list[float], outcome: list[float], weights: list[float]) -> None:
    assert area(np.array(scores), np.array(outcome), np.array(weights)) is None


def test_the_synthetic_survey_comes_out_as_computed_beside_us() -> None:
    predictors, outcome, design = synthetic()
    checks = check_fit(fit_logit(predictors, outcome, design))
    assert checks.discrimination.auc == pytest.approx(read_json("expected.json")["auc_weighted"], rel=1e-9)
    assert checks.events.per_parameter == pytest.approx(68 / 5)
    assert (checks.bare, checks.high_inflation, checks.failed) == ((), (), ())
    # The whole sample is cut into tenths, and their means make the whole.
    assert sum(one.n for one in checks.calibration) == 288
    observed = sum(one.share * one.observed for one in checks.calibration)
    predicted = sum(one.share * one.predicted for one in checks.calibration)
    assert observed == pytest.approx(predicted)  # a constant in the model balances them
    assert observed == pytest.approx(read_json("expected.json")["overall"]["p"])


def test_the_error_of_the_area_agrees_with_leaving_out_one_unit_after_another() -> None:
    random = np.random.default_rng(5)
    clusters = np.repeat(np.arange(60), 20)
    scores = random.normal(size=1200) + random.normal(size=60)[clusters]
    outcome = (random.random(1200) < 1 / (1 + np.exp(-scores))).astype(float)
    design = survey_design(random.uniform(1, 3, 1200), clusters=clusters)
    found = discriminate(scores, outcome, np.ones(1200, dtype=bool), design)
    left_out = [
        area(scores[keep], outcome[keep], design.weights[keep])
        for keep in (clusters != unit for unit in range(60))
    ]
    values = np.array([one for one in left_out if one is not None])
    jackknife = np.sqrt(59 / 60 * ((values - values.mean()) ** 2).sum())
    assert found.se == pytest.approx(jackknife, rel=0.03)
    assert found.interval is not None
    assert found.auc is not None
    assert found.interval[0] < found.auc < found.interval[1]


def test_the_score_of_brier() -> None:
    found = brier_score(np.array([0.9, 0.2, 0.5]), np.array([1.0, 0.0, 1.0]), np.array([1.0, 2.0, 1.0]))
    assert found.score == pytest.approx((0.01 + 2 * 0.04 + 0.25) / 4)
    assert found.reference == 0.25
    assert found.scaled == pytest.approx(1 - found.score / 0.25)
    assert brier_score(np.ones(2), np.ones(2), np.ones(2)).scaled is None


@pytest.mark.parametrize("seed", range(6))
def test_tenths_agree_with_the_cuts_taken_one_by_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    probability = random.integers(0, 8 if seed % 2 else 500, 70) / 512
    weights = random.integers(1, 6, 70).astype(float)
    assert tenths_of(probability, weights).tolist() == slow_tenths(probability.tolist(), weights.tolist())


def test_tenths_of_equal_weights_are_equal_and_read_nothing_outside() -> None:
    n = 200
    probability = np.linspace(0.01, 0.99, n)
    outcome = (np.arange(n) % 2).astype(float)
    inside = np.arange(n) < 100
    probability[~inside] = outcome[~inside] = np.nan
    found = calibration_by_tenth(survey_design(np.ones(n)), probability, outcome, inside)
    assert [one.n for one in found] == [10] * 10
    assert [one.observed for one in found] == [0.5] * 10
    assert [one.share for one in found] == pytest.approx([0.1] * 10)
    assert (found[4].agrees, found[0].agrees) == (True, False)


def test_a_tenth_is_a_domain_of_the_sample() -> None:
    table, outcome, design = made_up(10)
    fit = fit_logit(code_predictors(table, categories={"sex": "girl", "sector": "farm"}), outcome, design)
    used = fit.sample.used
    probability = 1 / (1 + np.exp(-fitted_logits(fit)))
    places = np.full(len(used), -1)
    places[used] = tenths_of(probability[used], design.weights[used])
    for one in check_fit(fit).calibration:
        share = weighted_proportion(design, outcome, domain=places == one.place - 1)
        assert (one.n, one.cases) == (share.n, share.cases)
        assert (one.observed, one.se) == pytest.approx((share.estimate, share.se), rel=1e-12)
        assert one.interval == pytest.approx(share.interval, rel=1e-12)


def test_inflation_agrees_with_regressions() -> None:
    random = np.random.default_rng(1)
    columns = random.normal(size=(200, 4)) @ random.normal(size=(4, 4))
    weights = random.uniform(0, 9, 200)
    found = inflation({str(j): columns[:, j] for j in range(4)}, weights)
    for place, one in enumerate(found):
        assert one.factor == pytest.approx(slow_inflation(columns, weights, place), rel=1e-9)
        assert one.per_column == one.factor


def test_generalised_inflation_does_not_know_the_reference() -> None:
    random = np.random.default_rng(2)
    place = random.integers(0, 4, 300)
    other = place + random.normal(size=300)
    dummies = np.eye(4)[place]
    weights = random.uniform(1, 4, 300)
    found = [
        inflation({"sector": np.delete(dummies, reference, axis=1), "other": other}, weights)
        for reference in range(4)
    ]
    for one in found:
        assert one[0].columns == 3
        assert one[0].factor == pytest.approx(found[0][0].factor, rel=1e-9)
        # Two sets: what one says of the other is said both ways.
        assert one[0].factor == pytest.approx(one[1].factor, rel=1e-9)
        assert one[0].per_column == pytest.approx((one[0].factor or 0) ** (1 / 3))


def test_what_follows_from_the_others_is_beyond_all_bounds() -> None:
    a, b = np.array([0.0, 1, 0, 1, 1]), np.array([1.0, 0, 0, 2, 1])
    for one in inflation({"a": a, "b": b, "sum": a + 2 * b}, np.ones(5)):
        assert (one.factor, one.is_high) == (None, True)
    assert inflation({"flat": np.ones(5)}, np.ones(5))[0].is_high


def test_products_are_left_out_of_inflation() -> None:
    table, outcome, design = made_up(11)
    categories = {"sex": "girl", "sector": "farm"}
    plain = fit_logit(code_predictors(table, categories=categories), outcome, design)
    product = fit_logit(
        code_predictors(table, categories=categories, interactions=[("sex", "age")]), outcome, design
    )
    for one, other in zip(check_fit(plain).inflation, check_fit(product).inflation, strict=True):
        assert (one.name, one.columns) == (other.name, other.columns)
        assert one.factor == pytest.approx(other.factor, rel=1e-12)


def test_events_and_bare_categories() -> None:
    assert events_per_parameter(100, 90, 2).per_parameter == 5
    assert not events_per_parameter(100, 90, 2).is_enough
    assert events_per_parameter(100, 50, 0).per_parameter is None
    counts = {"sector": {"farm": (5, 0), "trade": (4, 4), "home": (9, 2), "mine": (0, 0)}}
    assert [(one.category, one.all_cases) for one in bare_categories(counts)] == [
        ("farm", False),
        ("trade", True),
    ]


def test_the_link_test_sees_a_bent_line_and_lets_a_straight_one_pass() -> None:
    random = np.random.default_rng(3)
    x = random.uniform(-2, 2, 4000)
    design = survey_design(np.ones(4000), clusters=np.arange(4000) % 80)
    results = []
    for logits in (0.8 * x - 0.5, x**2 - 1.5 + 0.5 * x):
        outcome = (random.random(4000) < 1 / (1 + np.exp(-logits))).astype(float)
        results.append(check_fit(fit_logit(code_predictors({"x": x}), outcome, design)))
    straight, bent = results
    assert not straight.link.fails
    assert straight.is_calibrated
    assert bent.link.fails
    assert not bent.is_calibrated
    assert bent.failed == ("link", "calibration")
    # Design degrees of freedom plus one less three coefficients.
    assert straight.link.df == 79 + 1 - 3


def test_two_risks_lie_on_every_parabola() -> None:
    table, outcome, design = made_up(12)
    fit = fit_logit(code_predictors({"rural": table["rural"]}), outcome, design)
    link = check_fit(fit).link
    assert (link.p, link.fails) == (None, False)
    assert "three" in str(link.reason)


def test_a_bare_category_under_firth_is_named() -> None:
    table, outcome, design = made_up(13)
    table["sector"][outcome == 0] = "home"
    table["sector"][np.flatnonzero(outcome == 1)[::2]] = "farm"
    fit = fit_logit(
        code_predictors(table, categories={"sex": "girl", "sector": "home"}),
        outcome,
        design,
        estimator=Estimator.FIRTH,
    )
    bare = {(one.category, one.all_cases) for one in check_fit(fit).bare}
    assert ("farm", True) in bare


def test_the_interval_of_the_area_has_the_confidence_asked() -> None:
    predictors, outcome, design = synthetic()
    fit = fit_logit(predictors, outcome, design)
    wide, narrow = (check_fit(fit, one).discrimination.interval for one in (0.95, 0.8))
    assert wide is not None
    assert narrow is not None
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_a_census_has_tenths_without_intervals() -> None:
    predictors, outcome, design = synthetic()
    whole = survey_design(design.weights, fpc=np.full(288, 288.0), clusters=np.arange(288))
    tenths = check_fit(fit_logit(predictors, outcome, whole)).calibration
    assert {(one.interval, one.agrees) for one in tenths} == {(None, None)}
