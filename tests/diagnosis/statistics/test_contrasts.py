"""Several groups: the test of Rao and Scott, and each group against the rest."""

from itertools import cycle
from random import Random

import numpy as np
import pytest

from diagnosis.statistics.adjusting import Adjustment, benjamini_hochberg, holm
from diagnosis.statistics.association import Association, OneCategoryError, SparseTableError, rao_scott
from diagnosis.statistics.contrasts import Contrasts, against_the_rest
from diagnosis.statistics.design import survey_design
from diagnosis.statistics.differences import share_difference
from diagnosis.statistics.distributions import chi2_p_value, f_p_value
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.grouping import Grouping, grouped
from tests.diagnosis.statistics.reference import read_rows
from tests.diagnosis.statistics.slow_difference import Person, slow_difference, slow_rao_scott
from tests.diagnosis.statistics.test_differences import design_of


def people_of(seed: int) -> list[Person]:
    random = Random(seed)
    cells = cycle([(group, works) for group in "abc" for works in (False, True)] + [("", True)])
    return [
        Person(random.uniform(0.5, 90), random.choice("AB"), random.choice("1234"), works, group)
        for _, (group, works) in zip(range(random.randrange(24, 60)), cells, strict=False)
    ]


def table_of(people: list[Person]) -> Association:
    works = Grouping("works", ("no", "yes"), np.array([int(one.works) for one in people]))
    return rao_scott(design_of(people), grouped("group", [one.group for one in people]), works)


def compared(people: list[Person], adjustment: Adjustment = Adjustment.HOLM) -> Contrasts:
    return against_the_rest(
        design_of(people),
        [float(one.works) for one in people],
        grouped("group", [one.group for one in people]),
        adjustment=adjustment,
    )


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_sums_written_out(seed: int) -> None:
    people = people_of(seed)
    chi2, f, df1 = slow_rao_scott(people)
    found = table_of(people)
    assert found.chi2 == pytest.approx(chi2, rel=1e-10)
    assert found.f == pytest.approx(f, rel=1e-9)
    assert found.df1 == pytest.approx(df1, rel=1e-9)
    inside = {(one.stratum, one.unit) for one in people if one.group}
    df = len(inside) - len({stratum for stratum, _ in inside})
    assert found.df2 == pytest.approx(df1 * df, rel=1e-9)
    assert found.p == pytest.approx(f_p_value(f, df1, df1 * df), rel=1e-8)


@pytest.mark.parametrize("seed", range(12))
def test_each_group_is_compared_with_all_others(seed: int) -> None:
    people = people_of(seed)
    found = compared(people)
    for one in found.contrasts:
        rest = {"a", "b", "c"} - {one.label}
        difference, variance, df = slow_difference(people, {one.label}, rest)
        assert one.difference is not None
        assert one.difference.estimate == pytest.approx(difference, rel=1e-10, abs=1e-14)
        assert one.difference.se**2 == pytest.approx(variance, rel=1e-9)
        assert one.difference.df == df


@pytest.mark.parametrize("seed", range(6))
def test_p_is_adjusted_for_the_number_of_groups(seed: int) -> None:
    people = people_of(seed)
    for adjustment, adjust in ((Adjustment.HOLM, holm), (Adjustment.BENJAMINI_HOCHBERG, benjamini_hochberg)):
        found = compared(people, adjustment)
        p = [one.difference.p for one in found.contrasts if one.difference is not None and one.difference.p]
        assert [one.p_adjusted for one in found.contrasts] == pytest.approx(list(adjust(p)), rel=1e-12)


def test_drawn_one_by_one_it_is_nearly_the_test_of_pearson() -> None:
    random = Random(4)
    sex = [random.choice(["boy", "girl"]) for _ in range(20_000)]
    works = [random.random() < (0.30 if one == "boy" else 0.28) for one in sex]
    answers = Grouping("works", ("no", "yes"), np.array(works, dtype=np.int64))
    found = rao_scott(survey_design([3.0] * 20_000), grouped("sex", sex), answers)
    assert found.f == pytest.approx(found.chi2, rel=0.01)
    assert found.p == pytest.approx(chi2_p_value(found.chi2, 1), rel=0.05)
    assert found.df1 == pytest.approx(1)


def test_two_by_two_both_tests_see_the_same() -> None:
    rows = read_rows("survey_fixture.csv")
    design = survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )
    outcome = np.array([float(row["child_labour"]) for row in rows])
    sex = grouped("sex", [row["sex"] for row in rows])
    found = against_the_rest(design, outcome, sex)
    difference = share_difference(design, outcome, sex.where("1"), sex.where("2"))
    one, two = found.contrasts
    assert one.difference is not None
    assert two.difference is not None
    assert one.difference.estimate == difference.estimate == -two.difference.estimate
    assert found.association is not None
    assert found.association.df1 == pytest.approx(1)
    assert found.association.df2 == pytest.approx(20)


def test_records_outside_the_domain_or_without_an_answer_take_no_part() -> None:
    people = people_of(3)
    more = [*people, *people_of(5)]
    inside = [True] * len(people) + [False] * (len(more) - len(people))
    outcome = np.array([float(one.works) for one in more])
    groups = grouped("group", [one.group for one in more])
    by_domain = against_the_rest(design_of(more), outcome, groups, domain=inside)
    outcome[len(people) :] = np.nan
    by_answer = against_the_rest(design_of(more), outcome, groups)
    for one, two in zip(by_domain.contrasts, by_answer.contrasts, strict=True):
        assert one.difference is not None
        assert two.difference is not None
        assert (one.difference.estimate, one.difference.se) == (two.difference.estimate, two.difference.se)
    assert by_domain.association is not None
    assert by_answer.association is not None
    assert by_domain.association.f == by_answer.association.f
    assert any("no answer" in str(message) for message in by_answer.warnings)


def test_a_group_without_records_is_named_and_not_tested() -> None:
    design = survey_design([1.0] * 12, clusters=[i // 2 for i in range(12)])
    age = Grouping("age", ("5-9", "10-14", "15-17"), np.array([0, 2] * 6))
    found = against_the_rest(design, [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1], age)
    assert [one.label for one in found.contrasts] == ["5-9", "10-14", "15-17"]
    assert (found.contrasts[1].difference, found.contrasts[1].p_adjusted) == (None, None)
    assert "10-14" in str(found.warnings[0])
    # The two that remain are one comparison, said from both sides.
    first, _, last = found.contrasts
    assert first.difference is not None
    assert first.p_adjusted == first.difference.p == pytest.approx(last.p_adjusted, rel=1e-12)


def test_where_all_have_the_outcome_the_groups_are_not_tested_together() -> None:
    design = survey_design([1.0] * 12, clusters=[i // 2 for i in range(12)])
    found = against_the_rest(design, [1.0] * 12, grouped("age", ["a", "b", "c"] * 4))
    assert found.association is None
    assert any("All or none" in str(message) for message in found.warnings)
    assert all(one.p_adjusted is None for one in found.contrasts)


def test_one_category_is_nothing_to_compare() -> None:
    design = survey_design([1.0] * 4)
    with pytest.raises(OneCategoryError):
        against_the_rest(design, [0, 1, 0, 1], grouped("age", ["a"] * 4))
    with pytest.raises(EmptyDomainError):
        against_the_rest(design, [0, 1, 0, 1], grouped("age", [""] * 4))
    with pytest.raises(EmptyDomainError):
        rao_scott(design, grouped("age", ["a", "b"] * 2), grouped("sex", [None] * 4))


def test_a_table_with_too_many_empty_cells_has_no_test() -> None:
    design = survey_design([1.0] * 6, clusters=[0, 1, 2, 3, 4, 5])
    rows, columns = grouped("a", ["1", "1", "2", "2", "3", "3"]), grouped("b", list("xxyyzz"))
    with pytest.raises(SparseTableError) as raised:
        rao_scott(design, rows, columns)
    assert "Join small categories" in str(raised.value)


def test_without_a_degree_of_freedom_there_is_no_test_but_a_sentence() -> None:
    design = survey_design([1.0] * 4, strata=["a", "a", "b", "b"], clusters=["1", "1", "2", "2"])
    found = rao_scott(design, grouped("g", ["a", "b"] * 2), grouped("y", ["0", "1", "1", "0"]))
    assert (found.f, found.p) == (None, None)
    assert "too few sampling units" in str(found.warnings[-1])


def test_a_grouping_is_checked() -> None:
    with pytest.raises(ValueError, match="twice"):
        Grouping("a", ("x", "x"), np.array([0, 1]))
    with pytest.raises(ValueError, match="no label"):
        Grouping("a", ("x", "y"), np.array([0, 2]))
    assert grouped("age", [10, 9, None]).labels == ("10", "9")
    assert grouped("age", ["a", "z"], ["a", "b"]).places.tolist() == [0, -1]
