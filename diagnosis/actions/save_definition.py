"""Saves the texts of a draft; one that follows a sheet in force begins with that sheet's matrix."""

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from diagnosis.actions.save_availability import copy_availability
from diagnosis.models import DefinitionSheet
from diagnosis.queries.definition import frozen_definition


@transaction.atomic
def save_definition(sheet: DefinitionSheet, *, by: User, expected_version: int | None) -> DefinitionSheet:
    """Create or change a draft.

    Raises
    ------
    FrozenSheetError
        When the sheet is in force.
    ConflictError
        When somebody saved the sheet since `expected_version` was read.
    """
    if sheet.pk is not None:
        return save_record(sheet, by=by, expected_version=expected_version or 0)
    create_record(sheet, by=by)
    before = frozen_definition(sheet.territory)
    if before is not None:
        copy_availability(before, sheet)
    return sheet
