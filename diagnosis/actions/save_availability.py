"""Writes the matrix of a draft: what data exist per element and level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from diagnosis.models import Availability, DataLevel, DefinitionSheet, ElementAvailability


@dataclass(frozen=True)
class Answer:
    """Whether data exist, and where that is known from."""

    available: str
    note: str = ""

    @property
    def is_said(self) -> bool:
        """Whether there is anything to store; "not known yet" without a note is no row."""
        return self.available != Availability.UNKNOWN or bool(self.note)


type Answers = Mapping[tuple[int, str], Answer]
"""By the key of the element and the level."""


@transaction.atomic
def save_availability(
    sheet: DefinitionSheet, *, answers: Answers, by: User, expected_version: int
) -> DefinitionSheet:
    """Set the cells of a draft; those that are not named stay as they are.

    Raises
    ------
    FrozenSheetError
        When the sheet is in force: its matrix does not change either.
    ConflictError
        When somebody saved the sheet since it was read.
    """
    save_record(sheet, by=by, expected_version=expected_version)
    before = _cells(sheet)
    for (element_id, level), answer in answers.items():
        place: dict[str, Any] = {"definition": sheet, "element_id": element_id, "level": level}
        if answer.is_said:
            values = {"available": answer.available, "note": answer.note}
            ElementAvailability.objects.update_or_create(**place, defaults=values)
        else:
            ElementAvailability.objects.filter(**place).delete()
    changes = _changes(before, _cells(sheet))
    if changes:
        audit.note(
            by=by,
            territory=sheet.territory,
            action="definitionsheet.availability",
            subject=sheet,
            changes=changes,
        )
    return sheet


def copy_availability(source: DefinitionSheet, target: DefinitionSheet) -> None:
    """Let a new draft begin with the matrix of the sheet before it."""
    ElementAvailability.objects.bulk_create(
        ElementAvailability(
            definition=target,
            element_id=row.element_id,
            level=row.level,
            available=row.available,
            note=row.note,
        )
        for row in ElementAvailability.objects.filter(definition=source)
    )


type _Cells = Mapping[tuple[str, str], Answer]


def _cells(sheet: DefinitionSheet) -> _Cells:
    rows = ElementAvailability.objects.filter(definition=sheet).values_list(
        "element__code", "level", "available", "note"
    )
    return {(code, level): Answer(available, note) for code, level, available, note in rows}


def _changes(before: _Cells, after: _Cells) -> dict[str, object]:
    """Return per level the answers that differ, by code of the element, and the notes that differ."""
    changes: dict[str, object] = {}
    none = Answer(Availability.UNKNOWN)
    places = sorted(before.keys() | after.keys())
    for level in DataLevel.values:
        moved = [
            place
            for place in places
            if place[1] == level and before.get(place, none).available != after.get(place, none).available
        ]
        if moved:
            changes[level] = [
                {code: cells.get((code, level), none).available for code, _level in moved}
                for cells in (before, after)
            ]
    noted = [place for place in places if before.get(place, none).note != after.get(place, none).note]
    if noted:
        changes["notes"] = [
            "; ".join(filter(None, (cells.get(place, none).note for place in noted)))
            for cells in (before, after)
        ]
    return changes
