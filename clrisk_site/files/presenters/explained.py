"""What each column of a kind of file means, in words: for templates, pages and the documentation."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from clrisk_site.tables.examples import template_columns
from clrisk_site.tables.outgoing import answers_in, header_of, owners_of, spellings_of
from clrisk_site.tables.spec import Column, ImportSpec, Kind, OpenColumns
from clrisk_site.tables.values.columns import CHOSEN
from clrisk_site.tables.wording import plain

MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class ExplainedColumn:
    """One column for a reader.

    Parameters
    ----------
    required : bool
        Whether every row must have it.
    what : str
        What may stand in its cells.
    others : tuple of str
        Other headers that are understood.
    choices : tuple of str
        The answers of a coded column, as they are written out.
    """

    label: str
    required: bool
    what: str
    example: str
    others: tuple[str, ...]
    choices: tuple[str, ...] = ()


def explain(spec: ImportSpec) -> tuple[ExplainedColumn, ...]:
    """Return the columns that a template offers, then the open ones as a whole."""
    return tuple(explain_column(column) for column in template_columns(spec))


def explain_column(column: Column) -> ExplainedColumn:
    """Return one column in the active language."""
    label = render(column.label)
    others = [text for text in column.synonyms if text.casefold() != label.casefold()]
    choices = choices_of(column)
    return ExplainedColumn(
        label,
        column.required,
        what_it_takes(column),
        example_of(column),
        tuple(others[:MOST_OTHERS]),
        choices,
    )


def choices_of(column: Column) -> tuple[str, ...]:
    """Return the answers that a cell may hold, as they are written out."""
    if column.kind is Kind.YES_NO_UNKNOWN:
        return tuple(answers_in(render).values())
    return tuple(spellings_of(column).values()) if column.kind is Kind.CHOICE else ()


def example_of(column: Column) -> str:
    """Return the example as a cell of the active language holds it."""
    if column.kind not in CHOSEN or not column.example:
        return column.example
    shown = answers_in(render) if column.kind is Kind.YES_NO_UNKNOWN else spellings_of(column)
    owners = owners_of(column)
    parts = column.example.split(";") if column.many else [column.example]
    return "; ".join(shown.get(owners.get(plain(part), ""), part.strip()) for part in parts)


def open_words(opened: OpenColumns) -> str:
    """Say how the columns are headed whose number is not fixed."""
    if opened.free and not opened.known:
        return gettext("One column for each, headed by its name.")
    if opened.free:
        return gettext("One column for each, headed by a name of the list or by its own name.")
    return gettext("One column for each, headed by a name of the list.")


def open_headers(spec: ImportSpec) -> tuple[str, ...]:
    """Return the headers of the open columns that are known."""
    opened = spec.open_columns
    if opened is None:
        return ()
    found = (opened.column(opened.field_for(code)) for code in opened.known)
    return tuple(header_of(spec, column, render) for column in found if column is not None)


def what_it_takes(column: Column) -> str:
    """Say what may stand in the cells of a column: kind, bounds, and how several are joined."""
    said = [_kind_words(column)]
    if column.kind is not Kind.PERCENT:
        said.append(_bounds(column))
    if column.many:
        said.append(gettext("Several are separated by semicolons."))
    return " ".join(part for part in said if part)


def _kind_words(column: Column) -> str:
    words = {
        Kind.TEXT: gettext("Text."),
        Kind.INTEGER: gettext("Whole number."),
        Kind.NUMBER: gettext("Number."),
        Kind.PERCENT: gettext("Per cent, from 0 to 100."),
        Kind.CHOICE: gettext("One of the answers listed."),
        Kind.YES_NO_UNKNOWN: gettext("Yes, no or unknown."),
        Kind.YEAR: gettext("Year with four digits."),
        Kind.DATE: gettext("Date, written as 2024-12-31."),
        Kind.TERRITORY: gettext("Official code of the territory, with its zeros. A name is understood too."),
        Kind.GEOMETRY: gettext("Outline, only in GeoJSON files."),
    }
    return words[column.kind] if column.kind is not Kind.CODE else _code_words(column.lengths)


def _code_words(lengths: tuple[int, ...]) -> str:
    if not lengths:
        return gettext("Code, kept as it is written.")
    said = ngettext("Code of %(lengths)s character.", "Code of %(lengths)s characters.", max(lengths))
    *most, last = [str(length) for length in lengths]
    joined = gettext("%(some)s or %(last)s") % {"some": ", ".join(most), "last": last} if most else last
    return said % {"lengths": joined}


def _bounds(column: Column) -> str:
    lower, upper = column.minimum, column.maximum
    if lower is not None and upper is not None:
        return gettext("From %(lower)s to %(upper)s.") % {"lower": _plain(lower), "upper": _plain(upper)}
    if lower is not None:
        return gettext("%(lower)s or more.") % {"lower": _plain(lower)}
    return gettext("%(upper)s or less.") % {"upper": _plain(upper)} if upper is not None else ""


def _plain(number: float) -> str:
    return f"{number:g}"
