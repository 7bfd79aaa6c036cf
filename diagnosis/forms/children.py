"""The form that estimates children by area: which column holds the persons, and the share of 5 to 17."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.people.fields import PercentField
from diagnosis.queries.persons_of_areas import PersonsOfAreas

LEAST_PART, MOST_PART = 0.1, 2
"""The areas of a list may be few, those of the towns alone; more than twice all children is an error."""


class ChildrenForm(forms.Form):
    """Asks for what the estimate needs; `persons` are the columns that may hold them."""

    persons = forms.ChoiceField(
        label=_("Persons of all ages in each area"),
        help_text=_("A number of persons that was imported for the areas, for example POBTOT."),
        error_messages={"required": _("Choose the numbers of persons.")},
    )
    share = PercentField(
        label=_("Share aged 5 to 17 of all persons, %"),
        help_text=_("Of the municipality; where nobody published it, of the state. For example 24.3."),
    )
    source = forms.CharField(
        label=_("Whose share it is, and its source"),
        help_text=_("For example: Chiapas, INEGI, census 2020. It is printed beside every estimate."),
        max_length=160,
        error_messages={"required": _("Say whose share it is and who published it.")},
    )

    def __init__(
        self,
        *args: Any,
        persons_of_areas: Sequence[PersonsOfAreas],
        counted: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.counted = counted
        self.columns = {one.key: one for one in persons_of_areas}
        field = self.fields["persons"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [
            ("", "—"),
            *((one.key, f"{one.name} · {one.source}, {one.year}") for one in persons_of_areas),
        ]

    def clean_share(self) -> float:
        """Refuse what cannot be the share of 13 years of age."""
        share = float(self.cleaned_data["share"])
        if not 5 <= share <= 50:
            raise forms.ValidationError(
                _("Between 5 and 50 % of a population are aged 5 to 17. Check the number.")
            )
        return share

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that make far more or far fewer children than the municipality counts."""
        cleaned = super().clean() or self.cleaned_data
        if self.counted and cleaned.get("persons") and cleaned.get("share"):
            made = self.chosen.persons * cleaned["share"] / 100
            if not self.counted * LEAST_PART <= made <= self.counted * MOST_PART:
                words = _(
                    "These numbers make %(made)s children, but the municipality counts %(counted)s. "
                    "Choose the persons of all ages."
                )
                params = {"made": grouped(made), "counted": grouped(self.counted)}
                self.add_error("persons", forms.ValidationError(words, params=params))
        return cleaned

    @property
    def chosen(self) -> PersonsOfAreas:
        """The numbers of persons that were chosen."""
        return self.columns[self.cleaned_data["persons"]]
