"""What must not change a share, a difference or a test: scale, splitting, order, names of categories."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from diagnosis.statistics.association import rao_scott
from diagnosis.statistics.contrasts import against_the_rest
from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.differences import share_difference
from diagnosis.statistics.grouping import grouped
from diagnosis.statistics.proportions import weighted_proportion
from tests.diagnosis.statistics.slow_difference import Person

SEEDS = range(8)
GROUPS = ("a", "b", "c")


def people_of(seed: int) -> list[Person]:
    """Return a sample with every group in both strata, some with and some without the outcome."""
    random = Random(seed)
    return [
        Person(
            weight=random.uniform(0.2, 300),
            stratum="NS"[at % 2],
            unit=str(random.randrange(5)),
            works=random.random() < 0.3 + 0.2 * (at % 3 == 0) or at < 6,
            group="abc"[at // 2 % 3],
        )
        for at in range(random.randrange(60, 90))
    ]


def design_of(people: list[Person]) -> SurveyDesign:
    return survey_design(
        [one.weight for one in people],
        strata=[one.stratum for one in people],
        clusters=[one.unit for one in people],
    )


def numbers_of(people: list[Person], names: tuple[str, str, str] = GROUPS) -> list[float]:
    """Return everything the two methods say of the sample, as one list."""
    design, works = design_of(people), [float(one.works) for one in people]
    groups = grouped("group", [one.group for one in people], names)
    share = weighted_proportion(design, works, domain=groups.places != 2)
    apart = share_difference(design, works, groups.places == 0, groups.places == 1)
    table = rao_scott(design, groups, grouped("works", works))
    several = against_the_rest(design, works, groups)
    found = [share.estimate, share.se, share.df, *(share.interval or ()), share.cv, share.log_cv]
    found += [apart.estimate, apart.se, apart.t, apart.df, apart.p, *(apart.interval or ())]
    found += [table.f, table.df1, table.df2, table.p]
    for one in several.contrasts:
        assert one.difference is not None
        found += [one.difference.estimate, one.difference.se, one.p_adjusted]
    assert all(number is not None for number in found)
    return [float(number) for number in found if number is not None]


def scaled(people: list[Person], random: Random) -> list[Person]:
    factor = 10 ** random.uniform(-6, 6)
    return [replace(one, weight=one.weight * factor) for one in people]


def split(people: list[Person], random: Random) -> list[Person]:
    """Split one record in three by its weight; it stays in its unit."""
    at = random.randrange(len(people))
    parts = (0.2, 0.5, 0.3)
    return [
        *people[:at],
        *(replace(people[at], weight=people[at].weight * part) for part in parts),
        *people[at + 1 :],
    ]


def permuted(people: list[Person], random: Random) -> list[Person]:
    return random.sample(people, len(people))


def renamed(people: list[Person], random: Random) -> list[Person]:
    """Give units and strata other codes in another order."""
    codes = random.sample(range(100, 999), 10)
    return [
        replace(one, stratum="Z" if one.stratum == "N" else "A", unit=str(codes[int(one.unit)]))
        for one in people
    ]


def joined_by_unit(people: list[Person], _random: Random) -> list[Person]:
    """Join records of one unit that are equal in all but their weight."""
    weights: dict[Person, float] = {}
    for one in people:
        alike = replace(one, weight=0.0)
        weights[alike] = weights.get(alike, 0.0) + one.weight
    return [replace(one, weight=weight) for one, weight in weights.items()]


@pytest.mark.parametrize("change", [scaled, split, permuted, renamed, joined_by_unit])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_says_the_same_gives_the_same(
    seed: int, change: Callable[[list[Person], Random], list[Person]]
) -> None:
    people = people_of(seed)
    np.testing.assert_allclose(
        numbers_of(change(people, Random(seed))), numbers_of(people), rtol=1e-8, atol=1e-13
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_records_without_weight_or_group_change_nothing(seed: int) -> None:
    people = people_of(seed)
    more = [*people, *(replace(one, weight=0.0, works=not one.works) for one in people[:20])]
    np.testing.assert_allclose(numbers_of(more), numbers_of(people), rtol=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_other_outcome_turns_the_sign_only(seed: int) -> None:
    people = people_of(seed)
    design, works = design_of(people), np.array([float(one.works) for one in people])
    groups = grouped("group", [one.group for one in people])
    forth, back = (
        share_difference(design, outcome, groups.where("a"), groups.where("b"))
        for outcome in (works, 1 - works)
    )
    assert back.estimate == pytest.approx(-forth.estimate, rel=1e-9, abs=1e-14)
    assert back.se == pytest.approx(forth.se, rel=1e-9)
    tables = [rao_scott(design, groups, grouped("works", outcome)) for outcome in (works, 1 - works)]
    assert tables[0].f == pytest.approx(tables[1].f, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_and_columns_of_a_table_can_be_exchanged(seed: int) -> None:
    people = people_of(seed)
    design = design_of(people)
    groups = grouped("group", [one.group for one in people])
    works = grouped("works", [one.works for one in people])
    one, two = rao_scott(design, groups, works), rao_scott(design, works, groups)
    assert (two.f, two.df1, two.p) == pytest.approx((one.f, one.df1, one.p), rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_with_the_same_name_are_one_group(seed: int) -> None:
    people = people_of(seed)
    joined = [replace(one, group="b" if one.group == "c" else one.group) for one in people]
    design, works = design_of(people), [float(one.works) for one in people]
    rest = against_the_rest(design, works, grouped("group", [one.group for one in people])).contrasts[0]
    pair = against_the_rest(design, works, grouped("group", [one.group for one in joined])).contrasts[0]
    assert rest.difference is not None
    assert pair.difference is not None
    assert (rest.difference.estimate, rest.difference.se) == pytest.approx(
        (pair.difference.estimate, pair.difference.se), rel=1e-12
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_difference_of_the_shares_is_the_difference(seed: int) -> None:
    people = people_of(seed)
    design, works = design_of(people), [float(one.works) for one in people]
    groups = grouped("group", [one.group for one in people])
    shares = [weighted_proportion(design, works, domain=groups.where(name)) for name in GROUPS]
    apart = share_difference(design, works, groups.where("a"), groups.where("b"))
    assert apart.estimate == shares[0].estimate - shares[1].estimate
    assert abs(shares[0].se - shares[1].se) <= apart.se <= shares[0].se + shares[1].se
    whole = weighted_proportion(design, works)
    parts = sum(share.estimate * share.population for share in shares) / whole.population
    assert whole.estimate == pytest.approx(parts, rel=1e-12)


def test_weights_as_large_as_numbers_get_do_no_harm() -> None:
    people = people_of(1)
    huge = [replace(one, weight=one.weight * 1e305) for one in people]
    np.testing.assert_allclose(numbers_of(huge), numbers_of(people), rtol=1e-9)
    tiny = [replace(one, weight=one.weight * 1e-300) for one in people]
    np.testing.assert_allclose(numbers_of(tiny), numbers_of(people), rtol=1e-9)
