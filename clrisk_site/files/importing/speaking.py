"""Lets a spec understand its own labels in every language of the site: what goes out must come in again."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import override

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from clrisk_site.tables.spec import Column, ImportSpec
from clrisk_site.tables.wording import plain


def spoken(spec: ImportSpec) -> ImportSpec:
    """Return the spec with the label of each column, in every language, among its synonyms.

    A label names its column for certain, so it is taken away from the synonyms of all others.
    """
    labels = {column.name: labels_of(column.label) for column in spec.columns}
    owners = {plain(label): name for name, found in labels.items() for label in found}
    return replace(
        spec, columns=tuple(_speaking(column, labels[column.name], owners) for column in spec.columns)
    )


def labels_of(label: Message) -> tuple[str, ...]:
    """Return a label in the languages of the site, each wording once."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(render(label))
    return tuple(dict.fromkeys(found))


def _speaking(column: Column, labels: tuple[str, ...], owners: dict[str, str]) -> Column:
    own = [text for text in column.synonyms if owners.get(plain(text), column.name) == column.name]
    return replace(column, synonyms=tuple(dict.fromkeys((*labels, *own))))
