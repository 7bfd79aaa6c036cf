"""Cases of the corpus whose files are taken: what is shown, stored and handed out again."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.places.models import Territory
from mapping.models import Programme
from tests.files.sending import Sender, spooled
from tests.files.test_import_command import BASE, run
from tests.tables.builders import rows_xml, sheet_xml, text_file, workbook_parts
from tests.tables.corpus.good import new_book
from tests.tables.corpus.hostile import good_book, packed
from tests.tables.corpus.persons import as_csv, open_list

pytestmark = pytest.mark.one_database

HEAD = ["programa", "dependencia", "nivel"]
DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "＝1+1", "-1+1"]
MARKUP = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% now 'Y' %}",
    "javascript:alert(1)",
    "<img src=x onerror=a>",
]
TRAPS = [
    "x" * 300 + ".csv",
    "../../../etc/passwd",
    "con.csv",
    "datos\u202evsc.exe",
    'a"; filename="b.csv',
    "a\r\nSet-Cookie: a=b.csv",
    "<script>alert(1)</script>.csv",
]


def downloads(page: str) -> list[str]:
    return sorted(set(re.findall(r'href="([^"]*/problems[^"]*)"', page)))


def test_case_16_nothing_of_a_macro_is_stored(sender: Sender) -> None:
    parts = workbook_parts(sheet_xml(rows_xml([HEAD, ["Becas", "DIF", "municipal"]])))
    content = packed(parts | {"xl/vbaProject.bin": b"Sub Auto_Open_Canary"})
    sender.import_whole("programmes", "macros.xlsm", content)
    assert Programme.objects.get().name == "Becas"
    assert not spooled()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert "Auto_Open_Canary" not in str(cursor.fetchall())


def test_case_19_what_is_exported_runs_nothing_and_comes_back(sender: Sender) -> None:
    rows = "".join(f'"{name}",DIF,municipal\n' for name in DANGEROUS)
    sender.import_whole("programmes", "p.csv", ",".join(HEAD) + "\n" + rows)
    for file_format in ("xlsx", "csv"):
        address = reverse("data-export", args=[sender.path, "programmes", export_set(sender), file_format])
        content = b"".join(sender.client.get(address))
        if file_format == "xlsx":
            assert not formulas(content)
        else:
            assert not [line for line in content.decode("utf-8-sig").splitlines() if line[0] in "=+@"]
        review = sender.review(sender.upload("programmes", f"p.{file_format}", content)).context["review"]
        assert [count["number"] for count in review.counts[:2]] == ["0", "0"]


def export_set(sender: Sender) -> str:
    page = sender.client.get(reverse("data", args=[sender.path])).content.decode()
    found = re.search(r"/data/export/programmes/([^/]+)/xlsx/|/data/programmes/export/([^/]+)/xlsx/", page)
    assert found, page
    return found[1] or found[2]


def formulas(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_case_20_markup_in_names_is_only_ever_text(sender: Sender) -> None:
    rows = "".join(f'"{name}",DIF,municipal\n' for name in MARKUP)
    upload = sender.upload("programmes", "p.csv", ",".join(HEAD) + "\n" + rows)
    pages = [sender.client.get(sender.at(step, upload)) for step in ("upload-sheet", "upload-columns")]
    pages.append(sender.review(upload))
    for page in pages:
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "{{7*7}}" in pages[-1].content.decode()
    assert sender.confirm(upload).status_code == 302
    assert set(Programme.objects.values_list("name", flat=True)) == set(MARKUP)


def test_case_33_what_the_sheet_hides_is_said_before_saving(sender: Sender) -> None:
    book, sheet = new_book()
    for row in (HEAD, ["Becas", "DIF", "municipal"], ["Oculto", "DIF", "municipal"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    target = io.BytesIO()
    book.save(target)
    upload = sender.upload("programmes", "p.xlsx", target.getvalue())
    assert "La hoja tiene filas ocultas (1)" in sender.review(upload).content.decode()


def test_case_37_the_command_line_refuses_it_too(areas: list[Territory], tmp_path: Path) -> None:
    status, answer = run("risk-results", text_file(tmp_path / "padron.csv", as_csv(open_list())), *BASE)
    assert status == 2
    assert "CURP" in str(answer)
    assert "Pérez" not in str(answer)
    assert not ImportReceipt.objects.exists()


@pytest.mark.parametrize("name", TRAPS)
def test_case_39_names_of_files_are_only_ever_shown(
    sender: Sender, areas: list[Territory], name: str
) -> None:
    upload = sender.upload("risk-results", name, "clave,clase\n0710100010458,alto\n9999,alto\n")
    (file,) = spooled()
    assert re.fullmatch(r"[0-9a-f]{32}", file.name)
    review = sender.review(upload)
    text = review.content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    for address in downloads(text) or [sender.at("upload-problems", upload)]:
        answer = sender.client.get(address)
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "/" not in disposition
        assert "\n" not in disposition
        assert "Set-Cookie" not in answer.headers or answer.cookies.get("a") is None
    assert Upload.objects.get().file_name == upload.file_name
    assert len(upload.file_name) <= 255


def test_case_40_what_the_browser_says_of_a_file_is_not_believed(sender: Sender) -> None:
    file = SimpleUploadedFile("datos.pdf", good_book(), content_type="application/pdf")
    data = {"source": "INEGI", "year": "2020", "file": file}
    answer = sender.client.post(reverse("import-file", args=[sender.path, "programmes"]), data)
    assert answer.status_code == 302
