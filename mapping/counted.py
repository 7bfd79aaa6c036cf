"""A counting of beneficiaries as one audience may see it: in which tables, and which of their numbers.

Areas, programmes, sexes and ages crossed at once leave nearly every cell small, and hiding those takes the
totals with them. So a counting is shown in two tables: one by area, one of the whole place by age. They share
some totals, all of which are shown in both: then neither tells anything of what the other hides. Outside the
team all numbers are rounded, so that two countings of nearly the same persons cannot be subtracted either.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.disclosure.axis import Axis
from clrisk_site.figures.disclosure.protecting import ProtectedTable, protect
from clrisk_site.figures.disclosure.table import CountTable
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.figures.suppression import least_shown
from clrisk_site.tables.persons.bands import BANDS
from clrisk_site.tables.persons.sexes import BOYS, GIRLS, SEXES, UNKNOWN

AREA, PROGRAMME, SEX, AGE = "area", "programme", "sex", "age"
NOT_SAID = "unknown"
CHILDREN = "0-17"
"""The bands below 18 together, as an offer counts girls and boys."""

ADULT = 18
KEPT = 64
WIDEST = Audience.PUBLIC
_WHOLE = (PROGRAMME, SEX, AGE)

type Pair = tuple[tuple[str, ...], tuple[str, ...]]

_PAIRS: tuple[Pair, ...] = (
    ((AREA, *_WHOLE), (AREA, *_WHOLE)),
    ((AREA, SEX, AGE), _WHOLE),
    ((AREA, PROGRAMME, SEX), _WHOLE),
    ((AREA, SEX), _WHOLE),
    ((AREA, SEX), (SEX, AGE)),
    ((AREA,), _WHOLE),
    ((AREA,), (SEX, AGE)),
)
"""What areas are crossed with, and what the whole place, the finest pair first."""

_WITHOUT_AREAS: Pair = (_WHOLE, _WHOLE)
"""Where persons are spread over so many areas that hardly one could be shown."""

_AREAS_ALONE: Pair = ((AREA,), (AREA,))

LARGEST_SHARE_LEFT_OUT = 0.02


@dataclass(frozen=True, slots=True)
class CountedCell:
    """One stored cell: path of the area, key of the programme ("" when unknown), sex and first age."""

    area: str
    programme: str
    sex: str
    age_from: int | None
    persons: int


@dataclass(frozen=True)
class CountedList:
    """The tables of a counting as one audience may see them.

    Parameters
    ----------
    by_area, whole : ProtectedTable
        Of the areas, and of the whole place. They are one where two would give away what each hides, and
        tell no areas where persons are too few for them: see `area_tells`.
    left_out : int
        Persons without a sex who are in neither table: so few of them would hide the numbers of all others.
    """

    by_area: ProtectedTable
    whole: ProtectedTable
    areas: tuple[str, ...]
    programmes: tuple[str, ...]
    sexes: tuple[str, ...]
    bands: tuple[str, ...]
    left_out: int = 0

    def area_tells(self, name: str) -> bool:
        """Whether areas are crossed with this."""
        return name in _axes(self.by_area)

    def shows_areas(self, programme: str = "") -> bool:
        """Whether areas are told, of one programme if one is asked for."""
        alone = not programme or self.programmes == (programme,)
        return self.area_tells(AREA) and (alone or self.area_tells(PROGRAMME))

    def whole_tells(self, name: str) -> bool:
        """Whether the table of the whole place tells this apart."""
        return name in _axes(self.whole)

    def at_area(self, area: str = "", *, programme: str = "", sex: str = "", band: str = "") -> Estimate:
        """Return one number by area; "" takes an axis as a whole.

        Raises
        ------
        KeyError
            If areas are not crossed with what is asked.
        """
        return _at(self.by_area, self, {AREA: area, PROGRAMME: programme, SEX: sex, AGE: band})

    def at(self, *, programme: str = "", sex: str = "", band: str = "") -> Estimate:
        """Return one number of the whole place; errors as in `at_area`."""
        return _at(self.whole, self, {PROGRAMME: programme, SEX: sex, AGE: band})

    def served(self, programme: str) -> tuple[Estimate, Estimate] | None:
        """Return girls and boys of a programme: below 18 where the list tells ages, else all that it has."""
        if GIRLS not in self.sexes or (len(self.programmes) > 1 and not self.whole_tells(PROGRAMME)):
            return None
        band = CHILDREN if self.knows_ages and self.whole_tells(AGE) else ""
        girls, boys = (self.at(programme=programme, sex=sex, band=band) for sex in (GIRLS, BOYS))
        return girls, boys

    @property
    def knows_ages(self) -> bool:
        """Whether the list told the age of anybody."""
        return self.bands != (NOT_SAID,)


def counted_list(cells: tuple[CountedCell, ...], story: Story, audience: Audience) -> CountedList:
    """Protect a counting.

    Parameters
    ----------
    cells : tuple of CountedCell
        All stored cells, in any order.
    story : Story
        Source and year of the list.
    audience : Audience
        Who reads it. Which tables there are is decided for the widest audience, the same for all.
    """
    # The thresholds of the place shown are part of the question, so that a change of theirs asks anew.
    least = tuple(least_shown(one, None) for one in Audience)
    return _protected(tuple(sorted(cells, key=_order)), story, audience, least)


def band_name(age_from: int | None) -> str:
    """Return what an age band is called in tables: "5-11"."""
    return NOT_SAID if age_from is None else _NAMES[age_from]


def _order(cell: CountedCell) -> tuple[str, str, str, int]:
    return cell.area, cell.programme, cell.sex, -1 if cell.age_from is None else cell.age_from


@lru_cache(maxsize=KEPT)
def _protected(
    cells: tuple[CountedCell, ...], story: Story, audience: Audience, least: tuple[int, ...]
) -> CountedList:
    """Protect once what is asked again and again: a counting never changes, and a large one takes seconds."""
    maker, pair, left_out = _planned(cells, story, least)
    by_area = _seen(maker.table(pair[0]), audience)
    whole = _seen(maker.table(pair[1]), audience) if maker.are_two(*pair) else by_area
    areas, programmes, sexes, bands = (maker.axes[name].categories for name in (AREA, PROGRAMME, SEX, AGE))
    return CountedList(by_area, whole, areas, programmes, sexes, bands, left_out)


def is_rounded(audience: Audience) -> bool:
    """Whether an audience reads the counts of lists to the nearest five: all but the team do."""
    return audience is not Audience.TEAM


def _seen(table: CountTable, audience: Audience) -> ProtectedTable:
    protected = protect(table, audience=audience)
    return protected.rounded() if is_rounded(audience) else protected


@lru_cache(maxsize=KEPT)
def _planned(
    cells: tuple[CountedCell, ...], story: Story, least: tuple[int, ...]
) -> "tuple[_Maker, Pair, int]":
    """Choose the tables, the same for every audience, and leave out the few who would hide all others."""
    without_sex = sum(cell.persons for cell in cells if cell.sex == UNKNOWN)
    persons = sum(cell.persons for cell in cells)
    is_few = without_sex < max(*least, persons * LARGEST_SHARE_LEFT_OUT)
    left_out = without_sex if is_few and persons > without_sex else 0
    if left_out:
        cells = tuple(cell for cell in cells if cell.sex != UNKNOWN)
    maker = _Maker(cells, Story(story.source, story.year, basis=Basis.COUNT, illustrative=story.illustrative))
    chosen = (one for one in _PAIRS if maker.serves(one[0], one[1], max(least)))
    return maker, next(chosen, _WITHOUT_AREAS if maker.tells(_WHOLE) else _AREAS_ALONE), left_out


class _Maker:
    """Makes tables of the same cells, and judges which of them can be shown beside each other."""

    def __init__(self, cells: tuple[CountedCell, ...], story: Story) -> None:
        self.story = story
        self.numbers = {
            (cell.area, cell.programme or NOT_SAID, cell.sex, band_name(cell.age_from)): cell.persons
            for cell in cells
        }
        self.persons = sum(self.numbers.values())
        bands = _bands(cells)
        groups = {one: CHILDREN for one in bands if one != NOT_SAID and int(one.split("-")[0]) < ADULT}
        programmes = tuple(dict.fromkeys(cell.programme or NOT_SAID for cell in cells))
        told = {cell.sex for cell in cells}
        # Where the list tells no sex, nobody can say that it has no girls.
        sexes = tuple(sex for sex in SEXES if sex in told or (told != {UNKNOWN} and sex != UNKNOWN))
        self.axes = {
            AREA: Axis(AREA, tuple(dict.fromkeys(cell.area for cell in cells))),
            PROGRAMME: Axis(PROGRAMME, programmes),
            SEX: Axis(SEX, sexes),
            AGE: Axis(AGE, bands, groups),
        }

    def table(self, names: tuple[str, ...]) -> CountTable:
        """Return the table that crosses these axes; one with a single category is left away."""
        kept = self._kept(names)
        at = [list(self.axes).index(name) for name in kept]
        summed: Counter[tuple[str, ...]] = Counter()
        for place, persons in self.numbers.items():
            summed[tuple(place[one] for one in at)] += persons
        axes = tuple(self.axes[name] for name in kept)
        cells = {
            place: Estimate(summed[place], Unit.PERSONS, self.story)
            for place in product(*(axis.categories for axis in axes))
        }
        return CountTable(axes, cells)

    def serves(self, by_area: tuple[str, ...], whole: tuple[str, ...], least: int) -> bool:
        """Whether the widest audience would see all totals that two tables share, and most of the areas."""
        kept = self._kept(by_area)
        if prod(len(self.axes[name].categories) for name in kept) * least > self.persons:
            return False
        first = protect(self.table(by_area), audience=WIDEST)
        shows_shared = first.at().is_available
        if self.are_two(by_area, whole):
            second = protect(self.table(whole), audience=WIDEST)
            shared = tuple(name for name in kept if name in self._kept(whole))
            shows_shared = self._shows_all(first, shared) and self._shows_all(second, shared)
        areas = [first.at(**{AREA: area}) for area in self.axes[AREA].categories]
        return shows_shared and sum(one.is_available for one in areas) * 2 >= len(areas)

    def tells(self, names: tuple[str, ...]) -> bool:
        """Whether a table of these axes tells anything apart."""
        return bool(self._kept(names))

    def are_two(self, by_area: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        """Whether the whole tells anything that the areas do not."""
        return not set(self._kept(whole)) <= set(self._kept(by_area))

    def _shows_all(self, table: ProtectedTable, names: tuple[str, ...]) -> bool:
        every = product(*(self.axes[name].nodes for name in names))
        chosen = ({name: node for name, node in zip(names, nodes, strict=True) if node} for nodes in every)
        return all(table.at(**one).is_available for one in chosen)

    def _kept(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name == AREA or len(self.axes[name].categories) > 1)


def _at(table: ProtectedTable, counted: CountedList, named: Mapping[str, str]) -> Estimate:
    only = {
        PROGRAMME: counted.programmes,
        SEX: counted.sexes,
        AGE: counted.bands,
    }
    asked = {name: node for name, node in named.items() if node and only.get(name) != (node,)}
    return table.at(**asked)


def _axes(table: ProtectedTable) -> frozenset[str]:
    return frozenset(axis.name for axis in table.table.axes)


def _bands(cells: tuple[CountedCell, ...]) -> tuple[str, ...]:
    """Return all bands where any age is known, since an empty one is a finding; and what is not said."""
    told = {band_name(cell.age_from) for cell in cells}
    known = [band_name(first) for first, _last in BANDS] if told != {NOT_SAID} else []
    return (*known, *([NOT_SAID] if NOT_SAID in told else []))


_NAMES: Mapping[int, str] = {first: f"{first}-{last}" for first, last in BANDS}
