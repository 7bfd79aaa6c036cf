"""What a linear-bounds attacker learns from all tables published of 200 random municipalities."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest

from clrisk_site.figures.disclosure.axis import Axis
from clrisk_site.figures.disclosure.protecting import protect
from clrisk_site.figures.disclosure.table import CountTable, Place
from clrisk_site.figures.estimate import Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import Audience, suppress
from tests.figures.attacker import Attacker, Members, read_table

PLACES = 200
STORY = Story("List", 2025)


@dataclass(frozen=True)
class Municipality:
    """Persons served, by area within zones, sex, age band and programme; and how they are shown."""

    table: CountTable
    audience: Audience
    k: int

    @property
    def limits(self) -> dict[Audience, int]:
        return {one: min(self.k, 10) if one is Audience.TEAM else self.k for one in Audience}


def municipality(seed: int) -> Municipality:
    rng = np.random.default_rng(seed)
    names = tuple(f"area {i}" for i in range(int(rng.integers(1, 7))))
    zones = {name: f"zone {zone}" for name in names if (zone := int(rng.integers(0, 4))) < 3}
    axes = [Axis("area", names, zones)]
    if rng.random() < 0.7:
        axes.append(Axis("sex", ("girls", "boys")))
    if rng.random() < 0.5:
        axes.append(Axis("age", ("5-9", "10-14", "15-17")))
    if rng.random() < 0.4:
        axes.append(Axis("programme", ("meals", "grants")))
    official = set(rng.choice(names, size=int(rng.integers(0, 2)), replace=False).tolist())
    mean = float(rng.choice([2, 8, 25]))
    cells = {
        place: _cell(rng, mean, official=place[0] in official)
        for place in product(*(axis.categories for axis in axes))
    }
    audience = list(Audience)[int(rng.integers(0, 3))]
    return Municipality(CountTable(tuple(axes), cells), audience, int(rng.choice([9, 10, 11])))


def _cell(rng: np.random.Generator, mean: float, *, official: bool) -> Estimate:
    if rng.random() < 0.03:
        return missing(Unit.PERSONS, STORY)
    persons = int(rng.negative_binomial(1, 1 / (1 + mean)))
    return Estimate(persons, Unit.PERSONS, Story("Census", 2020, official=True) if official else STORY)


def attack(found: Municipality, shown: dict[Place, Estimate]) -> tuple[int, int]:
    """Return how many small counts are hidden, and how many of them the attacker recovers."""
    table, least = found.table, min(found.k, 10) if found.audience is Audience.TEAM else found.k
    attacker = Attacker()
    known = [place for place, cell in table.cells.items() if cell.value is not None]
    read = {place: cell.value for place, cell in shown.items()}
    behind = read_table(attacker, table.axes, read, known)
    wanted: list[Members] = []
    for place, before in zip(table.places(), table.all_cells(), strict=True):
        if not before.story.official and 0 < (before.value or 0) < least:
            assert shown[place].value is None
            wanted.append(behind[place])
    return len(wanted), len(attacker.recovered(wanted, least)) if wanted else 0


def municipalities() -> Iterator[Municipality]:
    return map(municipality, range(PLACES))


def test_no_hidden_count_is_recovered_in_200_municipalities() -> None:
    hidden = 0
    for found in municipalities():
        protected = protect(found.table, audience=found.audience, k=found.limits)
        assert not protected.exposed
        small, recovered = attack(found, dict(protected.cells))
        assert not recovered
        hidden += small
    assert hidden > 2000


def test_the_attacker_recovers_what_is_not_protected_together() -> None:
    recovered = 0
    for found in list(municipalities())[:20]:
        alone = {
            place: suppress(cell, audience=found.audience, k=found.limits)
            for place, cell in zip(found.table.places(), found.table.all_cells(), strict=True)
        }
        recovered += attack(found, alone)[1]
    assert recovered > 50


@pytest.mark.parametrize(
    ("value", "k", "is_hidden"), [(9, 9, False), (9, 10, True), (10, 10, False), (10, 11, True)]
)
def test_the_boundary_of_k(value: int, k: int, is_hidden: bool) -> None:
    cells: dict[Place, Estimate] = {
        ("a",): Estimate(value, Unit.PERSONS, STORY),
        ("b",): Estimate(80, Unit.PERSONS, STORY),
    }
    found = protect(
        CountTable((Axis("area", ("a", "b")),), cells),
        audience=Audience.PUBLIC,
        k={Audience.TEAM: 5, Audience.COMMISSION: k, Audience.PUBLIC: k},
    )
    assert (found.at(area="a").value is None) is is_hidden
