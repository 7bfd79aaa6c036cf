"""The page of names: which place each name means, all in one form."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.spec import Option, Question

SURE = 95
"""Proposals at least that alike, in percent, stand chosen until a person changes or confirms them."""


class PlacesForm(forms.Form):
    """One choice per name; a name left open stays a question."""

    def __init__(self, questions: Sequence[Question], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.questions = {field_of(question.code): question for question in questions}
        for name, question in self.questions.items():
            choices = [
                ("", gettext("Choose one")),
                *((option.code, _words(option)) for option in question.options),
            ]
            self.fields[name] = forms.ChoiceField(
                label=written(question), choices=choices, required=False, initial=proposed(question)
            )
        name_faults(self)

    @property
    def given(self) -> list[tuple[Question, str]]:
        """The names that were answered, with the code of the answer."""
        chosen = ((question, self.cleaned_data.get(name, "")) for name, question in self.questions.items())
        return [(question, option) for question, option in chosen if option]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("No place is chosen yet. Choose one for at least one name."))
        return cleaned


def field_of(code: str) -> str:
    """Return the name of the field of a question: the same whatever other questions are open."""
    return f"place-{hashlib.blake2s(code.encode(), digest_size=8).hexdigest()}"


def written(question: Question) -> str:
    """Return the name as it stands in the file."""
    return str(question.message.params.get("name", ""))


def likeness(question: Question) -> int:
    """Return how alike the best proposal is, in percent; 0 where several places have that very name."""
    return _score(question.options[0]) if question.recommended else 0


def proposed(question: Question) -> str:
    """Return the code of the option that stands chosen; "" when a person must choose by themselves.

    One that is sure, and surer than the next.
    """
    best, second = likeness(question), max(map(_score, question.options[1:]), default=0)
    return (question.recommended or "") if best >= SURE and best > second else ""


def best_words(question: Question) -> str:
    """Return the best proposal with how alike it is; "" where several places have that very name."""
    return _words(question.options[0]) if question.recommended else ""


def _score(option: Option) -> int:
    score = option.explanation.params.get("score", 0) if option.explanation else 0
    return score if isinstance(score, int) else 0


def _words(option: Option) -> str:
    label = render(option.label)
    return f"{label} · {render(option.explanation)}" if option.explanation else label
