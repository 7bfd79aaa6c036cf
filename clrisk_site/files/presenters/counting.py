"""So many rows, values or names in the language of the moment, as the kind of file counts them."""

from django.utils.translation import ngettext, npgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.files.registry import imports
from clrisk_site.tables.counted import ENTRIES, NAMES, ROWS, VALUES, CountedAs


def counted_words(counted: CountedAs, number: int) -> str:
    """Return «7,503 values»."""
    return render(counted.message(number))


def counted_of(kind: str) -> CountedAs:
    """Return what a kind counts; rows where this version knows the kind no more."""
    found = imports.get(kind)
    return found.counted if found else ROWS


def saved_words(counted: CountedAs, number: int) -> str:
    """Say in a sentence how much was saved."""
    words = ngettext("%(what)s was saved.", "%(what)s were saved.", number)
    return words % {"what": counted_words(counted, number)}


def removed_words(counted: CountedAs, number: int) -> str:
    """Say in a sentence how much was removed."""
    words = ngettext("%(what)s was removed.", "%(what)s were removed.", number)
    return words % {"what": counted_words(counted, number)}


def from_rows_words(counted: CountedAs, number: int, rows: int) -> str:
    """Return «7,503 values from 2,501 rows»."""
    words = ngettext("%(what)s from %(rows)s row", "%(what)s from %(rows)s rows", rows)
    return words % {"what": counted_words(counted, number), "rows": grouped(rows)}


def new_words(counted: CountedAs, number: int) -> str:
    """Return «new values», to stand beside their number."""
    return {
        VALUES: npgettext("counted", "new value", "new values", number),
        ENTRIES: npgettext("counted", "new entry", "new entries", number),
        NAMES: npgettext("counted", "new name", "new names", number),
    }.get(counted) or npgettext("counted rows", "new", "new", number)
