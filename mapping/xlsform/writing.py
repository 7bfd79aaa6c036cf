"""Writes a form as the workbook that KoboToolbox and ODK take: sheets survey, choices and settings."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from clrisk_site.files.documents.content import printable
from mapping.xlsform.questions import Form

LANGUAGE_NAMES = {"es": "Español (es)", "en": "English (en)"}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_form(form: Form) -> bytes:
    """Return the workbook; every cell is a text, for formulas have no place in it."""
    book = Workbook(write_only=True)
    labels = [f"label::{LANGUAGE_NAMES[one]}" for one in form.languages]
    names = ("type", "name", *labels, "relevant", "required", "calculation", "constraint", "appearance")
    survey = [
        (
            one.kind,
            one.name,
            *_labels(one.labels, form.languages),
            one.relevant,
            "yes" if one.required else "",
            one.calculation,
            one.constraint,
            one.appearance,
        )
        for one in form.questions
    ]
    _sheet(book, "survey", names, survey)
    choices = [(one.list_name, one.name, *_labels(one.labels, form.languages)) for one in form.choices]
    _sheet(book, "choices", ("list_name", "name", *labels), choices)
    settings = ("form_title", "form_id", "version", "default_language")
    values = (form.title.replace("${", "$ {"), form.form_id, form.version, LANGUAGE_NAMES[form.languages[0]])
    _sheet(book, "settings", settings, [values])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _labels(said: dict[str, str], languages: Sequence[str]) -> list[str]:
    """Return a label by language; «${» in the text of a record would refer to the answer of a question."""
    return [said.get(language, "").replace("${", "$ {") for language in languages]


def _sheet(book: Workbook, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    page = book.create_sheet(title)
    for row in (head, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(page, value=printable(value) or None)
            if value:
                cell.data_type = "s"  # openpyxl takes «=…» for a formula
            cells.append(cell)
        page.append(cells)
