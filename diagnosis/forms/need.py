"""The form of how many children a factor concerns in one place: a count, never a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Need


class NeedForm(NamelessForm[Need]):
    """A number with its source. Where nothing is known there is no record, never a zero."""

    NAMES_PASS = ("source",)

    class Meta:
        model = Need
        fields = ("children", "lower", "upper", "basis", "year", "source")
        labels = {
            "children": _("Girls, boys and adolescents concerned"),
            "lower": _("Lower end of the interval"),
            "upper": _("Upper end of the interval"),
            "basis": _("How the number came to be"),
            "year": _("Year"),
            "source": _("Source"),
        }
        help_texts = {
            "children": _("Of 5 to 17 years. A number only; lists of persons have no place here."),
            "source": _("Producer and title, or how it was estimated."),
        }
        widgets = {
            "basis": forms.RadioSelect,
            **dict.fromkeys(
                ("children", "lower", "upper", "year"),
                forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Check the interval, and that nobody recorded the same place meanwhile."""
        cleaned = super().clean() or {}
        own = self.instance
        taken = Need.objects.filter(territory=own.territory, factor=own.factor, zone=own.zone)
        if own.pk is None and taken.exists():
            raise forms.ValidationError(_("Someone has just recorded this number. Open it again to edit it."))
        children, lower, upper = (cleaned.get(name) for name in ("children", "lower", "upper"))
        if (lower is None) != (upper is None):
            missing = "lower" if lower is None else "upper"
            self.add_error(missing, _("An interval has two ends. Write both or leave both empty."))
        elif (
            lower is not None
            and upper is not None
            and children is not None
            and not lower <= children <= upper
        ):
            self.add_error("children", _("The number must lie inside its interval."))
        return cleaned
