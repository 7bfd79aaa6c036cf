import math
from collections.abc import Callable, Mapping, Sequence
from random import Random

import numpy as np
import pytest

from diagnosis.statistics.design import Floats, SurveyDesign, survey_design
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.logit.errors import NoConvergenceError, SeparationError
from diagnosis.statistics.logit.fit import Estimator, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.newton import maximise
from diagnosis.statistics.logit.packing import pack
from diagnosis.statistics.logit.predictors import Predictors, code_predictors
from diagnosis.statistics.logit.screening import check_outcomes, check_terms


def separable(terms: Floats, works: Floats) -> bool:
    """Ask a linear program whether some direction never contradicts the outcome."""
    optimize = pytest.importorskip("scipy.optimize")
    signed = np.where(works[:, np.newaxis] == 1, terms, -terms)
    found = optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=[(-1, 1)] * terms.shape[1]
    )
    return bool(-found.fun > 1e-7)


def random_table(random: Random, *, fine: bool) -> tuple[Predictors, Floats]:
    n = random.randint(5, 16)
    table = {
        f"x{j}": [random.gauss(0, 1) if fine else float(random.randint(0, 3)) for _row in range(n)]
        for j in range(random.randint(1, 3))
    }
    return code_predictors(table), np.array([float(random.random() < 0.5) for _row in range(n)])


@pytest.mark.parametrize("fine", [False, True])
def test_it_finds_separation_where_a_linear_program_does(fine: bool) -> None:
    random, counted = Random(12), [0, 0]
    while min(counted) < 15:
        predictors, works = random_table(random, fine=fine)
        profiles = pack(predictors, np.ones(len(works), dtype=bool), works, 1 - works).profiles
        try:
            check_outcomes(profiles)
            check_terms(profiles)
        except AnalysisError:
            continue
        expected = separable(predictors.matrix, works)
        counted[expected] += 1
        if expected:
            with pytest.raises(SeparationError):
                maximise(profiles)
        else:
            assert np.isfinite(maximise(profiles).beta).all()


def fit(table: Mapping[str, Sequence[str] | Sequence[float]], works: list[int]) -> None:
    names = {name: None for name, values in table.items() if isinstance(values[0], str)}
    fit_logit(code_predictors(table, categories=names), works, survey_design([1] * len(works)))


SECTOR = ["farm"] * 4 + ["shop"] * 4 + ["home"] * 4


@pytest.mark.parametrize(
    ("works", "name", "cases"),
    [
        ([0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1], "sector=shop", False),
        ([0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1], "sector=farm", False),
        ([0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1], "sector=home", True),
    ],
)
def test_a_category_without_cases_or_with_cases_only_is_named(
    works: list[int],
    name: str,
    cases: bool,
) -> None:
    with pytest.raises(SeparationError) as caught:
        fit({"sector": SECTOR}, works)
    assert caught.value.names == (name,)
    assert caught.value.cases is cases
    assert name in str(caught.value)
    assert "Firth" in str(caught.value)


def test_of_many_categories_without_cases_the_first_are_listed() -> None:
    homes = [str(number) for number in range(30) for _child in range(2)]
    with pytest.raises(SeparationError) as caught:
        fit({"home": homes}, [0] * 50 + [0, 1] * 5)
    assert len(caught.value.names) == 25
    assert "home=9, …. Merge" in str(caught.value)


def test_a_yes_or_no_without_cases_is_named() -> None:
    with pytest.raises(SeparationError) as caught:
        fit({"attends": [0, 0, 0, 0, 1, 1, 1], "age": [1, 5, 3, 4, 4, 2, 6]}, [0, 1, 0, 1, 0, 0, 0])
    assert caught.value.names == ("attends=1",)


def test_an_age_that_tells_all_apart_is_complete() -> None:
    with pytest.raises(SeparationError) as caught:
        fit({"age": [5, 6, 7, 12, 13, 14], "other": [1, 2, 1, 2, 1, 3]}, [0, 0, 0, 1, 1, 1])
    assert caught.value.complete
    assert "age" in caught.value.names


def test_a_combination_of_terms_is_named_and_no_other() -> None:
    random = Random(4)
    one, two, free, works = [], [], [], []
    for _row in range(60):
        a, b = random.randint(0, 9), random.randint(0, 9)
        one.append(float(a))
        two.append(float(b))
        free.append(random.gauss(0, 1))
        works.append(int(a > b) if a != b else int(random.random() < 0.5))
    with pytest.raises(SeparationError) as caught:
        fit({"a": one, "b": two, "free": free}, works)
    assert caught.value.names == ("a", "b")
    assert not caught.value.complete


def test_an_interaction_without_cases_is_named() -> None:
    sex, area = ["girl", "boy"] * 12, (["rural"] * 2 + ["urban"] * 2) * 6
    works = [
        0 if s == "girl" and a == "urban" else i % 3 % 2
        for i, (s, a) in enumerate(zip(sex, area, strict=True))
    ]
    predictors = code_predictors(
        {"sex": sex, "area": area}, categories={"sex": "boy", "area": "rural"}, interactions=[("sex", "area")]
    )
    with pytest.raises(SeparationError) as caught:
        fit_logit(predictors, works, survey_design([1] * len(works)))
    assert caught.value.names == ("sex=girl*area=urban",)


def test_strong_but_finite_effects_are_no_separation() -> None:
    works = [0] * 999 + [1] + [1] * 999 + [0]
    predictors = code_predictors({"x": [0.0] * 1000 + [1.0] * 1000})
    found = fit_logit(predictors, works, survey_design([1] * 2000))
    assert found.values == pytest.approx([-math.log(999), 2 * math.log(999)], rel=1e-11)


def test_many_separated_records_are_found_too() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(0, 2, 120_000, dtype=np.uint8)
    works = (rng.random(120_000) < 0.3) & (x == 0)
    with pytest.raises(SeparationError):
        fit_logit(code_predictors({"x": x}), works, survey_design(np.ones(120_000)))


def test_firth_is_finite_and_maximises_the_penalised_likelihood() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(40), rng.integers(0, 2, 40), rng.normal(size=40)])
    y = np.where(x[:, 1] == 1, 0, rng.random(40) < 0.5).astype(float)
    w = rng.uniform(0.2, 4, 40)
    w /= w.mean()

    def lost(beta: Floats) -> float:
        eta = x @ beta
        p = 1 / (1 + np.exp(-eta))
        likelihood = (w * (y * eta - np.logaddexp(0, eta))).sum()
        return -float(likelihood + np.linalg.slogdet(x.T @ (x * (w * p * (1 - p))[:, np.newaxis]))[1] / 2)

    found = fit_logit(
        code_predictors({"a": x[:, 1], "b": x[:, 2]}),
        y,
        survey_design(w),
        estimator=Estimator.FIRTH,
        variance=Variance.MODEL,
    )
    best = optimize.minimize(lost, np.zeros(3), method="BFGS", options={"gtol": 1e-9})
    assert found.values == pytest.approx(best.x, abs=1e-6)
    assert lost(found.values) <= best.fun + 1e-12


def test_firth_of_one_table_adds_a_half_to_each_cell() -> None:
    """With one dummy the penalised estimate is the log odds of the counts with a half more in each cell."""
    x, works = [0] * 10 + [1] * 8, [1] * 3 + [0] * 7 + [0] * 8
    found = fit_logit(
        code_predictors({"x": x}),
        works,
        survey_design([7.0] * 18),
        estimator=Estimator.FIRTH,
        variance=Variance.MODEL,
    )
    const = math.log(3.5 / 7.5)
    assert found.values == pytest.approx([const, math.log(0.5 / 8.5) - const], rel=1e-10)


def test_firth_has_a_design_variance_too() -> None:
    x, works = [0] * 10 + [1] * 10, [1] * 3 + [0] * 7 + [0, 1] * 5
    design = survey_design([1] * 20, clusters=[1, 2, 3, 4, 5] * 4)
    found = fit_logit(code_predictors({"x": x}), works, design, estimator=Estimator.FIRTH)
    by_model = fit_logit(
        code_predictors({"x": x}), works, design, estimator=Estimator.FIRTH, variance=Variance.MODEL
    )
    assert found.separated == ()
    assert found.variance is Variance.DESIGN
    assert found.warnings == ()
    assert (np.abs(found.se / by_model.se - 1) > 0.05).all()
    assert found.df == 3


def clustered_sample(works_of: Callable[[Floats, Floats], Floats]) -> tuple[Predictors, Floats, SurveyDesign]:
    """Return 400 children of 24 units, aged 5 to 17, of whom a third live in the countryside."""
    rng = np.random.default_rng(8)
    age, rural = rng.integers(5, 18, 400).astype(float), (rng.random(400) < 0.35).astype(float)
    units = rng.integers(0, 24, 400)
    design = survey_design(rng.uniform(0.5, 3, 400), strata=units % 4, clusters=units)
    likely = rng.random(400) < 1 / (1 + np.exp(3 - 0.15 * age - rng.normal(0, 1.2, 24)[units]))
    return code_predictors({"age": age, "rural": rural}), works_of(age, rural) * likely, design


def penalised_profile(predictors: Predictors, works: Floats, weights: Floats, term: int, at: float) -> float:
    """Return the largest penalised log-likelihood with one coefficient held, by scipy."""
    optimize = pytest.importorskip("scipy.optimize")
    x, w = predictors.matrix, weights / weights.mean()
    rest = [place for place in range(x.shape[1]) if place != term]

    def lost(others: Floats) -> float:
        beta = np.insert(others, term, at)
        eta = x @ beta
        slope = w / (2 + 2 * np.cosh(eta))
        likelihood = (w * (works * eta - np.logaddexp(0, eta))).sum()
        return -float(likelihood + np.linalg.slogdet(x.T @ (x * slope[:, np.newaxis]))[1] / 2)

    return -float(optimize.minimize(lost, np.zeros(len(rest)), method="BFGS", options={"gtol": 1e-7}).fun)


def test_the_standard_error_of_a_separated_category_is_as_wide_as_its_profile() -> None:
    """No rural child works: the sandwich would be near zero just where nothing is known."""
    predictors, works, design = clustered_sample(lambda _age, rural: 1 - rural)
    found = fit_logit(predictors, works, design, estimator=Estimator.FIRTH)
    assert found.separated == ("rural",)
    assert found.df == design.df + 1 - 3
    asked = fit_logit(predictors, works, design, estimator=Estimator.FIRTH, variance=Variance.MODEL)
    assert found.se[2] == pytest.approx(asked.se[2], rel=0.03)
    assert found.se[2] >= asked.se[2]
    assert asked.df == math.inf
    assert len(found.warnings) == len(asked.warnings) + 1
    assert any("rural" in str(one.params) for one in asked.warnings)
    estimate, best = found.values[2], penalised_profile(predictors, works, design.weights, 2, found.values[2])
    for side in (-1, 1):
        # Towards minus infinity the profile falls more slowly than a parabola, on the other side faster.
        fall = best - penalised_profile(predictors, works, design.weights, 2, estimate + side * found.se[2])
        assert 0.2 < fall < 1.2, "one standard error away, a parabola has fallen by one half"


def test_the_other_terms_keep_the_standard_error_of_the_design() -> None:
    """What is known of age comes from the others, as in a fit without the rural children."""
    predictors, works, design = clustered_sample(lambda _age, rural: 1 - rural)
    found = fit_logit(predictors, works, design, estimator=Estimator.FIRTH)
    age = code_predictors({"age": predictors.columns["age"]})
    urban = predictors.columns["rural"] == 0
    alone = fit_logit(age, works, design, domain=urban, estimator=Estimator.FIRTH)
    by_model = fit_logit(age, works, design, domain=urban, estimator=Estimator.FIRTH, variance=Variance.MODEL)
    assert found.se[:2] == pytest.approx(alone.se, rel=0.02)
    assert (np.abs(alone.se / by_model.se - 1) > 0.1).any()


def test_firth_tells_of_a_number_and_of_a_combination_that_separate() -> None:
    rng = np.random.default_rng(4)
    one, two = rng.integers(0, 10, 90).astype(float), rng.integers(0, 10, 90).astype(float)
    free, coin = rng.normal(size=90), rng.random(90) < 0.5
    predictors = code_predictors({"one": one, "two": two, "free": free})
    design = survey_design(np.ones(90), clusters=np.arange(90) % 15)
    for works, separated in [
        (np.where(one == 5, coin, one > 5), ("const", "one")),
        (np.where(one == two, coin, one > two), ("one", "two")),
        (one > 5, ("const", "one", "two", "free")),
        (coin, ()),
    ]:
        found = fit_logit(predictors, works, design, estimator=Estimator.FIRTH)
        assert found.separated == separated
        by_model = fit_logit(predictors, works, design, estimator=Estimator.FIRTH, variance=Variance.MODEL)
        for name in separated:
            place = found.names.index(name)
            assert found.se[place] >= by_model.se[place]


def test_a_category_of_reference_without_cases_leaves_no_category_an_estimate() -> None:
    works = [0] * 4 + [0, 1, 0, 1, 1, 0, 0, 1]
    predictors = code_predictors({"sector": SECTOR}, categories={"sector": "farm"})
    found = fit_logit(predictors, works, survey_design([1] * 12), estimator=Estimator.FIRTH)
    assert found.separated == ("const", "sector=home", "sector=shop")


def test_where_the_likelihood_does_not_settle_no_term_is_held_for_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("diagnosis.statistics.logit.newton.STEPS_AT_MOST", 2)
    x, works = [0, 1, 0, 1, 2, 2], [0, 1, 1, 0, 1, 1]
    found = fit_logit(code_predictors({"x": x}), works, survey_design([1] * 6), estimator=Estimator.FIRTH)
    assert found.separated == ("const", "x")


def test_steps_that_do_not_end_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diagnosis.statistics.logit.newton.STEPS_AT_MOST", 2)
    with pytest.raises(NoConvergenceError):
        fit({"x": [0, 1, 0, 1, 2, 2]}, [0, 1, 1, 0, 1, 1])


def test_estimates_that_rest_on_rounding_are_a_fault() -> None:
    """Two terms differ in one record only, which weighs next to nothing."""
    x, works = [0.0, 1.0] * 20, [0, 1, 1, 0, 1, 1, 0, 0] * 5
    design = survey_design([1.0] * 39 + [1e-14])
    predictors = code_predictors({"x": x, "almost": [*x[:39], 0.0]})
    with pytest.raises(NoConvergenceError, match="Weights"):
        fit_logit(predictors, works, design, variance=Variance.MODEL)
