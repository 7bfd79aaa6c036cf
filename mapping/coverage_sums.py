"""Whether places by zone, sex and age agree with each other and with what the offer says. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.figures.message import Message, says

BOTH = "all"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Places and persons of one sex and age band, in one zone or not told by zone; None is not known."""

    zone: int | None
    sex: str = BOTH
    age_from: int | None = None
    age_to: int | None = None
    places: int | None = None
    used: int | None = None

    @property
    def key(self) -> tuple[int | None, str, int | None, int | None]:
        """What tells the row from the others."""
        return self.zone, self.sex, self.age_from, self.age_to


@dataclass(frozen=True, slots=True)
class OfferTotals:
    """What the offer itself says; None is not known."""

    places: int | None = None
    used: int | None = None
    by_zone: Mapping[int, int | None] | None = None


def overlap(rows: Sequence[GroupRow]) -> Message | None:
    """Return what counts somebody twice: a row that stands twice, or one whose persons another counts too.

    Parameters
    ----------
    rows : sequence of GroupRow
        All rows of one offer.

    Returns
    -------
    Message or None
        The first overlap in words.
    """
    for place, row in enumerate(rows, start=1):
        for later, other in enumerate(rows[place:], start=place + 1):
            if row.zone == other.zone and _share_sex(row, other) and _share_age(row, other):
                return says(
                    "Rows %(first)s and %(second)s count the same children. Part their ages or their sex.",
                    first=place,
                    second=later,
                )
    return None


def contradiction(
    rows: Sequence[GroupRow], totals: OfferTotals, letters: Mapping[int, str]
) -> Message | None:
    """Return the first sum of the rows that is above what the offer says, or row that uses too many."""
    over = zones_over(rows, totals.by_zone or {}, letters)
    if over:
        return next(iter(over.values()))
    places, used = sum(row.places or 0 for row in rows), sum(row.used or 0 for row in rows)
    if totals.places is not None and places > totals.places:
        return says(
            "The groups have %(given)s places together, the offer %(offered)s per year.",
            given=places,
            offered=totals.places,
        )
    if totals.used is not None and used > totals.used:
        return says(
            "The groups use %(given)s places together, the offer %(offered)s.",
            given=used,
            offered=totals.used,
        )
    return _used_over(rows)


def zones_over(
    rows: Sequence[GroupRow], by_zone: Mapping[int, int | None], letters: Mapping[int, str]
) -> dict[int, Message]:
    """Return the zones whose groups have more places together than the zone has.

    Parameters
    ----------
    rows : sequence of GroupRow
        All rows of one offer.
    by_zone : mapping of int to int or None
        Zone to its places; None is not known and contradicts nothing.
    letters : mapping of int to str
        Zone to its letter.
    """
    given: Counter[int] = Counter()
    for row in rows:
        if row.zone is not None:
            given[row.zone] += row.places or 0
    return {
        zone: says(
            "The groups of zone %(zone)s have %(given)s places together, the zone %(offered)s.",
            zone=letters.get(zone, ""),
            given=count,
            offered=offered,
        )
        for zone, count in given.items()
        if (offered := by_zone.get(zone)) is not None and count > offered
    }


def _used_over(rows: Sequence[GroupRow]) -> Message | None:
    for place, row in enumerate(rows, start=1):
        if row.places is not None and row.used is not None and row.used > row.places:
            return says(
                "Row %(row)s uses %(used)s places and has %(places)s. Correct one of them.",
                row=place,
                used=row.used,
                places=row.places,
            )
    return None


def _share_sex(one: GroupRow, other: GroupRow) -> bool:
    return one.sex == other.sex or BOTH in (one.sex, other.sex)


def _share_age(one: GroupRow, other: GroupRow) -> bool:
    """Whether an age belongs to both; a row without ages holds all of them."""
    if one.age_from is None or one.age_to is None or other.age_from is None or other.age_to is None:
        return True
    return one.age_from <= other.age_to and other.age_from <= one.age_to
