import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from diagnosis.statistics.design import Floats, survey_design
from diagnosis.statistics.logit import fitting
from diagnosis.statistics.logit.fit import Estimator, LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import code_predictors
from tests.diagnosis.statistics.logit.slow_logit import Child, slow_logit

SECTORS = ("farm", "shop", "home")


def made_up(seed: int, n: int = 60) -> list[Child]:
    """Children with a sex, an age and a number of no step, in a design of strata and units."""
    random = Random(seed)
    children = []
    for _child in range(n):
        terms = (1.0, float(random.random() < 0.5), float(random.randint(5, 17)), random.gauss(0, 1))
        chance = 1 / (1 + math.exp(2.5 - 0.7 * terms[1] - 0.15 * terms[2] - 0.4 * terms[3]))
        children.append(
            Child(
                terms,
                random.random() < chance,
                random.uniform(0.5, 90),
                random.randint(0, 2),
                random.randint(0, 4),
                random.random() < 0.8,
            )
        )
    return children


def fitted(
    children: Sequence[Child],
    population: dict[int, int] | None = None,
    estimator: Estimator = Estimator.LIKELIHOOD,
    variance: Variance = Variance.DESIGN,
) -> LogitFit:
    design = survey_design(
        [child.weight for child in children],
        strata=[child.stratum for child in children],
        clusters=[child.unit for child in children],
        fpc=[population[child.stratum] for child in children] if population else None,
    )
    _, sex, age, score = zip(*(child.terms for child in children), strict=True)
    return fit_logit(
        code_predictors({"sex": sex, "age": age, "score": score}),
        [child.works for child in children],
        design,
        domain=[child.member for child in children],
        estimator=estimator,
        variance=variance,
    )


def close(one: Floats, other: Floats | list[list[float]], rel: float = 1e-9) -> bool:
    two = np.asarray(other)
    return bool(np.abs(one - two).max() <= rel * np.abs(two).max())


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_the_sums_written_out(seed: int) -> None:
    children = made_up(seed)
    population = {0: 9, 1: 30, 2: 500} if seed % 2 else None
    beta, covariance, df = slow_logit(children, population)
    fit = fitted(children, population)
    assert fit.values == pytest.approx(beta, rel=1e-10, abs=1e-10)
    assert close(fit.covariance, covariance, 1e-10)
    assert fit.df == df
    assert fit.n == sum(child.member for child in children)


def test_a_stratum_with_one_unit_is_centred_at_all_units_and_said() -> None:
    children = [
        Child(child.terms, child.works, child.weight, child.stratum, child.unit * (child.stratum > 0))
        for child in made_up(20)
    ]
    fit = fitted(children)
    assert close(fit.covariance, slow_logit(children)[1])
    assert any("one sampling unit only" in str(warning) for warning in fit.warnings)


def test_scaling_the_weights_changes_nothing() -> None:
    children = made_up(3)
    scaled = [Child(c.terms, c.works, 1e6 * c.weight, c.stratum, c.unit, c.member) for c in children]
    for estimator in Estimator:
        for variance in Variance:
            one = fitted(children, None, estimator, variance)
            other = fitted(scaled, None, estimator, variance)
            assert close(one.values, other.values, 1e-11)
            assert close(one.covariance, other.covariance, 1e-10)
            assert one.log_likelihood == pytest.approx(other.log_likelihood, rel=1e-12)


def test_splitting_a_record_by_its_weight_changes_no_estimate() -> None:
    children = made_up(4)
    split = [
        Child(child.terms, child.works, child.weight * share, child.stratum, child.unit, child.member)
        for child in children
        for share in ((0.25, 0.75) if child.weight > 20 else (1.0,))
    ]
    one, other = fitted(children), fitted(split)
    assert close(one.values, other.values, 1e-11)
    assert close(one.covariance, other.covariance, 1e-10)
    assert one.pseudo_r2 == pytest.approx(other.pseudo_r2, rel=1e-11)
    assert one.percent_correct == pytest.approx(other.percent_correct, rel=1e-11)


def test_the_order_of_records_changes_nothing() -> None:
    children = made_up(5)
    shuffled = children.copy()
    Random(0).shuffle(shuffled)
    one, other = fitted(children), fitted(shuffled)
    assert close(one.values, other.values, 1e-11)
    assert close(one.covariance, other.covariance, 1e-10)


def test_predictors_of_very_different_size_cost_no_digits() -> None:
    children = made_up(6)
    one = fitted(children)
    far = [
        Child(
            (1.0, c.terms[1], c.terms[2] + 2000, c.terms[3] * 1e7),
            c.works,
            c.weight,
            c.stratum,
            c.unit,
            c.member,
        )
        for c in children
    ]
    other = fitted(far)
    assert other.values[1:3] == pytest.approx(one.values[1:3], rel=1e-10)
    assert 1e7 * other.se[3] == pytest.approx(one.se[3], rel=1e-10)
    assert other.values[0] == pytest.approx(one.values[0] - 2000 * one.values[2], rel=1e-10)


def categories(seed: int, n: int = 400) -> dict[str, list[str] | list[float]]:
    random = Random(seed)
    return {
        "sector": [random.choice(SECTORS) for _one in range(n)],
        "area": [random.choice(("rural", "urban")) for _one in range(n)],
        "age": [float(random.randint(5, 17)) for _one in range(n)],
        "works": [float(random.random() < 0.4) for _one in range(n)],
        "weight": [random.uniform(1, 9) for _one in range(n)],
    }


def of_categories(
    table: Mapping[str, Sequence[Any]],
    reference: str | None = None,
    interactions: Sequence[tuple[str, str]] = (),
    merged: dict[str, dict[str, str]] | None = None,
) -> LogitFit:
    predictors = code_predictors(
        {name: table[name] for name in ("sector", "area", "age")},
        categories={"sector": reference, "area": None},
        interactions=interactions,
        merged=merged,
    )
    return fit_logit(predictors, table["works"], survey_design(table["weight"]))


def predicted(fit: LogitFit) -> Floats:
    return fit.sample.predictors.matrix @ fit.values


@pytest.mark.parametrize("interactions", [(), (("sector", "area"),), (("sector", "age"), ("area", "age"))])
def test_another_reference_changes_no_prediction(interactions: tuple[tuple[str, str], ...]) -> None:
    table = categories(1)
    one, other = of_categories(table, "farm", interactions), of_categories(table, "shop", interactions)
    assert predicted(one) == pytest.approx(predicted(other), rel=1e-10, abs=1e-11)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, rel=1e-12)
    se = [
        np.sqrt(np.einsum("ij,jk,ik->i", m, f.covariance, m))
        for f in (one, other)
        for m in [f.sample.predictors.matrix]
    ]
    assert se[0] == pytest.approx(se[1], rel=1e-9)


def test_merging_categories_that_are_alike_changes_no_prediction() -> None:
    """A category is split by chance of place, then the halves are alike in all but name once joined again."""
    table = categories(2)
    split = {
        **table,
        "sector": ["stall" if s == "shop" and i % 2 else s for i, s in enumerate(table["sector"])],
    }
    one = of_categories(table, "farm")
    joined = of_categories(split, "farm", merged={"sector": {"stall": "shop"}})
    assert joined.names == one.names
    assert predicted(joined) == pytest.approx(predicted(one), rel=1e-12)
    doubled = {name: [*values, *values] for name, values in table.items()}
    half = len(table["sector"])
    doubled["sector"] = ["stall" if s == "shop" and i >= half else s for i, s in enumerate(doubled["sector"])]
    identical = of_categories(doubled, "farm")
    assert identical.values[identical.names.index("sector=stall")] == pytest.approx(
        identical.values[identical.names.index("sector=shop")], rel=1e-9
    )
    assert predicted(identical)[:half] == pytest.approx(predicted(one), rel=1e-9)


def test_equal_profiles_taken_together_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    table = categories(7, 5000)
    one = of_categories(table, interactions=[("sector", "age")])
    monkeypatch.setattr("diagnosis.statistics.logit.profiles.Profiles.collapsed", lambda self: self)
    other = of_categories(table, interactions=[("sector", "age")])
    assert close(one.values, other.values, 1e-11)
    assert close(one.covariance, other.covariance, 1e-10)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, rel=1e-12)


def test_a_start_from_a_part_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    children = made_up(8, 4000)
    one = fitted(children)
    monkeypatch.setattr(fitting, "_MANY", 1000)
    other = fitted(children)
    assert other.steps < one.steps
    assert close(one.values, other.values, 1e-11)
    assert close(one.covariance, other.covariance, 1e-10)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    children = made_up(9, 500)
    one = fitted(children)
    monkeypatch.setattr("diagnosis.statistics.logit.profiles.BLOCK", 64)
    other = fitted(children)
    assert close(one.values, other.values, 1e-11)
    assert close(one.covariance, other.covariance, 1e-10)


def test_many_units_and_few_give_the_same_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    children = made_up(10, 300)
    one = fitted(children)
    monkeypatch.setattr("diagnosis.statistics.logit.profiles._CELLS_AT_MOST", 0)
    other = fitted(children)
    assert close(one.covariance, other.covariance, 1e-12)


def test_a_model_without_a_constant_is_fitted() -> None:
    predictors = code_predictors(
        {"area": ["a", "a", "a", "b", "b", "b"], "one": [1.0] * 6}, categories={"area": None}, constant=False
    )
    fit = fit_logit(predictors, [0, 1, 0, 1, 1, 0], survey_design([1] * 6), variance=Variance.MODEL)
    assert fit.names == ("area=b", "one")
    assert fit.values == pytest.approx([2 * math.log(2), -math.log(2)], rel=1e-12)


def test_the_plain_form_leaves_the_records_out() -> None:
    plain = fitted(made_up(1)).to_json()
    assert "sample" not in plain
    assert plain["converged"] is True
    assert plain["variance"] == "design"


def test_p_values_and_intervals_are_by_t() -> None:
    stats = pytest.importorskip("scipy.stats")
    fit = fitted(made_up(2))
    assert fit.p == pytest.approx(2 * stats.t.sf(np.abs(fit.t), fit.df), rel=1e-10)
    reach = stats.t.ppf(0.975, fit.df) * fit.se
    assert fit.intervals() == pytest.approx(
        np.column_stack([fit.values - reach, fit.values + reach]), rel=1e-10
    )


def test_the_variance_of_the_model_needs_no_units() -> None:
    fit = fitted(made_up(11), variance=Variance.MODEL)
    assert fit.df == math.inf
    assert fit.df_design is None
    assert close(fit.covariance, fit.bread, 1e-14)


def test_a_year_and_its_square_do_not_blur_what_is_computed_from_the_covariance() -> None:
    """V holds numbers of 1e12 that cancel in g'V g; a year counted from 1999 says the same without them."""
    random = np.random.default_rng(6)
    year, sex = 1998.0 + random.integers(0, 3, 400), random.integers(0, 2, 400).astype(float)
    works = random.random(400) < 0.2 + 0.1 * sex
    design = survey_design(random.uniform(0.5, 3, 400), clusters=random.integers(0, 30, 400))
    se = []
    for origin in (0.0, 1999.0):
        table = {"year": year - origin, "square": (year - origin) ** 2, "sex": sex}
        found = fit_logit(code_predictors(table), works, design)
        assert [one.params["names"] for one in found.warnings] == ([] if origin else ["year, square"])
        gradient = np.array([1.0, 1998 - origin, (1998 - origin) ** 2, 1.0])
        se.append(math.sqrt(float(found.covariance_of(gradient)[0, 0])))
    assert se[0] == pytest.approx(se[1], rel=1e-6)
    exact = math.sqrt(float(gradient @ found.covariance @ gradient))
    assert se[1] == pytest.approx(exact, rel=1e-12)
