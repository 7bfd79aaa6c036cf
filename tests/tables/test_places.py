"""Cases 21, 22 and 24: territories by code and by name; nothing is attached to the nearest silently."""

from collections.abc import Mapping

import pytest

from clrisk_site.tables.matching.places import match_territories
from clrisk_site.tables.matching.similarity import score
from clrisk_site.tables.spec import Column, Context, Kind
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow, name_key
from clrisk_site.tables.values.parsed import Parsed
from tests.tables.builders import INDEX, MEXICO, STATES, TERRITORY

MUNICIPAL = Column("territory", TERRITORY.label, Kind.TERRITORY, levels=("municipality",))


def match(
    *cells: str,
    column: Column = TERRITORY,
    within: str | None = "MX",
    answers: Mapping[str, str] | None = None,
    index: TerritoryIndex = INDEX,
) -> Parsed:
    return match_territories(
        "\0".join(cells).encode(), column, Context(within, answers=answers or {}, known_territories=index)
    )


def said(parsed: Parsed) -> str:
    ((_, message),) = parsed.failures
    return str(message)


@pytest.mark.parametrize(
    "cell",
    ["07101", " 07101 ", "\u00a007101", "07-101", "07 101", "'07101", "07101.0", "MX07101", "MEX07101",
     "MX.07.101",      "O7101", "071O1", "o7101"],
)  # fmt: skip
def test_case_22_a_code_is_found_however_it_is_written(cell: str) -> None:
    parsed = match(cell)
    assert parsed.values.tolist() == ["MX.07.101"]
    assert not parsed.questions


def test_case_22_codes_with_letters_are_found() -> None:
    assert match("071010001017A", "071010001017a").values.tolist() == ["MX.07.101.0001.017A"] * 2


def test_case_22_a_letter_o_that_gives_no_code_is_an_error() -> None:
    assert "No territory has the code «O7102»" in said(match("O7102"))


def test_case_21_lost_zeros_are_asked_about_with_their_evidence() -> None:
    cells = ("7101", "7078", "7101", "14101")
    parsed = match(*cells, column=MUNICIPAL)
    assert parsed.values.tolist() == [None, None, None, "MX.14.101"]
    (question,) = parsed.questions
    assert (question.code, question.recommended, question.rows) == ("pad:territory", "pad", 3)
    assert str(question.evidence) == "Codes that exist with the zeros: 2 of 2. Without them: none."
    assert parsed.waiting["pad:territory"].tolist() == [0, 1, 2]
    padded = match(*cells, column=MUNICIPAL, answers={"pad:territory": "pad"})
    assert padded.values.tolist() == ["MX.07.101", "MX.07.078", "MX.07.101", "MX.14.101"]
    assert padded.repaired[0] == ((0, 1),)
    kept = match(*cells, column=MUNICIPAL, answers={"pad:territory": "keep"})
    assert "lost a zero" in said(kept)


def test_case_24_an_unknown_code_is_an_error_and_never_the_nearest() -> None:
    parsed = match("07102")
    assert parsed.values.tolist() == [None]
    assert said(parsed) == "No territory has the code «07102». Correct it or remove the row."


def test_case_24_a_code_of_another_state_is_an_error_that_says_so() -> None:
    parsed = match("21114", within="MX.07")
    assert parsed.values.tolist() == [None]
    assert said(parsed) == "Puebla (21114), Puebla lies outside Chiapas. Correct the code or import it there."


def test_case_24_a_lost_zero_never_leads_out_of_the_territory() -> None:
    parsed = match("7101", within="MX.21", column=MUNICIPAL)
    assert not parsed.questions
    assert parsed.values.tolist() == [None]


def test_a_territory_that_ended_is_an_error() -> None:
    assert "no longer existed" in said(match("07999"))


def test_a_code_of_another_level_is_an_error() -> None:
    assert "of another level" in said(match("07", column=MUNICIPAL))


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("Tuxtla Gutiérrez", "MX.07.101"),
        ("TUXTLA GUTIERREZ", "MX.07.101"),
        ("  tuxtla   gutiérrez ", "MX.07.101"),
        ("Sn. Cristóbal de Las Casas", "MX.07.078"),
        ("Municipio de Bella Vista", "MX.07.011"),
        ("Ciudad de México", "MX.09"),
        ("Cd. de México", "MX.09"),
    ],
)
def test_names_are_matched_without_accents_case_articles_and_abbreviations(cell: str, path: str) -> None:
    parsed = match(cell)
    assert parsed.values.tolist() == [path]
    assert [(found.value, found.path) for found in parsed.by_name] == [(cell.strip(), path)]


def test_a_list_of_states_is_read_as_states() -> None:
    parsed = match("Puebla", "Estado de México", "Chiapas")
    assert parsed.values.tolist() == ["MX.21", "MX.15", "MX.07"]
    assert not parsed.questions


def test_in_a_list_of_states_a_municipality_of_that_very_name_is_not_taken_silently() -> None:
    rows = (*STATES, TerritoryRow("MX.05.030", "05030", "Coahuila", "municipality", "Coahuila de Zaragoza"))
    questions = match("Puebla", "Chiapas", "Coahuila", index=TerritoryIndex((MEXICO, *rows))).questions
    (options,) = (q.options for q in questions if q.code == "place:territory:coahuila")
    assert [option.code for option in options] == ["MX.05", "MX.05.030", "none"]


def test_a_name_of_two_levels_is_asked_about_unless_the_other_names_tell() -> None:
    (question,) = match("Puebla").questions
    assert {option.code for option in question.options} == {"MX.21", "MX.21.114", "none"}
    states = match("Puebla", "Chiapas", "Ciudad de México")
    assert (states.values.tolist()[0], states.questions) == ("MX.21", [])
    towns = match("Puebla", "Bella Vista", "Tuxtla Gutiérrez")
    assert (towns.values.tolist()[0], towns.questions) == ("MX.21.114", [])


def test_a_header_that_names_a_level_settles_it() -> None:
    context = Context("MX", known_territories=INDEX)
    town = match_territories(b"Puebla", TERRITORY, context, depth=2)
    assert town.values.tolist() == ["MX.21.114"]
    state = match_territories(b"Puebla", TERRITORY, context, depth=1)
    assert state.values.tolist() == ["MX.21"]
    wrong = match_territories(b"Chiapas", TERRITORY, context, depth=2)
    assert (wrong.values.tolist(), len(wrong.questions)) == ([None], 1)


def test_a_near_name_is_a_question_and_never_taken_silently() -> None:
    parsed = match("Bellavista", "Tonalá", within="MX.07")
    assert parsed.values.tolist() == [None, "MX.07.097"]
    (question,) = parsed.questions
    assert str(question.message) == "No place is called «Bellavista». Is Bella Vista (07011), Chiapas meant?"
    assert question.recommended == "MX.07.011"
    assert str(question.options[0].explanation) == "99 % alike"
    answered = match("Bellavista", within="MX.07", answers={question.code: "MX.07.011"})
    assert answered.values.tolist() == ["MX.07.011"]
    refused = match("Bellavista", within="MX.07", answers={question.code: "none"})
    assert refused.values.tolist() == [None]
    assert "left out" in said(refused)


def test_an_answer_that_was_never_offered_is_no_answer() -> None:
    code = match("Bellavista", within="MX.07").questions[0].code
    assert match("Bellavista", within="MX.07", answers={code: "MX.21.114"}).values.tolist() == [None]


def test_a_short_name_is_a_question() -> None:
    (question,) = match("Coahuila").questions
    assert question.recommended == "MX.05"


@pytest.mark.parametrize(
    ("cell", "path"),
    [("Tuxtla Gtz.", "MX.07.101"), ("TUXTLA GTEZ", "MX.07.101"), ("S. Cristóbal de las Casas", "MX.07.078")],
)
def test_short_words_are_proposed_and_never_taken(cell: str, path: str) -> None:
    parsed = match(cell, column=MUNICIPAL)
    assert parsed.values.tolist() == [None]
    (question,) = parsed.questions
    assert question.recommended == path
    assert str(question.options[0].explanation) == "97 % alike"


def test_short_names_of_the_country_are_proposed() -> None:
    index = TerritoryIndex(INDEX.rows, short_names={"chis": "MX.07", "edomex": "MX.15"})
    for cell, path in (("Chis.", "MX.07"), ("EDOMEX", "MX.15")):
        parsed = match(cell, index=index)
        assert (parsed.values.tolist(), parsed.questions[0].recommended) == ([None], path)
    assert not match("Chis.", index=index, column=MUNICIPAL).questions


def test_two_places_of_one_name_are_a_question_without_recommendation() -> None:
    parsed = match("San Juan")
    (question,) = parsed.questions
    assert [option.code for option in question.options] == ["MX.20.001", "MX.20.002", "none"]
    assert question.recommended is None


def test_the_territory_of_the_import_decides_between_places_of_one_name() -> None:
    assert match("Tonalá", within="MX.07").values.tolist() == ["MX.07.097"]


def test_a_name_known_only_elsewhere_is_an_error() -> None:
    assert "lies outside Chiapas" in said(match("San Juan", within="MX.07"))


def test_a_name_like_none_is_an_error() -> None:
    assert "No place called «Springfield» is known in México" in said(match("Springfield"))


def test_missing_cells_stay_missing() -> None:
    parsed = match("", "n.d.", "-")
    assert parsed.values.tolist() == [None, None, None]
    assert not parsed.failures


def test_one_code_in_two_countries_must_be_told_apart() -> None:
    rows = (
        TerritoryRow("MX.01", "01", "Aguascalientes", "state"),
        TerritoryRow("PE.01", "01", "Amazonas", "department"),
    )
    parsed = match("01", "PE.01", within=None, index=TerritoryIndex(rows))
    assert parsed.values.tolist() == [None, "PE.01"]
    assert "names several territories" in said(parsed)


def test_keys_of_names() -> None:
    assert name_key("Edo. de México") == name_key("Estado de Mexico") == name_key("MÉXICO") == "mexico"
    assert name_key("La Trinitaria") == "trinitaria"
    assert name_key("El") == "el"


def test_scores() -> None:
    assert score("bellavista", "bella vista") == 0.99
    assert score("tuxtla", "tapachula") < 0.78
    assert score("a", "a") == 1.0
