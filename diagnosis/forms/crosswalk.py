"""Forms of crosswalks: which model and cells, and which local category is which of the model's."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.fields import PercentField
from clrisk_site.people.form_groups import FieldGroup, FieldRow, FieldTable
from diagnosis.crosswalk_rules import Sides, faults_of
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Crosswalk, DefinitionSheet, RiskModel
from diagnosis.queries.cell_sets import CellSource
from diagnosis.queries.codebook import Codebook
from diagnosis.queries.crosswalks import is_confirmed
from diagnosis.statistics.transfer.variables import ModelVariable

OUT = "~"
"""Stands in a form for "leave these children out"; no category of an import has this name."""
ELSEWHERE = "*"
"""Stands in a form for "no local column: the distribution of a larger territory"."""
NUMBER = "#"
"""Stands before a column whose codes enter as numbers."""


class CrosswalkStartForm(forms.Form):
    """Which model meets which profile cells."""

    model = forms.ModelChoiceField(queryset=RiskModel.objects.none(), label=_("Risk model"))
    cells = forms.ChoiceField(label=_("Profile cells"))

    def __init__(
        self, *args: Any, models: QuerySet[RiskModel], sources: tuple[CellSource, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen, cells = self.fields["model"], self.fields["cells"]
        if isinstance(chosen, forms.ModelChoiceField) and isinstance(cells, forms.ChoiceField):
            chosen.queryset = models
            cells.choices = [("", _("- Select an option -"))] + [
                (one.key, f"{one.source}, {one.year}") for one in sources
            ]


class CrosswalkForm(NamelessForm[Crosswalk]):
    """Every local category gets its place; what is left without one is refused in words (R8)."""

    class Meta:
        model = Crosswalk
        fields = ("same_definition", "note")
        labels = {
            "same_definition": _("I read both definitions of child labour, and they are the same"),
            "note": _("Note"),
        }
        help_texts = {"note": _("What a second person must know to judge this crosswalk.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(
        self,
        *args: Any,
        sides: Sides,
        columns: Mapping[str, str],
        codebook: Codebook,
        definition: DefinitionSheet | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sides, self.columns, self.codebook, self.definition = sides, columns, codebook, definition
        # Who confirmed it read another sheet: it has to be confirmed anew.
        self.initial["same_definition"] = is_confirmed(self.instance, definition)
        for place, variable in enumerate(sides.variables):
            column = columns.get(variable.name, "")
            stored = self.instance.mapping.get(variable.name, {})
            if column == ELSEWHERE:
                self._ask_shares(place, variable, stored)
            elif column and not column.startswith(NUMBER):
                self._ask_categories(place, variable, column, stored)

    def _ask_categories(
        self, place: int, variable: ModelVariable, column: str, stored: Mapping[str, Any]
    ) -> None:
        known = _places_of(stored) if stored.get("column") == column else {}
        choices = [
            ("", _("- Select an option -")),
            *((one, self._named(variable, one)) for one in variable.all_categories),
            (OUT, _("Leave these children out")),
        ]
        alike = {one.casefold(): one for one in variable.all_categories}
        for row, code in enumerate(self.sides.columns.get(column, ())):
            name = f"c{place}_{row}"
            label = _("“%(code)s” of %(column)s is the same as")
            self.fields[name] = forms.ChoiceField(
                label=label % {"code": self._label(column, code), "column": column},
                choices=choices,
                required=False,
            )
            self.initial[name] = known.get(code, alike.get(code.casefold(), ""))

    def _ask_shares(self, place: int, variable: ModelVariable, stored: Mapping[str, Any]) -> None:
        shares = stored.get("shares", {})
        for row, category in enumerate(variable.all_categories):
            name = f"s{place}_{row}"
            label = _("Share of “%(category)s”") % {"category": self._named(variable, category)}
            self.fields[name] = PercentField(label=label)
            if category in shares:
                self.initial[name] = round(100 * shares[category], 2)
        self.fields[f"f{place}"] = forms.CharField(
            label=_("Where this distribution comes from"), max_length=200
        )
        self.initial[f"f{place}"] = stored.get("source", "")

    @property
    def groups(self) -> Iterator[FieldGroup]:
        """One fieldset per variable of the model that needs an answer."""
        for place, variable in enumerate(self.sides.variables):
            column = self.columns.get(variable.name, "")
            if column == ELSEWHERE:
                names = [f"s{place}_{row}" for row in range(len(variable.all_categories))]
                hint = _("The areas then do not differ in it, which will be said beside the result.")
                fields = [self[name] for name in (*names, f"f{place}")]
                yield FieldGroup(variable.name, fields, hint)
            elif column and not column.startswith(NUMBER):
                yield FieldGroup(variable.name, (), "", self._table(place, variable, column))

    def _table(self, place: int, variable: ModelVariable, column: str) -> FieldTable:
        rows = [
            FieldRow(self._label(column, code), (self[f"c{place}_{row}"],))
            for row, code in enumerate(self.sides.columns.get(column, ()))
        ]
        caption = gettext("Categories of the model: %(names)s") % {
            "names": ", ".join(self._named(variable, one) for one in variable.all_categories)
        }
        return FieldTable(caption, (_("Local category"), _("Is the same as")), rows)

    def clean(self) -> dict[str, Any]:
        """Refuse a crosswalk with a category too many or missing, other ages or another definition."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        mapping = self._mapping(cleaned)
        for fault in faults_of(self.sides, mapping, same_definition=bool(cleaned.get("same_definition"))):
            self.add_error(None, render(fault))
        cleaned["mapping"] = mapping
        return cleaned

    def save(self, commit: bool = True) -> Crosswalk:  # noqa: FBT001, FBT002 - Django's signature
        self.instance.mapping = self.cleaned_data["mapping"]
        self.instance.same_ages = self.sides.model_ages == self.sides.local_ages
        self.instance.definition = self.definition if self.instance.same_definition else None
        return super().save(commit)

    def _mapping(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for place, variable in enumerate(self.sides.variables):
            column = self.columns.get(variable.name, "")
            if column == ELSEWHERE:
                found[variable.name] = {
                    "shares": {
                        one: round(float(cleaned.get(f"s{place}_{row}") or 0) / 100, 6)
                        for row, one in enumerate(variable.all_categories)
                    },
                    "source": cleaned.get(f"f{place}") or "",
                }
            elif column.startswith(NUMBER):
                found[variable.name] = {"column": column.removeprefix(NUMBER), "number": True}
            elif column:
                found[variable.name] = self._placed(place, column, cleaned)
        return found

    def _placed(self, place: int, column: str, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        led: dict[str, list[str]] = {}
        out: list[str] = []
        for row, code in enumerate(self.sides.columns.get(column, ())):
            chosen = cleaned.get(f"c{place}_{row}") or ""
            if chosen == OUT:
                out.append(code)
            elif chosen:
                led.setdefault(chosen, []).append(code)
        return {"column": column, "categories": led, "left_out": out}

    def _named(self, variable: ModelVariable, category: str) -> str:
        if variable.yes_no:
            return gettext("Yes (1)") if category == "1" else gettext("No (0), the reference")
        label = self._label(variable.name, category)
        if category == variable.reference:
            return gettext("%(category)s (reference)") % {"category": label}
        return label

    def _label(self, column: str, code: str) -> str:
        """Return a code with its words, where the codebook knows a variable of this name."""
        for key in (f"municipal_{column}", f"state_{column}"):
            variable = self.codebook.find(key)
            if variable is not None and code in variable.codes:
                return f"{code} · {variable.label_of(code)}"
        return code


def _places_of(stored: Mapping[str, Any]) -> dict[str, str]:
    """Return the choice of each local category of a stored crosswalk."""
    led = stored.get("categories", {})
    return {code: category for category, codes in led.items() for code in codes} | dict.fromkeys(
        stored.get("left_out", ()), OUT
    )


class TransferForm(forms.Form):
    """How the coefficients are applied: to which areas, and to which direct estimate the risks add up."""

    level = forms.TypedChoiceField(label=_("Areas"), coerce=int, required=False, empty_value=None)
    share = forms.TypedChoiceField(
        label=_("Direct estimate that the risks add up to"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("The share of a survey at the lowest level where it is reliable. Optional."),
    )

    def __init__(
        self,
        *args: Any,
        levels: tuple[tuple[int, str], ...],
        shares: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.most_detailed = levels[0][0] if levels else None
        level, share = self.fields["level"], self.fields["share"]
        if isinstance(level, forms.TypedChoiceField) and isinstance(share, forms.TypedChoiceField):
            level.choices = list(levels)
            share.choices = [("", _("None: the level of the model is kept")), *shares]

    def clean_level(self) -> int | None:
        """The most detailed areas, where nobody chose others."""
        return self.cleaned_data["level"] or self.most_detailed
