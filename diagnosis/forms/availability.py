"""The form of the matrix of a draft: one question per element and level, with room for a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.form_faults import name_faults
from clrisk_site.people.form_groups import FieldGroup, FieldRow, FieldTable
from clrisk_site.people.models import User
from diagnosis.actions.save_availability import Answer, save_availability
from diagnosis.forms.nameless import NamelessForm
from diagnosis.models import Availability, DataLevel, DefinitionSheet
from diagnosis.queries.availability_of import AvailabilityCell, AvailabilityMatrix, ElementRow

_COLUMNS = (_("Level"), _("Do data exist?"), _("Which, or what is missing"))


class AvailabilityForm(NamelessForm[DefinitionSheet]):
    """Edits all cells at once; `matrix` holds the elements and what is stored of them."""

    class Meta:
        model = DefinitionSheet
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, matrix: AvailabilityMatrix, **kwargs: Any) -> None:
        self.matrix = matrix
        super().__init__(*args, **kwargs)
        for row in matrix.rows:
            for cell in row.cells:
                self._ask(row, cell)
        name_faults(self)

    def _ask(self, row: ElementRow, cell: AvailabilityCell) -> None:
        place = {"element": row.name, "level": cell.level.label}
        answer, note = _names(row, cell.level)
        self.fields[answer] = forms.ChoiceField(
            choices=Availability.choices,
            initial=cell.available,
            label=gettext("%(element)s, %(level)s: do data exist?") % place,
        )
        self.fields[note] = forms.CharField(
            required=False,
            max_length=300,
            initial=cell.note,
            label=gettext("%(element)s, %(level)s: which, or what is missing") % place,
        )

    @property
    def elements(self) -> list[tuple[str, FieldGroup]]:
        """The code of each element with its fieldset, which has a row per level."""
        return [
            (row.code, FieldGroup(row.name, (), row.explanation, FieldTable("", _COLUMNS, self._rows(row))))
            for row in self.matrix.rows
        ]

    def _rows(self, row: ElementRow) -> list[FieldRow]:
        return [
            FieldRow(str(level.label), [self[name] for name in _names(row, level)]) for level in DataLevel
        ]

    def write(self, *, by: User) -> DefinitionSheet:
        """Save every cell together with the version of the sheet."""
        answers = {}
        for row in self.matrix.rows:
            for level in DataLevel:
                answer, note = (self.cleaned_data[name] for name in _names(row, level))
                answers[row.element_id, level.value] = Answer(answer, note)
        return save_availability(
            self.instance, answers=answers, by=by, expected_version=self.expected_version
        )


def _names(row: ElementRow, level: DataLevel) -> tuple[str, str]:
    """Return the names of the two fields of a cell."""
    return f"{row.code}_{level.value}", f"{row.code}_{level.value}_note"
