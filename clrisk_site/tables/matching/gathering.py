"""Brings together the columns of a table that say one field: its own, parts of its code, names beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clrisk_site.tables.matching.settling import leading_parts, names_beside
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Column, ImportSpec, Kind
from clrisk_site.tables.wording import plain


@dataclass(frozen=True, slots=True)
class UsedColumn:
    """One field of the prepared frame, and the cells that say it.

    Parameters
    ----------
    header : str
        Under which its problems are told.
    packed : bytes or None
        Its own cells; None where only the parts of a code are there.
    names_beside : tuple of (depth, packed cells)
        Columns that name the level of that depth; 1 is below the country.
    named_depth : int or None
        Depth of the level that the header of a territory names.
    """

    column: Column
    header: str
    packed: bytes | None
    typed: bool = False
    parts: tuple[tuple[Column, bytes], ...] = ()
    names_beside: tuple[tuple[int, bytes], ...] = ()
    named_depth: int | None = None


def used_columns(spec: ImportSpec, raw: RawTable, mapping: Mapping[str, str]) -> Iterator[UsedColumn]:
    """Yield the fields that a table holds, in the order of the table; each field once.

    Parameters
    ----------
    mapping : mapping of str to str
        Header to field.
    """
    place: dict[str, int] = {}
    for number, header in enumerate(raw.headers):
        column = spec.column(mapping.get(header, ""))
        if column is not None:
            place.setdefault(column.name, number)
    seen: set[str] = set()
    for name in place:
        column = spec.column(name)
        target = spec.column(column.helps or name) if column else None
        if target is None or target.name in seen or (column and column.narrows and target.name not in place):
            continue
        seen.add(target.name)
        if target.kind is Kind.TERRITORY:
            yield _territory(spec, raw, target, place)
        else:
            number = place[target.name]
            yield UsedColumn(target, raw.headers[number], raw.packed[number], number in raw.typed)


def _territory(spec: ImportSpec, raw: RawTable, target: Column, place: Mapping[str, int]) -> UsedColumn:
    parts = leading_parts(spec, target.name, place)
    number = place.get(target.name)
    header = raw.headers[place[parts[-1].name] if number is None else number]
    return UsedColumn(
        target,
        header,
        None if number is None else raw.packed[number],
        parts=tuple((part, raw.packed[place[part.name]]) for part in parts),
        names_beside=tuple(
            (depth, raw.packed[place[name.name]])
            for depth, name in enumerate(names_beside(spec, target.name), 1)
            if name.name in place
        ),
        named_depth=None if number is None else _named_depth(spec, target, header),
    )


def _named_depth(spec: ImportSpec, target: Column, header: str) -> int | None:
    """Return the depth of the level whose names stand under such a header, None where several do."""
    written = plain(header)
    depths = [
        depth
        for depth, name in enumerate(names_beside(spec, target.name), 1)
        if written in map(plain, name.synonyms)
    ]
    return depths[0] if len(depths) == 1 else None
