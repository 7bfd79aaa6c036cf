"""The form of the definition sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_groups import narrow
from clrisk_site.people.models import User
from diagnosis.actions.save_definition import save_definition
from diagnosis.definition_catalogues import HOURS_OF_A_WEEK, OLDEST
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import DefinitionSheet


class DefinitionForm(NamelessForm[DefinitionSheet]):
    """Edits a draft. A frozen sheet never reaches this form: its successor does."""

    class Meta:
        model = DefinitionSheet
        fields = ("working", "age_from", "age_to", "chores_hours", "legal", "operational", "deviations")
        labels = {
            "legal": _("Legal definition"),
            "operational": _("Operational definition"),
            "working": _("Working definition"),
            "deviations": _("How the working definition departs from the others"),
            "age_from": _("From the age of"),
            "age_to": _("To the age of"),
            "chores_hours": _("Hours per week from which chores in the own home count"),
        }
        help_texts = {
            "legal": _("What the labour law says: minimum age, hazardous work, permitted work."),
            "operational": _("How the national statistics office counts child labour."),
            "working": _("Who the diagnosis and the plan speak of, with ages and activities."),
            "deviations": _("For example: local data do not cover ages 5 to 11."),
            "age_to": _("In full years, 17 at most. Empty means that the sheet does not say it."),
            "chores_hours": _("For example 21. Empty means that no number was set, which is said as such."),
        }
        widgets = {
            **dict.fromkeys(
                ("legal", "operational", "working", "deviations"), forms.Textarea(attrs={"rows": 4})
            ),
            **narrow(3, "age_from", "age_to", "chores_hours"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("age_from", "age_to"):
            self.fields[name].widget.attrs["max"] = OLDEST

    def clean(self) -> dict[str, Any]:
        """Check the ages and hours, and refuse a second draft beside one that someone else has started."""
        cleaned = super().clean() or {}
        first, last, hours = (cleaned.get(name) for name in ("age_from", "age_to", "chores_hours"))
        for name, age in (("age_from", first), ("age_to", last)):
            if age is not None and age > OLDEST:
                self.add_error(name, _("Children are under 18. Write an age of 17 or less."))
        if first is not None and last is not None and first > last:
            self.add_error("age_to", _("The last age is below the first. Write the higher one here."))
        if hours is not None and not 1 <= hours <= HOURS_OF_A_WEEK:
            self.add_error("chores_hours", _("A week has 168 hours. Write a number from 1 to 168."))
        drafts = DefinitionSheet.objects.filter(territory=self.instance.territory, frozen_at__isnull=True)
        if self.instance.pk is None and drafts.exists():
            raise forms.ValidationError(
                _("Someone has already started a new sheet. Open it and edit it there.")
            )
        return cleaned

    def write(self, *, by: User) -> DefinitionSheet:
        """Save the draft; a new one takes over what data exist from the sheet before it."""
        expected = self.expected_version if self.instance.pk else None
        return save_definition(self.save(commit=False), by=by, expected_version=expected)
