"""The second step for a map: what has to be said about it before its shapes mean anything."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.raw import MapReading, RawTable
from clrisk_site.tables.readers.choices import ENCODINGS

CRS, SWAP = "crs", "swap"
UTF_8 = ("utf-8", "utf-8-sig")


class MapForm(forms.Form):
    """Only the questions that are open, or that a person answered before and may answer anew."""

    sheet = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    layer = forms.ChoiceField(label=_("Which map of the archive"), widget=forms.RadioSelect)
    crs = forms.ChoiceField(
        label=_("Coordinate system of the map"),
        help_text=_(
            "It stands in the .prj file or the description of the map. If unsure, ask whoever made it."
        ),
        widget=forms.RadioSelect,
    )
    swap = forms.BooleanField(label=_("Swap longitude and latitude"))
    encoding = forms.ChoiceField(
        label=_("How the letters were saved (encoding)"),
        help_text=_("Choose another one if names with accents look wrong."),
    )
    repair = forms.BooleanField(
        label=_("Repair the letters as shown"),
        required=False,
        help_text=_("Cells that cannot be repaired stay as they are and are pointed at."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_faults(self)
        self.fields["swap"].error_messages["required"] = gettext(
            "Confirm the swap, or go back and choose another file."
        )

    @classmethod
    def for_map(
        cls,
        table: RawTable,
        chosen: Mapping[str, Any],
        data: Any = None,
        *,
        systems: tuple[tuple[str, str], ...] = (),
    ) -> Self:
        """Return the form with the questions that this map asks.

        Parameters
        ----------
        systems : tuple of (str, str)
            Code of each coordinate system that fits, and how it is called on the page.
        """
        found = table.map or MapReading()
        initial = {
            "sheet": chosen.get("sheet", ""),
            CRS: chosen.get(CRS),
            SWAP: bool(chosen.get(SWAP)),
            "encoding": UTF_8[0] if table.source.encoding in UTF_8 else table.source.encoding,
            "repair": bool(chosen.get("repair")),
        }
        form = cls(data, initial=initial)
        form._ask_layer(table)
        form._ask_system(systems)
        form.fields[SWAP].required = found.asks == SWAP
        if found.asks != SWAP and not chosen.get(SWAP):
            del form.fields[SWAP]
        form._ask_letters(table)
        return form

    def _ask_layer(self, table: RawTable) -> None:
        """Let one of several maps be chosen, under the name that a sheet has in other files."""
        field = self.fields.pop("layer")
        if len(table.source.sheets) > 1:
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(sheet.name, sheet.name) for sheet in table.source.sheets]
            self.fields["sheet"] = field

    def _ask_system(self, systems: tuple[tuple[str, str], ...]) -> None:
        field = self.fields[CRS]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(systems)
        if not systems:
            del self.fields[CRS]

    def _ask_letters(self, table: RawTable) -> None:
        field = self.fields["encoding"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(value, gettext(word)) for value, word in ENCODINGS.items()]
        field.required = False
        if table.source.encoding in UTF_8 or not table.accents:
            del self.fields["encoding"]
        if not table.repairs:
            del self.fields["repair"]
