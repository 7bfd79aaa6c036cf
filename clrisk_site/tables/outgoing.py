"""Stored rows as the table that would import them again: headers, cells, and names beside codes.

Knows no file format and no language: texts are said by a function that the caller gives.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.neutral import Value
from clrisk_site.tables.spec import Column, Context, ImportSpec, Kind
from clrisk_site.tables.values.choices import UNKNOWN, YES_NO_UNKNOWN
from clrisk_site.tables.wording import plain

if TYPE_CHECKING:
    import pandas as pd

type Say = Callable[[Message], str]

NUMBERS = frozenset({Kind.NUMBER, Kind.PERCENT})
WHOLE = frozenset({Kind.INTEGER, Kind.YEAR})
LIST_JOINT = "; "
ANSWERS = {"yes": N_("yes"), "no": N_("no"), UNKNOWN: N_("unknown")}


@dataclass(frozen=True, slots=True)
class OutgoingColumn:
    """One column as it goes out.

    Parameters
    ----------
    field : str
        The field it comes back as; empty for a column that only helps the reader.
    kind : Kind
        What its cells are, so that a workbook can keep the zeros of codes and the numbers as numbers.
    """

    header: str
    field: str
    kind: Kind
    cells: Sequence[Value]


@dataclass(frozen=True, slots=True)
class OutgoingTable:
    """The columns, all of one length."""

    columns: tuple[OutgoingColumn, ...]

    def __len__(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]

    def rows(self) -> Iterator[tuple[Value, ...]]:
        return zip(*(column.cells for column in self.columns), strict=True)


def make_outgoing(spec: ImportSpec, stored: "pd.DataFrame", context: Context, say: Say) -> OutgoingTable:
    """Return the stored rows in the shape that the spec imports.

    Parameters
    ----------
    stored : DataFrame
        As `ImportSpec.existing` returns it.
    context : Context
        Holds the territories, whose codes stand in place of their paths.
    say : callable
        From a message to the text in the reader's language.

    Returns
    -------
    OutgoingTable
        Columns in the order of the spec; those that nothing is stored for, shapes, and the columns that only
        help to find a territory are left out. Beside each territory stands its name, which is never imported.
    """
    columns: list[OutgoingColumn] = []
    for column in outgoing_columns(spec, stored.columns.tolist()):
        values = stored[column.name].tolist()
        cells = _cells(column, values, context, say)
        columns.append(OutgoingColumn(header_of(spec, column, say), column.name, column.kind, cells))
        if column.kind is Kind.TERRITORY:
            names = OutgoingColumn(say(name_header(column)), "", Kind.TEXT, _names(values, context))
            columns.append(names)
    return OutgoingTable(tuple(columns))


def outgoing_columns(spec: ImportSpec, fields: Sequence[str]) -> list[Column]:
    """Return the columns of the spec that a table of those fields goes out with."""
    fixed = [column for column in spec.columns if column.name in fields and goes_out(column)]
    named = {column.name for column in spec.columns}
    open_ones = [spec.column(field) for field in fields if field not in named]
    return fixed + [column for column in open_ones if column is not None]


def goes_out(column: Column) -> bool:
    """Whether a column can hold what is stored: no shape, and no mere help to find a territory."""
    return column.kind is not Kind.GEOMETRY and not column.helps


def header_of(spec: ImportSpec, column: Column, say: Say) -> str:
    """Return what stands above a column: its label, or for an open column the first name of its code."""
    prefix, _, code = column.name.partition(":")
    if spec.open_columns is None or prefix != spec.open_columns.prefix or not code:
        return say(column.label)
    own = [text for text in spec.open_columns.known.get(code, ()) if _leads_to(spec, text, column.name)]
    return own[0] if own else code if spec.open_columns.free else column.name


def _leads_to(spec: ImportSpec, text: str, field: str) -> bool:
    """Whether no other column goes by that text."""
    wanted = plain(text)
    for column in spec.columns:
        if wanted in {plain(column.name), plain(column.label.text), *map(plain, column.synonyms)}:
            return False
    known = spec.open_columns.known if spec.open_columns else {}
    owners = [code for code, texts in known.items() if wanted in {plain(code), *map(plain, texts)}]
    return bool(wanted) and spec.open_columns is not None and spec.open_columns.field_for(owners[0]) == field


def name_header(column: Column) -> Message:
    """Return the header of the names beside a column of codes, which is left out when the file comes back."""
    return says(N_("%(column)s: name (only to read)"), column=column.label)


def _cells(column: Column, values: list[object], context: Context, say: Say) -> list[Value]:
    write = _writer(column, context, say)
    return [None if _is_missing(value) else write(value) for value in values]


def _is_missing(value: object) -> bool:
    """Whether nothing is stored; pandas has missing values of its own, which answer no question."""
    if isinstance(value, str | tuple | list):
        return not value
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def _writer(column: Column, context: Context, say: Say) -> Callable[[object], Value]:
    if column.kind is Kind.TERRITORY:
        codes = codes_of(column, context)
        return lambda value: codes.get(str(value), str(value))
    if column.kind is Kind.CHOICE:
        return _joining(spellings_of(column))
    if column.kind is Kind.YES_NO_UNKNOWN:
        return _joining(answers_in(say))
    if column.kind in WHOLE:
        return lambda value: value if isinstance(value, int) else int(float(str(value)))
    if column.kind in NUMBERS:
        return lambda value: float(str(value))
    if column.kind is Kind.DATE:
        return lambda value: value if isinstance(value, date) else str(value)
    return _joining({})


def _joining(words: Mapping[str, str]) -> Callable[[object], Value]:
    def text(value: object) -> Value:
        parts = value if isinstance(value, tuple | list) else (value,)
        return LIST_JOINT.join(words.get(str(part), str(part)) for part in parts)

    return text


def codes_of(column: Column, context: Context) -> dict[str, str]:
    """Return path to code; where two territories of the import share a code, the path stands for itself."""
    index = context.known_territories
    if index is None:
        return {}
    codes: dict[str, str] = {}
    for code, rows in index.by_code.items():
        meant = [
            row
            for row in rows
            if row.lies_within(context.territory_path) and (not column.levels or row.level in column.levels)
        ]
        alone = len(meant) == 1 and meant[0].valid
        codes |= {row.path: code if alone else row.path for row in meant}
    return codes


def _names(paths: list[object], context: Context) -> list[Value]:
    known = context.known_territories.by_path if context.known_territories else {}
    return [known[str(path)].name if str(path) in known else None for path in paths]


def owners_of(column: Column) -> dict[str, str]:
    """Return for each spelling, made plain, the choice that it is read as."""
    owners: dict[str, str] = {}
    choices = YES_NO_UNKNOWN if column.kind is Kind.YES_NO_UNKNOWN else column.choices
    for code, texts in choices.items():
        for text in (code, *texts):
            owners.setdefault(plain(text) or text.strip(), code)
    return owners


def spellings_of(column: Column) -> dict[str, str]:
    """Return for each choice the first spelling that leads back to it."""
    owners = owners_of(column)
    shown = {}
    for code, texts in column.choices.items():
        own = [text for text in texts if owners[plain(text) or text.strip()] == code and ";" not in text]
        shown[code] = own[0] if own else code
    return shown


def answers_in(say: Say) -> dict[str, str]:
    """Return yes, no and unknown in the reader's language, where an import understands the words."""
    known = {code: {plain(text) for text in texts} for code, texts in YES_NO_UNKNOWN.items()}
    said = {code: say(says(word)) for code, word in ANSWERS.items()}
    return {code: word if plain(word) in known[code] else ANSWERS[code] for code, word in said.items()}
