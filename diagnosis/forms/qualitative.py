"""The forms of qualitative work: one exercise with those who took part, by group, and one finding."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.form_groups import FieldGroup, FieldRow, FieldTable, Group, grouped_fields, lines
from clrisk_site.people.models import User
from diagnosis.actions.save_instrument import TookPart, save_instrument
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import (
    AgeBand,
    Consent,
    Factor,
    Finding,
    ParticipantGroup,
    QualitativeInstrument,
    Zone,
    ZoneStatus,
)
from diagnosis.participant_sexes import PARTICIPANT_SEXES

FREE_ROWS = 4
MOST_PERSONS = 5_000
_PARTS = ("role", "sex", "band", "persons")
_ABOUT = Group(
    _("The exercise"), ("method", "title", "held_on", "zone", "place"), _("Nobody who took part is named.")
)
_ASKED = Group(_("What was asked"), ("questions", "consent", "note"))


class InstrumentForm(NamelessForm[QualitativeInstrument]):
    """An interview, a group or the like: how, when, where, and who took part by role, sex and age."""

    class Meta:
        model = QualitativeInstrument
        fields = (*_ABOUT.names, *_ASKED.names)
        labels = {
            "method": _("Method"),
            "title": _("Title"),
            "held_on": _("Date"),
            "zone": _("Zone"),
            "place": _("Place"),
            "questions": _("Questions used"),
            "consent": _("How those who took part agreed"),
            "note": _("Note"),
        }
        help_texts = {
            "title": _("For example: group of mothers of the primary school."),
            "place": _("A neighbourhood or an institution. Never the address of a person."),
            "questions": _("As they were asked, so that somebody else can ask them again."),
            "consent": _("Children take part only if they and those who care for them agree."),
        }
        error_messages = {"held_on": {"required": _("Write the date, for example 10/06/2026.")}}
        widgets = {"method": forms.RadioSelect, "consent": forms.RadioSelect, **lines("questions", "note")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_zones(self.fields["zone"], self.instance, str(_("No zone in particular")))
        known = list(self.instance.participants.all()) if self.instance.pk else []
        self.rows = range(1, len(known) + FREE_ROWS + 1)
        for place in self.rows:
            self._add_row(place, known[place - 1] if place <= len(known) else None)

    def _add_row(self, place: int, known: ParticipantGroup | None) -> None:
        words = {"row": place}
        self.fields[f"role_{place}"] = forms.CharField(
            label=gettext("Role of group %(row)s") % words,
            initial=known.role if known else "",
            max_length=120,
            required=False,
        )
        self.fields[f"sex_{place}"] = forms.ChoiceField(
            label=gettext("Sex of group %(row)s") % words,
            choices=[("", gettext("Choose")), *PARTICIPANT_SEXES.items()],
            initial=known.sex if known else "",
            required=False,
        )
        self.fields[f"band_{place}"] = forms.ChoiceField(
            label=gettext("Age of group %(row)s") % words,
            choices=[("", gettext("Choose")), *AgeBand.choices],
            initial=known.age_band if known else "",
            required=False,
        )
        self.fields[f"persons_{place}"] = forms.IntegerField(
            label=gettext("Persons of group %(row)s") % words,
            initial=known.persons if known else None,
            min_value=1,
            max_value=MOST_PERSONS,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            required=False,
        )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fieldsets: the exercise, who took part, what was asked."""
        about, asked = grouped_fields(self, (_ABOUT, _ASKED))
        table = FieldTable(
            caption=_("One row for each role, sex and age. Leave the other rows empty."),
            columns=(_("Group"), _("Role"), _("Sex"), _("Age"), _("Persons")),
            rows=[FieldRow(str(place), [self[f"{part}_{place}"] for part in _PARTS]) for place in self.rows],
        )
        hint = _("A role and a number, never a name: for example teachers, women, 18 and over, 6.")
        return [about, FieldGroup(_("Who took part"), (), hint, table), asked, *self.box_groups]

    @property
    def took_part(self) -> list[TookPart]:
        """The rows that were filled in."""
        data = self.cleaned_data
        return [
            TookPart(*(data[f"{part}_{place}"] for part in _PARTS))
            for place in self.rows
            if data.get(f"role_{place}")
        ]

    def clean(self) -> dict[str, Any]:
        """Check that each row is whole and stands once, the consent, and the date."""
        cleaned = super().clean() or {}
        seen: set[tuple[str, ...]] = set()
        for place in self.rows:
            self._check_row(cleaned, place, seen)
        if seen and cleaned.get("consent") == Consent.NOT_NEEDED:
            self.add_error("consent", gettext("People took part. Say how they agreed, or “Not recorded”."))
        if (day := cleaned.get("held_on")) and day > timezone.localdate():
            self.add_error("held_on", gettext("This date is still to come. Write the day it was held."))
        return cleaned

    def _check_row(self, cleaned: dict[str, Any], place: int, seen: set[tuple[str, ...]]) -> None:
        given = {part: cleaned.get(f"{part}_{place}") for part in _PARTS}
        if not any(given.values()) or any(f"{part}_{place}" in self.errors for part in _PARTS):
            return
        for part, value in given.items():
            if not value:
                words = gettext("Complete this row: role, sex, age and number. Or empty all of it.")
                self.add_error(f"{part}_{place}", words)
                return
        key = (str(given["role"]).casefold(), str(given["sex"]), str(given["band"]))
        if key in seen:
            self.add_error(f"role_{place}", gettext("This group stands twice. Add the two numbers up."))
        seen.add(key)

    def write(self, *, by: User) -> QualitativeInstrument:
        """Save the exercise and those who took part in one transaction."""
        return save_instrument(
            instrument=self.save(commit=False),
            groups=self.took_part,
            by=by,
            expected_version=self.cleaned_data["version"],
        )


class FindingForm(NamelessForm[Finding]):
    """What an exercise tells of one factor, here or in one zone."""

    class Meta:
        model = Finding
        fields = ("factor", "strength", "zone", "text")
        labels = {
            "factor": _("Factor"),
            "strength": _("Direction"),
            "zone": _("Zone"),
            "text": _("What was found"),
        }
        help_texts = {
            "strength": _("What those who took part say or what was seen, not what you expected."),
            "text": _("In your own words. Who said it is told by the role, never by a name."),
        }
        error_messages = {"factor": {"required": _("Choose the factor that the finding speaks of.")}}
        widgets = {"strength": forms.RadioSelect, **lines("text", rows=5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factor, own = self.fields["factor"], self.instance
        assert isinstance(factor, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        factor.queryset = offered(
            Factor, own.territory.country, also=[own.factor_id] if own.factor_id else ()
        )
        _offer_zones(self.fields["zone"], own, str(_("The whole municipality")))


def _offer_zones(field: forms.Field, record: QualitativeInstrument | Finding, none: str) -> None:
    """Offer the zones in use, and the one that the record names already."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
    in_use = ~Q(status=ZoneStatus.DROPPED) | Q(pk=record.zone_id)
    field.queryset = Zone.objects.filter(in_use, territory=record.territory)
    field.empty_label = none
