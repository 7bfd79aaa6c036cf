"""What paper may show of the numbers of persons: small counts, small areas, and what would give them away."""

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from planning.gate_checks import leaks_something
from planning.printed import CountedNeed, CountedPlace, as_printed


def counted(value: int, basis: Basis = Basis.COUNT, *, official: bool = False) -> Estimate:
    return Estimate(value, Unit.PERSONS, Story(source="X", basis=basis, official=official))


def place(**zones: Estimate) -> CountedPlace:
    return CountedPlace(
        total=counted(5000, official=True),
        girls=missing(Unit.PERSONS, Story()),
        boys=missing(Unit.PERSONS, Story()),
        zones=zones,
        outside=counted(4000),
        needs=(),
    )


def test_areas_under_fifty_are_not_told_apart() -> None:
    printed = as_printed(place(A=counted(900), B=counted(49), C=counted(60)))
    assert printed.zones["B"].availability is Availability.SUPPRESSED
    # With the total printed, the next smallest goes too.
    assert printed.zones["C"].availability is Availability.SUPPRESSED
    assert printed.zones["A"].value == 900
    assert not any(leaks_something(group) for group in printed.groups)


def test_fifty_children_are_shown() -> None:
    printed = as_printed(place(A=counted(900), B=counted(50)))
    assert printed.zones["B"].value == 50


def test_an_official_count_stays_as_published() -> None:
    printed = as_printed(place(A=counted(12, official=True), B=counted(900, official=True)))
    assert printed.zones["A"].value == 12


def test_estimates_are_rounded_to_five() -> None:
    printed = as_printed(place(A=counted(983, Basis.ESTIMATED)))
    assert printed.zones["A"].value == 985


def test_needs_are_hidden_by_factor() -> None:
    needs = (
        CountedNeed("school", "A", counted(7)),
        CountedNeed("school", "B", counted(30)),
        CountedNeed("school", "C", counted(300)),
    )
    printed = as_printed(
        CountedPlace(
            total=counted(5000),
            girls=missing(Unit.PERSONS, Story()),
            boys=missing(Unit.PERSONS, Story()),
            zones={},
            outside=None,
            needs=needs,
        )
    )
    assert printed.needs["school", "A"].value is None
    assert printed.needs["school", "B"].value is None
    assert printed.needs["school", "C"].value == 300


def test_girls_and_boys_hide_each_other() -> None:
    found = as_printed(
        CountedPlace(
            total=counted(400),
            girls=counted(6),
            boys=counted(394),
            zones={},
            outside=None,
            needs=(),
        )
    )
    assert (found.girls.value, found.boys.value) == (None, None)


def test_missing_stays_missing_and_is_no_leak() -> None:
    printed = as_printed(place(A=missing(Unit.PERSONS, Story(), Availability.NO_DATA)))
    assert printed.zones["A"].availability is Availability.NO_DATA
    assert not any(leaks_something(group) for group in printed.groups)
