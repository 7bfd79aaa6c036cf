"""Puts messages of the mapping into sentences: numbers grouped, clauses joined, first letters raised."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message


def said(message: Message) -> str:
    """Return a message in the active language with its quantities grouped; years stay as they are."""
    params = {
        name: grouped(value) if type(value) is int and name != "year" else value
        for name, value in message.params.items()
    }
    return render(replace(message, params=params))


def all_said(messages: Sequence[Message]) -> list[str]:
    """Return several messages, each as `said` gives it."""
    return [said(message) for message in messages]


def joined(clauses: Sequence[str]) -> str:
    """Return clauses as one enumeration: "a, b and c"."""
    if len(clauses) < 2:
        return "".join(clauses)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(clauses[:-1]), "last": clauses[-1]}


def alternatives(clauses: Sequence[str]) -> str:
    """Return clauses as one choice: "a, b or c"."""
    if len(clauses) < 2:
        return "".join(clauses)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(clauses[:-1]), "last": clauses[-1]}


def capitalised(sentence: str) -> str:
    """Raise the first letter only; the rest may hold names."""
    return sentence[:1].upper() + sentence[1:]
