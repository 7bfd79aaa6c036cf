import numpy as np
import pytest

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit
from clrisk_site.figures.suppression import DEFAULT_K
from diagnosis.shown_areas import shown_areas, shown_nested
from diagnosis.shown_needs import shown_needs
from tests.figures.attacker import Attacker

COMMISSION, PUBLIC = Audience.COMMISSION, Audience.PUBLIC


def persons(value: int, basis: Basis = Basis.COUNT) -> Estimate:
    return Estimate(value, Unit.PERSONS, Story("Register", 2025, basis=basis))


def test_a_hidden_zone_does_not_follow_from_the_sum_by_level() -> None:
    """The needs by zone, their sum in the matrix by level, and the plan are one table."""
    shown = shown_needs(
        [("f", "A", persons(3)), ("f", "B", persons(40)), ("f", "C", persons(90))], audience=COMMISSION
    )
    found = {letter: shown.at("f", letter) for letter in "ABC"}
    assert [one.value for one in found.values() if one] == [None, None, 90]
    assert shown.together("f", persons(133)).value == 133


def test_a_single_small_zone_hides_the_sum_or_what_lies_outside() -> None:
    recorded = [("f", "A", persons(3)), ("f", "", persons(60))]
    shown = shown_needs(recorded, audience=COMMISSION)
    zone, whole = shown.at("f", "A"), shown.at("f", "")
    assert zone is not None
    assert zone.value is None
    assert whole is not None
    assert whole.value == 60


def test_what_lies_outside_the_zones_is_not_given_away_either() -> None:
    shown = shown_needs([("f", "A", persons(57)), ("f", "", persons(60))], audience=COMMISSION)
    known = [one.value for one in (shown.at("f", "A"), shown.at("f", "")) if one and one.value is not None]
    assert len(known) < 2  # their difference is three persons


def test_estimates_are_rounded_and_factors_stand_alone() -> None:
    recorded = [("f", "A", persons(3, Basis.ESTIMATED)), ("g", "A", persons(30))]
    shown = shown_needs(recorded, audience=COMMISSION)
    assert [one.value for one in (shown.at("f", "A"), shown.at("g", "A")) if one] == [5, 30]
    assert shown.at("h", "A") is None


@pytest.mark.parametrize(("smallest", "hidden"), [(None, 0), (50, 2)])
def test_areas_with_few_children_stay_out_of_files_and_never_one_alone(
    smallest: int | None, hidden: int
) -> None:
    before = [persons(value, Basis.ESTIMATED) for value in (40, 120, 400)]
    shown = shown_areas(before, audience=PUBLIC, smallest=smallest)
    gone = [one for one in shown if one.availability is Availability.SUPPRESSED]
    assert len(gone) == hidden
    assert all(one.cleared_for is PUBLIC for one in shown)


@pytest.mark.parametrize(("audience", "smallest"), [(COMMISSION, None), (PUBLIC, 50)])
def test_no_small_zone_or_area_follows_from_zones_and_their_areas(
    audience: Audience, smallest: int | None
) -> None:
    k = DEFAULT_K[audience]
    for seed in range(12):
        drawn = np.random.default_rng(seed)
        means = [4, *drawn.choice([4, 15, 300], size=3).tolist(), 300]
        areas = {
            f"zone {at}": {(at, area): persons(int(drawn.poisson(mean))) for area in range(1 + at % 4)}
            for at, mean in enumerate(means)
        }
        sums = {
            zone: persons(sum(int(one.value or 0) for one in own.values())) for zone, own in areas.items()
        }
        seen = shown_nested(areas, sums, audience=audience, smallest=smallest)
        zones = shown_areas(tuple(sums.values()), audience=audience, smallest=smallest)
        attacker, small = Attacker(), []
        for (zone, own), together in zip(areas.items(), zones, strict=True):
            told = [(attacker.learn([name], seen[zone][name].value), one) for name, one in own.items()]
            told.append((attacker.learn(list(own), together.value), sums[zone]))
            small += [members for members, one in told if 0 < (one.value or 0) < k]
        everyone = [name for own in areas.values() for name in own]
        attacker.learn(everyone, sum(one.value or 0 for one in sums.values()))
        assert attacker.recovered(small, k) == [], seed
