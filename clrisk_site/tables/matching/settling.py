"""Decides what names the territory when a file has codes in parts, names of several levels, or both."""

from collections.abc import Iterator, Mapping, Sequence

from clrisk_site.tables.spec import Column, ImportSpec, Kind
from clrisk_site.tables.wording import plain


def settle_territories(
    spec: ImportSpec, headers: Sequence[str], fields: Mapping[str, str], movable: frozenset[str]
) -> dict[str, str]:
    """Return the headers whose field changes, so that each territory has its codes or else its name.

    Parameters
    ----------
    fields : mapping of str to str
        Header to field as proposed so far, "" for none.
    movable : frozenset of str
        Headers that no person has spoken of.

    Notes
    -----
    A whole code comes first, then its parts from the top, then a part without those above it (offices call
    whole codes so too), then the name of the lowest level, then any name.
    """
    changed: dict[str, str] = {}
    by_field = {field: header for header, field in fields.items() if field}
    for column in spec.columns:
        if column.kind is not Kind.TERRITORY or column.name in by_field:
            continue
        header = _standing_in(spec, column, by_field)
        if header is None and not _parts_suffice(spec, column, by_field):
            header = _any_name(column, headers, fields, movable)
        if header is not None and header in movable:
            changed[header] = column.name
    return changed


def parts_of(spec: ImportSpec, territory: str) -> list[Column]:
    """Return the columns that hold the parts of a territory's code, from the top."""
    return [column for column in spec.columns if column.part_of == territory]


def names_beside(spec: ImportSpec, territory: str) -> list[Column]:
    """Return the columns that tell its places of one name apart, from the top."""
    return [column for column in spec.columns if column.narrows == territory]


def leading_parts(spec: ImportSpec, territory: str, fields: Mapping[str, object]) -> list[Column]:
    """Return the parts that can be joined: those present, from the top, up to the first that is not."""
    leading = []
    for column in parts_of(spec, territory):
        if column.name not in fields:
            break
        leading.append(column)
    return leading


def _parts_suffice(spec: ImportSpec, column: Column, by_field: Mapping[str, str]) -> bool:
    return bool(leading_parts(spec, column.name, by_field))


def _standing_in(spec: ImportSpec, column: Column, by_field: Mapping[str, str]) -> str | None:
    """Return the header of a part or of a name that must stand for the territory itself."""
    parts, names = parts_of(spec, column.name), names_beside(spec, column.name)
    leading = len(leading_parts(spec, column.name, by_field))
    lowest_name = next(_from_below(names, by_field), None)
    if leading:
        below = lowest_name is not None and lowest_name[0] >= leading
        return lowest_name[1] if below and lowest_name else None
    lowest = next(_from_below(parts, by_field), None) or lowest_name
    return lowest[1] if lowest else None


def _from_below(columns: Sequence[Column], by_field: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for depth in reversed(range(len(columns))):
        if columns[depth].name in by_field:
            yield depth, by_field[columns[depth].name]


def _any_name(
    column: Column, headers: Sequence[str], fields: Mapping[str, str], movable: frozenset[str]
) -> str | None:
    """Return the unused header that holds a name of whatever level."""
    by_text = {plain(header): header for header in headers if header in movable and not fields[header]}
    return next((by_text[plain(text)] for text in column.by_name if plain(text) in by_text), None)
