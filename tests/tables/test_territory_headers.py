"""Which header says the territory: whole codes, parts, names of levels, tags, memory and cells."""

from dataclasses import replace

import pytest

from clrisk_site.figures.message import says
from clrisk_site.tables.matching.columns import How, match_columns
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from tests.tables.builders import LEVEL, NAME, VALUE, make_spec

COLUMNS = (
    Column(
        "territory",
        says("Territory"),
        Kind.TERRITORY,
        required=True,
        synonyms=("cvegeo", "pcode", "clave"),
        tags=("#adm2+code", "#adm1+code"),
        by_name=("nomgeo", "lugar"),
    ),
    Column(
        "name_1", says("State: name"), Kind.TEXT, synonyms=("nom_ent", "entidad"),
        tags=("#adm1+name", "#adm1"), narrows="territory",
    ),
    Column(
        "code_1", says("State: part"), Kind.CODE, synonyms=("cve_ent", "ent", "entidad"), lengths=(2,),
        part_of="territory",
    ),
    Column(
        "name_2", says("Municipality: name"), Kind.TEXT, synonyms=("nom_mun", "municipio"),
        tags=("#adm2+name", "#adm2"), narrows="territory",
    ),
    Column(
        "code_2", says("Municipality: part"), Kind.CODE, synonyms=("cve_mun", "mun", "municipio"),
        lengths=(3,), part_of="territory",
    ),
)  # fmt: skip
SPEC = make_spec(*COLUMNS, VALUE, LEVEL, NAME)
FREE = OpenColumns("indicator", says("Indicator"), Kind.NUMBER, free=True)


def short(mapping: dict[str, str]) -> dict[str, str]:
    return {header: field.replace("territory", "T") for header, field in mapping.items()}


@pytest.mark.parametrize(
    ("headers", "numeric", "wanted"),
    [
        (
            ("CVE_ENT", "CVE_MUN", "NOM_MUN", "NOM_ENT"),
            ("CVE_ENT", "CVE_MUN"),
            {"CVE_ENT": "code_1", "CVE_MUN": "code_2", "NOM_MUN": "name_2", "NOM_ENT": "name_1"},
        ),
        (("municipio", "cvegeo"), ("cvegeo",), {"municipio": "name_2", "cvegeo": "T"}),
        (
            ("ENTIDAD", "NOM_ENT", "MUN"),
            ("ENTIDAD", "MUN"),
            {"ENTIDAD": "code_1", "NOM_ENT": "name_1", "MUN": "code_2"},
        ),
        (("ENTIDAD", "MUNICIPIO"), (), {"ENTIDAD": "name_1", "MUNICIPIO": "T"}),
        (("ENTIDAD", "MUNICIPIO"), ("ENTIDAD", "MUNICIPIO"), {"ENTIDAD": "code_1", "MUNICIPIO": "code_2"}),
        (("cve_ent", "municipio"), ("cve_ent",), {"cve_ent": "code_1", "municipio": "T"}),
        (("cve_mun", "valor"), ("cve_mun", "valor"), {"cve_mun": "T", "valor": "value"}),
        (("entidad",), (), {"entidad": "T"}),
        (("cve_ent",), ("cve_ent",), {"cve_ent": "code_1"}),
        (("nomgeo", "valor"), ("valor",), {"nomgeo": "T", "valor": "value"}),
        (("nomgeo", "cvegeo"), ("cvegeo",), {"cvegeo": "T"}),
        (("clave", "cvegeo"), ("cvegeo",), {"cvegeo": "T"}),
    ],
)  # fmt: skip
def test_the_territory_is_found_in_whatever_says_it(
    headers: tuple[str, ...], numeric: tuple[str, ...], wanted: dict[str, str]
) -> None:
    matches = match_columns(SPEC, headers, numeric=numeric)
    assert short(matches.mapping) == wanted
    assert not matches.problems


def test_parts_without_the_first_do_not_stand_for_a_code() -> None:
    matches = match_columns(SPEC, ("a", "b"), {"a": "code_2"})
    assert [problem.column for problem in matches.problems] == ["territory"]


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        (("#adm1+code", "#adm2+code", "#adm2+name"), {"b": "T", "c": "name_2"}),
        (("#adm1 +name +es", "#adm2+name+es", ""), {"a": "name_1", "b": "T"}),
        (("#adm1+code+v_pcode", "", ""), {"a": "T"}),
        (("#country+code", "#date", ""), {}),
    ],
)
def test_hashtags_are_understood(tags: tuple[str, ...], wanted: dict[str, str]) -> None:
    assert short(match_columns(SPEC, ("a", "b", "c"), tags=tags).mapping) == wanted


def test_what_was_chosen_before_comes_before_all_but_what_is_chosen_now() -> None:
    remembered = {"sitio": "territory", "cvegeo": "", "grado de riesgo": "level", "x": "gone"}
    headers = ("Sitio", "cvegeo", "Grado de Riesgo", "x")
    matches = match_columns(SPEC, headers, remembered=remembered)
    assert [(match.field, match.how) for match in matches.columns] == [
        ("territory", How.REMEMBERED),
        (None, How.REMEMBERED),
        ("level", How.REMEMBERED),
        (None, How.NONE),
    ]
    chosen = match_columns(SPEC, headers, {"cvegeo": "territory"}, remembered=remembered)
    assert short(chosen.mapping) == {"cvegeo": "T", "Grado de Riesgo": "level"}


def test_any_header_over_numbers_may_be_its_own_column() -> None:
    spec = replace(SPEC, open_columns=FREE)
    headers = ("cvegeo", "analf", "notas", "problema")
    matches = match_columns(spec, headers, numeric=("cvegeo", "analf"))
    assert matches.mapping == {"cvegeo": "territory", "analf": "indicator:analf"}
    assert matches.columns[3].how is How.IGNORED
    chosen = match_columns(spec, headers, {"analf": "", "notas": "indicator:notas"}, numeric=("analf",))
    assert chosen.mapping == {"cvegeo": "territory", "notas": "indicator:notas"}
    texts = replace(spec, open_columns=replace(FREE, kind=Kind.TEXT))
    assert match_columns(texts, headers).mapping["notas"] == "indicator:notas"


def test_a_column_of_codes_without_a_name_is_proposed_and_asked_about() -> None:
    matches = match_columns(SPEC, ("(A)", "Total"), coded={"territory": "(A)"})
    assert matches.columns[0].field == "territory"
    assert matches.columns[0].how is How.CELLS
    assert match_columns(SPEC, ("(A)", "cvegeo"), coded={"territory": "(A)"}).mapping == {
        "cvegeo": "territory"
    }


def test_another_year_is_another_column() -> None:
    spec = make_spec(*COLUMNS, Column("old", says("Old"), Kind.NUMBER, synonyms=("poblacion 2010",)))
    assert "poblacion 2020" not in match_columns(spec, ("cvegeo", "poblacion 2020")).mapping
