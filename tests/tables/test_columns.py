"""Case 34: headers become fields by name, synonym or likeness, and the user has the last word."""

from clrisk_site.tables.matching.columns import How, match_columns
from tests.tables.builders import FACTORS, LEVEL, NAME, TERRITORY, VALUE, make_spec

SPEC = make_spec(TERRITORY, VALUE, LEVEL, NAME, open_columns=FACTORS)


def test_case_34_same_suggested_and_none() -> None:
    matches = match_columns(SPEC, ("TERRITORY", "Nível", "Riesgo", "otra cosa"))
    assert [(match.field, match.how) for match in matches.columns] == [
        ("territory", How.SAME),
        ("level", How.SUGGESTED),
        ("value", How.SUGGESTED),
        (None, How.NONE),
    ]
    assert matches.unused == ("otra cosa",)
    assert not matches.problems


def test_case_34_close_headers_are_suggested() -> None:
    assert match_columns(SPEC, ("cvegeo", "nombres")).mapping == {"cvegeo": "territory", "nombres": "name"}


def test_case_34_a_field_is_taken_once_and_by_the_surest_header() -> None:
    matches = match_columns(SPEC, ("clave", "territory", "municipio"))
    assert matches.mapping == {"territory": "territory"}


def test_case_34_repeated_headers_are_an_error() -> None:
    matches = match_columns(SPEC, ("clave", "nivel", "nivel"))
    assert [str(problem.message) for problem in matches.problems] == [
        "Two columns are called «nivel». Rename one of them in the file."
    ]


def test_case_34_a_choice_overrides_every_proposal() -> None:
    matches = match_columns(SPEC, ("clave", "municipio", "nivel"), {"municipio": "territory", "nivel": ""})
    assert matches.mapping == {"municipio": "territory"}
    assert [match.how for match in matches.columns] == [How.NONE, How.CHOSEN, How.CHOSEN]


def test_case_34_choices_that_make_no_sense_are_errors() -> None:
    matches = match_columns(
        SPEC, ("clave", "a", "b"), {"x": "level", "a": "levle", "b": "territory", "clave": "territory"}
    )
    said = [str(problem.message) for problem in matches.problems]
    assert said[0].startswith("The file has no column «x». It has: clave, a, b.")
    assert said[1].startswith("There is no field «levle». Choose one of: territory, value")
    assert said[2] == "Two columns were chosen for «territory». Choose one of them."


def test_case_34_a_required_field_without_column_is_an_error() -> None:
    (problem,) = match_columns(SPEC, ("nivel",)).problems
    assert "No column was found for «Territory»" in str(problem.message)


def test_open_columns_are_found_by_code_and_name_and_can_be_chosen() -> None:
    matches = match_columns(SPEC, ("clave", "Tamaño del hogar", "factor:poverty", "otra"), None)
    assert matches.mapping == {
        "clave": "territory",
        "Tamaño del hogar": "factor:hh_size",
        "factor:poverty": "factor:poverty",
    }
    chosen = match_columns(SPEC, ("clave", "otra"), {"otra": "factor:poverty"})
    assert chosen.mapping["otra"] == "factor:poverty"
    assert match_columns(SPEC, ("clave", "otra"), {"otra": "factor:nothing"}).problems


def test_headers_of_two_rows_are_known_by_their_lower_part() -> None:
    assert match_columns(SPEC, ("Datos · clave", "Datos · nivel")).mapping == {
        "Datos · clave": "territory",
        "Datos · nivel": "level",
    }
