from itertools import pairwise, product
from time import process_time

import numpy as np
import pytest

from clrisk_site.figures.disclosure.axis import TOTAL, Axis
from clrisk_site.figures.disclosure.protecting import ProtectedTable, protect
from clrisk_site.figures.disclosure.table import CountTable, Place
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.suppression import Audience

TEAM, COMMISSION, PUBLIC = Audience.TEAM, Audience.COMMISSION, Audience.PUBLIC
STORY = Story("List", 2025)
SEX = Axis("sex", ("girls", "boys"))


def persons(value: float, story: Story = STORY) -> Estimate:
    return Estimate(value, Unit.PERSONS, story)


def one_way(*values: int) -> CountTable:
    names = [f"a{i}" for i in range(len(values))]
    cells: dict[Place, Estimate] = {
        (name,): persons(value) for name, value in zip(names, values, strict=True)
    }
    return CountTable((Axis("area", tuple(names)),), cells)


def shown(table: CountTable, audience: Audience = COMMISSION) -> list[float | None]:
    return [cell.value for cell in protect(table, audience=audience).cells.values()]


def test_a_small_count_takes_the_cheapest_that_protects_it() -> None:
    assert shown(one_way(40, 3, 12, 90)) == [40, None, None, 90, 145]


@pytest.mark.parametrize(("k", "hidden"), [(9, 0), (10, 2), (11, 2)])
def test_the_boundary_moves_with_k(k: int, hidden: int) -> None:
    limits = {TEAM: 5, COMMISSION: k, PUBLIC: k}
    assert protect(one_way(9, 30, 60), audience=COMMISSION, k=limits).hidden == hidden


def test_many_small_counts_protect_each_other() -> None:
    assert shown(one_way(3, 3, 3, 3)) == [None, None, None, None, 12]


def test_a_total_that_is_small_goes_with_its_parts() -> None:
    assert shown(one_way(3, 0, 2)) == [None, 0, None, None]


def test_a_hidden_zone_takes_another_zone_with_it() -> None:
    axis = Axis("area", ("a", "b", "c", "d"), {"a": "A", "b": "A", "c": "B", "d": "C"})
    table = CountTable(
        (axis,), {("a",): persons(2), ("b",): persons(1), ("c",): persons(30), ("d",): persons(80)}
    )
    found = protect(table, audience=PUBLIC)
    assert found.at().value == 113
    assert [found.at(area=name).value for name in "ABC"] == [None, None, 80]


def test_sexes_and_areas_are_hidden_in_rectangles() -> None:
    area = Axis("area", ("a", "b", "c"))
    numbers = {"a": (3, 40), "b": (25, 60), "c": (70, 90)}
    cells: dict[Place, Estimate] = {
        (name, sex): persons(pair[i])
        for name, pair in numbers.items()
        for i, sex in enumerate(("girls", "boys"))
    }
    found = protect(CountTable((area, SEX), cells), audience=COMMISSION)
    hidden = {place for place, cell in found.cells.items() if cell.availability is Availability.SUPPRESSED}
    assert hidden == {("a", "girls"), ("a", "boys"), ("b", "girls"), ("b", "boys")}
    assert all(cell.cleared_for is COMMISSION for cell in found.cells.values())


def test_missing_is_neither_zero_nor_shown() -> None:
    table = CountTable(
        (Axis("area", ("a", "b", "c")),), {("a",): persons(50), ("b",): missing(Unit.PERSONS, STORY)}
    )
    found = protect(table, audience=PUBLIC)
    assert found.at(area="b").availability is found.at(area="c").availability is Availability.NO_DATA
    assert found.at().value == 50


def test_a_missing_part_of_a_recorded_total_is_no_shield() -> None:
    axis = Axis("area", ("a", "b", "c"))
    cells: dict[Place, Estimate] = {("a",): persons(3), ("b",): persons(40)}
    assert protect(CountTable((axis,), cells), audience=PUBLIC).at(area="b").value is None
    recorded = CountTable((axis,), cells, {(TOTAL,): persons(60)})
    assert protect(recorded, audience=PUBLIC).at().value == 60


def test_official_numbers_are_never_hidden_and_what_follows_from_them_is_told() -> None:
    official = Story("Census", 2020, official=True)
    table = CountTable(
        (SEX,), {("girls",): persons(40, official), ("boys",): persons(3)}, {(TOTAL,): persons(43, official)}
    )
    found = protect(table, audience=PUBLIC)
    assert (found.at().value, found.at(sex="girls").value, found.at(sex="boys").value) == (43, 40, None)
    assert found.exposed == (("boys",),)


def test_estimates_are_rounded_and_quality_still_hides() -> None:
    model = Story("Model", 2024, basis=Basis.MODELLED)
    bad = Estimate(60, Unit.PERSONS, STORY, verdict=Verdict.SUPPRESS)
    table = CountTable((Axis("area", ("a", "b")),), {("a",): persons(12, model), ("b",): bad})
    found = protect(table, audience=TEAM)
    assert (found.at(area="a").value, found.at(area="b").value) == (10, None)


def test_a_sensitive_zero_is_hidden() -> None:
    assert shown(one_way(0, 30, 60))[0] == 0
    found = protect(one_way(0, 30, 60), audience=TEAM, sensitive=True)
    assert [cell.value for cell in found.cells.values()] == [None, None, 60, 90]


def random_table(seed: int, areas: int, *others: int, mean: float = 12) -> CountTable:
    rng = np.random.default_rng(seed)
    names = tuple(f"a{i:04}" for i in range(areas))
    zones = {name: f"Z{zone}" for name in names if (zone := int(rng.integers(0, 6))) < 5}
    axes = [Axis("area", names, zones)]
    axes += [Axis(f"axis{i}", tuple(f"c{j}" for j in range(size))) for i, size in enumerate(others)]
    cells = {
        place: persons(int(rng.negative_binomial(1, 1 / (1 + mean))))
        for place in product(*(axis.categories for axis in axes))
    }
    return CountTable(tuple(axes), cells)


def numbers(found: ProtectedTable) -> dict[tuple[str, ...], float | None]:
    return {place: cell.value for place, cell in found.cells.items()}


def test_neither_order_nor_chance_plays_a_part() -> None:
    table = random_table(3, 9, 2, 3)
    turned = CountTable(
        tuple(
            Axis(axis.name, axis.categories[::-1], dict(reversed(list(axis.parents.items()))))
            for axis in table.axes
        ),
        dict(reversed(list(table.cells.items()))),
    )
    assert numbers(protect(turned, audience=PUBLIC)) == numbers(protect(table, audience=PUBLIC))


@pytest.mark.parametrize("seed", range(4))
def test_a_wider_audience_is_shown_no_cell_that_a_narrower_one_is_not(seed: int) -> None:
    table = random_table(seed, 8, 2, 3)
    limits = {TEAM: 8, COMMISSION: 6, PUBLIC: 15}  # a country may set them in any order
    views = [numbers(protect(table, audience=audience, k=limits)) for audience in Audience]
    for narrow, wide in pairwise(views):
        assert all(narrow[place] == number for place, number in wide.items() if number is not None)


def test_a_large_table_is_protected_at_once() -> None:
    table = random_table(1, 75, 2, 3, mean=25)
    assert len(table.all_cells()) > 900
    begun = process_time()
    found = protect(table, audience=PUBLIC)
    assert process_time() - begun < 1  # 0.3 s alone on the machine
    assert found.hidden


def test_a_table_is_refused_where_it_does_not_count_persons() -> None:
    with pytest.raises(ValueError, match="no cell"):
        CountTable((SEX,), {("children",): persons(3)})
    with pytest.raises(ValueError, match="no cell"):
        CountTable((SEX,), {(TOTAL,): persons(3)})
    with pytest.raises(ValueError, match="count persons"):
        CountTable((SEX,), {("girls",): Estimate(3, Unit.PLACES, STORY)})
    with pytest.raises(ValueError, match="contains itself"):
        Axis("area", ("a",), {"a": "A", "A": "B", "B": "A"})
    with pytest.raises(ValueError, match="told apart"):
        Axis("area", ("a", ""))
    with pytest.raises(KeyError):
        protect(one_way(20), audience=TEAM).at(zone="A")
