"""Confirms facts of a programme or offer with one document, or says that they are claimed only."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.people.writing import ConflictError
from mapping.actions.fact_evidence import LONGEST_DOCUMENT, note_facts
from mapping.fact_words import FACT_LABELS
from mapping.models import Evidence, FactOrigin, LocalOffer, Programme
from mapping.presenters.fact_values import fact_value
from mapping.presenters.support_words import support_words
from mapping.queries.fact_support import support_of


class _FactSupportForm[R: (Programme, LocalOffer)](RecordForm[R]):
    facts = forms.MultipleChoiceField(
        label=_("Which facts?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one fact.")},
    )
    state = forms.ChoiceField(
        label=_("How well are they supported?"),
        choices=Evidence.choices,
        initial=Evidence.CONFIRMED,
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label=_("Document that confirms them"),
        max_length=LONGEST_DOCUMENT,
        required=False,
        help_text=_("Title, date and page; needed to confirm. Attach the file on the page of the programme."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        support = support_of(self.instance)
        field = self.fields["facts"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [
            (fact, f"{_said(self.instance, fact)} ({support_words(known)})")
            for fact, known in support.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") == Evidence.CONFIRMED and not data.get("document"):
            self.add_error(
                "document", gettext("Name the document that confirms it, or choose that it is claimed.")
            )
        return data

    def write(self, *, by: User) -> R:
        """Note the evidence, unless somebody changed the record since it was read.

        Raises
        ------
        ConflictError
            When somebody did; nothing is changed.
        """
        stored = type(self.instance)._default_manager.get(pk=self.instance.pk)
        if stored.version != self.expected_version:
            raise ConflictError(stored)
        confirmed = self.cleaned_data["state"] == Evidence.CONFIRMED
        note_facts(
            record=self.instance,
            facts=self.cleaned_data["facts"],
            state=self.cleaned_data["state"],
            origin=FactOrigin.DESK,
            by=by,
            document=self.cleaned_data["document"] if confirmed else "",
            value_changed=True,
        )
        return self.instance


def _said(record: Programme | LocalOffer, fact: str) -> str:
    """Return a fact with its value; a count of persons is named without it, since it may be few."""
    label = str(FACT_LABELS[fact])
    if fact in record.COUNTS:
        return label
    joined = " " if label.endswith("?") else ": "
    return f"{label}{joined}{fact_value(record, fact)}"


class ProgrammeFactsForm(_FactSupportForm[Programme]):
    """Evidence of what a programme is."""

    class Meta:
        model = Programme
        fields = ()


class OfferFactsForm(_FactSupportForm[LocalOffer]):
    """Evidence of what a programme can do here."""

    class Meta:
        model = LocalOffer
        fields = ()
