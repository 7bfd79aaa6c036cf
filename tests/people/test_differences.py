"""The difference of two texts: whole words, whole phrases, nothing lost on either side."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.people.differences import (
    LabelledText,
    Piece,
    PieceKind,
    RowKind,
    differences,
    word_pieces,
)

BEFORE = "Abrir 40 lugares de cuidado en la zona A para niñas de 12 a 17 años, antes del 15 de diciembre."
AFTER = (
    "Abrir 60 lugares de cuidado en las zonas A y C para niñas de 12 a 17 años, antes del 15 de diciembre."
)
WORDS = st.lists(
    st.sampled_from(
        ["niña", "niñas", "de", "la", "zona", "A", "12", "1,200.5", "años,", "día.", "\n", "¿no?"]
    )
).map(" ".join)


def _marked(before: str, after: str) -> str:
    sign = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}]", PieceKind.ADDED: "[+{}]"}
    return "".join(sign[piece.kind].format(piece.text) for piece in word_pieces(before, after))


def test_a_goal_of_the_plan_reads_as_people_would_mark_it() -> None:
    assert _marked(BEFORE, AFTER) == (
        "Abrir [-40] [+60] lugares de cuidado en [-la zona A] [+las zonas A y C] para niñas de 12 a 17 años, "
        "antes del 15 de diciembre."
    )


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("igual", "igual", "igual"),
        ("", "", ""),
        ("", "Nuevo texto", "[+Nuevo texto]"),
        ("Texto viejo", "", "[-Texto viejo]"),
        ("Economía", "Trabajo", "[-Economía] [+Trabajo]"),
        (
            "Cuesta 1,200.50 pesos al año",
            "Cuesta 1,300.50 pesos al año",
            "Cuesta [-1,200.50] [+1,300.50] pesos al año",
        ),
        ("Son 40, y basta", "Son 60, y basta", "Son [-40] [+60], y basta"),
        ("El acuerdo sigue vigente.", "El acuerdo sigue vigente", "El acuerdo sigue vigente[-.]"),
        ("Uno.\nDos.\nTres.", "Uno.\nTres.", "Uno.\n[-Dos.\n]Tres."),
    ],
)
def test_small_changes(before: str, after: str, marked: str) -> None:
    assert _marked(before, after) == marked


def test_texts_with_little_in_common_are_shown_whole() -> None:
    before, after = "Becas de transporte para secundaria", "Casa taller con restitución de derechos"
    assert word_pieces(before, after) == (
        Piece(PieceKind.REMOVED, before),
        Piece(PieceKind.SAME, " "),
        Piece(PieceKind.ADDED, after),
    )


@given(WORDS, WORDS)
def test_no_word_is_lost_or_invented(before: str, after: str) -> None:
    pieces = word_pieces(before, after)
    assert _read(pieces, PieceKind.ADDED) == "".join(before.split())
    assert _read(pieces, PieceKind.REMOVED) == "".join(after.split())


def _read(pieces: tuple[Piece, ...], other: PieceKind) -> str:
    """Read one side without its blanks: they belong to neither."""
    return "".join("".join(piece.text for piece in pieces if piece.kind is not other).split())


@pytest.mark.parametrize("words", ["a b ", "niña y niño ", "\n", "a\n"])
def test_a_long_text_is_compared_within_a_second(words: str) -> None:
    started = time.monotonic()
    word_pieces(words * 3_000, words[::-1] * 3_000)
    assert time.monotonic() - started < 1


def test_rows_follow_the_later_version_and_gone_ones_stay_at_their_place() -> None:
    before = [LabelledText("a", "A", "1"), LabelledText("b", "B", "2"), LabelledText("c", "C", "3")]
    after = [LabelledText("c", "C", "3"), LabelledText("a", "A otra", "1 y 2"), LabelledText("d", "D", "4")]
    found = differences(before, after)
    assert [(row.kind, row.key) for row in found.rows] == [
        (RowKind.CHANGED, "a"),
        (RowKind.GONE, "b"),
        (RowKind.NEW, "d"),
    ]
    assert found.rows[0].label == "A otra"
    assert (found.unchanged, found.total) == (1, 4)


def test_another_label_alone_is_no_change() -> None:
    before, after = [LabelledText("a", "Meta", "60")], [LabelledText("a", "Goal", "60")]
    assert differences(before, after).rows == ()


def test_a_key_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        differences([LabelledText("a", "A", "1"), LabelledText("a", "B", "2")], [])
