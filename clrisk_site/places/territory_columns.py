"""The columns by which any file names territories: the whole code, its parts, and names of every level.

The headers stand in `territory_headers`; how columns and cells are matched is the business of `tables`.
"""

from collections.abc import Sequence

from clrisk_site.figures.message import says
from clrisk_site.places import territory_headers as headers
from clrisk_site.places.models import Level
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.wording import plain

TERRITORY = "territory"


def territory_columns(
    levels: Sequence[Level], *, levels_wanted: Sequence[str] = (), required: bool = True
) -> tuple[Column, ...]:
    """Return the columns that name one territory per row, for an import of any kind.

    Parameters
    ----------
    levels : sequence of Level
        All levels of the country, the country itself first.
    levels_wanted : sequence of str
        Codes of the levels that the rows may be of; any level below the country when empty.
    required : bool
        Whether every row must name a territory.

    Returns
    -------
    tuple of Column
        ``territory``, which the prepared frame holds as a path; then for each level from the top
        ``territory_name_1``, ``territory_code_1`` and so on, which only help to find it and are not in the
        frame.
    """
    below = [level for level in levels if level.depth > 0]
    wanted = [level for level in below if not levels_wanted or level.code in levels_wanted]
    reached = [level for level in below if level.depth <= max(one.depth for one in wanted)]
    whole = Column(
        TERRITORY,
        says("Territory"),
        Kind.TERRITORY,
        required=required,
        synonyms=tuple(
            dict.fromkeys(
                (*headers.WHOLE, *_of_levels(headers.WHOLE_CODES, reversed(reached)), *headers.LAST_WHOLE)
            )
        ),
        by_name=headers.ANY_NAME,
        levels=tuple(levels_wanted),
        tags=(*(f"#adm{level.depth}+code" for level in reversed(reached)), "#geo+code", "#loc+code"),
        example="07101" if levels[0].country == "MX" else "",
    )
    lengths = {level.depth: level.code_length for level in levels}
    helping = []
    for level in reached:
        helping.append(_name(level))
        helping.append(_part(level, level.code_length - lengths.get(level.depth - 1, 0)))
    return (whole, *helping)


def _name(level: Level) -> Column:
    return Column(
        f"{TERRITORY}_name_{level.depth}",
        says("%(level)s: name", level=str(level)),
        Kind.TEXT,
        synonyms=_names_of(level),
        tags=(f"#adm{level.depth}+name", f"#adm{level.depth}"),
        narrows=TERRITORY,
    )


def _part(level: Level, length: int) -> Column:
    return Column(
        f"{TERRITORY}_code_{level.depth}",
        says("%(level)s: its part of the code", level=str(level)),
        Kind.CODE,
        synonyms=headers.PARTS.get(level.code, ()),
        lengths=(length,),
        part_of=TERRITORY,
    )


def _names_of(level: Level) -> tuple[str, ...]:
    """Return the headers of its names, and what the level itself is called in each language.

    A word that offices use for the codes of a level alone, such as AGEB, is none of its names.
    """
    names = headers.NAMES.get(level.code, ())
    # By language: PostgreSQL keeps the keys of a document in an order of its own.
    words = [text for texts in (level.texts, level.plural_texts) for _, text in sorted(texts.items())]
    codes = {plain(text) for text in headers.PARTS.get(level.code, ())} - {plain(text) for text in names}
    return tuple(dict.fromkeys([*names, *(word for word in words if plain(word) not in codes)]))


def _of_levels(table: headers.ByLevel, levels: "reversed[Level]") -> tuple[str, ...]:
    return tuple(header for level in levels for header in table.get(level.code, ()))
