"""Texts, codes, choices and dates."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.columns import parse_column
from clrisk_site.tables.values.parsed import Parsed
from clrisk_site.tables.wording import tidy


def parse(*cells: str, kind: Kind = Kind.TEXT, answers: dict[str, str] | None = None, **more: Any) -> Parsed:
    return parse_column("\0".join(cells).encode(), Column("x", says("X"), kind, **more), answers or {})


def failed(parsed: Parsed) -> list[int]:
    return sorted(position for positions, _ in parsed.failures for position in positions.tolist())


def test_case_19_and_20_texts_stay_the_texts_they_are() -> None:
    cells = [
        "=1+1",
        "+52 961",
        "@x",
        "＝1",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "javascript:x",
        "%(file)s",
        "Nan",
    ]
    assert parse(*cells).values.tolist() == cells


def test_texts_are_tidied_and_missing_is_none() -> None:
    parsed = parse("  Tuxtla\u00a0 Gutie\u0301rrez ", "a\nb", "", "N/D", "*", "No Disponible", "\x07bell")
    assert parsed.values.tolist() == ["Tuxtla Gutiérrez", "a\nb", None, None, None, None, "bell"]
    assert parsed.missing == {"N/D": 1, "*": 1, "No Disponible": 1}


def test_several_texts_in_a_cell() -> None:
    assert parse("a; b ;", "", many=True).values.tolist() == [("a", "b"), ()]


@pytest.mark.parametrize(
    "cell", [" 07101 ", "\u00a007101", "07-101", "07 101", "'07101", "07101.0", "MX07101", "07‑101"]
)
def test_case_22_codes_are_normalised_when_unambiguous(cell: str) -> None:
    parsed = parse(cell, kind=Kind.CODE, lengths=(2, 5))
    assert parsed.values.tolist() == ["07101"]
    assert not parsed.failures
    assert not parsed.questions


def test_case_22_codes_of_no_length_are_row_errors() -> None:
    parsed = parse("071", "0710111", "x", kind=Kind.CODE, lengths=(2, 5))
    assert failed(parsed) == [0, 1, 2]
    assert "must have 2, 5 characters" in str(parsed.failures[0][1])


def test_case_21_lost_zeros_are_asked_about_and_put_back_only_when_answered() -> None:
    cells = ("7101", "14101", "7")
    parsed = parse(*cells, kind=Kind.CODE, lengths=(2, 5))
    assert [(question.code, question.rows) for question in parsed.questions] == [("pad:x", 2)]
    assert parsed.waiting["pad:x"].tolist() == [0, 2]
    padded = parse(*cells, kind=Kind.CODE, lengths=(2, 5), answers={"pad:x": "pad"})
    assert padded.values.tolist() == ["07101", "14101", "07"]
    assert padded.repaired == {0: ((0, 1),), 2: ((0, 1),)}
    assert failed(parse(*cells, kind=Kind.CODE, lengths=(2, 5), answers={"pad:x": "keep"})) == [0, 2]


def test_case_21_parts_of_codes_may_have_lost_several_zeros() -> None:
    parsed = parse("1", "101", kind=Kind.CODE, lengths=(3,), answers={"pad:x": "pad"})
    assert parsed.values.tolist() == ["001", "101"]
    assert parsed.repaired == {0: ((0, 2),)}


CHOICES = {"high": ("alto", "alta"), "medium": ("medio",), "very_low": ("muy bajo",)}


def test_choices_are_known_by_spelling_without_case_and_accents() -> None:
    parsed = parse(
        "ALTO", " médio ", "Muy  Bajo", "high", "very_low", "", "n.d.", kind=Kind.CHOICE, choices=CHOICES
    )
    assert parsed.values.tolist() == ["high", "medium", "very_low", "high", "very_low", None, None]
    wrong = parse("grande", kind=Kind.CHOICE, choices=CHOICES)
    assert "Write one of: alto, medio, muy bajo" in str(wrong.failures[0][1])


def test_several_choices_in_a_cell() -> None:
    parsed = parse("alto; medio", "", "alto; x", kind=Kind.CHOICE, choices=CHOICES, many=True)
    assert parsed.values.tolist()[:2] == [("high", "medium"), ()]
    assert failed(parsed) == [2]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Sí", "yes"), ("SI", "yes"), ("yes", "yes"), ("sim", "yes"), ("Oui", "yes"), ("1", "yes"),
        ("No", "no"), ("NÃO", "no"), ("non", "no"), ("0", "no"),
        ("", "unknown"), ("?", "unknown"), ("se desconoce", "unknown"), ("n.d.", "unknown"),
        ("Inconnu", "unknown"),
    ],
)  # fmt: skip
def test_yes_no_and_unknown_in_four_languages(cell: str, expected: str) -> None:
    parsed = parse(cell, kind=Kind.YES_NO_UNKNOWN)
    assert parsed.values.tolist() == [expected]
    assert not parsed.failures


def test_case_31_dates() -> None:
    parsed = parse("2024-01-31", "31/01/2024", "01/02/2024", "31/02/2024", "2024-13-01", kind=Kind.DATE)
    assert parsed.values.tolist() == [
        dt.date(2024, 1, 31),
        dt.date(2024, 1, 31),
        dt.date(2024, 2, 1),
        None,
        None,
    ]
    assert failed(parsed) == [3, 4]
    asked = parse("01/02/2024", kind=Kind.DATE)
    assert [question.code for question in asked.questions] == ["dates:x"]
    assert parse("01/02/2024", kind=Kind.DATE, answers={"dates:x": "month"}).values.tolist() == [
        dt.date(2024, 1, 2)
    ]


WORDS = st.lists(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=2, max_size=20), min_size=1)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the words
@given(WORDS)
def test_plain_words_come_back(words: list[str]) -> None:
    import unicodedata

    parsed = parse(*words)
    for word, value in zip(words, parsed.values.tolist(), strict=True):
        assert value in (unicodedata.normalize("NFC", word), None)


def test_marks_of_direction_are_left_out() -> None:
    assert tidy("Se\u202ec\u200fr\u2066et\u2069ar\u202dia") == "Secretaria"
