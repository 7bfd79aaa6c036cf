"""The form of one catalogue entry in a country: texts in four languages, typed values, active or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.adaptations.actions.write_entry import write_entry
from clrisk_site.adaptations.models import Adaptation
from clrisk_site.adaptations.queries.country_catalogue import CountryEntry
from clrisk_site.catalogue.fields import ChoiceField, Field, Label, NumberField
from clrisk_site.catalogue.registry import Catalogue, find_catalogue
from clrisk_site.catalogue.texts import LANGUAGES
from clrisk_site.catalogue.uses import used_where
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User

LONGEST_NAME = 300
LONGEST_MORE = 2000
REQUIRED_LANGUAGE = "es"
LANGUAGE_NAMES: dict[str, Label] = {
    "es": _("Spanish"),
    "en": _("English"),
    "pt": _("Portuguese"),
    "fr": _("French"),
}


@dataclass(frozen=True)
class TextGroup:
    """One text in its languages, side by side."""

    title: str
    fields: tuple[BoundField, ...]


class EntryForm(RecordForm[Adaptation]):
    """What a country says of one entry. Spanish must be there; other languages fall back to it."""

    class Meta:
        model = Adaptation
        fields: list[str] = []

    def __init__(self, *args: Any, entry: CountryEntry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        catalogue = find_catalogue(self.instance.catalogue)
        if catalogue is None:
            raise LookupError(self.instance.catalogue)
        self.catalogue: Catalogue = catalogue
        self.entry = entry
        self._typed = entry.fields if entry else catalogue.fields
        self._add_texts()
        self._add_values()
        self.fields["active"] = forms.BooleanField(
            label=_("In use in this country"),
            help_text=_("An entry that is set aside is offered nowhere in the country."),
            required=False,
        )
        self.initial["active"] = self.instance.active
        self.order_fields(self._order())

    def _order(self) -> Iterable[str]:
        return [name for name in self.fields if name != "active"] + ["active"]

    def _add_texts(self) -> None:
        self._add_languages("text_", "texts", self._name_label, LONGEST_NAME, rows=2)
        if self.catalogue.more_label:
            self._add_languages("more_", "explanations", self.catalogue.more_label, LONGEST_MORE, rows=4)

    def _add_languages(self, prefix: str, key: str, label: Label, longest: int, *, rows: int) -> None:
        stored = self._stored()[key]
        for language in LANGUAGES:
            name = f"{prefix}{language}"
            self.fields[name] = forms.CharField(
                # Each label is whole, since errors and differences are read apart from their group.
                label=f"{label} · {LANGUAGE_NAMES[language]}",
                required=name == f"text_{REQUIRED_LANGUAGE}",
                max_length=longest,
                widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
                error_messages=_text_errors(longest),
            )
            self.initial[name] = stored.get(language, "")

    @property
    def _name_label(self) -> Label:
        return self.catalogue.name_label or _("Name")

    def _add_values(self) -> None:
        for one in self._typed:
            self.fields[f"value_{one.code}"] = _field_for(one)
            self.initial[f"value_{one.code}"] = _shown(self._stored()["values"].get(one.code))

    def _stored(self) -> dict[str, dict[str, Any]]:
        """What the form opens with: the country's own words where they hold, else the shipped ones."""
        instance = self.instance
        if instance.pk and (instance.in_force or self.entry is None or self.entry.shipped is None):
            return {
                "texts": instance.texts,
                "explanations": instance.explanations,
                "values": instance.values,
            }
        if self.entry and self.entry.shipped:
            return self.entry.shipped.content
        return {"texts": {}, "explanations": {}, "values": {}}

    @property
    def text_groups(self) -> tuple[TextGroup, ...]:
        """The texts, each in its four languages."""
        groups = [TextGroup(str(self._name_label), self._of("text_"))]
        if self.catalogue.more_label:
            groups.append(TextGroup(str(self.catalogue.more_label), self._of("more_")))
        return tuple(groups)

    @property
    def other_fields(self) -> tuple[BoundField, ...]:
        """What is no text: code of a new entry, typed values, active or not."""
        first = ("code",) if "code" in self.fields else ()
        values = tuple(name for name in self.fields if name.startswith("value_"))
        return tuple(self[name] for name in (*first, *values, "active"))

    def _of(self, prefix: str) -> tuple[BoundField, ...]:
        return tuple(self[f"{prefix}{language}"] for language in LANGUAGES)

    def clean_active(self) -> bool:
        """Refuse to set aside what is in use, and say where it is."""
        active = bool(self.cleaned_data["active"])
        if active or not self.instance.active or not self.instance.code:
            return active
        if self.catalogue.model is None:
            raise forms.ValidationError(_("The software needs this entry. It may be worded, not set aside."))
        used = used_where(self.catalogue.code, self.instance.code, self.instance.territory.country)
        if used:
            where = "; ".join(f"{label}: {number}" for label, number in used)
            words = gettext("It is in use (%(where)s). Change those records first.")
            raise forms.ValidationError(words % {"where": where})
        return active

    def write(self, *, by: User) -> Adaptation:
        """Save the entry as it was typed, in force and compared with the shipped one of today."""
        row, data = self.instance, self.cleaned_data
        row.texts = self._typed_texts("text_")
        row.explanations = self._typed_texts("more_")
        row.values = {one.code: _stored_value(one, data[f"value_{one.code}"]) for one in self._typed}
        row.active, row.in_force = data["active"], True
        row.based_on = self.entry.shipped.content if self.entry and self.entry.shipped else None
        return write_entry(row, by=by, expected_version=self.expected_version)

    def _typed_texts(self, prefix: str) -> dict[str, str]:
        typed = {language: self.cleaned_data.get(f"{prefix}{language}", "") for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}


def _text_errors(longest: int) -> dict[str, str]:
    return {
        "required": gettext("Write the text in Spanish: the other languages fall back to it."),
        "max_length": gettext("Write at most %(longest)s characters. It has %%(show_value)d.")
        % {"longest": longest},
    }


def _field_for(one: Field) -> forms.Field:
    if isinstance(one, NumberField):
        outside = gettext("The number is outside its limits. %(limits)s") % {"limits": one.limits}
        outside = outside.replace("%", "%%")  # Django fills it in once more, and the unit may be %.
        return forms.IntegerField(
            label=str(one.label),
            help_text=one.limits,
            required=not one.optional,
            min_value=one.least,
            max_value=one.most,
            error_messages={
                "min_value": outside,
                "max_value": outside,
                "invalid": gettext("Write a whole number. %(limits)s") % {"limits": one.limits},
            },
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        )
    if isinstance(one, ChoiceField):
        choices = [(code, str(words)) for code, words in one.choices]
        return forms.ChoiceField(label=str(one.label), choices=choices, widget=forms.RadioSelect)
    yes_no = [("yes", _("Yes")), ("no", _("No"))]
    return forms.ChoiceField(label=str(one.label), choices=yes_no, widget=forms.RadioSelect)


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _stored_value(one: Field, typed: Any) -> Any:
    if isinstance(one, NumberField | ChoiceField):
        return typed
    return typed == "yes"
