"""The form in which the answers of an owner are decided: each accepted or refused, with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mapping.actions.decide_changes import Decision
from mapping.models import ProposedChange
from mapping.owner_facts import LABELS


class Verdict(models.TextChoices):
    """What can be done with an answer."""

    LATER = "", pgettext_lazy("decision on an answer", "Later")
    ACCEPT = "accept", pgettext_lazy("decision on an answer", "Accept")
    REFUSE = "refuse", pgettext_lazy("decision on an answer", "Refuse")


class DecisionForm(forms.Form):
    """One question per answer that waits. `seen` is the version of the record that stands beside them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, changes: Sequence[ProposedChange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        for change in changes:
            what = {"fact": LABELS[change.fact]}
            self.fields[f"verdict_{change.pk}"] = forms.ChoiceField(
                label=gettext("Decision on: %(fact)s") % what,
                choices=Verdict.choices,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                initial=Verdict.LATER,
                required=False,
            )
            self.fields[f"reason_{change.pk}"] = forms.CharField(
                label=_("Reason"),
                help_text=_("The owner reads it. A refusal needs one."),
                max_length=300,
                required=False,
            )
            self.fields[f"document_{change.pk}"] = forms.CharField(
                label=_("Document that confirms it"),
                help_text=_("Leave it empty to accept it as a claim."),
                max_length=300,
                required=False,
            )

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The fields of each answer by its key, for the template."""
        return [
            {
                "pk": change.pk,
                "fields": [self[f"{name}_{change.pk}"] for name in ("verdict", "reason", "document")],
            }
            for change in self.changes
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of each refusal, and for a decision at all."""
        data = super().clean() or {}
        decided = False
        for change in self.changes:
            verdict = data.get(f"verdict_{change.pk}")
            decided = decided or bool(verdict)
            if verdict == Verdict.REFUSE and not data.get(f"reason_{change.pk}"):
                self.add_error(
                    f"reason_{change.pk}", gettext("Say why it is refused. The owner reads the reason.")
                )
        if not decided and not self.errors:
            self.add_error(None, gettext("Nothing was decided. Accept or refuse at least one answer."))
        return data

    @property
    def decisions(self) -> dict[int, Decision]:
        """Key of the change to what was decided; those that wait are left out."""
        data = self.cleaned_data
        return {
            change.pk: Decision(
                accepted=data[f"verdict_{change.pk}"] == Verdict.ACCEPT,
                reason=data[f"reason_{change.pk}"],
                document=data[f"document_{change.pk}"],
            )
            for change in self.changes
            if data[f"verdict_{change.pk}"]
        }
