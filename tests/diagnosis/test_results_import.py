"""Files of risk results: measures, classes that never change, intervals, factors and population."""

import math

import pandas as pd
import pytest

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Change, Checked, Context, Severity
from diagnosis.imports import build_risk_results_spec
from diagnosis.imports.risk_results.release import likely_measure
from diagnosis.imports.risk_results.writing import factor_json
from diagnosis.models import RiskRelease, RiskResult


def context(**facts: str) -> Context:
    said = {"nature": "phase_i", **facts}
    return Context(territory_path="MX.07", year=2015, source="STPS", extra={"facts": said})


def check(territory: Territory, given: Context, **columns: list[object]) -> Checked:
    frame = pd.DataFrame(columns, index=pd.Index(range(2, 2 + len(next(iter(columns.values()))))))
    known = ["MX.07.101", "MX.07.089", "MX.07.011"]
    frame["territory"] = [*known, *(f"MX.07.{number:03}" for number in range(20, 20 + len(frame)))][
        : len(frame)
    ]
    spec = build_risk_results_spec(territory)
    assert spec.check is not None
    return spec.check(frame, given)


def errors(checked: Checked) -> list[tuple[int | None, str | None]]:
    return [(p.row, p.column) for p in checked.problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("values", "measure"),
    [
        ([0.1, 0.9], "probability"),
        ([1, 9.5], "index_10"),
        ([0.5, 80], "index_100"),
        ([20, 99], "index_100"),
        ([90, 116.9], "index_open"),
        ([-1, 1], "index_open"),
    ],
)
def test_the_measure_that_fits_the_range_is_proposed(values: list[float], measure: str) -> None:
    assert likely_measure(pd.Series(values)) == measure


def test_without_values_only_classes_are_published(chiapas: Territory) -> None:
    found = check(chiapas, context(), official_class=["low", "high"])
    assert found.problems == ()
    assert set(found.frame["measure_type"]) == {"class_only"}
    assert set(found.frame["class_scheme"]) == {"three"}


def test_a_fifth_class_makes_it_the_five_scheme(chiapas: Territory) -> None:
    assert set(check(chiapas, context(), official_class=["very_high", "low"]).frame["class_scheme"]) == {
        "five"
    }


def test_a_class_outside_the_scheme_that_was_said_is_an_error(chiapas: Territory) -> None:
    found = check(chiapas, context(class_scheme="three"), official_class=["very_high", "low"])
    assert errors(found) == [(2, "official_class")]


def test_case_29_values_outside_their_measure_and_mixed_scales(chiapas: Territory) -> None:
    outside = check(chiapas, context(measure_type="index_100"), value=[101.0, 5.0])
    assert errors(outside) == [(2, "value")]
    mixed = check(chiapas, context(measure_type="probability"), value=[0.2, 20.0])
    assert errors(mixed) == [(None, "value")]
    assert "Values between 0 and 1: 1" in str(mixed.problems[0].message)


def test_case_29_shares_among_hundreds_are_pointed_at_whatever_is_chosen(chiapas: Territory) -> None:
    values: list[object] = [0.12, 0.35, 0.5, 52, 61, 0.4]
    (question,) = check(chiapas, context(), value=values).questions
    assert "Values between 0 and 1: 4; others: 2" in str(question.evidence)
    chosen = check(chiapas, context(measure_type="index_100"), value=values)
    assert any("mixes scales" in str(problem.message) for problem in chosen.problems)
    assert not errors(chosen)
    plain = check(chiapas, context(measure_type="index_100"), value=[0.5, 12, 30, 52, 61, 88])
    assert not plain.problems


def test_case_29_equal_values_are_a_warning(chiapas: Territory) -> None:
    found = check(chiapas, context(measure_type="probability"), value=[0.2, 0.2, 0.2])
    assert [problem.severity for problem in found.problems] == [Severity.WARNING]


def test_an_interval_holds_its_value_and_has_both_ends(chiapas: Territory) -> None:
    nan = math.nan
    found = check(
        chiapas,
        context(measure_type="probability"),
        value=[0.2, 0.2, 0.2],
        lower=[0.1, 0.3, nan],
        upper=[0.3, 0.4, 0.4],
    )
    assert errors(found) == [(3, "lower"), (4, "lower")]


def test_a_row_without_any_fact_is_a_warning_and_no_zero(chiapas: Territory) -> None:
    found = check(chiapas, context(measure_type="probability"), value=[0.2, math.nan])
    assert [(problem.row, problem.severity) for problem in found.problems] == [(3, Severity.WARNING)]


def test_year_and_source_are_demanded(chiapas: Territory) -> None:
    found = check(chiapas, Context(territory_path="MX.07"), official_class=["low"])
    assert errors(found) == [(None, None), (None, None)]


@pytest.fixture
def stored(chiapas: Territory, tuxtla: Territory) -> RiskResult:
    release = RiskRelease.objects.create(
        country="MX", name="STPS", year=2015, measure_type="class_only", class_scheme="three", source="STPS"
    )
    return RiskResult.objects.create(
        release=release, territory=tuxtla, official_class="high", factor_values={"not_attending": 7.0}
    )


def test_an_official_class_is_never_changed(chiapas: Territory, stored: RiskResult) -> None:
    found = check(chiapas, context(), official_class=["low"])
    assert errors(found) == [(2, "official_class")]
    assert "new release" in str(found.problems[0].message)
    same = check(chiapas, context(), official_class=[None])
    assert errors(same) == []
    assert same.frame["official_class"].tolist() == ["high"]


def test_a_new_factor_joins_those_that_are_stored(chiapas: Territory, stored: RiskResult) -> None:
    columns: dict[str, list[object]] = {"official_class": ["high"], "factor:long_chores": [12.5]}
    found = check(chiapas, context(), **columns)
    nothing = found.frame.iloc[:0]
    build_risk_results_spec(chiapas).write(Change(nothing, found.frame, 0, nothing), context())
    stored.refresh_from_db()
    assert stored.factor_values == {"not_attending": 7.0, "long_chores": 12.5}
    assert stored.official_class == "high"


def test_missing_factors_are_left_out_of_the_text() -> None:
    frame = pd.DataFrame({"factor:a": [1.5, math.nan, math.nan], "factor:b": [math.nan, 2.0, math.nan]})
    assert factor_json(frame).tolist() == ['{"a": 1.5}', '{"b": 2}', "{}"]
    assert factor_json(pd.DataFrame({"value": [1.0]})).tolist() == ["{}"]
