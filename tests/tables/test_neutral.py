"""Case 19: nothing that goes out can act as a formula, and comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.tables.neutral import DANGEROUS, neutralise, restore
from clrisk_site.tables.writing import write_csv


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠x",
        " =1+1",
        "\u200b=1",
    ],
)
def test_case_19_dangerous_texts_are_quoted(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["-3.5", "+7", "-1,234.5", -3.5, 0, None, True, "07101", "a=b", "", "Tuxtla"]
)
def test_case_19_numbers_and_plain_texts_stay(value: object) -> None:
    assert neutralise(value) is value  # type: ignore[arg-type]  # any value at all


@given(st.text())
def test_no_text_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    out = neutralise(text)
    assert isinstance(out, str)
    assert out[:1] not in DANGEROUS or not out or out.lstrip("+-")[:1].isdigit()
    assert restore(out) == text


def test_case_19_a_csv_goes_out_neutral() -> None:
    content = write_csv(["nombre", "=x"], [["=1+1", -3.5], [None, "a"]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["nombre", "'=x"], ["'=1+1", "-3.5"], ["", "a"]]
