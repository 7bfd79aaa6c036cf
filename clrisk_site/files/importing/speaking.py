"""Lets a spec understand its own labels in every language of the site: what goes out must come in again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.utils.translation import get_language, override

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message, says
from clrisk_site.tables.outgoing import name_header
from clrisk_site.tables.spec import Column, ImportSpec, Kind
from clrisk_site.tables.wording import plain

PROBLEM = says("problem")
"""Heads the column of the workbook that tells what is wrong with a row."""

NOTE = says("Note (only to read)")
"""Heads the column of a template that marks its example row."""


def spoken(spec: ImportSpec) -> ImportSpec:
    """Return the spec with the label of each column, in every language, among its synonyms.

    A label names its column for certain, so it is taken away from the synonyms of all others. The names
    beside codes, and the column that tells what is wrong with a row, are never proposed for a field.
    """
    labels = {column.name: labels_of(column.label) for column in spec.columns}
    owners = {plain(label): name for name, found in labels.items() for label in found}
    columns = tuple(_speaking(column, labels[column.name], owners) for column in spec.columns)
    read_only = [name_header(column) for column in spec.columns if column.kind is Kind.TERRITORY]
    unread = [text for header in (*read_only, PROBLEM, NOTE) for text in labels_of(header)]
    return replace(spec, columns=columns, unread=(*spec.unread, *unread))


def labels_of(label: Message) -> tuple[str, ...]:
    """Return a label in the languages of the site, each wording once."""
    return _in_all_languages(partial(render, label))


def choices_in_words(
    labels: Iterable[tuple[str, object]], spellings: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the spellings of choices with their labels in front, that of the active language first.

    Parameters
    ----------
    labels : iterable of (code, text)
        As the choices of a field have them; the texts are translated when they are used.
    spellings : mapping of str to tuple of str
        What people write besides.
    """
    return {
        code: tuple(dict.fromkeys((*_in_all_languages(partial(str, label)), *spellings.get(code, ()))))
        for code, label in labels
    }


def _in_all_languages(say: Callable[[], str]) -> tuple[str, ...]:
    """Return what is said in each language of the site, the active one first, each wording once."""
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != get_language())
    found = []
    for code in codes:
        with override(code):
            found.append(say())
    return tuple(dict.fromkeys(found))


def _speaking(column: Column, labels: tuple[str, ...], owners: dict[str, str]) -> Column:
    own = [text for text in column.synonyms if owners.get(plain(text), column.name) == column.name]
    synonyms = tuple(dict.fromkeys((*labels, *own)))
    if not column.words:
        return replace(column, synonyms=synonyms)
    return replace(column, synonyms=synonyms, choices=choices_in_words(column.words.items(), column.choices))
