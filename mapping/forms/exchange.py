"""The form for a file of the whole mapping: a workbook, or a service directory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from mapping.models import Sector

ACCEPT = ".xlsx,.zip"


class ExchangeFileForm(forms.Form):
    """What the file is called where it comes from, and the file. It stands last, as files do here."""

    name = forms.CharField(
        label=_("Name of the directory"),
        max_length=200,
        required=False,
        help_text=_(
            "Only for a service directory. With the same name it is updated, and its rows are not doubled."
        ),
    )
    sector = forms.ChoiceField(
        label=_("What its new organizations are"),
        choices=Sector.choices,
        initial=Sector.CIVIL_SOCIETY,
        help_text=_("Only for a service directory, which does not say it. You may change each one later."),
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("The workbook of the mapping (.xlsx), or a ZIP with the CSV tables of a directory."),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["sector"].required = False
        name_faults(self)
