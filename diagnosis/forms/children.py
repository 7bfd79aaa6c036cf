"""The form that estimates children by area: which column holds the persons, and the share of 5 to 17."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.fields import PercentField
from diagnosis.queries.persons_of_areas import PersonsOfAreas


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

    def __init__(self, *args: Any, persons_of_areas: Sequence[PersonsOfAreas], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    @property
    def chosen(self) -> PersonsOfAreas:
        """The numbers of persons that were chosen."""
        return self.columns[self.cleaned_data["persons"]]
