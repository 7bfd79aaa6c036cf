"""What was refused goes out as a workbook, is mended there, and comes in again: nothing is lost."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, RiskResult
from tests.files.sending import Sender

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEADERS = ("Clave AGEB", "clase", "factor:not_attending", "nota")
GOOD = (("0710100010458", "alto", 7.5, "=1+1"),)
WRONG = (
    ("0710100019999", "bajo", 1.5, "@nadie"),
    ("0710100010462", "nunca", 2.5, "-3"),
    ("071010001017A", "medio", "mucho", ""),
)


def workbook(*rows: tuple[str | float, ...]) -> bytes:
    """A workbook of one sheet called "AGEB 2020" in which every text is a text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "AGEB 2020"
    for number, row in enumerate((HEADERS, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_the_full_circle(sender: Sender, areas: list[Territory], attending: Factor) -> None:
    upload = sender.upload("risk-results", "riesgo 2020.xlsx", workbook(*GOOD, *WRONG))
    problems = sender.client.get(sender.at("upload-problem-workbook", upload))
    assert "riesgo 2020-por-corregir.xlsx" in problems["Content-Disposition"]
    assert sender.confirm(upload).status_code == 302
    assert RiskResult.objects.count() == 1

    book = load_workbook(io.BytesIO(problems.content))
    (sheet,) = book.worksheets
    assert sheet.title == "AGEB 2020"
    assert [cell.value for cell in sheet[1]] == [*HEADERS, "problema"]
    assert sheet.max_row == 4
    assert [cell.value for cell in sheet[2]][:4] == list(WRONG[0])
    assert "Fila 3." in str(sheet.cell(2, 5).value)
    assert "0710100019999" in str(sheet.cell(2, 5).value)
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
    tinted = [(cell.row, cell.column) for row in sheet.rows for cell in row if cell.fill.fill_type == "solid"]
    assert tinted == [(2, 1), (3, 2), (4, 3)]

    sheet.cell(2, 1).value = "07101"
    sheet.cell(3, 2).value = "bajo"
    sheet.cell(4, 3).value = 4
    mended = io.BytesIO()
    book.save(mended)
    again = sender.upload("risk-results", "riesgo 2020-por-corregir.xlsx", mended.getvalue())
    page = sender.review(again)
    review = page.context["review"]
    assert [count["number"] for count in review.counts] == ["3", "0", "0", "0", "1"]
    assert "problema" in review.unused
    assert any("se dejó fuera" in note for note in review.notes)
    assert sender.confirm(again).status_code == 302
    assert RiskResult.objects.count() == 4
    assert RiskResult.objects.get(territory__code="071010001017A").factor_values == {"not_attending": 4.0}

    whole = sender.upload("risk-results", "todo.xlsx", workbook(*GOOD, *WRONG))
    counts = [count["number"] for count in sender.review(whole).context["review"].counts]
    assert counts[2] == "1"
    assert ImportReceipt.objects.count() == 2


def test_rows_that_wait_are_in_it_too(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase\n7101,alto\n0710100010458,alto\n")
    problems = sender.client.get(sender.at("upload-problem-workbook", upload))
    (sheet,) = load_workbook(io.BytesIO(problems.content)).worksheets
    assert sheet.max_row == 2
    assert sheet.cell(2, 1).value == "7101"
    assert "ceros" in str(sheet.cell(2, 3).value)


def test_a_second_round_has_one_column_of_problems(sender: Sender, areas: list[Territory]) -> None:
    text = "clave,clase,Problème\n0710100010458,nunca,Ligne 7. Vieux\n"
    upload = sender.upload("risk-results", "a.csv", text)
    problems = sender.client.get(sender.at("upload-problem-workbook", upload))
    (sheet,) = load_workbook(io.BytesIO(problems.content)).worksheets
    assert [cell.value for cell in sheet[1]] == ["clave", "clase", "problema"]
    assert "Vieux" not in str(sheet.cell(2, 3).value)


def test_the_csv_says_the_same_and_holds_no_formula(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase,nota\n0710100010458,nunca,=HYPERLINK(1)\n")
    text = sender.client.get(sender.at("upload-problems", upload)).content.decode("utf-8-sig")
    head, row, _ = text.split("\r\n")
    assert head == "clave,clase,nota,problema"
    assert row.startswith("0710100010458,nunca,'=HYPERLINK(1),")


def test_text_with_a_decimal_comma_beside_a_typed_number_is_read(
    sender: Sender, areas: list[Territory], attending: Factor
) -> None:
    text = 'clave;factor:not_attending\n0710100010458;"7,25"\n0710100010462;"mucho"\n7101000;"8,5"\n'
    upload = sender.upload("risk-results", "a.csv", text)
    problems = sender.client.get(sender.at("upload-problem-workbook", upload))
    book = load_workbook(io.BytesIO(problems.content))
    (sheet,) = book.worksheets
    sheet.cell(2, 2).value = 9.75
    sheet.cell(3, 1).value = "071010001017A"
    mended = io.BytesIO()
    book.save(mended)
    again = sender.upload("risk-results", "b.xlsx", mended.getvalue())
    review = sender.review(again).context["review"]
    assert review.counts[0]["number"] == "2", review.errors
