"""Templates: they import nothing as they are, and everything once the example is replaced."""

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from django.utils.translation import override
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clrisk_site.files.documents.template_xlsx import write_template
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.examples import open_examples, template_columns
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.spec import ImportSpec, Kind
from diagnosis.models import Factor
from tests.files.round_trip.first_files import FIRST_FILES, FirstFile

pytestmark = pytest.mark.one_database

KINDS = [kind.kind for kind in imports.all()]


@dataclass
class Template:
    """The template of one kind, opened."""

    kind: ImportKind
    first: FirstFile
    territory: Territory
    by: User
    folder: Path

    @property
    def spec(self) -> ImportSpec:
        return build_spec(self.kind, self.territory)

    def book(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(write_template(self.spec)))

    def read(self, book: openpyxl.Workbook) -> Understood:
        path = self.folder / "template.xlsx"
        book.save(path)
        order = ImportOrder(
            self.kind,
            self.territory,
            path,
            path.name,
            year=self.first.year,
            source=self.first.source,
            facts=self.first.facts,
            answers=self.first.answers,
            by=self.by,
        )
        found = understand(order)
        assert isinstance(found, Understood), found
        return found


@pytest.fixture(params=KINDS)
def template(
    request: pytest.FixtureRequest,
    areas: list[Territory],
    attending: Factor,
    offered: None,
    tuxtla: Territory,
    liaison: User,
    tmp_path: Path,
) -> Template:
    kind = imports.get(request.param)
    assert kind is not None
    return Template(kind, FIRST_FILES[kind.kind], tuxtla, liaison, tmp_path)


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_untouched_template_has_no_rows(template: Template, language: str) -> None:
    with override(language):
        book = template.book()
    preview = template.read(book).preview
    assert (preview.rows, preview.change) == (0, None)
    (problem,) = preview.problems
    assert "only the example" in str(problem.message)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_column_is_matched_and_the_note_is_not(template: Template, language: str) -> None:
    with override(language):
        book = template.book()
    headers = [str(cell.value) for cell in book.worksheets[0][1]]
    matched = match_columns(template.spec, headers, numeric=headers)
    offered = [*template_columns(template.spec), *open_examples(template.spec)]
    assert [match.field for match in matched.columns][:-1] == [column.name for column in offered]
    assert matched.unused == (headers[-1],)


def test_the_rows_below_the_example_are_taken_without_it(template: Template) -> None:
    book = template.book()
    fill(book.worksheets[0], template)
    found = template.read(book)
    assert not found.preview.errors, found.preview.errors
    assert not found.preview.questions, found.preview.questions
    rows = len(template.first.csv_rows) - 1
    preview = found.preview
    assert preview.new + preview.changed + preview.same == preview.rows == rows
    assert any("example row" in str(note) for note in found.preview.notes)


def test_a_changed_example_is_a_row(template: Template) -> None:
    book = template.book()
    sheet = book.worksheets[0]
    spec = template.spec
    for at, column in enumerate(template_columns(spec), start=1):
        if column.kind is Kind.TEXT and column.name in spec.key:
            sheet.cell(2, at).value = "Otro nombre"
            break
    else:
        sheet.cell(2, 1).value = "0710100010458"
    assert template.read(book).preview.file_rows == 1


def test_examples_are_of_their_kind(template: Template) -> None:
    columns = template_columns(template.spec)
    assert columns
    for column in columns:
        assert column.example, f"{template.kind.kind}: {column.name} needs an example"
        if column.kind in (Kind.INTEGER, Kind.YEAR, Kind.NUMBER, Kind.PERCENT):
            assert column.minimum is None or float(column.example) >= column.minimum
            assert column.maximum is None or float(column.example) <= column.maximum
        if column.kind is Kind.DATE:
            dt.date.fromisoformat(column.example)


def test_coded_columns_offer_their_list(template: Template) -> None:
    book = template.book()
    rows, _explained, lists = book.worksheets
    coded = [
        (at, column)
        for at, column in enumerate(template_columns(template.spec), start=1)
        if column.kind in (Kind.CHOICE, Kind.YES_NO_UNKNOWN)
    ]
    offered = {str(one.sqref).split("2:")[0]: one.formula1 for one in rows.data_validations.dataValidation}
    assert len(offered) == len(coded)
    for at, column in coded:
        formula = offered[get_column_letter(at)]
        area = lists[formula.rsplit("!", 1)[1].replace("$", "")]
        texts = [str(row[0].value) for row in (area if isinstance(area, tuple) else ((area,),))]
        assert len(texts) == len(column.choices) or column.kind is Kind.YES_NO_UNKNOWN
        assert "None" not in texts


def test_every_column_is_explained(template: Template) -> None:
    explained = template.book().worksheets[1]
    told = list(explained.iter_rows(min_row=2, values_only=True))
    assert len(told) >= len(template_columns(template.spec))
    assert all(row[0] and row[1] and row[2] for row in told)


def fill(sheet: Worksheet, template: Template) -> None:
    """Write the rows of the kind's first file below the example, by field."""
    spec, (head, *rows) = template.spec, template.first.csv_rows
    mapping = match_columns(spec, head, numeric=head).mapping
    offered = [*template_columns(spec), *open_examples(spec)]
    places = {column.name: at for at, column in enumerate(offered, start=1)}
    for header in [header for header in head if mapping[header] not in places]:
        # Columns such as those of factors are added at the end by hand.
        places[mapping[header]] = sheet.max_column + 1
        sheet.cell(1, places[mapping[header]]).value = header
    for number, cells in enumerate(rows, start=3):
        for header, text in zip(head, cells, strict=True):
            cell = sheet.cell(number, places[mapping[header]])
            cell.value, cell.data_type = text, "s"
