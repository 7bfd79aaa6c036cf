"""The second step: which sheet, and in which row the headers stand."""

from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.raw import RawTable


class SheetForm(forms.Form):
    """The sheet is chosen beside the form, so that its rows can be shown first."""

    sheet = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    header_row = forms.IntegerField(
        label=_("Row with the column names"),
        min_value=1,
        help_text=_("The number that the spreadsheet shows at its left edge."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)

    @classmethod
    def for_table(cls, table: RawTable, data: Any = None) -> Self:
        """Return the form with what was found in a table."""
        found = {"sheet": table.source.sheet, "header_row": table.layout.header_row}
        return cls(data, initial=found)

    @staticmethod
    def asked(request: HttpRequest) -> dict[str, Any]:
        """Return the sheet and row that the page is asked to show, if any; nonsense asks for nothing."""
        given = request.POST if request.method == "POST" else request.GET
        found: dict[str, Any] = {}
        if given.get("sheet"):
            found = {"sheet": given["sheet"], "header_row": None}
        if given.get("header_row", "").isdecimal():
            found["header_row"] = int(given["header_row"][:7])
        return found

    @property
    def reading(self) -> dict[str, Any]:
        """What was chosen, as an upload keeps it; the sheet is None where there is only one."""
        return {
            "sheet": self.cleaned_data.get("sheet") or None,
            "header_row": self.cleaned_data["header_row"],
        }
