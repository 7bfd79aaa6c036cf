"""Which cells of a result may be shown: none that is small, none from which a small one follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.figures.suppression import SMALLEST_BASE, Audience, least_shown, next_smallest
from diagnosis.microdata.plan import ALL, BOYS, GIRLS


@dataclass(frozen=True, slots=True)
class Counted:
    """Children of the sample in one cell, and those of them who are cases; neither weighted."""

    n: int
    cases: int


REST = "~"
"""Stands for those who have none of the categories of a variable; no category is called so."""

type Key = tuple[str, str]
type Grid = Mapping[Key, Counted]
"""By sex and category."""


def open_cells(grid: Grid, categories: Sequence[str], audience: Audience) -> frozenset[Key]:
    """Return the cells whose numbers an audience may see.

    Parameters
    ----------
    grid : mapping
        Counts by sex and category; a cell may be absent.
    categories : sequence of str
        That add up to all of one sex.
    audience : Audience
        Who reads.

    Notes
    -----
    A cell is closed when its base is small, or when few are cases or few are not. Where one cell of a sex is
    closed, the next smallest is closed too; where girls or boys of a category are closed, both are, and all
    with them when they would tell it.
    """
    k, base = least_shown(audience), SMALLEST_BASE[audience]
    closed = {key for key, one in grid.items() if _is_small(one, k, base)}
    before = -1
    while len(closed) != before:
        before = len(closed)
        for sex in (ALL, GIRLS, BOYS):
            closed |= _beside(grid, sex, categories, closed, k)
        for category in categories:
            closed |= _across(grid, category, closed)
    return frozenset(grid.keys() - closed)


def with_rest(grid: Grid, totals: Mapping[str, Counted]) -> dict[Key, Counted]:
    """Return the grid with those of each sex who have none of its categories: they follow from the total."""
    found = dict(grid)
    for sex in dict.fromkeys(sex for sex, _category in grid):
        own = [one for (of, _category), one in grid.items() if of == sex]
        total = totals.get(sex)
        if total is not None and total.n > sum(one.n for one in own):
            rest = (total.n - sum(one.n for one in own), total.cases - sum(one.cases for one in own))
            found[sex, REST] = Counted(*rest)
    return found


def tells_unknown_sex(grid: Grid, audience: Audience) -> bool:
    """Whether all less girls less boys are few, in any category: then the counts of all are not told."""
    k, base = least_shown(audience), SMALLEST_BASE[audience]
    for _sex, category in dict.fromkeys((ALL, category) for _any, category in grid):
        whole, *halves = (grid.get((sex, category)) for sex in (ALL, GIRLS, BOYS))
        known = [one for one in halves if one is not None]
        if whole is None or len(known) < len(halves):
            continue
        rest = Counted(whole.n - sum(one.n for one in known), whole.cases - sum(one.cases for one in known))
        if rest.n and _is_small(rest, k, base):
            return True
    return False


def open_categories(grids: Mapping[str, Grid], audience: Audience) -> frozenset[tuple[str, str, str]]:
    """Return the sex, variable and category of the cells that an audience may see, of several variables."""
    return frozenset(
        (sex, variable, category)
        for variable, grid in grids.items()
        for sex, category in open_cells(grid, list(dict.fromkeys(name for _sex, name in grid)), audience)
    )


def _is_small(one: Counted, k: int, base: int) -> bool:
    others = one.n - one.cases
    return one.n < base or 0 < one.cases < k or 0 < others < k


def _beside(grid: Grid, sex: str, categories: Sequence[str], closed: set[Key], k: int) -> set[Key]:
    """Return the cells of the same sex that must be closed besides, so that none follows by subtraction."""
    keys = [(sex, category) for category in categories if (sex, category) in grid]
    gone = [place for place, key in enumerate(keys) if key in closed]
    more = next_smallest([grid[key].n for key in keys], gone, k)
    return {keys[place] for place in more}


def _across(grid: Grid, category: str, closed: set[Key]) -> set[Key]:
    """Return girls and boys of a category when one of the two, or all, is closed."""
    pair = {key for sex in (GIRLS, BOYS) if (key := (sex, category)) in grid}
    whole = (ALL, category)
    return pair if pair & closed or whole in closed else set()
