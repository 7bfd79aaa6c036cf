"""The reading process of surveys on whole files: it answers shares, and refuses what it cannot trust."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clrisk_site.tables.anonymous_file import anonymous_copy
from clrisk_site.tables.sentences import PERSONS
from clrisk_site.tables.spec import Refusal
from diagnosis.survey.answer import Answer
from diagnosis.survey.asking import ask_shares
from diagnosis.survey.plan import Column, Condition, Plan

HEADER: list[Any] = ["FOLIO", "FACTOR", "EDAD", "TRABAJA"]
ROWS: list[list[Any]] = [
    [number, 60.5 + number % 9, 5 + number % 13, 1 if number % 4 == 0 else 2] for number in range(80)
]
PLAN = Plan((Condition(Column(3, "TRABAJA"), "1"),), weight=Column(1, "FACTOR"), age=Column(2, "EDAD"))


def asked(content: bytes, plan: Plan = PLAN, name: str = "encuesta.csv") -> Answer | Refusal:
    with anonymous_copy(content) as path:
        return ask_shares(path, plan, name=name)


def text(separator: str = ",", decimal: str = ".", rows: list[list[Any]] | None = None) -> bytes:
    lines = [HEADER, *(ROWS if rows is None else rows)]
    return "\n".join(
        separator.join(str(cell).replace(".", decimal) for cell in line) for line in lines
    ).encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in [HEADER, *ROWS]:
        book.worksheets[0].append(line)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_text_and_a_workbook_give_the_same_digits() -> None:
    plain = asked(text())
    assert isinstance(plain, Answer)
    assert (plain.rows, plain.shares[0].proportion.cases) == (80, 20)
    assert asked(text(";", ",")) == plain
    assert asked(workbook(), name="encuesta.xlsx") == plain


@pytest.mark.parametrize(
    ("content", "plan", "code"),
    [
        (text(), Plan((Condition(Column(2, "TRABAJA"), "1"),)), "survey_columns"),
        (text(), Plan((Condition(Column(9, ""), "1"),)), "survey_columns"),
        (text() + b"\n1,2,3,4,5\n1,60.5,9,2", PLAN, "survey_row"),
        (text(rows=[*ROWS, [81, "mucho", 9, 1]]), PLAN, "survey_number"),
        (text(rows=[*ROWS, [81, "", 9, 1]]), PLAN, "survey_weight_missing"),
        (text(rows=[[n, "1.234", 9, 1] for n in range(30)]), PLAN, "survey_decimals"),
        (b'{"type": "FeatureCollection", "features": []}', PLAN, ""),
    ],
)
def test_what_cannot_be_trusted_is_refused(content: bytes, plan: Plan, code: str) -> None:
    found = asked(content, plan)
    assert isinstance(found, Refusal)
    assert not code or found.code == code


def test_a_list_of_names_is_refused_and_none_of_them_told() -> None:
    names = ["Juan Pérez López", "María García Ruiz", "José Hernández Cruz", "Ana Gómez Díaz"]
    content = "\n".join(["NOMBRE,TRABAJA", *(f"{names[i % 4]},{1 + i % 2}" for i in range(40))]).encode()
    found = asked(content, Plan((Condition(Column(1, "TRABAJA"), "1"),)))
    assert isinstance(found, Refusal)
    assert found.code == PERSONS
    assert "Pérez" not in str(found.message)


def test_the_process_knows_no_web_framework() -> None:
    folder = Path(__file__).resolve().parents[3] / "diagnosis" / "survey"
    sources = [file.read_text(encoding="utf-8") for file in folder.glob("*.py")]
    assert sources
    assert not any("import django" in source or "from django" in source for source in sources)
