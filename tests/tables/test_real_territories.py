"""Territories as official files name them; skipped where the shared data folder is absent."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.limits import BULK, GEOMETRY
from clrisk_site.tables.matching.coded import coded_headers
from clrisk_site.tables.matching.columns import ColumnMatches, match_columns
from clrisk_site.tables.matching.numeric import numeric_headers
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Context, ImportSpec
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow
from tests.tables.builders import column_cells, make_spec, read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TERRITORIES, AGEB, LABOUR, SERVICES = (
    DATA / name for name in ("01_territory", "02_ageb", "03_child_labour", "04_services")
)
OFFICIAL = {
    "05": "Coahuila de Zaragoza",
    "16": "Michoacán de Ocampo",
    "30": "Veracruz de Ignacio de la Llave",
}
LEVELS = [
    Level(country="MX", depth=depth, code=code, code_length=length, texts={"es": code})
    for depth, (code, length) in enumerate(
        (("country", 0), ("state", 2), ("municipality", 5), ("locality", 9), ("ageb", 13))
    )
]
MUNICIPAL = ("municipality",)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder ../shared/data is absent")


@pytest.fixture(scope="module")
def mexico() -> TerritoryIndex:
    """The municipalities of 2020 with their states, and the census areas of Tuxtla."""
    table = read(TERRITORIES / "mx_municipios_2020_simplified.geojson", GEOMETRY)
    rows = {"MX": TerritoryRow("MX", "MX", "México", "country")}
    parts = (column_cells(table, part) for part in ("cvegeo", "nom_ent", "nom_mun"))
    for code, state, name in zip(*parts, strict=True):
        above = f"MX.{code[:2]}"
        rows[above] = TerritoryRow(above, code[:2], OFFICIAL.get(code[:2], state), "state", "México")
        rows[code] = TerritoryRow(f"{above}.{code[2:]}", code, name, "municipality", state)
    areas = column_cells(read(AGEB / "chiapas_ageb_urbana_2022.geojson", GEOMETRY), "cvegeo")
    for code in areas:
        path = f"MX.{code[:2]}.{code[2:5]}.{code[5:9]}.{code[9:]}"
        rows[code] = TerritoryRow(path, code, code[9:], "ageb", rows[code[:5]].name)
    return TerritoryIndex(rows.values())


def matched(path: Path, levels: tuple[str, ...]) -> tuple[RawTable, ImportSpec, ColumnMatches]:
    """Read a file and match its columns without any help."""
    table = read(path, BULK)
    spec = make_spec(*territory_columns(LEVELS, levels_wanted=levels))
    coded, numeric = coded_headers(spec, table), numeric_headers(table)
    return table, spec, match_columns(spec, table.headers, tags=table.tags, numeric=numeric, coded=coded)


def open_alone(
    path: Path,
    index: TerritoryIndex,
    levels: tuple[str, ...] = (),
    within: str = "MX",
    answers: Mapping[str, str] | None = None,
) -> Preview:
    table, spec, matches = matched(path, levels)
    return prepare(spec, table, matches, Context(within, 2020, "", answers or {}, None, index))


def counts(found: Preview) -> tuple[int, int, int]:
    return found.new, found.asked, found.refused


def test_the_index_of_2017_with_its_code_in_two_columns(mexico: TerritoryIndex) -> None:
    path = TERRITORIES / "mx_indice_geoestadistico_2017_latin1.csv"
    assert counts(open_alone(path, mexico, MUNICIPAL)) == (2_458, 0, 0)


def test_p_codes_whose_names_have_no_accents(mexico: TerritoryIndex) -> None:
    path = TERRITORIES / "ocha_codab_mex_pcodes_adm1_adm2.csv"
    assert counts(open_alone(path, mexico)) == (32 + 2_457, 0, 0)
    assert counts(open_alone(path, mexico, MUNICIPAL)) == (2_457, 0, 32)


@pytest.mark.parametrize("name", ["pob_municipio_sexo", "lengua_indigena"])
def test_the_codes_of_census_exports_stand_under_no_header(mexico: TerritoryIndex, name: str) -> None:
    found = open_alone(TERRITORIES / f"inegi_consulta_{name}_2020_latin1.csv", mexico)
    assert counts(found) == (32 + 2_469, 0, 1)


def test_a_whole_code_beside_a_part_that_lost_its_zero(mexico: TerritoryIndex) -> None:
    path = AGEB / "conapo_coneval_municipal_components_2020.csv"
    assert matched(path, MUNICIPAL)[2].mapping["cve_ent"] == "territory_code_1"
    assert counts(open_alone(path, mexico, MUNICIPAL)) == (2_469, 0, 0)


@pytest.mark.parametrize(
    "name", ["conapo_IMM_2015_municipios.csv", "conapo_IMM_2020_municipios_bom_crlf.csv"]
)
def test_a_part_that_holds_the_whole_code(mexico: TerritoryIndex, name: str) -> None:
    found = open_alone(AGEB / name, mexico, MUNICIPAL)
    assert found.new in (2_457, 2_469)
    assert (found.asked, found.refused) == (0, 0)


def test_whole_codes_that_lost_their_zero_beside_the_state(mexico: TerritoryIndex) -> None:
    path = SERVICES / "mexico_conectado_sitios_por_municipio.csv"
    asked = open_alone(path, mexico, MUNICIPAL)
    (question,) = asked.questions
    assert (question.code, question.rows, asked.new) == ("pad:territory", 289, 2_180)
    assert str(question.evidence) == "Codes that exist with the zeros: 289 of 289. Without them: none."
    padded = open_alone(path, mexico, MUNICIPAL, answers={"pad:territory": "pad"})
    assert counts(padded) == (2_469, 0, 0)


def test_parts_that_lost_their_zeros_give_one_question(mexico: TerritoryIndex) -> None:
    path = SERVICES / "clues_cdmx_cp1252.csv"
    (question,) = open_alone(path, mexico, MUNICIPAL).questions
    assert (question.code, question.rows) == ("pad:territory", 3_613)
    found = open_alone(path, mexico, MUNICIPAL, answers={"pad:territory": "pad"})
    assert found.refused == 0
    assert found.new == 16


@pytest.mark.parametrize(("year", "areas"), [(2010, 1_329), (2020, 1_545)])
def test_the_marginalisation_of_census_areas(mexico: TerritoryIndex, year: int, areas: int) -> None:
    path = AGEB / f"conapo_IMU_{year}_chiapas.csv"
    mapping = matched(path, ())[2].mapping
    assert (mapping["CVE_AGEB"], mapping["AGEB"]) == ("territory", "territory_code_4")
    found = open_alone(path, mexico)
    assert found.new + found.refused == areas
    assert (found.asked, found.new > areas - 100) == (0, True)


def test_the_32_states_by_name(mexico: TerritoryIndex) -> None:
    path = LABOUR / "clrisk_mex_2015_state_risk_level.csv"
    asked = open_alone(path, mexico)
    assert counts(asked) == (29, 3, 0)
    answers = {question.code: question.options[0].code for question in asked.questions}
    assert sorted(answers.values()) == ["MX.05", "MX.16", "MX.30"]
    assert all(question.recommended == answers[question.code] for question in asked.questions)
    assert counts(open_alone(path, mexico, answers=answers)) == (32, 0, 0)


def test_the_21_named_municipalities_of_chiapas(mexico: TerritoryIndex) -> None:
    path = LABOUR / "clrisk_chiapas_2015_named_municipalities.csv"
    asked = open_alone(path, mexico, MUNICIPAL, within="MX.07")
    (question,) = asked.questions
    assert (question.recommended, counts(asked)) == ("MX.07.011", (20, 1, 0))
    answers = {question.code: "MX.07.011"}
    assert open_alone(path, mexico, MUNICIPAL, within="MX.07", answers=answers).new == 21
