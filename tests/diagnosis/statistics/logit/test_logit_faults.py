"""Bad input of a fit: each a named fault with a sentence, or a warning that counts."""

import numpy as np
import pytest

from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.errors import AnalysisError, EmptyDomainError, NotBinaryError
from diagnosis.statistics.logit.errors import (
    CollinearPredictorsError,
    ConstantPredictorError,
    OneOutcomeError,
    TooFewUnitsError,
    UnusablePredictorError,
)
from diagnosis.statistics.logit.fit import Estimator, LogitFit
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import code_predictors

WORKS = [0, 1, 0, 1, 1, 0, 0, 1]
AGE = [5.0, 7, 9, 8, 11, 12, 6, 10]
SEX = ["girl", "boy", "girl", "girl", "boy", "boy", "girl", "boy"]


def plain() -> SurveyDesign:
    return survey_design([1.0] * 8)


def fit(table: dict[str, list[float]], works: list[float] | None = None, **options: object) -> LogitFit:
    design = options.pop("design", None) or plain()
    return fit_logit(code_predictors(table), works or WORKS, design, **options)  # type: ignore[arg-type]  # a mix


@pytest.mark.parametrize("estimator", list(Estimator))
def test_a_term_that_does_not_vary_is_named(estimator: Estimator) -> None:
    with pytest.raises(ConstantPredictorError) as caught:
        fit({"age": AGE, "year": [2022.0] * 8, "none": [0.0] * 8}, estimator=estimator)
    assert caught.value.names == ("year", "none")


def test_a_category_that_the_group_lacks_is_named() -> None:
    predictors = code_predictors({"sex": SEX, "age": AGE}, categories={"sex": "girl"})
    girls = [sex == "girl" for sex in SEX]
    with pytest.raises(ConstantPredictorError) as caught:
        fit_logit(predictors, WORKS, plain(), domain=girls)
    assert caught.value.names == ("sex=boy",)


@pytest.mark.parametrize("estimator", list(Estimator))
def test_terms_that_repeat_others_are_named(estimator: Estimator) -> None:
    months = [12 * age + 3 for age in AGE]
    with pytest.raises(CollinearPredictorsError) as caught:
        fit({"age": AGE, "x": [1, 2, 1, 3, 1, 2, 4, 1], "months": months}, estimator=estimator)
    assert caught.value.names == ("months",)
    assert "age" in caught.value.others
    assert "x" not in caught.value.others


def test_more_terms_than_records_repeat_each_other() -> None:
    with pytest.raises(CollinearPredictorsError):
        fit({f"x{j}": np.random.default_rng(j).normal(size=8).tolist() for j in range(9)})


@pytest.mark.parametrize(("works", "words"), [([1.0] * 8, "All records"), ([0.0] * 8, "No record")])
def test_one_outcome_only_is_a_fault(works: list[float], words: str) -> None:
    with pytest.raises(OneOutcomeError, match=words):
        fit({"age": AGE}, works)


def test_an_outcome_that_is_neither_yes_nor_no_is_a_fault() -> None:
    with pytest.raises(NotBinaryError) as caught:
        fit({"age": AGE}, [0, 1, 2, 0, 1, 0, 1, 0])
    assert caught.value.row == 2


@pytest.mark.parametrize("works", [[np.nan] * 8, WORKS])
def test_an_empty_group_is_a_fault(works: list[float]) -> None:
    with pytest.raises(EmptyDomainError):
        fit({"age": AGE}, works, domain=[False] * 8 if works is WORKS else None)


def test_a_predictor_without_any_value_is_named() -> None:
    with pytest.raises(UnusablePredictorError, match="size"):
        fit({"age": AGE, "size": [np.nan] * 8})
    with pytest.raises(UnusablePredictorError, match="sector"):
        code_predictors({"sector": ["", ""]}, categories={"sector": None})
    half = [5.0, 6, 7, 8]
    with pytest.raises(UnusablePredictorError, match="all predictors"):
        fit({"a": [*half, *[np.nan] * 4], "b": [*[np.nan] * 4, *half]})


def test_a_model_without_predictors_is_a_fault() -> None:
    with pytest.raises(UnusablePredictorError):
        code_predictors({})


def test_a_variable_with_one_category_is_named() -> None:
    with pytest.raises(ConstantPredictorError) as caught:
        code_predictors({"sex": ["girl", "girl"]}, categories={"sex": None})
    assert caught.value.names == ("sex=girl",)


def test_a_number_beyond_all_bounds_is_a_fault() -> None:
    with pytest.raises(UnusablePredictorError):
        fit({"age": [*AGE[:7], 1e300]})


def test_a_sample_with_too_few_units_is_a_fault() -> None:
    design = survey_design([1] * 8, strata=[1, 1, 1, 1, 2, 2, 2, 2], clusters=[1, 1, 1, 1, 2, 2, 2, 2])
    with pytest.raises(TooFewUnitsError):
        fit({"age": AGE}, design=design)


def test_records_left_out_are_counted_and_stay_in_the_design() -> None:
    works = [*WORKS, 1.0, np.nan, 0.0]
    age = [*AGE, np.nan, 9.0, np.nan]
    clusters = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]
    design = survey_design([1.0] * 11, clusters=clusters)
    found = fit_logit(code_predictors({"age": age}), works, design)
    assert found.n == 8
    assert [str(warning) for warning in found.warnings] == [
        "1 record of the group has no answer and takes no part.",
        "2 records of the group lack a predictor and take no part.",
    ]
    assert found.df_design == 3
    member = [not np.isnan(value) for value in age[:9]] + [False, False]
    filled = [0.0 if np.isnan(value) else value for value in age]
    same = fit_logit(code_predictors({"age": filled}), [*works[:9], 1.0, 0.0], design, domain=member)
    assert found.covariance == pytest.approx(same.covariance, rel=1e-12)
    alone = fit({"age": AGE}, design=survey_design([1.0] * 8, clusters=clusters[:8]))
    assert found.se == pytest.approx(alone.se * np.sqrt(5 / 4 * 3 / 4), rel=1e-12)


def test_an_unknown_design_is_said() -> None:
    assert ["unknown" in str(warning) for warning in fit({"age": AGE}).warnings] == [True]


def test_a_weight_of_zero_takes_no_part_and_is_counted() -> None:
    design = survey_design([1.0] * 8 + [0.0], clusters=list(range(9)))
    found = fit_logit(code_predictors({"age": [*AGE, 90.0]}), [*WORKS, 1], design)
    assert found.n == 8
    assert found.values == pytest.approx(fit({"age": AGE}).values, rel=1e-12)
    assert any("weight of zero" in str(warning) for warning in found.warnings)


def test_lengths_that_differ_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="outcomes"):
        fit_logit(code_predictors({"age": AGE}), WORKS[:5], plain())


def test_every_sentence_names_what_to_do() -> None:
    for table in ({"age": AGE, "year": [2022.0] * 8}, {"age": AGE, "twice": AGE}):
        with pytest.raises(AnalysisError) as caught:
            fit(table)
        assert caught.value.message.to_json()
        assert "eave" in str(caught.value)
