"""The form in which the answers of an owner are decided: each accepted or refused, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mapping.actions.decide_changes import Decision


class Verdict(models.TextChoices):
    """What can be done with an answer."""

    LATER = "", pgettext_lazy("decision on an answer", "Later")
    ACCEPT = "accept", pgettext_lazy("decision on an answer", "Accept")
    REFUSE = "refuse", pgettext_lazy("decision on an answer", "Refuse")


@dataclass(frozen=True)
class Question:
    """One decision: on a single answer, or on all those that confirm what is recorded."""

    key: str
    label: str
    changes: tuple[int, ...]


SAME = "same"
"""The key of the question about all answers that confirm what is recorded."""


class DecisionForm(forms.Form):
    """One decision per question. `seen` is the version of the record that stands beside the answers."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"verdict_{question.key}"] = forms.ChoiceField(
                label=gettext("Decision on: %(fact)s") % {"fact": question.label},
                choices=Verdict.choices,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                initial=Verdict.LATER,
                required=False,
            )
            self.fields[f"reason_{question.key}"] = forms.CharField(
                label=_("Reason"),
                help_text=_("Whoever proposed it reads it. A refusal needs one."),
                max_length=300,
                required=False,
            )
            self.fields[f"document_{question.key}"] = forms.CharField(
                label=_("Document that confirms it"),
                help_text=_("Leave it empty to accept it as a claim."),
                max_length=300,
                required=False,
            )

    def fields_of(self, key: str) -> list[forms.BoundField]:
        """Return the fields of one question."""
        return [self[f"{name}_{key}"] for name in ("verdict", "reason", "document")]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of each refusal, and for a decision at all."""
        data = super().clean() or {}
        decided = False
        for question in self.questions:
            verdict = data.get(f"verdict_{question.key}")
            decided = decided or bool(verdict)
            if verdict == Verdict.REFUSE and not data.get(f"reason_{question.key}"):
                words = gettext("Say why it is refused. Whoever proposed it reads the reason.")
                self.add_error(f"reason_{question.key}", words)
        if not decided and not self.errors:
            self.add_error(None, gettext("Nothing was decided. Accept or refuse at least one answer."))
        return data

    @property
    def decisions(self) -> dict[int, Decision]:
        """Key of the change to what was decided; those that wait are left out."""
        data = self.cleaned_data
        return {
            pk: Decision(
                accepted=data[f"verdict_{question.key}"] == Verdict.ACCEPT,
                reason=data[f"reason_{question.key}"],
                document=data[f"document_{question.key}"],
            )
            for question in self.questions
            if data[f"verdict_{question.key}"]
            for pk in question.changes
        }
