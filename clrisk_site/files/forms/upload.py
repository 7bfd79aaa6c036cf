"""The first step: a file, who published it, and the year it speaks of."""

import unicodedata
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.registry import ImportKind
from clrisk_site.people.form_faults import name_faults

LONGEST_NAME = 255


class UploadForm(forms.Form):
    """One file of one kind. What the file holds is judged later, by its content alone."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.geojson,.json,.txt,.tsv"}),
    )
    source = forms.CharField(
        label=_("Who published it"),
        max_length=300,
        help_text=_(
            "Producer and title, as they should be cited. For example: CONEVAL, state inventory 2018."
        ),
    )
    year = forms.IntegerField(
        label=_("Year of the data"),
        min_value=1900,
        help_text=_("Four digits, for example 2020."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, kind: ImportKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].required = kind.needs_year
        self.fields["source"].required = kind.needs_source
        name_faults(self)

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > timezone.localdate().year + 1:
            raise forms.ValidationError(_("The year lies in the future. Write the year the data speak of."))
        return year


def shown_name(name: str) -> str:
    """Return the name of a file as it may be shown: no control or direction characters, not endless."""
    visible = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf"}).strip()
    return visible[-LONGEST_NAME:] or "-"
