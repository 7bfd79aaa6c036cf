"""The second step: which sheet, where its table begins and ends, and how its letters are read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.raw import FileKind, RawTable
from clrisk_site.tables.readers.choices import ENCODINGS, SEPARATOR_NAMES, SEPARATORS

LOOK = "look"
"""Name of the button that shows the choices without going on."""

WORDS = {sign: word for word, sign in SEPARATORS.items()}
OFFERED = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
"""Encodings that differ in what stands before the first letter only: one choice for a person."""


SYSTEM = re.compile(r"EPSG:\d{4,6}")


def _row(text: str) -> int | None:
    return int(text[:7]) or None if text.isdecimal() else None


CHOSEN: Mapping[str, Callable[[str], Any]] = {
    "sheet": lambda text: text[:255],
    "header_row": _row,
    "header_rows": lambda text: int(text) if text in ("1", "2") else None,
    "last_row": _row,
    "encoding": lambda text: text if text in ENCODINGS else None,
    "separator": SEPARATORS.get,
    "repair": lambda text: True if text == "on" else None,
    "crs": lambda text: text if text.isascii() and SYSTEM.fullmatch(text) else None,
    "swap": lambda text: True if text == "on" else None,
}
"""How each choice is understood; nonsense chooses nothing, and the form says what is wrong with it."""


class SheetForm(forms.Form):
    """Everything that was found about the sheet, to be changed.

    The sheet itself is chosen beside the form, so that its rows can be shown first. `found` carries what was
    proposed rather than chosen, so that it may be proposed anew when another choice changes it.
    """

    sheet = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    found = forms.CharField(required=False, widget=forms.HiddenInput)
    header_row = forms.IntegerField(
        label=_("Row with the column names"),
        min_value=1,
        help_text=_("The number that the spreadsheet shows at its left edge."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    header_rows = forms.TypedChoiceField(
        label=_("Rows that the column names take"),
        coerce=int,
        choices=((1, _("One row")), (2, _("Two rows, read together"))),
    )
    last_row = forms.IntegerField(
        label=_("Last row of the data"),
        required=False,
        min_value=1,
        help_text=_("Rows below it are left out. Leave it blank to let it be found."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    separator = forms.ChoiceField(label=_("What separates the columns"))
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
        for name, words in (
            ("separator", ((WORDS[sign], words) for sign, words in SEPARATOR_NAMES.items())),
            ("encoding", ENCODINGS.items()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(value, gettext(word)) for value, word in words]
        name_faults(self)

    @classmethod
    def for_table(cls, table: RawTable, chosen: Mapping[str, Any], data: Any = None) -> Self:
        """Return the form with what was found in a table, without the choices that do not apply to it."""
        layout = table.layout
        found: dict[str, Any] = {
            "header_row": layout.header_row,
            "header_rows": layout.header_rows,
            "last_row": layout.last_row,
        }
        if table.source.kind is FileKind.CSV:
            found["separator"] = WORDS.get(table.source.separator, "comma")
            found["encoding"] = OFFERED.get(table.source.encoding, table.source.encoding)
        proposed = {name: value for name, value in found.items() if chosen.get(name) is None}
        initial = {**found, "sheet": table.source.sheet, "repair": bool(chosen.get("repair"))}
        # A browser of old or a test may send a part of the form: the rest stands as it was found.
        initial["found"] = urlencode(proposed)
        form = cls(
            None if data is None else {**found, "found": initial["found"], **data.dict()}, initial=initial
        )
        for name in ("separator", "encoding"):
            if name not in found:
                del form.fields[name]
        if not table.repairs:
            del form.fields["repair"]
        return form

    @classmethod
    def refused(cls, table: RawTable, chosen: Mapping[str, Any], reason: str) -> Self:
        """Return the form as it was filled in, with the reason why the file cannot be read so."""
        typed = QueryDict(mutable=True)
        typed.update({name: WORDS.get(value, value) for name, value in chosen.items()})
        if chosen.get("repair"):
            typed["repair"] = "on"
        form = cls.for_table(table, chosen, typed)
        form.add_error(None, reason)
        return form

    @staticmethod
    def asked(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the page is asked to show; when it says nothing, what was chosen before."""
        given = request.POST if request.method == "POST" else request.GET
        if not any(name in given for name in CHOSEN):
            return dict(kept)
        found = dict(parse_qsl(given.get("found", "")))
        chosen = {}
        for name, understand in CHOSEN.items():
            text = given.get(name, "").strip()
            value = understand(text) if text and text != found.get(name) else None
            if value is not None:
                chosen[name] = value
        return chosen

    def clean(self) -> dict[str, Any]:
        """See that the rows named stand in an order that leaves a table between them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        header, last = cleaned.get("header_row"), cleaned.get("last_row")
        proposed = dict(parse_qsl(cleaned.get("found", ""))).get("last_row")
        if header and last and last <= header and str(last) != proposed:
            text = gettext("The last row must lie below row %(row)s, which holds the column names.")
            self.add_error("last_row", text % {"row": header})
        if header == 1 and cleaned.get("header_rows") == 2:
            self.add_error(
                "header_rows",
                gettext("The column names begin above row 1. Choose one row, or name the lower row."),
            )
        return cleaned
