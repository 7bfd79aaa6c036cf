"""Codes in parts, names beside them, and what happens when the two contradict each other."""

from collections.abc import Mapping, Sequence

import pytest

from clrisk_site.figures.message import says
from clrisk_site.tables.matching.places import match_territories
from clrisk_site.tables.spec import Column, Context, Kind
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow
from clrisk_site.tables.values.parsed import Parsed
from tests.tables.builders import INDEX

TERRITORY = Column("territory", says("Territory"), Kind.TERRITORY)
STATE, MUNICIPALITY, LOCALITY, AGEB = (
    Column(f"code_{depth}", says("Part"), Kind.CODE, lengths=(length,), part_of="territory")
    for depth, length in enumerate((2, 3, 4, 4), 1)
)


def packed(*cells: str) -> bytes:
    return "\0".join(cells).encode()


def match(
    *parts: tuple[Column, bytes],
    whole: bytes | None = None,
    names: Sequence[tuple[int, bytes]] = (),
    answers: Mapping[str, str] | None = None,
    within: str | None = None,
) -> Parsed:
    context = Context(within, answers=answers or {}, known_territories=INDEX)
    return match_territories(whole, TERRITORY, context, parts=parts, names=names)


def failures(parsed: Parsed) -> list[tuple[list[int], str]]:
    return [(positions.tolist(), str(message)) for positions, message in parsed.failures]


def test_parts_are_joined() -> None:
    parsed = match((STATE, packed("07", "21")), (MUNICIPALITY, packed("101", "114")))
    assert parsed.values.tolist() == ["MX.07.101", "MX.21.114"]
    assert not parsed.questions


def test_four_parts_with_locality_and_ageb() -> None:
    parsed = match(
        (STATE, packed("07", "7")),
        (MUNICIPALITY, packed("101", "101")),
        (LOCALITY, packed("0001", "1")),
        (AGEB, packed("017A", "17A")),
        answers={"pad:territory": "pad"},
    )
    assert parsed.values.tolist() == ["MX.07.101.0001.017A"] * 2
    assert parsed.repaired[1] == ((0, 1), (5, 8), (9, 10))


def test_one_question_for_the_zeros_of_all_parts() -> None:
    parts = (STATE, packed("7", "7", "14", "7")), (MUNICIPALITY, packed("101", "11", "101", "102"))
    parsed = match(*parts)
    (question,) = parsed.questions
    assert (question.code, question.rows, question.recommended) == ("pad:territory", 2, "pad")
    assert str(question.evidence) == "Codes that exist with the zeros: 2 of 3. Without them: none."
    assert parsed.waiting["pad:territory"].tolist() == [0, 1]
    assert parsed.values.tolist() == [None, None, "MX.14.101", None]
    assert failures(parsed) == [
        ([3], "No territory has the code «07102». Correct it or remove the row."),
    ]
    padded = match(*parts, answers={"pad:territory": "pad"})
    assert padded.values.tolist() == ["MX.07.101", "MX.07.011", "MX.14.101", None]
    kept = match(*parts, answers={"pad:territory": "keep"})
    assert [positions for positions, text in failures(kept) if "lost a zero" in text] == [[0, 1]]


def test_a_part_that_holds_the_whole_code_is_read_as_one() -> None:
    parsed = match((STATE, packed("07", "07")), (MUNICIPALITY, packed("07101", "7011")))
    assert parsed.values.tolist() == ["MX.07.101", None]
    assert [question.rows for question in parsed.questions] == [1]


def test_a_whole_code_wins_where_it_is_filled() -> None:
    parsed = match((STATE, packed("7", "07")), (MUNICIPALITY, packed("11", "078")), whole=packed("07101", ""))
    assert parsed.values.tolist() == ["MX.07.101", "MX.07.078"]
    assert not parsed.questions


def test_a_part_that_fits_nowhere_is_an_error_that_names_it() -> None:
    parsed = match((STATE, packed("07")), (MUNICIPALITY, packed("21114")))
    assert failures(parsed) == [
        ([0], "«21114» is not a part of a code with 3 characters, as «Part» wants it.")
    ]


def test_a_missing_part_leaves_the_cell_blank() -> None:
    assert match((STATE, packed("07")), (MUNICIPALITY, packed(""))).values.tolist() == [None]


def test_the_state_tells_two_places_of_one_name_apart() -> None:
    states = packed("Chiapas", "JALISCO", "7", "Chis.", "")
    names = packed("Tonalá", "Tonala", "Tonalá", "Tonalá", "Tonalá")
    parsed = match(whole=names, names=[(1, states)])
    assert parsed.values.tolist() == ["MX.07.097", None, None, None, None]
    codes = match((STATE, packed("07", "14")), whole=packed("Tonalá", "Tonalá"))
    assert codes.values.tolist() == ["MX.07.097", None]
    assert {question.code for question in parsed.questions} == {"place:territory:tonala"}


def test_a_name_that_is_not_in_its_state_is_refused_there() -> None:
    parsed = match(whole=packed("Xochimilco"), names=[(1, packed("Chiapas"))])
    ((_, text),) = failures(parsed)
    assert text == "No place called «Xochimilco» is known in Chiapas. Correct the name or write the code."


def test_a_near_name_is_sought_in_its_state() -> None:
    (question,) = match(whole=packed("Bellavista"), names=[(1, packed("Chiapas"))]).questions
    assert question.code == "place:territory:bellavista@MX.07"
    answered = match(
        whole=packed("Bellavista"), names=[(1, packed("Chiapas"))], answers={question.code: "MX.07.011"}
    )
    assert answered.values.tolist() == ["MX.07.011"]


def test_a_code_and_a_name_that_contradict_each_other_are_an_error_naming_both() -> None:
    parsed = match(whole=packed("07101", "07101"), names=[(2, packed("Tonalá", "TUXTLA GUTIERREZ"))])
    assert parsed.values.tolist() == [None, "MX.07.101"]
    ((positions, text),) = failures(parsed)
    assert positions == [0]
    assert text == (
        "The code means Tuxtla Gutiérrez (07101), Chiapas, but the name is «Tonalá». Correct one of them."
    )
    joined = match((STATE, packed("21")), (MUNICIPALITY, packed("114")), names=[(1, packed("Chiapas"))])
    assert "The code means Puebla (21)" in failures(joined)[0][1]


@pytest.mark.parametrize(
    "name",
    ["tuxtla gutierrez", "Mpio. de Tuxtla Gutiérrez", "Tuxtla", "Tuxtla Gutierres", "", "n.d.", "Conejo"],
)
def test_other_ways_of_writing_the_name_contradict_nothing(name: str) -> None:
    parsed = match(whole=packed("07101"), names=[(2, packed(name))])
    assert parsed.values.tolist() == ["MX.07.101"]


@pytest.mark.parametrize("name", ["Coahuila", "COAHUILA DE ZARAGOZA", "Edo. de Coahuila"])
def test_short_names_of_states_contradict_nothing(name: str) -> None:
    assert match(whole=packed("05"), names=[(1, packed(name))]).values.tolist() == ["MX.05"]


def test_a_place_that_has_only_its_code_for_a_name_contradicts_nothing() -> None:
    rows = [
        TerritoryRow("MX.07.052.0001", "070520001", "0001", "locality", "Las Margaritas"),
        TerritoryRow("MX.07.053.0002", "070530002", "Las Margaritas", "locality", "Mazapa"),
    ]
    context = Context(None, answers={}, known_territories=TerritoryIndex(rows))
    names = [(3, packed("Las Margaritas"))]
    parsed = match_territories(packed("070520001"), TERRITORY, context, parts=(), names=names)
    assert parsed.values.tolist() == ["MX.07.052.0001"]


def test_100_000_rows_by_code_take_no_time_per_row() -> None:
    codes = ["07101", "07011", "21114", "14101"] * 25_000
    parsed = match(
        (STATE, packed(*(code[:2] for code in codes))), (MUNICIPALITY, packed(*(code[2:] for code in codes)))
    )
    assert len(parsed.values) == 100_000
    assert not parsed.failures
