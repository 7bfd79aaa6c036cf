import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.logit.coding import Category, Number, Part
from diagnosis.statistics.logit.errors import UnknownCategoryError, UnusablePredictorError
from diagnosis.statistics.logit.packing import pack
from diagnosis.statistics.logit.predictors import Predictors, code_predictors, predictors_like

SEX = ["girl", "boy", "boy", "girl"]
AGE = [7, 9, 12, 15]
AREA = ["rural", "rural", "urban", "urban"]


def all_kinds() -> Predictors:
    return code_predictors(
        {"sex": SEX, "age": AGE, "area": AREA, "works": [0, 1, 1, 0]},
        categories={"sex": "girl", "area": None},
        interactions=[("sex", "age"), ("sex", "area")],
    )


def test_terms_are_named_and_in_order() -> None:
    found = all_kinds()
    assert found.names == (
        "const", "sex=boy", "age", "area=urban", "works", "sex=boy*age", "sex=boy*area=urban"
    )  # fmt: skip
    assert found.matrix[2].tolist() == [1, 1, 12, 1, 1, 12, 1]
    assert found.coding.terms[-1].parts == (Part("sex", "boy"), Part("area", "urban"))
    assert found.coding.variable("works") == Number("works", binary=True)
    assert found.coding.variable("age") == Number("age", binary=False)


def test_other_data_are_coded_alike() -> None:
    found = predictors_like(
        all_kinds().coding, {"works": [1], "area": ["urban"], "sex": ["boy"], "age": [8], "more": ["x"]}
    )
    assert found.matrix.tolist() == [[1, 1, 8, 1, 1, 8, 1]]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"works": [1], "area": ["urban"], "sex": ["man"], "age": [8]}, UnknownCategoryError),
        ({"works": [1], "area": ["urban"], "age": [8]}, UnusablePredictorError),
        ({"works": [1], "area": ["urban"], "sex": ["boy"], "age": ["old"]}, UnusablePredictorError),
    ],
)
def test_other_data_that_do_not_fit_are_a_fault(table: dict[str, list[str]], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        predictors_like(all_kinds().coding, table)


def test_an_unknown_category_says_where() -> None:
    with pytest.raises(UnknownCategoryError) as caught:
        predictors_like(all_kinds().coding, {"sex": ["boy", "", "man"]})
    assert caught.value.row == 2
    assert "man" in str(caught.value)


@pytest.mark.parametrize("missing", [None, "", " ", math.nan])
def test_a_missing_category_is_missing_and_no_category(missing: str | float | None) -> None:
    values: list[Any] = ["a", "b", missing, "a"]
    found = code_predictors({"one": values}, categories={"one": None})
    assert found.missing.tolist() == [False, False, True, False]
    assert found.coding.variable("one") == Category("one", ("a", "b"))
    assert np.isnan(found.matrix[2, 1])


def test_a_category_may_be_called_none() -> None:
    """Which words mean a missing answer is known where files are read, not here."""
    values: list[Any] = ["None", "nan", "a", None]
    found = code_predictors({"one": values}, categories={"one": "a"})
    assert found.names == ("const", "one=None", "one=nan")
    assert found.missing.tolist() == [False, False, False, True]


def test_codes_are_labels_without_a_point_and_in_order_of_size() -> None:
    lists: tuple[list[Any], ...] = (
        [10, 2, 1],
        [10.0, 2.0, np.nan, 1.0],
        ["10", "2", " 1 "],
        ["10", 2.0, None, 1],
    )
    for codes in lists:
        coding = code_predictors({"code": codes}, categories={"code": None}).coding
        assert coding.variable("code") == Category("code", ("1", "2", "10"))


def test_merged_categories_are_one_in_other_data_too() -> None:
    found = code_predictors(
        {"sector": ["farm", "shop", "stall"]},
        categories={"sector": "farm"},
        merged={"sector": {"stall": "shop"}},
    )
    assert found.names == ("const", "sector=shop")
    assert predictors_like(found.coding, {"sector": ["stall"]}).matrix.tolist() == [[1, 1]]


@pytest.mark.parametrize(
    "options",
    [
        {"categories": {"sex": "man"}},
        {"categories": {"sex": "girl"}, "merged": {"sex": {"boy": "man"}}},
    ],
)
def test_a_reference_that_nobody_has_is_a_fault(options: dict[str, dict[str, str]]) -> None:
    with pytest.raises(UnknownCategoryError):
        code_predictors({"sex": SEX}, **options)  # type: ignore[arg-type]  # a made-up mix of options


@pytest.mark.parametrize(
    ("table", "options"),
    [
        ({"age": ["seven"]}, {}),
        ({"age": [np.inf]}, {}),
        ({"const": [1, 2]}, {}),
        ({"age": AGE}, {"categories": {"sex": None}}),
        ({"age": AGE}, {"interactions": [("age", "age")]}),
        ({"age": AGE}, {"interactions": [("age", "sex")]}),
        ({"age": AGE, "x": AGE}, {"interactions": [("age", "x"), ("age", "x")]}),
    ],
)
def test_unusable_predictors_are_faults(table: dict[str, list[float]], options: dict[str, object]) -> None:
    with pytest.raises(UnusablePredictorError):
        code_predictors(table, **options)  # type: ignore[arg-type]  # a made-up mix of options


def test_columns_of_different_lengths_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="lengths"):
        code_predictors({"a": [1, 2], "b": [1]})


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_packing_keeps_every_term(seed: int) -> None:
    """Groups of all kinds, and the way back from scaled terms, give the matrix again."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 40))
    table = {
        "a": rng.integers(0, 4, n).astype(str),
        "b": rng.integers(0, 300, n),
        "c": rng.integers(0, 2, n).astype(bool),
        "d": rng.normal(size=n),
        "e": rng.integers(5, 18, n) + 0.5,
        "f": rng.integers(-3, 9, n),
        "g": rng.integers(0, 9, n).astype(str),
    }
    for name in "ag":
        table[name][:2] = "0", "1"
    pairs = [("a", "b"), ("c", "d"), ("a", "f"), ("g", "b"), ("f", "e")]
    found = code_predictors(
        table,
        categories={"a": None, "g": None},
        interactions=[pair for pair in pairs if rng.random() < 0.5],
        constant=bool(rng.random() < 0.7),
    )
    used = rng.random(n) < 0.8
    used[0] = True
    size = int(used.sum())
    packed = pack(found, used, np.ones(size), np.ones(size))
    matrix = packed.profiles.matrix()
    assert matrix == pytest.approx(found.matrix[used] @ packed.back, rel=1e-9, abs=1e-9)
    values = rng.normal(size=size)
    expected = matrix.T @ (matrix * values[:, np.newaxis])
    assert packed.profiles.cross_product(values) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert packed.profiles.totals(values) == pytest.approx(matrix.T @ values, rel=1e-9, abs=1e-9)
    beta = rng.normal(size=(matrix.shape[1],))
    assert packed.profiles.predictor(beta) == pytest.approx(matrix @ beta, rel=1e-9, abs=1e-9)
