"""A counting of beneficiaries as one audience may see it: all its views are cut from one protected table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.disclosure.axis import Axis
from clrisk_site.figures.disclosure.protecting import ProtectedTable, protect
from clrisk_site.figures.disclosure.table import CountTable
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.figures.suppression import least_shown
from clrisk_site.tables.persons.bands import BANDS
from clrisk_site.tables.persons.sexes import SEXES, UNKNOWN

AREA, PROGRAMME, SEX, AGE = "area", "programme", "sex", "age"
NOT_SAID = "unknown"
CHILDREN = "0-17"
"""The bands below 18 together, as an offer counts girls and boys."""

ADULT = 18
KEPT = 32


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
    """All cells of a counting as one audience may see them."""

    table: ProtectedTable
    areas: tuple[str, ...]
    programmes: tuple[str, ...]
    sexes: tuple[str, ...]
    bands: tuple[str, ...]

    @property
    def knows_ages(self) -> bool:
        """Whether the list told the age of anybody."""
        return self.bands != (NOT_SAID,)

    def at(self, *, area: str = "", programme: str = "", sex: str = "", band: str = "") -> Estimate:
        """Return one number; "" takes an axis as a whole."""
        named = {AREA: area, PROGRAMME: programme, SEX: sex, AGE: band}
        axes = {axis.name for axis in self.table.table.axes}
        return self.table.at(**{name: value for name, value in named.items() if name in axes and value})

    def served(self, programme: str) -> tuple[Estimate, Estimate]:
        """Return girls and boys of a programme: below 18 where the list tells ages, else all it has."""
        band = CHILDREN if CHILDREN in self._groups else ""
        girls, boys = (
            self.at(programme=programme if len(self.programmes) > 1 else "", sex=sex, band=band)
            for sex in SEXES[:2]
        )
        return girls, boys

    @property
    def _groups(self) -> tuple[str, ...]:
        return next((axis.groups for axis in self.table.table.axes if axis.name == AGE), ())


def counted_list(cells: tuple[CountedCell, ...], story: Story, audience: Audience) -> CountedList:
    """Protect a counting.

    Parameters
    ----------
    cells : tuple of CountedCell
        All stored cells, in any order.
    story : Story
        Source and year of the list.
    audience : Audience
        Who reads it.
    """
    # The thresholds of the place shown are part of the question, so that a change of theirs asks anew.
    least = tuple(least_shown(one, None) for one in Audience)
    return _protected(tuple(sorted(cells, key=_order)), story, audience, least)


def _order(cell: CountedCell) -> tuple[str, str, str, int]:
    return cell.area, cell.programme, cell.sex, -1 if cell.age_from is None else cell.age_from


@lru_cache(maxsize=KEPT)
def _protected(
    cells: tuple[CountedCell, ...], story: Story, audience: Audience, _least: tuple[int, ...]
) -> CountedList:
    """Protect once what is asked again and again: a counting never changes, and a large one takes seconds."""
    areas = tuple(dict.fromkeys(cell.area for cell in cells))
    programmes = tuple(dict.fromkeys(cell.programme or NOT_SAID for cell in cells))
    sexes = tuple(sex for sex in SEXES if sex != UNKNOWN or any(cell.sex == sex for cell in cells))
    bands = _bands(cells)
    groups = {band: CHILDREN for band in bands if band != NOT_SAID and int(band.split("-")[0]) < ADULT}
    axes = [Axis(AREA, areas), Axis(PROGRAMME, programmes), Axis(SEX, sexes), Axis(AGE, bands, groups)]
    kept = [at for at, axis in enumerate(axes) if len(axis.categories) > 1 or axis.name == AREA]
    numbers = {tuple(_place(cell)[at] for at in kept): cell.persons for cell in cells}
    story = Story(story.source, story.year, basis=Basis.COUNT, illustrative=story.illustrative)
    known = {
        place: Estimate(numbers.get(place, 0), Unit.PERSONS, story)
        for place in product(*(axes[at].categories for at in kept))
    }
    table = CountTable(tuple(axes[at] for at in kept), known)
    return CountedList(protect(table, audience=audience), areas, programmes, sexes, bands)


def _place(cell: CountedCell) -> tuple[str, str, str, str]:
    return cell.area, cell.programme or NOT_SAID, cell.sex, band_name(cell.age_from)


def _bands(cells: tuple[CountedCell, ...]) -> tuple[str, ...]:
    """Return all bands where any age is known, since an empty one is a finding; and what is not said."""
    told = {band_name(cell.age_from) for cell in cells}
    known = [band_name(first) for first, _last in BANDS] if told != {NOT_SAID} else []
    return (*known, *([NOT_SAID] if NOT_SAID in told else []))


def band_name(age_from: int | None) -> str:
    """Return what an age band is called in addresses and tables: "5-11"."""
    return NOT_SAID if age_from is None else _NAMES[age_from]


_NAMES: Mapping[int, str] = {first: f"{first}-{last}" for first, last in BANDS}
