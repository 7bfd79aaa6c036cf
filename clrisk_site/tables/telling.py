"""What a preview says beside its counts: notes, bars of number columns, names of rows."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from clrisk_site.figures.message import N_, Message, counts
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.histograms import NUMERIC, Histogram, make_histogram
from clrisk_site.tables.naming import name_rows
from clrisk_site.tables.preview_result import ChangedCell, GoneRow
from clrisk_site.tables.spec import Column, Context, ImportSpec
from clrisk_site.tables.values.marks import DecimalMark
from clrisk_site.tables.values.parsed import Parsed

MOST_GONE = 15
_MARKS = 6


RULES = {
    DecimalMark.COMMA: N_("The comma separates decimals, the point thousands. Columns: %(columns)s."),
    DecimalMark.POINT: N_("The point separates decimals, the comma thousands. Columns: %(columns)s."),
}


def notes_of(columns: Sequence[tuple[str, Parsed]]) -> tuple[Message, ...]:
    """Return what was noticed about the columns, by header, and which marks were read as missing."""
    notes: list[Message] = []
    missing: dict[str, int] = {}
    for mark, rule in RULES.items():
        headers = [header for header, one in columns if one.decimal_mark is mark]
        if headers:
            named = ", ".join(f"«{header}»" for header in headers[:_MARKS])
            more = f" + {len(headers) - _MARKS}" if len(headers) > _MARKS else ""
            notes.append(Message(rule, {"columns": named + more}))
    for _, one in columns:
        notes += one.notes
        for written, count in one.missing.items():
            missing[written] = missing.get(written, 0) + count
    if missing:
        marks = ", ".join(f"«{mark}»" for mark in sorted(missing, key=lambda mark: -missing[mark])[:_MARKS])
        notes.append(
            counts(
                "%(count)s cell with %(marks)s was read as missing.",
                "%(count)s cells with %(marks)s were read as missing.",
                sum(missing.values()),
                marks=marks,
            )
        )
    return tuple(notes)


def histograms_of(columns: Iterable[tuple[Column, Parsed]]) -> tuple[Histogram, ...]:
    """Return the bars of each number column, in the order of the file."""
    return tuple(
        make_histogram(column, parsed.values) for column, parsed in columns if column.kind in NUMERIC
    )


def name_changes(
    spec: ImportSpec, cells: Sequence[ChangedCell], keys: Sequence[str], frame: pd.DataFrame, context: Context
) -> tuple[ChangedCell, ...]:
    """Return the changed cells with the names of their rows.

    Parameters
    ----------
    keys : sequence of str
        Of the rows of `frame` (see `make_keys`).
    """
    if not cells:
        return ()
    wanted = {cell.key for cell in cells}
    places = [place for place, key in enumerate(keys) if key in wanted]
    names: Mapping[str, str] = {
        keys[place]: " · ".join(filter(None, (row.name, row.key)))
        for place, row in zip(places, name_rows(spec, frame.iloc[places], context), strict=True)
    }
    return tuple(replace(cell, name=names[cell.key]) for cell in cells)


def gone_rows(spec: ImportSpec, gone: pd.DataFrame, context: Context) -> tuple[GoneRow, ...]:
    """Return the names of the first stored rows that the file does not hold."""
    return tuple(GoneRow(row.name, row.key) for row in name_rows(spec, gone.iloc[:MOST_GONE], context))


def mark_of_gone(spec: ImportSpec, gone: pd.DataFrame) -> str:
    """Return a short text that stands for exactly these rows."""
    if gone.empty:
        return ""
    text = "\0".join(sorted(make_keys(gone, spec.key)))
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()
