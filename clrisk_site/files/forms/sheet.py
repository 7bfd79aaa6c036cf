"""The second step: which sheet, and in which row the headers stand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clrisk_site.tables.raw import Sheet


class SheetForm(forms.Form):
    """The sheet is only asked when there are several."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=_("Row with the column names"),
        min_value=1,
        help_text=_("The number that the spreadsheet shows at its left edge."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, sheets: Sequence[Sheet], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            choices = [(sheet.name, self._label(sheet)) for sheet in sheets]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=choices)
        else:
            del self.fields["sheet"]

    @staticmethod
    def _label(sheet: Sheet) -> str:
        return f"{sheet.name} ({_('hidden')})" if sheet.hidden else sheet.name
