"""Decides whether a table is a list of persons, and by which of its columns.

Tables of places, schools and programmes are full of names of persons, telephones and tax numbers; what is
not enough alone only counts together.
"""

from collections.abc import Sequence

from clrisk_site.tables.persons import traits
from clrisk_site.tables.persons.columns import Column
from clrisk_site.tables.persons.headers import Sign
from clrisk_site.tables.persons.identifiers import holds_identifiers

LEAST_NAMES = 3
SHARE = 0.3
"""Above this share of cells made only of personal names a column is one of persons."""
SHARE_OF_PLACES = 0.6
"""The same where rows have coordinates, as schools have that are called after somebody."""
SHARE_OF_THINGS = 0.6
"""The same where the header says that it names a school, a street or another thing."""
SHARE_WITH_COMPANIONS = 0.15
"""The same beside a column of ages, sexes, kinship or tax numbers of natural persons."""
SHARE_OF_PARTS = 0.6
"""Given names and surnames in columns of their own: each of the two columns must reach it."""


def find_persons(columns: Sequence[Column]) -> list[int]:
    """Return the columns (from 0) that make the table a list of persons; none when it is not one."""
    filled = {place: column for place, column in enumerate(columns) if column.cells}
    found = [place for place, column in filled.items() if _told_by_header(column) or _told_by_values(column)]
    found += _named(filled)
    found += _in_parts(filled)
    return sorted(set(found or _reachable_children(filled)))


def _told_by_header(column: Column) -> bool:
    sign = column.sign
    if column.of_office:
        return False
    if Sign.PERSON_NAME in sign and column.in_words:
        return not column.of_thing or column.names[0] >= SHARE_WITH_COMPANIONS
    if column.of_thing:
        return False
    if Sign.IDENTIFIER in sign or Sign.BIRTH in sign:
        return column.in_numbers
    if Sign.GIVEN in sign:
        return column.in_words and max(column.names[0], column.single_words[0]) >= SHARE
    return Sign.NAME_PART in sign and column.in_words


def _told_by_values(column: Column) -> bool:
    return not column.of_office and holds_identifiers(column.cells)


def _named(columns: dict[int, Column]) -> list[int]:
    """Return the columns of full names."""
    of_places = any(Sign.POSITION in column.sign for column in columns.values())
    of_things = any(column.of_thing for column in columns.values())
    share = SHARE_OF_PLACES if of_places else SHARE
    companions: bool | None = None
    found = []
    for place, column in columns.items():
        # Who answers for a programme may stand beside it.
        if column.of_office and of_things:
            continue
        reached, different = column.names
        if different < min(LEAST_NAMES, len(column.cells)) or reached < SHARE_WITH_COMPANIONS:
            continue
        if not column.of_thing and reached <= share and companions is None:
            companions = _has_companions(columns)
        wanted = SHARE_OF_THINGS if column.of_thing else SHARE_WITH_COMPANIONS if companions else share
        if reached > wanted:
            found.append(place)
    return found


def _has_companions(columns: dict[int, Column]) -> bool:
    return any(
        Sign.COMPANION in column.sign or traits.are_births_of_children(column.cells)
        or traits.are_tax_numbers(column.cells)
        for column in columns.values()
        if not column.of_thing
    )  # fmt: skip


def _in_parts(columns: dict[int, Column]) -> list[int]:
    """Return a column of given names and one of surnames, when there are both."""
    parts = {place: column.single_words for place, column in columns.items() if not column.of_thing}
    given = [place for place, (share, _) in parts.items() if share > SHARE_OF_PARTS]
    family = [place for place, (_, share) in parts.items() if share > SHARE_OF_PARTS]
    if any(one != other for one in given for other in family):
        return given + family
    return []


def _reachable_children(columns: dict[int, Column]) -> list[int]:
    """Return birth dates of children beside a telephone or e-mail, where no header names a thing."""
    if any(column.of_thing for column in columns.values()):
        return []
    births = [place for place, column in columns.items() if traits.are_births_of_children(column.cells)]
    if not births:
        return []
    ways = [
        place
        for place, column in columns.items()
        if place not in births and (traits.are_mails(column.cells) or traits.are_phones(column.cells))
    ]
    return births + ways if ways else []
