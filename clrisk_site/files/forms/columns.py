"""The third step: which column is which field, and the facts said once about the whole file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.files.forms.lean_select import LeanSelect
from clrisk_site.files.importing.matching import Matcher
from clrisk_site.files.registry import Fact
from clrisk_site.people.form_faults import name_faults
from clrisk_site.tables.matching.columns import ColumnMatch
from clrisk_site.tables.matching.settling import leading_parts
from clrisk_site.tables.spec import ImportSpec


class ColumnsForm(forms.Form):
    """One choice per header; a field may be chosen once, and required fields must be chosen."""

    def __init__(
        self, matcher: Matcher, matches: Sequence[ColumnMatch], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.matcher = matcher
        self.matches = matches
        choices = [("", gettext("Not used")), *_field_choices(matcher.spec)]
        for number, match in enumerate(matches):
            own = _own_choice(matcher.spec, match)
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=match.header,
                choices=[*choices, *own],
                required=False,
                initial=match.field or "",
                widget=LeanSelect,
            )

    @property
    def mapping(self) -> dict[str, str]:
        """Header to field where the person chose otherwise than proposed; "" for a column left out."""
        wanted = {
            match.header: self.cleaned_data.get(f"column_{number}", "")
            for number, match in enumerate(self.matches)
        }
        return self.matcher.said_otherwise(wanted)

    @property
    def columns(self) -> list[forms.BoundField]:
        """The choices in the order of the table."""
        return [self[f"column_{number}"] for number in range(len(self.matches))]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        headers: set[str] = set()
        for number, match in enumerate(self.matches):
            field = cleaned.get(f"column_{number}", "")
            if field and match.header in headers:
                message = _("Two columns are called «%(column)s». Rename one of them in the file.")
                self.add_error(
                    f"column_{number}", forms.ValidationError(message, params={"column": match.header})
                )
            elif field and field in seen:
                self.add_error(f"column_{number}", _("Another column was chosen for this. Choose one."))
            if field:
                seen.setdefault(field, match.header)
                headers.add(match.header)
        for label in missing_fields(self.matcher.spec, seen):
            message = _("No column was chosen for «%(label)s». Choose the column that holds it.")
            self.add_error(None, forms.ValidationError(message, params={"label": label}))
        return cleaned


def missing_fields(spec: ImportSpec, found: Mapping[str, object]) -> list[str]:
    """Return the labels of required fields that no column holds; parts of a code stand for the whole."""
    return [
        render(column.label)
        for column in spec.columns
        if column.required and column.name not in found and not leading_parts(spec, column.name, found)
    ]


def _field_choices(spec: ImportSpec) -> list[tuple[str, str]]:
    choices = [(column.name, render(column.label)) for column in spec.columns]
    if spec.open_columns is not None:
        label = render(spec.open_columns.label)
        for code, spellings in spec.open_columns.known.items():
            choices.append(
                (spec.open_columns.field_for(code), f"{label}: {spellings[0] if spellings else code}")
            )
    return choices


def _own_choice(spec: ImportSpec, match: ColumnMatch) -> list[tuple[str, str]]:
    """Return the choice to take a column under its own name, where any header may be one."""
    kind = spec.open_columns
    if kind is None or not kind.free or match.header in kind.known:
        return []
    return [(kind.field_for(match.header), f"{render(kind.label)}: {match.header}")]


class FactsForm(forms.Form):
    """The facts of one kind of file; a choice left open is decided later."""

    def __init__(self, facts: Sequence[Fact], given: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial={fact.name: given.get(fact.name, fact.default) for fact in facts})
        self.proposed = {fact.name for fact in facts if fact.propose is not None}
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
        """What was said; a blank counts only where something may have been proposed."""
        return {name: value for name, value in self.cleaned_data.items() if value or name in self.proposed}
