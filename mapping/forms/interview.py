"""The form of an interview: with whom, when, how, and what they agreed to."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import FieldGroup, Group, choose_known, grouped_fields, lines
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from mapping.actions.save_interview import create_interview
from mapping.models import CoordinationSpace, Institution, Interview, InterviewState, Programme
from mapping.owners import owner_paths
from mapping.queries.interviews import answers_by_programme, programmes_of

RESTRICTED = ("interviewee_name", "interviewer", "incentives", "capabilities")
"""Fields that only the municipality's own team fills in and reads."""

_TALK = Group(_("The talk"), ("institution", "state", "day", "medium", "place"))
_REASON = Group(
    _("Before the desk review"),
    ("reason_before_review",),
    _("Documents come before interviews. Leave it empty if programmes of the institution are recorded."),
)
_WHO = Group(
    _("Who speaks, and what they agree to"),
    ("interviewee_post", "interviewee_name", "interviewer", "consents_to_record", "consents_to_quote"),
    _("Posts are public. Names are seen by the municipality's team alone, and stand in no table or form."),
)
_ABOUT = Group(_("What it is about"), ("programmes", "spaces"))
_INCENTIVES = Group(
    _("Incentives and capabilities"),
    ("incentives", "capabilities"),
    _("For the municipality's team alone. They stand in no file."),
)
_REST = Group(_("Nature of the record"), ("illustrative",))


class InterviewForm(RecordForm[Interview]):
    """An interview. Its programmes are set by the desk review first, and can be changed later."""

    class Meta:
        model = Interview
        fields = (
            "institution",
            "state",
            "day",
            "medium",
            "place",
            "reason_before_review",
            "interviewee_post",
            "interviewee_name",
            "interviewer",
            "consents_to_record",
            "consents_to_quote",
            "programmes",
            "spaces",
            "incentives",
            "capabilities",
            "illustrative",
        )
        labels = {
            "state": _("How far it has come"),
            "day": _("Day"),
            "medium": _("How it is held"),
            "place": _("Place"),
            "reason_before_review": _("Why you talk before any programme is recorded"),
            "interviewee_post": _("Post of who speaks"),
            "interviewee_name": _("Name of who speaks"),
            "interviewer": _("Who asks the questions"),
            "consents_to_record": _("Do they agree to be recorded?"),
            "consents_to_quote": _("Do they agree to be quoted with their name?"),
            "incentives": _("What they gain by taking part"),
            "capabilities": _("What they can contribute"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "day": _("The day of the talk, also if it is planned."),
            "interviewee_post": _("For example: head of the scholarships department."),
            "interviewee_name": _("Only if you need it. It is erased if they withdraw."),
            "consents_to_quote": _("With a yes, the minutes that the team takes out print the name."),
        }
        widgets = {
            **choose_known("consents_to_record", "consents_to_quote"),
            **lines("incentives", "capabilities"),
        }

    def __init__(self, *args: Any, is_team: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_paths(self.instance.territory)
        self.fields["institution"] = forms.ModelChoiceField(
            Institution.objects.filter(territory__path__in=owners),
            label=_("Institution"),
            help_text=_("If it is missing, record the institution first."),
            error_messages={"required": _("Choose the institution that you talk with.")},
        )
        states = [one for one in InterviewState.choices if one[0] != InterviewState.CLOSED]
        self.fields["state"] = forms.ChoiceField(
            choices=states,
            label=self.fields["state"].label,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            initial=InterviewState.PLANNED,
        )
        self._limit(owners, is_team=is_team)

    def _limit(self, owners: list[str], *, is_team: bool) -> None:
        """Leave out what this person may not read, and what comes from the desk review by itself."""
        if not is_team:
            for name in RESTRICTED:
                del self.fields[name]
        if self.instance.pk is None:
            del self.fields["programmes"], self.fields["spaces"]
            return
        del self.fields["reason_before_review"]
        # Answers hang on the programmes of this institution; another institution is another interview.
        self.fields["institution"].disabled = True
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"})
        self.fields["programmes"] = forms.ModelMultipleChoiceField(
            Programme.objects.filter(territory__path__in=owners).order_by("name"),
            label=_("Programmes that are asked about"),
            help_text=_("Those of the institution were chosen when the interview was planned."),
            widget=boxes,
            required=False,
        )
        self.fields["spaces"] = forms.ModelMultipleChoiceField(
            CoordinationSpace.objects.filter(territory__path__in=owners),
            label=_("Coordination spaces that are asked about"),
            widget=forms.CheckboxSelectMultiple(),
            required=False,
        )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets in the order of the form, without the fields that are left out."""
        every = (_TALK, _REASON, _WHO, _ABOUT, _INCENTIVES, _REST)
        kept = [
            Group(one.title, tuple(name for name in one.names if name in self.fields), one.hint)
            for one in every
        ]
        return grouped_fields(self, [one for one in kept if one.names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_day(data.get("day"), data.get("state"))
        if self.instance.pk is None and not data.get("reason_before_review"):
            self._ask_reason(data.get("institution"))
        return data

    def clean_programmes(self) -> Any:
        """Refuse to ask no more about a programme of which answers are kept: they would vanish unseen."""
        chosen = self.cleaned_data["programmes"]
        answered = answers_by_programme(self.instance)
        lost = {programme: count for programme, count in answered.items() if programme not in chosen}
        for programme, count in lost.items():
            words = ngettext(
                "%(count)s answer on «%(programme)s» would be lost. Set it to «Not asked» first.",
                "%(count)s answers on «%(programme)s» would be lost. Set them to «Not asked» first.",
                count,
            )
            self.add_error("programmes", words % {"count": count, "programme": programme})
        return chosen

    def _ask_reason(self, institution: Institution | None) -> None:
        """Documents come before interviews (R14): without them the talk is not refused, but explained."""
        if institution is None or programmes_of(institution, self.instance.territory).exists():
            return
        words = gettext(
            "No programme of %(institution)s is recorded yet. Record one first, or write why you talk before."
        )
        self.add_error("reason_before_review", words % {"institution": institution})

    def _check_day(self, day: dt.date | None, state: str | None) -> None:
        if state != InterviewState.HELD:
            return
        if day is None:
            self.add_error("day", gettext("Write the day on which it was held."))
        elif day > timezone.localdate():
            self.add_error("day", gettext("This day has not come yet. Choose that it is planned."))

    def write(self, *, by: User) -> Interview:
        """Save the interview; a new one takes its programmes and spaces from the desk review."""
        if self.instance.pk is None:
            return create_interview(interview=self.save(commit=False), by=by)
        return super().write(by=by)
