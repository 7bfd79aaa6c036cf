"""Forms of an institution as an actor of one municipality, and of a kind of actor that nobody found."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup, Group, choose_known, grouped_fields, lines
from clrisk_site.people.forms import RecordForm
from mapping.models import ActorKind, ActorProfile, ActorRole, NoneFound
from mapping.queries.actor_kinds import recorded_of
from mapping.score_words import SCORE_CHOICES

_GROUPS = (
    Group(_("Presence"), ("covers", "has_contact_staff", "child_labour_actions")),
    Group(
        _("Influence and interest"),
        ("influence", "interest", "source"),
        _("Judge from what was read or heard. What nobody has judged stays open; it is never zero."),
    ),
    Group(_("What moves it and what it can bring"), ("incentives", "capabilities", "roles_offered")),
    Group(_("Notes of the team"), ("notes", "illustrative")),
)


def _score(label: Any, hint: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=SCORE_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        label=label,
        help_text=hint,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )


class ActorForm(RecordForm[ActorProfile]):
    """What an institution means here. Notes of the team are asked of those only who may read them."""

    influence = _score(_("Influence"), _("How far it can move, or stop, an intervention here."))
    interest = _score(_("Interest"), _("How much preventing child labour matters to it."))
    roles_offered = forms.MultipleChoiceField(
        choices=ActorRole.choices,
        required=False,
        label=_("Role that it offers"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ActorProfile
        fields = tuple(name for group in _GROUPS for name in group.names)
        labels = {
            "covers": _("Territory that it covers"),
            "has_contact_staff": _("Does it have staff who see the population all the time?"),
            "child_labour_actions": _("What it does about child labour"),
            "source": _("What the judgement rests on"),
            "incentives": _("What it gains by taking part"),
            "capabilities": _("What it is able to do"),
            "notes": _("Notes"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "covers": _("For example: the whole municipality, or the markets of the centre."),
            "has_contact_staff": _("Teachers, health workers, inspectors, promoters: they notice first."),
            "source": _("For example: interview of 10/06/2026, or its annual report."),
            "notes": _("Only posts of the municipality read them. They are in no document or export."),
        }
        widgets = {
            **choose_known("has_contact_staff"),
            **lines("child_labour_actions", "incentives", "capabilities", "notes"),
        }

    def __init__(self, *args: Any, reads_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reads_notes:
            del self.fields["notes"]

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form."""
        shown = (
            Group(group.title, tuple(name for name in group.names if name in self.fields), group.hint)
            for group in _GROUPS
        )
        return grouped_fields(self, shown)


class NoneFoundForm(RecordForm[NoneFound]):
    """That actors of one kind were looked for, where, and until when."""

    class Meta:
        model = NoneFound
        fields = ("searched", "confirmed_on")
        labels = {"searched": _("Where they were looked for"), "confirmed_on": _("Date")}
        help_texts = {
            "searched": _("Directories, web pages, people asked. The next person begins where you ended."),
        }
        error_messages = {
            "searched": {"required": _("Write where they were looked for, for example: state directory.")},
            "confirmed_on": {"required": _("Write the date, for example 10/06/2026.")},
        }
        widgets = lines("searched")

    def clean_confirmed_on(self) -> dt.date:
        date: dt.date = self.cleaned_data["confirmed_on"]
        if date > timezone.localdate():
            raise forms.ValidationError(gettext("The date lies in the future. Write the day it happened."))
        return date

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = ActorKind(self.instance.kind)
        recorded = recorded_of(self.instance.territory, kind)
        if recorded is not None:
            self.add_error(
                None,
                gettext("%(institution)s is recorded, and it is of this kind. So one was found.")
                % {"institution": recorded.name},
            )
        return data
