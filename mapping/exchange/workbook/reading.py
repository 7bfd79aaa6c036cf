"""Reads a workbook of the mapping in the guarded process: only its own sheets and columns leave it."""

from pathlib import Path

from clrisk_site.figures.message import says
from clrisk_site.files.importing.speaking import PROBLEM, labels_of
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.several_asking import Wanted, read_several
from clrisk_site.tables.spec import Refusal
from mapping.exchange.workbook.sheets import KEY, KEY_LABEL, SHEETS, Sheet


def wanted_sheets() -> tuple[Wanted, ...]:
    """Return the sheets with what they and their columns are called in every language of the site."""
    return tuple(Wanted(sheet.code, _headers(sheet), labels_of(sheet.label)) for sheet in SHEETS)


def read_workbook(path: Path, name: str) -> bytes | Refusal:
    """Return the answer of the guarded process about a workbook."""
    return read_several(path, TYPED, name=name, wanted=wanted_sheets())


def _headers(sheet: Sheet) -> tuple[str, ...]:
    labels = [text for _name, label in sheet.columns for text in labels_of(says(label))]
    return tuple(dict.fromkeys((KEY, *labels_of(KEY_LABEL), *sheet.fields, *labels, *labels_of(PROBLEM))))
