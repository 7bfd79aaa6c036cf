"""The form that ticks one step of the desk review."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import lines
from clrisk_site.people.forms import RecordForm
from mapping.models import DeskReviewStep


class DeskReviewForm(RecordForm[DeskReviewStep]):
    """How looking for one kind of document ended, when, and what to remember of it."""

    class Meta:
        model = DeskReviewStep
        fields = ("state", "done_on", "note", "illustrative")
        labels = {
            "state": _("How did it end?"),
            "done_on": _("Date"),
            "note": _("What was gathered, and from whom"),
            "illustrative": _("Invented for a demonstration"),
        }
        help_texts = {"note": _("Offices and documents, never persons.")}
        error_messages = {
            "state": {"required": _("Choose how it ended.")},
            "done_on": {"required": _("Write the date, for example 10/06/2026.")},
        }
        widgets = {"state": forms.RadioSelect, **lines("note")}

    def clean_done_on(self) -> dt.date:
        """Refuse a day that is still to come."""
        day: dt.date = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("The date lies in the future. Write the day it happened."))
        return day
