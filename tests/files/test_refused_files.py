"""Faulty files through the pages: what is wrong is said, and what is good is taken.

Files that are refused whole are in `test_corpus_refused.py`.
"""

from pathlib import Path
from typing import Any

import pytest

from clrisk_site.places.models import Territory
from diagnosis.models import RiskResult
from mapping.models import Institution, Programme
from tests.files.sending import Sender
from tests.tables.builders import workbook

pytestmark = pytest.mark.one_database


def test_case_19_and_20_formulas_and_markup_stay_text(sender: Sender) -> None:
    names = [
        "<script>alert(1)</script>",
        "=1+1",
        "+cmd",
        "-2",
        "@SUM(A1)",
        "＝1",
        "{{7*7}}",
        "javascript:a(1)",
    ]
    table = "programa,dependencia,nivel\n" + "".join(f'"{name}",DIF,municipal\n' for name in names)
    upload = sender.upload("programmes", "p.csv", table)
    page = sender.review(upload).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert sender.confirm(upload).status_code == 302
    assert set(Programme.objects.values_list("name", flat=True)) == set(names)


def test_case_19_downloaded_rows_run_nothing(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase\n=HYPERLINK(1),alto\n0710100010458,alto\n")
    rows = sender.client.get(sender.at("upload-problems", upload)).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in rows


def test_case_21_lost_zeros_are_put_back_when_a_person_says_so(
    sender: Sender, areas: list[Territory]
) -> None:
    table = "clave,clase\n710100010458,alto\n710100010462,bajo\n"
    upload = sender.upload("risk-results", "a.csv", table)
    review = sender.review(upload).context["review"]
    assert "ceros" in review.question["title"]
    assert [count["number"] for count in review.counts[:2]] == ["0", "0"]
    sender.answer(upload, review.question_code, "pad")
    page = sender.review(upload)
    assert '<span class="c-mended">0</span>' in page.content.decode()
    assert sender.confirm(upload).status_code == 302
    assert RiskResult.objects.count() == 2


def test_case_21_lost_zeros_that_stay_lost_are_refused(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase\n710100010458,alto\n")
    sender.answer(upload, sender.review(upload).context["review"].question_code, "keep")
    review = sender.review(upload).context["review"]
    assert review.counts[3]["number"] == "1"
    assert sender.confirm(upload).status_code == 422
    assert not RiskResult.objects.exists()


def test_case_23_a_row_twice_is_taken_once_and_contradictions_are_refused(
    sender: Sender, areas: list[Territory]
) -> None:
    table = "clave,clase\n0710100010458,alto\n0710100010458,alto\n0710100010462,alto\n0710100010462,bajo\n"
    upload = sender.upload("risk-results", "a.csv", table)
    review = sender.review(upload).context["review"]
    assert review.counts[0]["number"] == "1"
    assert [error.row for error in review.errors] == ["4–5"]
    assert "5" in review.errors[0].problem
    assert review.warnings


def test_case_24_codes_of_others_are_never_attached_to_the_nearest(
    sender: Sender, areas: list[Territory], tapachula: Territory
) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase\n07089,alto\n0710100010459,alto\n")
    review = sender.review(upload).context["review"]
    outside, unknown = review.errors
    assert "Tapachula" in outside.problem
    assert "Tuxtla" in outside.problem
    assert "0710100010459" in unknown.problem
    assert sender.confirm(upload).status_code == 422
    assert not RiskResult.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_case_25_accents_come_right_in_every_usual_encoding(sender: Sender, encoding: str) -> None:
    table = "programa,dependencia,nivel\nNiñez y Educación,Secretaría de Educación Pública,municipal\n"
    upload = sender.upload("programmes", "p.csv", table.encode(encoding))
    assert "Niñez y Educación" in sender.review(upload).content.decode()
    assert sender.confirm(upload).status_code == 302
    assert Institution.objects.get().name == "Secretaría de Educación Pública"


def test_case_25_broken_accents_are_shown_to_be_judged(sender: Sender) -> None:
    table = "programa,dependencia,nivel\nNiñez,DIF Gutiérrez,municipal\n".encode().decode("cp1252")
    upload = sender.upload("programmes", "p.csv", table.encode())
    page = sender.review(upload).content.decode()
    assert "GutiÃ©rrez" in page
    assert "acentos" in page.lower()


def test_case_32_titles_totals_and_notes_around_a_table(
    sender: Sender, areas: list[Territory], tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["Resultados por área"],
        [],
        ["clave", "clase", "poblacion 5 a 17"],
        ["0710100010458", "alto", 100],
        ["0710100010462", "bajo", 150],
        ["071010001017A", "bajo", 50],
        ["Total", None, 300],
        [],
        ["Fuente: INEGI"],
    ]
    content = workbook(tmp_path / "t.xlsx", rows).read_bytes()
    upload = sender.upload("risk-results", "t.xlsx", content)
    sheet = sender.client.get(sender.at("upload-sheet", upload))
    assert sheet.context["form"]["header_row"].value() == 3
    review = sender.review(upload).context["review"]
    assert review.counts[0]["number"] == "3"
    assert review.counts[3]["number"] == "0"


def test_case_39_a_file_name_is_only_ever_shown(sender: Sender) -> None:
    name = "con\r\nSet-Cookie: a=b" + "x" * 300 + '"><script>.csv'
    upload = sender.upload("programmes", name, "programa,dependencia,nivel\nBecas,DIF,municipal\n")
    answer = sender.review(upload)
    assert "<script>." not in answer.content.decode()
    assert len(upload.file_name) <= 255
    assert "Set-Cookie" not in answer.headers
