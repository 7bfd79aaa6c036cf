"""Export, import: nothing new. Edit two cells: two changes. Drop a row: it is asked about, and stays."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from django.utils.translation import override

from clrisk_site.catalogue.wording import render
from clrisk_site.files.actions.save_import import save_import
from clrisk_site.files.documents.data_xlsx import write_data_xlsx
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.importing.stored import stored_sets, stored_table
from clrisk_site.files.registry import ImportKind, StoredSet, imports
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.outgoing import OutgoingTable
from clrisk_site.tables.writing import write_outgoing_csv
from diagnosis.models import Factor
from tests.files.round_trip.first_files import FIRST_FILES, FirstFile

KINDS = [kind.kind for kind in imports.all()]
WRITERS: dict[str, Callable[[OutgoingTable], bytes]] = {
    "csv": write_outgoing_csv,
    "xlsx": lambda table: write_data_xlsx(table, sheet="datos"),
}
WAYS = [("csv", "es"), ("xlsx", "es"), ("csv", "en"), ("xlsx", "en")]


@dataclass
class Trip:
    """One kind with its first file stored, and the way out and in again."""

    kind: ImportKind
    first: FirstFile
    territory: Territory
    by: User
    folder: Path

    def order(self, path: Path, said: FirstFile | StoredSet) -> ImportOrder:
        answers = said.answers if isinstance(said, FirstFile) else {}
        return ImportOrder(
            self.kind,
            self.territory,
            path,
            path.name,
            year=said.year,
            source=said.source,
            facts=said.facts,
            answers=answers,
            by=self.by,
        )

    def store(self) -> None:
        path = self.folder / "first.csv"
        path.write_text(self.first.csv, encoding="utf-8")
        found = understood(self.order(path, self.first))
        assert not found.preview.errors, found.preview.errors
        assert not found.preview.questions, found.preview.questions
        save_import(understood=found, sha256="0" * 64, by=self.by)

    @property
    def stored(self) -> StoredSet:
        return stored_sets(self.kind, self.territory)[0]

    def table(self) -> OutgoingTable:
        return stored_table(self.kind, self.territory, self.stored, by=self.by)

    def back(self, content: bytes, form: str) -> Understood:
        path = self.folder / f"back.{form}"
        path.write_bytes(content)
        return understood(self.order(path, self.stored))


def understood(order: ImportOrder) -> Understood:
    found = understand(order)
    assert isinstance(found, Understood), found
    return found


@pytest.fixture(params=KINDS)
def trip(
    request: pytest.FixtureRequest,
    areas: list[Territory],
    attending: Factor,
    offered: None,
    tuxtla: Territory,
    liaison: User,
    tmp_path: Path,
) -> Trip:
    kind = imports.get(request.param)
    assert kind is not None
    assert kind.kind in FIRST_FILES, f"give {kind.kind} a file in tests/files/round_trip/first_files.py"
    made = Trip(kind, FIRST_FILES[kind.kind], tuxtla, liaison, tmp_path)
    made.store()
    return made


def edited(table: OutgoingTable, trip: Trip) -> OutgoingTable:
    """Return the table with the edits, found by the row of the first file that they are about."""
    places = rows_of_first_file(table, trip)
    columns = []
    for column in table.columns:
        cells = list(column.cells)
        for (row, field), text in trip.first.edits.items():
            if field == column.field:
                cells[places[row]] = text
        columns.append(replace(column, cells=cells))
    fields = {column.field for column in table.columns}
    assert {field for _row, field in trip.first.edits} <= fields, sorted(fields)
    return OutgoingTable(tuple(columns))


def rows_of_first_file(table: OutgoingTable, trip: Trip) -> list[int]:
    """Return where each row of the first file stands in the export, by its first cell."""
    head, *rows = trip.first.csv_rows
    field = match_columns(build_spec(trip.kind, trip.territory), head).mapping[head[0]]
    cells = next(column.cells for column in table.columns if column.field == field)
    return [list(map(str, cells)).index(row[0]) for row in rows]


def without_row(table: OutgoingTable, at: int) -> OutgoingTable:
    return OutgoingTable(
        tuple(
            replace(column, cells=[*column.cells[:at], *column.cells[at + 1 :]]) for column in table.columns
        )
    )


@pytest.mark.parametrize(("form", "language"), WAYS)
def test_what_goes_out_comes_back_the_same(trip: Trip, form: str, language: str) -> None:
    with override(language):
        table = trip.table()
        preview = trip.back(WRITERS[form](table), form).preview
    assert not preview.errors, preview.errors
    assert not preview.questions, preview.questions
    assert not preview.changes, preview.changes
    counts = (preview.new, preview.changed, preview.same, preview.refused, preview.gone)
    assert counts == (0, 0, len(table), 0, 0)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_two_edited_cells_are_two_changes(trip: Trip, form: str) -> None:
    table = edited(trip.table(), trip)
    preview = trip.back(WRITERS[form](table), form).preview
    assert not preview.errors, preview.errors
    assert not preview.questions, preview.questions
    # A kind that is all key, such as names per area, has no other cell to edit.
    edits = len(trip.first.edits)
    assert (preview.new, preview.changed, preview.refused, preview.gone) == (0, edits, 0, 0)
    assert {change.field for change in preview.changes} == {field for _row, field in trip.first.edits}
    assert len(preview.changes) == edits, preview.changes


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_deleted_row_is_asked_about_and_stays(trip: Trip, form: str) -> None:
    table = trip.table()
    short = without_row(table, rows_of_first_file(table, trip)[trip.first.dropped])
    found = trip.back(WRITERS[form](short), form)
    assert (found.preview.gone, found.preview.new, found.preview.changed) == (1, 0, 0)
    assert trip.first.whole is bool(found.preview.errors)
    assert len(trip.table()) == len(table)


def test_codes_keep_their_zeros_and_numbers_their_digits(trip: Trip) -> None:
    table = trip.table()
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](table)))
    sheet = book.worksheets[0]
    for at, column in enumerate(table.columns, start=1):
        for row, cell in enumerate(column.cells, start=2):
            written = sheet.cell(row, at)
            assert written.value == cell, (column.header, cell, written.value)
            assert written.data_type in ("s", "n", "d")


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_label_names_its_own_column(trip: Trip, language: str) -> None:
    spec = build_spec(trip.kind, trip.territory)
    with override(language):
        labels = {render(column.label): column.name for column in spec.columns}
    assert len(labels) == len(spec.columns)
    assert match_columns(spec, list(labels)).mapping == labels
