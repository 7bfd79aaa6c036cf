"""The page of names as it is shown: the surest proposals first, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.forms.places import PlacesForm, best_words, field_of, likeness, proposed, written
from clrisk_site.tables.matching.named import PLACE
from clrisk_site.tables.spec import Question

MOST_NAMES = 60


@dataclass(frozen=True)
class NameRow:
    """One name as written, the rows that wait for it, and the choice; `state` says how sure it is."""

    written: str
    rows: str
    field: forms.BoundField
    is_proposed: bool
    state: str
    best: str


@dataclass(frozen=True)
class ConfirmedName:
    """A name that was answered, and what can be asked again."""

    code: str
    question: str
    answer: str


def place_questions(questions: Sequence[Question]) -> list[Question]:
    """Return the questions about names, the surest first, then those with most rows."""
    asked = [question for question in questions if question.code.startswith(f"{PLACE}:")]
    return sorted(asked, key=lambda question: (-likeness(question), -question.rows, question.code))


def name_rows(form: PlacesForm) -> list[NameRow]:
    """Return the rows of the table."""
    return [
        NameRow(
            written(question),
            grouped(question.rows),
            form[field_of(question.code)],
            bool(proposed(question)),
            _state(question),
            best_words(question),
        )
        for question in form.questions.values()
    ]


def names_lead(open_ones: Sequence[Question]) -> str:
    """Say how many names wait, and for how many rows."""
    sure = sum(bool(proposed(question)) for question in open_ones)
    rows = sum(question.rows for question in open_ones)
    names = ngettext(
        "%(count)s name is not written as the official one.",
        "%(count)s names are not written as the official ones.",
        len(open_ones),
    ) % {"count": grouped(len(open_ones))}
    waiting = ngettext("%(count)s row waits for it.", "%(count)s rows wait for them.", rows) % {
        "count": grouped(rows)
    }
    proposals = ngettext(
        "%(count)s has a proposal that is nearly the same.",
        "%(count)s have a proposal that is nearly the same.",
        sure,
    ) % {"count": grouped(sure)}
    return " ".join([names, waiting, proposals] if sure else [names, waiting])


def confirmed_names(said: Mapping[str, Sequence[str]]) -> list[ConfirmedName]:
    """Return what was answered about names before."""
    return [ConfirmedName(code, *words[:2]) for code, words in said.items() if code.startswith(f"{PLACE}:")]


def confirmed_words(count: int) -> str:
    """Say how many names were confirmed just now."""
    return ngettext("%(count)s name was confirmed.", "%(count)s names were confirmed.", count) % {
        "count": grouped(count)
    }


def _state(question: Question) -> str:
    if proposed(question):
        return gettext("Proposed")
    return gettext("Choose") if likeness(question) else gettext("Several of that name")
