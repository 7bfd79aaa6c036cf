"""The definition sheet as labelled texts."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from diagnosis.models import DefinitionSheet


@dataclass(frozen=True)
class SheetPart:
    """One text of a sheet under its heading."""

    title: str
    text: str


def sheet_parts(sheet: DefinitionSheet | None) -> list[SheetPart]:
    """Return the texts of a sheet in the order of the method; the working definition comes first."""
    if sheet is None:
        return []
    return [
        SheetPart(gettext("Working definition"), sheet.working),
        SheetPart(gettext("Legal definition"), sheet.legal),
        SheetPart(gettext("Operational definition"), sheet.operational),
        SheetPart(
            gettext("How the working definition departs from the others"),
            sheet.deviations or gettext("No deviation was recorded."),
        ),
    ]


def definition_code(sheet: DefinitionSheet) -> str:
    """Return the short name that numbers refer to."""
    return f"D-{sheet.pk}"


def definition_lead(frozen: DefinitionSheet | None, draft: DefinitionSheet | None) -> str:
    """Say which sheet is in force and whether a draft is waiting."""
    if frozen is None and draft is None:
        return gettext(
            "No definition has been written yet. It says of whom the diagnosis and the plan speak."
        )
    if frozen is None:
        return gettext("A draft exists. It binds nobody until it is put into force.")
    day = date_format(localtime(frozen.frozen_at), "DATE_FORMAT")
    words = {"code": definition_code(frozen), "day": day}
    if draft is None:
        return gettext("Definition %(code)s has been in force since %(day)s and no longer changes.") % words
    return gettext("Definition %(code)s has been in force since %(day)s. A newer draft is waiting.") % words
