"""The one question that is asked now, and how many names wait on a page of their own."""

from collections.abc import Mapping
from typing import TypedDict

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import Question

PLACE = "place:"


class Answer(TypedDict):
    """One option of a question."""

    value: str
    label: str
    hint: str
    checked: bool


class Asked(TypedDict):
    """A question as `question.html` shows it."""

    title: str
    evidence: list[str]
    name: str
    options: list[Answer]


def is_place_question(code: str) -> bool:
    """Whether a question asks which place a name means; those are asked together on a page of their own."""
    return code.startswith(PLACE)


def open_questions(preview: Preview) -> list[Question]:
    """Return the questions that are asked here, one at a time."""
    return [question for question in preview.questions if not is_place_question(question.code)]


def place_questions(preview: Preview) -> list[Question]:
    """Return the questions of the page of names."""
    return [question for question in preview.questions if is_place_question(question.code)]


def ask(question: Question) -> Asked:
    """Put a question into words, the recommended answer first."""
    ordered = sorted(question.options, key=lambda option: option.code != question.recommended)
    evidence = [render(question.evidence)] if question.evidence else []
    if question.rows:
        evidence.append(
            ngettext(
                "%(count)s row waits for the answer.", "%(count)s rows wait for the answer.", question.rows
            )
            % {"count": grouped(question.rows)}
        )
    return {
        "title": render(question.message),
        "evidence": evidence,
        "name": "answer",
        "options": [
            {
                "value": option.code,
                "label": render(option.label),
                "hint": _hint(option.explanation, recommended=option.code == question.recommended),
                "checked": option.code == question.recommended,
            }
            for option in ordered
        ],
    }


def _hint(explanation: Message | None, *, recommended: bool) -> str:
    words = [gettext("recommended")] if recommended else []
    return " · ".join([*words, *([render(explanation)] if explanation else [])])


def names_title(count: int) -> str:
    """Return the next thing to do about names."""
    if not count:
        return ""
    return ngettext("%(count)s name to confirm", "%(count)s names to confirm", count) % {
        "count": grouped(count)
    }


class Given(TypedDict):
    """The answers given: question and words by code, and how many names were confirmed on their own page."""

    answers: dict[str, list[str]]
    names_answered: int


def answers_given(said: Mapping[str, list[str]]) -> Given:
    """Return what was answered, names apart."""
    answers = {code: words for code, words in said.items() if not is_place_question(code)}
    return {"answers": answers, "names_answered": len(said) - len(answers)}
