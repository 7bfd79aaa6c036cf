"""The table of an offer's places by zone, sex and age, with free rows below those that are filled."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.form_groups import FieldGroup, FieldRow, FieldTable
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from diagnosis.models import Zone, ZoneStatus
from diagnosis.models.population import Sex
from mapping.actions.save_coverage_groups import save_coverage_groups
from mapping.coverage_sums import GroupRow, OfferTotals, contradiction, overlap
from mapping.models import CoverageGroup, LocalOffer

FREE_ROWS = 5
MOST_PLACES = 10_000_000
OLDEST = 120
_PARTS = ("zone", "sex", "from", "to", "places", "used")
_NUMBERS = {"from": OLDEST, "to": OLDEST, "places": MOST_PLACES, "used": MOST_PLACES}


class CoverageGroupsForm(RecordForm[LocalOffer]):
    """One row for each zone, sex and age band; a row that is emptied is removed."""

    class Meta:
        model = LocalOffer
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zones = list(
            Zone.objects.filter(territory=self.instance.territory).exclude(status=ZoneStatus.DROPPED)
        )
        known = list(CoverageGroup.objects.filter(offer=self.instance))
        self.rows = range(1, len(known) + FREE_ROWS + 1)
        for place in self.rows:
            self._add_row(place, known[place - 1] if place <= len(known) else None)

    def _add_row(self, place: int, known: CoverageGroup | None) -> None:
        words = {"row": place}
        zones = [(str(zone.pk), str(zone)) for zone in self._zones]
        self.fields[f"zone_{place}"] = forms.ChoiceField(
            label=gettext("Zone of row %(row)s") % words,
            choices=[("", gettext("Not told by zone")), *zones],
            initial=str(known.zone_id or "") if known else "",
            required=False,
        )
        self.fields[f"sex_{place}"] = forms.ChoiceField(
            label=gettext("Sex of row %(row)s") % words,
            choices=Sex.choices,
            initial=known.sex if known else Sex.ALL,
            required=False,
        )
        labels = {
            "from": gettext("From age, row %(row)s") % words,
            "to": gettext("To age, row %(row)s") % words,
            "places": gettext("Places of row %(row)s") % words,
            "used": gettext("Places used of row %(row)s") % words,
        }
        values = _values(known)
        for part, most in _NUMBERS.items():
            width = 2 if most == OLDEST else 4
            self.fields[f"{part}_{place}"] = forms.IntegerField(
                label=labels[part],
                initial=values.get(part),
                min_value=0,
                max_value=most,
                widget=forms.NumberInput(attrs={"class": f"govuk-input--width-{width}"}),
                required=False,
            )

    @property
    def groups(self) -> list[FieldGroup]:
        """The one fieldset: a table of rows."""
        heads = (_("Row"), _("Zone"), _("Sex"), _("From age"), _("To age"), _("Places"), _("Places used"))
        table = FieldTable(
            caption=_("One row for each zone, sex and age band. Empty a row to remove it."),
            columns=heads,
            rows=[FieldRow(str(place), [self[f"{part}_{place}"] for part in _PARTS]) for place in self.rows],
        )
        hint = _("Leave a number empty if it is not known. Empty never means zero.")
        return [FieldGroup(_("Places by zone, sex and age"), (), hint, table)]

    @property
    def filled(self) -> dict[int, GroupRow]:
        """Place in the table to what was typed there, for rows with any number."""
        data = self.cleaned_data
        found = {}
        for place in self.rows:
            first, last, places, used = (data.get(f"{part}_{place}") for part in _NUMBERS)
            zone, sex = data.get(f"zone_{place}"), data.get(f"sex_{place}") or Sex.ALL.value
            if any(number is not None for number in (first, last, places, used)):
                found[place] = GroupRow(int(zone) if zone else None, sex, first, last, places, used)
        return found

    def clean(self) -> dict[str, Any]:
        """Check the ages of each row, that no child is counted twice, and the sums."""
        data = super().clean() or {}
        if self.errors:
            return data
        for place, row in self.filled.items():
            self._check_row(place, row)
        rows = list(self.filled.values())
        if not self.errors:
            totals = OfferTotals(self.instance.places_per_year, self.instance.places_used, self._by_zone())
            letters = {zone.pk: zone.letter for zone in self._zones}
            wrong = overlap(rows) or contradiction(rows, totals, letters)
            if wrong is not None:
                self.add_error(None, render(wrong))
        return data

    def _check_row(self, place: int, row: GroupRow) -> None:
        if row.places is None and row.used is None:
            self.add_error(f"places_{place}", gettext("Write the places of this row, or empty its ages."))
        if (row.age_from is None) != (row.age_to is None):
            missing = "from" if row.age_from is None else "to"
            self.add_error(f"{missing}_{place}", gettext("Write both ages of this row, or neither."))
        elif row.age_from is not None and row.age_to is not None and row.age_to < row.age_from:
            self.add_error(f"to_{place}", gettext("The last age is lower than the first. Exchange them."))

    def _by_zone(self) -> dict[int, int | None]:
        return dict(self.instance.coverage.values_list("zone_id", "places"))

    def write(self, *, by: User) -> LocalOffer:
        """Store the rows in place of those that were there."""
        return save_coverage_groups(
            offer=self.instance,
            rows=list(self.filled.values()),
            by=by,
            expected_version=self.expected_version,
        )


def _values(known: CoverageGroup | None) -> dict[str, int | None]:
    if known is None:
        return {}
    return {
        "from": known.age_from,
        "to": known.age_to,
        "places": known.places,
        "used": known.places_used,
    }
