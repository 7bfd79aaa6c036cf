"""Forms of an information request: what is asked, the sending, a reminder, the answer, and sharing it."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import lines
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.actions.follow_request import answer_request, send_request, share_request
from diagnosis.asking_for_persons import asks_for_persons
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import InformationRequest, RequestAnswer, RequestReminder
from diagnosis.queries.information_requests import ANSWERED, GIVEN, due_date, routes_for
from diagnosis.queries.sharing_places import places_to_share_with

QUALITY = [
    ("", _("Not judged yet")),
    (0, _("0: cannot be used")),
    (1, _("1: hardly usable")),
    (2, _("2: usable with limits")),
    (3, _("3: good")),
    (4, _("4: complete and documented")),
]


MOST_YEARS, MOST_AHEAD = 10, 3
"""Years that a request may lie back, and an answer be waited for; beyond, the year was mistyped."""


def _not_ahead(form: forms.BaseForm, name: str, day: dt.date | None) -> None:
    """Refuse a day that has not come yet, or whose year can only be a slip."""
    if day is not None and day.year < timezone.localdate().year - MOST_YEARS:
        form.add_error(name, gettext("This day lies very far back. Check its year."))
    if day is not None and day > timezone.localdate():
        form.add_error(name, gettext("This day has not come yet. Write the day on which it happened."))


class RequestForm(NamelessForm[InformationRequest]):
    """What is asked of whom, by which route. The route stays once the request was sent."""

    class Meta:
        model = InformationRequest
        fields = (
            "dataset",
            "holder",
            "level",
            "route",
            "purpose",
            "legal_basis",
            "next_action",
            "illustrative",
        )
        labels = {
            "dataset": _("Data that you ask for"),
            "holder": _("Who holds them"),
            "level": _("Level of the data"),
            "route": _("Route"),
            "purpose": _("What they are for"),
            "legal_basis": _("Legal basis"),
            "next_action": _("Next action"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {
            "dataset": _("For example: enrolment by school and sex, 2024. Ask for counts, never for names."),
            "holder": _("The institution that answers, for example the state ministry of education."),
            "route": _("In the first city the transparency platform worked best."),
            "purpose": _("One or two sentences. They stand in the letter."),
            "legal_basis": _("Leave it empty to cite the one of the route."),
            "next_action": _("What your team does next, and who."),
        }
        error_messages = {
            "dataset": {"required": _("Write which data you ask for.")},
            "holder": {"required": _("Write the institution that holds the data.")},
            "level": {"required": _("Choose the level that the data describe.")},
            "route": {"required": _("Choose by which route you ask.")},
        }
        widgets = {"level": forms.RadioSelect, "route": forms.RadioSelect, **lines("purpose")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sent_on is not None:
            del self.fields["route"]
            return
        known = [self.instance.route_id] if self.instance.route_id else []
        field = cast("forms.ModelChoiceField[Any]", self.fields["route"])
        field.queryset = routes_for(self.instance.territory.country, also=known)
        field.empty_label = None

    def clean_dataset(self) -> str:
        """Refuse to ask for lists of persons: that is for the body with the mandate to hold them."""
        return _without_persons(str(self.cleaned_data["dataset"]))

    def clean_purpose(self) -> str:
        """Refuse it here too: the purpose stands in the same letter."""
        return _without_persons(str(self.cleaned_data["purpose"]))


def _without_persons(text: str) -> str:
    if asks_for_persons(text):
        raise forms.ValidationError(
            gettext(
                "This asks for persons. Ask for counts by area, sex and age group instead. "
                "A list of names belongs to the body with the legal mandate to hold it."
            )
        )
    return text


class SendForm(NamelessForm[InformationRequest]):
    """When it was sent, and until when an answer is due: by the route, unless another day is named."""

    extended = forms.BooleanField(
        label=_("The holder announced an extension"),
        help_text=_("The days that the law allows in addition then count too."),
        required=False,
    )

    class Meta:
        model = InformationRequest
        fields = ("sent_on", "folio", "extended", "due_on")
        labels = {
            "sent_on": _("Sent on"),
            "folio": _("Folio or number of the letter"),
            "due_on": _("Another due date"),
        }
        help_texts = {
            "folio": _("As the platform or the registry gave it."),
            "due_on": _(
                "Only if you know better. Else it follows from the route; holidays are not known here."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].required = True
        one = self.instance
        if one.sent_on is not None and one.due_on is not None:
            self.initial["extended"] = (
                one.due_on
                == due_date(one.route, one.sent_on, extended=True)
                != due_date(one.route, one.sent_on, extended=False)
            )
            computed = due_date(one.route, one.sent_on, extended=self.initial["extended"])
            self.initial["due_on"] = None if one.due_on == computed else one.due_on
        if not one.route.in_force("extension_days", one.route.extension_days):
            del self.fields["extended"]

    def clean(self) -> dict[str, Any]:
        """Hold the days against each other."""
        cleaned = super().clean() or {}
        sent_on, due_on = cleaned.get("sent_on"), cleaned.get("due_on")
        _not_ahead(self, "sent_on", sent_on)
        if due_on and due_on.year > timezone.localdate().year + MOST_AHEAD:
            self.add_error("due_on", gettext("This day lies very far ahead. Check its year."))
        if sent_on and due_on and due_on < sent_on:
            self.add_error("due_on", gettext("An answer cannot be due before the request was sent."))
        if sent_on and self.instance.answered_on and sent_on > self.instance.answered_on:
            self.add_error("sent_on", gettext("The answer is of an earlier day. Check both days."))
        return cleaned

    def write(self, *, by: User) -> InformationRequest:
        return send_request(
            self.save(commit=False),
            extended=bool(self.cleaned_data.get("extended")),
            by=by,
            expected_version=self.expected_version,
        )


class ReminderForm(NamelessForm[RequestReminder]):
    """A reminder that was sent."""

    class Meta:
        model = RequestReminder
        fields = ("reminded_on", "note")
        labels = {"reminded_on": _("Reminded on"), "note": _("How, and what came of it")}
        help_texts = {"note": _("For example: by e-mail; they answer next week. No names of persons.")}

    def clean_reminded_on(self) -> dt.date:
        """Refuse a reminder of a request that was not sent yet."""
        day = cast("dt.date", self.cleaned_data["reminded_on"])
        sent_on = self.instance.request.sent_on
        if day > timezone.localdate():
            raise forms.ValidationError(
                gettext("This day has not come yet. Write the day on which it happened.")
            )
        if sent_on is None or day < sent_on:
            raise forms.ValidationError(gettext("The request was not sent yet on that day."))
        return day


class AnswerForm(NamelessForm[InformationRequest]):
    """What came back, in which form, and how good it is."""

    class Meta:
        model = InformationRequest
        fields = ("answer", "answered_on", "answer_format", "quality", "quality_note", "next_action")
        labels = {
            "answer": _("Answer"),
            "answered_on": _("Answered on"),
            "answer_format": _("Format"),
            "quality": _("Quality of the data"),
            "quality_note": _("Note on the quality"),
            "next_action": _("Next action"),
        }
        help_texts = {
            "answered_on": _("Leave it empty while nothing came back."),
            "answer_format": _("For example: Excel, 124 rows, with a description of its columns."),
            "quality_note": _("What the data cover, what they lack, and what they cannot tell."),
        }
        widgets = {
            "answer": forms.RadioSelect,
            "quality": forms.RadioSelect(choices=QUALITY),
            **lines("quality_note"),
        }

    def clean(self) -> dict[str, Any]:
        """An answer has a day, and only data have a quality."""
        cleaned = super().clean() or {}
        answer, day = cleaned.get("answer"), cleaned.get("answered_on")
        _not_ahead(self, "answered_on", day)
        if answer in ANSWERED and not day and "answered_on" not in self.errors:
            self.add_error("answered_on", gettext("Write the day on which the answer came."))
        if answer in (RequestAnswer.WAITING, RequestAnswer.NONE) and day:
            self.add_error("answered_on", gettext("Without an answer there is no day of it. Leave it empty."))
        if day and self.instance.sent_on and day < self.instance.sent_on:
            self.add_error("answered_on", gettext("The answer cannot be older than the request."))
        if cleaned.get("quality") is not None and answer not in GIVEN:
            self.add_error("quality", gettext("Only data that came back have a quality."))
        return cleaned

    def write(self, *, by: User) -> InformationRequest:
        return answer_request(self.save(commit=False), by=by, expected_version=self.expected_version)


class SharingForm(RecordForm[InformationRequest]):
    """The municipalities, by name, that may read an answered request."""

    shared_with = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label=_("Municipalities that may read it"),
        help_text=_(
            "They read what was asked and how it was answered, with its files that are not restricted."
        ),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "c-scroll-list"}),
        required=False,
    )

    class Meta:
        model = InformationRequest
        fields = ("shared_with",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Territory]", self.fields["shared_with"])
        field.queryset = places_to_share_with(self.instance)

    def write(self, *, by: User) -> InformationRequest:
        return share_request(
            self.save(commit=False),
            places=self.cleaned_data["shared_with"],
            by=by,
            expected_version=self.expected_version,
        )
