"""Puts a definition sheet into force: from then on it does not change, and its text is kept as a version."""

from django.db import transaction
from django.utils import timezone

from clrisk_site.people.freezing import freeze
from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from diagnosis.models import DefinitionSheet, FrozenSheetError
from diagnosis.presenters.definition_sheet import definition_content
from diagnosis.queries.availability_of import availability_of


@transaction.atomic
def freeze_definition(sheet: DefinitionSheet, *, by: User, expected_version: int) -> DefinitionSheet:
    """Freeze a draft.

    Raises
    ------
    FrozenSheetError
        When the sheet is frozen already.
    ConflictError
        When someone changed the sheet since `expected_version` was read.
    """
    if sheet.is_frozen:
        raise FrozenSheetError(f"sheet {sheet.pk} is frozen")
    sheet.frozen_at, sheet.frozen_by = timezone.now(), by
    save_record(sheet, by=by, expected_version=expected_version)
    freeze(sheet, by=by, content=definition_content(sheet, availability_of(sheet)))
    return sheet
