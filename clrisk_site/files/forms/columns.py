"""The third step: which column is which field, and the facts said once about the whole file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.files.registry import Fact
from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.matching.columns import ColumnMatch, How, match_columns
from clrisk_site.tables.raw import SEPARATOR, RawTable
from clrisk_site.tables.spec import ImportSpec


class ColumnsForm(forms.Form):
    """One choice per header; a field may be chosen once, and required fields must be chosen."""

    def __init__(self, spec: ImportSpec, matches: Sequence[ColumnMatch], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        self.matches = matches
        choices = [("", gettext("Not used")), *_field_choices(spec)]
        for number, match in enumerate(matches):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=match.header, choices=choices, required=False, initial=match.field or ""
            )

    @property
    def mapping(self) -> dict[str, str]:
        """Header to field where the person chose otherwise than proposed; "" for a column left out."""
        chosen = {
            match.header: self.cleaned_data.get(f"column_{number}", "")
            for number, match in enumerate(self.matches)
        }
        proposed = match_columns(self.spec, list(chosen)).mapping
        return {header: field for header, field in chosen.items() if field != proposed.get(header, "")}

    def rows(self, table: RawTable) -> list[dict[str, Any]]:
        """Return each column with its choice and a first value to know it by."""
        how = {How.SAME: _("the same name"), How.SUGGESTED: _("suggested"), How.CHOSEN: _("chosen by you")}
        return [
            {
                "field": self[f"column_{number}"],
                "header": match.header,
                "example": _first(table, number),
                "how": how.get(match.how, ""),
            }
            for number, match in enumerate(self.matches)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for number in range(len(self.matches)):
            field = cleaned.get(f"column_{number}", "")
            if field and field in seen:
                self.add_error(f"column_{number}", _("Another column was chosen for this. Choose one."))
            seen.add(field)
        for column in self.spec.columns:
            if column.required and column.name not in seen:
                message = _("No column was chosen for «%(label)s». Choose the column that holds it.")
                self.add_error(None, forms.ValidationError(message, params={"label": render(column.label)}))
        return cleaned


def _first(table: RawTable, column: int) -> str:
    if column == table.geometry_column:
        return ""
    head = table.packed[column][:2_000].decode(errors="ignore").split(SEPARATOR)
    return next((cell.strip()[:60] for cell in head if cell.strip()), "")


def _field_choices(spec: ImportSpec) -> list[tuple[str, str]]:
    choices = [(column.name, render(column.label)) for column in spec.columns]
    if spec.open_columns is not None:
        label = render(spec.open_columns.label)
        for code, spellings in spec.open_columns.known.items():
            choices.append(
                (spec.open_columns.field_for(code), f"{label}: {spellings[0] if spellings else code}")
            )
    return choices


class FactsForm(forms.Form):
    """The facts of one kind of file; a choice left open is decided later."""

    def __init__(self, facts: Sequence[Fact], given: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial={fact.name: given.get(fact.name, fact.default) for fact in facts})
        for fact in facts:
            self.fields[fact.name] = self._field(fact)
        name_faults(self)

    @staticmethod
    def _field(fact: Fact) -> forms.Field:
        common: dict[str, Any] = {"label": fact.label, "help_text": fact.help, "required": fact.required}
        if fact.choices is not None:
            open_choice = gettext("Choose one") if fact.required else gettext("To be decided")
            blank = [] if fact.default else [("", open_choice)]
            return forms.ChoiceField(choices=[*blank, *fact.choices.items()], **common)
        if fact.long:
            return forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}), **common)
        return forms.CharField(max_length=200, **common)

    @property
    def given(self) -> dict[str, str]:
        """What was said, blanks left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}
