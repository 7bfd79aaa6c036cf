"""The form of the definition sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.forms import RecordForm
from diagnosis.models import DefinitionSheet


class DefinitionForm(RecordForm[DefinitionSheet]):
    """Edits a draft. A frozen sheet never reaches this form: its successor does."""

    class Meta:
        model = DefinitionSheet
        fields = ("legal", "operational", "working", "deviations")
        labels = {
            "legal": _("Legal definition"),
            "operational": _("Operational definition"),
            "working": _("Working definition"),
            "deviations": _("How the working definition departs from the others"),
        }
        help_texts = {
            "legal": _("What the labour law says: minimum age, hazardous work, permitted work."),
            "operational": _("How the national statistics office counts child labour."),
            "working": _("Who the diagnosis and the plan speak of, with ages and activities."),
            "deviations": _("For example: local data do not cover ages 5 to 11."),
        }
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 4}))

    def clean(self) -> dict[str, Any]:
        """Refuse a second draft beside one that someone else has started."""
        cleaned = super().clean() or {}
        drafts = DefinitionSheet.objects.filter(territory=self.instance.territory, frozen_at__isnull=True)
        if self.instance.pk is None and drafts.exists():
            raise forms.ValidationError(
                _("Someone has already started a new sheet. Open it and edit it there.")
            )
        return cleaned
