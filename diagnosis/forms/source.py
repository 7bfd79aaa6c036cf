"""The form of a statistical source: what it is, and what it can tell of child labour."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.fields import YearField
from clrisk_site.people.form_groups import FieldGroup, FieldRow, FieldTable, Group, grouped_fields, narrow
from diagnosis.capabilities import CAPABILITY_LABELS
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import StatisticalSource
from diagnosis.queries.sources import edition_of

_OLDEST = 120


class SourceForm(NamelessForm[StatisticalSource]):
    """One edition of a survey, census or register at one level."""

    NAMES_PASS = ("name", "producer")

    year = YearField(
        label=_("Year of the data"), required=False, help_text=_("Leave it empty when it is not known.")
    )

    class Meta:
        model = StatisticalSource
        fields = (
            "name",
            "producer",
            "level",
            "year",
            "age_from",
            "age_to",
            *CAPABILITY_LABELS,
            "url",
            "note",
        )
        labels = {
            "name": _("Name of the source"),
            "producer": _("Who published it"),
            "level": _("Level that its numbers describe"),
            "age_from": _("Youngest age covered"),
            "age_to": _("Oldest age covered"),
            "url": _("Web address"),
            "note": _("What to know before using it"),
            **CAPABILITY_LABELS,
        }
        help_texts = {
            "name": _("Without the year, for example: Child labour module of the employment survey."),
            "level": _("The smallest level for which it publishes numbers, not the place of the office."),
            "age_to": _("Leave it empty when it covers all ages from the youngest on."),
        }
        widgets = {
            "level": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
            **narrow(3, "age_from", "age_to"),
        }

    @property
    def groups(self) -> list[FieldGroup]:
        """Return the fieldsets: what it is, what it can tell, and where it is found."""
        what, where = grouped_fields(
            self,
            (
                Group(_("The source"), ("name", "producer", "level", "year", "age_from", "age_to")),
                Group(_("Where it is found"), ("url", "note")),
            ),
        )
        rows = [FieldRow(str(label), [self[name]]) for name, label in CAPABILITY_LABELS.items()]
        hint = _("“Not known yet” is an answer. Choose it where nobody has looked at the questionnaire.")
        table = FieldTable("", (_("Question"), _("Can it tell?")), rows)
        return [what, FieldGroup(_("What it can tell"), (), hint, table), where, *self.box_groups]

    def clean(self) -> dict[str, Any]:
        """Check the ages, and refuse the same edition twice however its name is typed."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("age_from"), cleaned.get("age_to")
        for name, age in (("age_from", first), ("age_to", last)):
            if age is not None and age > _OLDEST:
                self.add_error(name, _("Write the age in full years, for example 17."))
        if first is not None and last is not None and first > last:
            self.add_error("age_to", _("The oldest age is below the youngest. Write the higher one here."))
        title, level = cleaned.get("name"), cleaned.get("level")
        if title and level and "year" in cleaned and self._is_known(title, level, cleaned["year"]):
            words = gettext("«%(name)s» of this year and level is recorded already. Edit that one.")
            self.add_error("name", words % {"name": title})
        return cleaned

    def _is_known(self, name: str, level: str, year: int | None) -> bool:
        others = StatisticalSource.objects.filter(territory=self.instance.territory, level=level)
        known = others.exclude(pk=self.instance.pk).values_list("name", "year")
        return edition_of(name, year) in (edition_of(*one) for one in known)
