"""What is stored goes out as a workbook, comes back edited, and is undone, on a phone without JavaScript."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from clrisk_site.files.models import ImportReceipt
from diagnosis.models import IndicatorValue
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KIND = "Indicadores por área"
SET = "Datos ilustrativos de la demostración (2020)"


def stored() -> dict[tuple[str, str], float]:
    """Return what the database holds of the set, by place and indicator."""
    values = IndicatorValue.objects.filter(territory__path__startswith="MX.07.101")
    return {(place, code): value for place, code, value in
            values.values_list("territory__path", "indicator__code", "value")}  # fmt: skip


def edited(content: bytes) -> bytes:
    """Change two values and take the last row out, as a person would in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    heads = [cell.value for cell in sheet[1]]
    value = heads.index("Valor del indicador") + 1
    for row, number in ((2, 91.25), (3, 0)):
        assert sheet.cell(row, value).value != number
        sheet.cell(row, value).value = number
    last = max(
        row for row in range(2, sheet.max_row + 1) if isinstance(sheet.cell(row, value).value, int | float)
    )
    sheet.delete_rows(last)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_liaison_edits_what_is_stored_and_takes_it_back(plain_liaison: Visitor) -> None:
    liaison, before = plain_liaison, stored()
    liaison.open_in_menu("Datos")
    name, content = liaison.download(f"Excel {KIND}, {SET}")
    liaison.follow(f"Importar {KIND}")
    liaison.select("Este archivo actualiza", SET)
    liaison.attach("Archivo", name, edited(content))
    liaison.press("Subir y continuar")
    liaison.press("Continuar")
    liaison.press("Continuar")

    assert liaison.heading == "Revise antes de guardar"
    liaison.choose("Quitar 1 valor")
    liaison.press("Aplicar esta elección")
    assert stored() == before
    liaison.press("Guardar 2 valores y quitar 1")
    receipt = ImportReceipt.objects.latest("pk")
    assert (receipt.new, receipt.changed, receipt.removed) == (0, 2, 1)
    after = stored()
    assert min(after.values()) == 0
    assert len(before) - len(after) == 1
    assert sum(after[key] != before[key] for key in after) == 2

    liaison.follow("Deshacer esta importación")
    assert liaison.says("2 valores que cambió vuelven a ser como antes.")
    assert liaison.says("Vuelve 1 valor que quitó.")
    liaison.press("Deshacer la importación")
    assert liaison.says("Esta importación se deshizo")
    assert stored() == before
