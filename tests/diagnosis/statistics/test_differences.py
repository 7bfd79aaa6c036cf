"""Differences of shares agree with the sums written out and with what was published."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.differences import ShareDifference, share_difference
from diagnosis.statistics.distributions import t_p_value, t_quantile
from diagnosis.statistics.errors import EmptyDomainError, NotBinaryError
from diagnosis.statistics.quality import WORKING
from tests.diagnosis.statistics.reference import read_json, read_rows
from tests.diagnosis.statistics.slow_difference import Person, slow_difference

samples = st.lists(
    st.builds(
        Person,
        weight=st.floats(0.5, 200),
        stratum=st.sampled_from("AB"),
        unit=st.sampled_from("123"),
        works=st.booleans(),
        group=st.sampled_from(["boy", "girl", "girl", ""]),
    ),
    min_size=6,
    max_size=40,
).filter(
    lambda people: (
        len({(one.stratum, one.unit) for one in people}) > 1
        and {one.group for one in people} >= {"boy", "girl"}
    )
)


def design_of(people: list[Person]) -> SurveyDesign:
    return survey_design(
        [one.weight for one in people],
        strata=[one.stratum for one in people],
        clusters=[one.unit for one in people],
    )


def boys_less_girls(people: list[Person]) -> ShareDifference:
    return share_difference(
        design_of(people),
        [one.works for one in people],
        [one.group == "boy" for one in people],
        [one.group == "girl" for one in people],
    )


@given(samples)
@settings(max_examples=60)
def test_it_agrees_with_the_sums_written_out(people: list[Person]) -> None:
    difference, variance, df = slow_difference(people, {"boy"}, {"girl"})
    found = boys_less_girls(people)
    assert found.estimate == pytest.approx(difference, rel=1e-12, abs=1e-14)
    assert found.se**2 == pytest.approx(variance, rel=1e-9, abs=1e-18)
    assert found.df == max(df, 0)
    if found.p is not None and found.t is not None:
        assert found.p == t_p_value(found.t, df)
        low, high = found.interval or (np.nan, np.nan)
        assert high - found.estimate == pytest.approx(t_quantile(0.975, df) * found.se)
        assert found.estimate - low == pytest.approx(t_quantile(0.975, df) * found.se)


@given(samples)
@settings(max_examples=30)
def test_the_other_way_round_only_the_sign_changes(people: list[Person]) -> None:
    forth = boys_less_girls(people)
    back = share_difference(
        design_of(people),
        [one.works for one in people],
        [one.group == "girl" for one in people],
        [one.group == "boy" for one in people],
    )
    assert back.estimate == -forth.estimate
    assert back.se == pytest.approx(forth.se, rel=1e-12)
    assert back.p == pytest.approx(forth.p)
    assert (back.df, back.verdict) == (forth.df, forth.verdict)


def test_boys_less_girls_come_out_as_computed_beside_us() -> None:
    rows, expected = read_rows("survey_fixture.csv"), read_json("expected.json")["diff_boys_minus_girls"]
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    found = share_difference(
        design,
        [row["child_labour"] == "1" for row in rows],
        [row["sex"] == "1" for row in rows],
        [row["sex"] == "2" for row in rows],
    )
    assert found.first.estimate == pytest.approx(expected["p1"], rel=1e-12)
    assert found.second.estimate == pytest.approx(expected["p2"], rel=1e-12)
    assert found.estimate == pytest.approx(expected["diff"], rel=1e-12)
    assert found.se == pytest.approx(expected["se"], rel=1e-12)
    assert found.t == pytest.approx(expected["t"], rel=1e-12)
    assert found.df == expected["df"]
    assert found.p == pytest.approx(expected["p_value"], rel=1e-9)
    assert found.interval == pytest.approx(expected["ci"], rel=1e-9)
    assert found.estimate == pytest.approx(0.17899953, abs=1e-8)
    assert found.interval == pytest.approx([0.086888463, 0.271110598], abs=1e-8)
    assert found.warnings == ()


def test_groups_that_share_units_are_compared_closer_than_their_variances_say() -> None:
    # In every unit boys work more than girls, and units differ much: the covariance takes the units out.
    works = [[1, 1, 0, 0], [1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 0]]
    design = survey_design([1.0] * 24, clusters=[i // 4 for i in range(24)])
    outcome = [one for unit in works for one in unit]
    boy = np.array([True, True, False, False] * 6)
    found = share_difference(design, outcome, boy, ~boy)
    assert found.se < math.hypot(found.first.se, found.second.se)


def test_the_verdict_is_that_of_the_weaker_share() -> None:
    design = survey_design([1.0] * 600, clusters=[i // 20 for i in range(600)])
    outcome = [i * i % 7 % 3 == 1 for i in range(600)]
    few = np.arange(600) % 6 == 5
    many = ~few
    found = share_difference(design, outcome, many, few)
    assert found.second.n == 100
    assert found.verdict is Verdict.SUPPRESS
    assert share_difference(design, outcome, many, few, preset=WORKING).verdict is not Verdict.SUPPRESS


def test_where_nothing_varies_there_is_no_test_but_a_sentence() -> None:
    design = survey_design([1.0] * 8, clusters=[0, 0, 1, 1, 2, 2, 3, 3])
    boy = np.array([True, False] * 4)
    found = share_difference(design, boy.astype(float), boy, ~boy)
    assert (found.estimate, found.se, found.t, found.p, found.interval) == (1.0, 0.0, None, None, None)
    assert "Nothing varies" in str(found.warnings[-1])


def test_in_too_few_units_there_is_no_test_but_a_sentence() -> None:
    design = survey_design([1.0] * 4, clusters=["a", "a", "b", "b"])
    boy = np.array([True, False] * 2)
    found = share_difference(design, [1, 0, 0, 0], boy, ~boy)
    assert (found.df, found.t, found.p, found.interval) == (0, None, None, None)
    assert "too few sampling units" in str(found.warnings[-1])


def test_what_weakens_the_difference_is_said() -> None:
    boy = np.array([True, False] * 5)
    found = share_difference(survey_design([1.0] * 10), [1, 0, np.nan, 0, 0, 0, 1, 0, 1, 0], boy, ~boy)
    said = " ".join(map(str, found.warnings))
    assert "design of the sample is unknown" in said
    assert "1 record of the group has no answer" in said
    assert "all or none" in said
    assert (found.first.n, found.second.n) == (4, 5)


def test_each_fault_has_its_name() -> None:
    design = survey_design([1, 1, 1])
    with pytest.raises(EmptyDomainError):
        share_difference(design, [0, 1, 1], [True, True, False], [False] * 3)
    with pytest.raises(NotBinaryError):
        share_difference(design, [0, 2, 1], [True, True, False], [False, False, True])
    with pytest.raises(ValueError, match="must be known"):
        share_difference(design, [0, 1, 1], [1.0, 0.0, np.nan], [False, True, False])


def test_it_becomes_plain_data() -> None:
    boy = np.array([True, False] * 3)
    found = share_difference(survey_design([1.0] * 6), [1, 0, 0, 1, 1, 1], boy, ~boy).to_json()
    assert set(found) >= {"estimate", "se", "df", "t", "p", "interval", "first", "second", "verdict"}


def test_one_unit_in_each_stratum_leaves_no_degree_of_freedom() -> None:
    design = survey_design([1.0] * 8, strata=[i // 4 for i in range(8)], clusters=[i // 4 for i in range(8)])
    boy = np.arange(8) % 2 == 0
    found = share_difference(design, [1, 0, 0, 0, 1, 1, 0, 0], boy, ~boy)
    assert (found.df, found.interval, found.p) == (0, None, None)
