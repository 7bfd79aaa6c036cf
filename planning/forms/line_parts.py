"""Parts of an action line: activities, indicators, and the exception to the resource rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from planning.actions.exceptions import withdraw_approval
from planning.models import ActionLine, Indicator, LineActivity


class ActivityForm(RecordForm[LineActivity]):
    """One dated step."""

    class Meta:
        model = LineActivity
        fields = ("title", "starts_on", "ends_on", "responsible")
        labels = {
            "title": _("What happens"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "responsible": _("Post that answers for it"),
        }
        help_texts = {"responsible": _("A post, not a person: head of programmes, DIF.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The activity ends before it starts."))
        return cleaned


class IndicatorForm(RecordForm[Indicator]):
    """One measure. An empty baseline means "to register" and asks how it will be obtained."""

    class Meta:
        model = Indicator
        fields = (
            "name",
            "unit",
            "baseline",
            "baseline_year",
            "baseline_plan",
            "target",
            "target_on",
            "means_of_verification",
            "every",
        )
        widgets = {
            "baseline": forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
            "baseline_year": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            "target": forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
        }
        labels = {
            "name": _("Indicator"),
            "unit": _("Unit"),
            "baseline": _("Baseline"),
            "baseline_year": _("Year of the baseline"),
            "baseline_plan": _("How the baseline will be obtained"),
            "target": _("Target"),
            "target_on": _("Day of the target"),
            "means_of_verification": _("Means of verification"),
            "every": _("Measured every"),
        }
        help_texts = {
            "unit": _("For example: girls, places, percent."),
            "baseline": _("Leave it empty while it is not known. An empty baseline is not zero."),
            "means_of_verification": _("A register of counts. Never a list of names."),
            "every": _("For example: quarter."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("baseline") is not None and cleaned.get("baseline_year") is None:
            self.add_error("baseline_year", _("Write the year that the baseline speaks of."))
        return cleaned


class ExceptionForm(RecordForm[ActionLine]):
    """Why a line rests on something else than an eligible offer, and how it will be paid."""

    class Meta:
        model = ActionLine
        fields = ("exception_reason", "exception_funding_plan")
        widgets = {
            "exception_reason": forms.Textarea(attrs={"rows": 4}),
            "exception_funding_plan": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {
            "exception_reason": _("Why an exception is needed"),
            "exception_funding_plan": _("Funding plan"),
        }
        help_texts = {
            "exception_funding_plan": _("Source, amount and date. Without it the authority cannot approve.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("exception_reason", "exception_funding_plan"):
            self.fields[field].required = True

    def save(self, commit: bool = True) -> ActionLine:  # noqa: FBT001, FBT002 - Django's signature
        if self.has_changed():
            withdraw_approval(self.instance)
        return super().save(commit)
