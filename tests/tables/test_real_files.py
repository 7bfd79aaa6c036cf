"""Official files as published; skipped where the shared data folder is absent."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import shapely

from clrisk_site.figures.message import says
from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import BULK, GEOMETRY
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.raw import FileKind
from clrisk_site.tables.spec import Column, Context, ImportSpec, Kind, Refusal
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow
from tests.tables.builders import LEVEL, TERRITORY, column_cells, make_spec, read, text_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TERRITORIES, AGEB, LABOUR, SERVICES = (
    DATA / name for name in ("01_territory", "02_ageb", "03_child_labour", "04_services")
)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder ../shared/data is absent")

MUNICIPALITIES = TERRITORIES / "mx_municipios_2020_simplified.geojson"
OFFICIAL = {
    "05": "Coahuila de Zaragoza",
    "16": "Michoacán de Ocampo",
    "30": "Veracruz de Ignacio de la Llave",
}
POPULATION = Column("population", says("Population"), Kind.INTEGER, synonyms=("total",), minimum=0)


@pytest.fixture(scope="module")
def mexico() -> TerritoryIndex:
    table = read(MUNICIPALITIES, GEOMETRY)
    rows = {"MX": TerritoryRow("MX", "MX", "México", "country")}
    for code, state, name in zip(
        *(column_cells(table, part) for part in ("cvegeo", "nom_ent", "nom_mun")), strict=True
    ):
        above = f"MX.{code[:2]}"
        rows[above] = TerritoryRow(above, code[:2], OFFICIAL.get(code[:2], state), "state", "México")
        rows[code] = TerritoryRow(f"{above}.{code[2:]}", code, name, "municipality", state)
    return TerritoryIndex(rows.values())


def open_as(
    path: Path, spec: ImportSpec, index: TerritoryIndex, within: str, answers: Mapping[str, str] | None = None
) -> Preview:
    table = read(path, BULK)
    matches = match_columns(spec, table.headers, {"(A)": "territory"} if "(A)" in table.headers else None)
    return prepare(spec, table, matches.mapping, Context(within, 2020, "", answers or {}, None, index))


def test_the_municipalities_of_2020_with_their_boundaries() -> None:
    table = read(MUNICIPALITIES, GEOMETRY)
    assert len(table) == 2_469
    assert not table.problems
    spec = make_spec(
        Column("code", says("Code"), Kind.CODE, synonyms=("cvegeo",), lengths=(2, 5)),
        Column("geometry", says("Boundary"), Kind.GEOMETRY),
        key=("code",),
    )
    found = prepare(spec, table, match_columns(spec, table.headers).mapping, Context())
    assert (found.new, found.refused) == (2_469, 0)


def test_the_urban_ageb_of_tuxtla() -> None:
    table = read(AGEB / "chiapas_ageb_urbana_2022.geojson", GEOMETRY)
    codes = column_cells(table, "cvegeo")
    assert len(codes) == 1_907
    assert sum(code.startswith("07101") for code in codes) == 229
    assert not [problem for problem in table.problems if problem.severity.value == "error"]


TIZAYUCA = (-99.2, 19.6, -98.7, 20.0)


def test_case_43_a_map_in_stated_metres_is_turned_into_degrees() -> None:
    table = read(SERVICES / "escuelas_cct_tizayuca.geojson", GEOMETRY, home=TIZAYUCA)
    assert table.map is not None
    assert (table.map.used, table.map.shapes) == ("EPSG:32614", 201)
    lon, lat = shapely.get_coordinates(shapely.from_wkb(column_cells(table, "geometry"))).T
    assert (lon.min() > -99.1, lon.max() < -98.8, lat.min() > 19.7, lat.max() < 19.95) == (True,) * 4


def test_case_43_the_same_map_without_its_statement_is_asked_about(tmp_path: Path) -> None:
    text = (SERVICES / "escuelas_cct_tizayuca.geojson").read_text()
    path = text_file(tmp_path / "m.geojson", text.replace('"crs"', '"was"', 1))
    answer = read_guarded(path, GEOMETRY, home=TIZAYUCA)
    assert isinstance(answer, Refusal)
    assert "Choose it: WGS 84 / UTM 14N (EPSG:32614)." in str(answer.message)
    assert len(read(path, GEOMETRY, home=TIZAYUCA, crs="EPSG:32614")) == 201


def test_case_41_the_old_boundaries_are_mended_or_refused_one_by_one() -> None:
    table = read(TERRITORIES / "mx_municipalities_intcodes_old.geojson", GEOMETRY)
    assert table.map is not None
    errors = [problem.row for problem in table.problems if problem.severity.value == "error"]
    # 164 outlines cross themselves; each is either mended by next to nothing or has to be redrawn.
    assert len(errors) + len(table.map.mended) == 164
    assert all(percent <= 1 for _row, percent in table.map.mended)
    assert column_cells(table, "geometry").count("") == len(errors)


def test_case_47_systems_stated_inside_each_geometry() -> None:
    for name in ("01_territory/chiapas_municipios_fullres", "02_ageb/chiapas_ageb_urbana_2022"):
        table = read(DATA / f"{name}.geojson", GEOMETRY)
        assert table.map is not None
        assert (table.map.stated, table.map.used) == ("EPSG:6365", "EPSG:6365")
        assert not [problem for problem in table.problems if problem.severity.value == "error"]


def test_case_32_the_inventory_of_programmes_has_its_header_in_row_5() -> None:
    table = read(SERVICES / "coneval_inventario_estatal_2018.xlsx", sheet="Chiapas")
    assert table.layout.header_row == 5
    assert len(table) == 19
    assert len(table.headers) == 57
    assert "1. Nombre de la intervención" in table.headers
    assert len(table.source.sheets) == 33


def test_case_40_a_csv_called_xlsx_is_read() -> None:
    table = read(AGEB / "coneval_GRS_AGEB_cdmx_2020_is_csv.xlsx", BULK)
    assert table.source.kind is FileKind.CSV
    assert (len(table), len(table.headers)) == (2_399, 31)


def test_case_19_and_25_the_census_export_spells_the_codes_of_states_as_formulas(
    mexico: TerritoryIndex,
) -> None:
    path = TERRITORIES / "inegi_consulta_pob_municipio_sexo_2020_latin1.csv"
    table = read(path, BULK)
    assert table.source.encoding == "cp1252"
    assert table.layout.header_row == 4
    assert len(table) == 1 + 32 + 2_469
    assert table.cells(0)[1] == "01"
    found = open_as(path, make_spec(TERRITORY, POPULATION), mexico, "MX")
    assert (found.new, found.refused) == (32 + 2_469, 1)
    assert {problem.row for problem in found.errors} == {5}
    assert found.change is not None
    people = found.change.new.set_index("territory")["population"]
    assert people["MX.07.101"] == 604_147
    states = people.index.str.count(r"\.") == 1
    assert people[states].sum() == people[~states].sum() == 126_014_024


def test_case_25_double_encoding_is_pointed_at_and_shown() -> None:
    table = read(SERVICES / "denue_chiapas_farmacias_consultorios_mojibake.csv", BULK)
    assert table.headers[0] == "id"
    assert any("Accents look broken" in str(problem.message) for problem in table.problems)
    spec = make_spec(Column("name", says("Name"), Kind.TEXT, synonyms=("nom_estab",)), key=("name",))
    found = prepare(spec, table, match_columns(spec, table.headers).mapping, Context())
    assert len(found.accents) == 5


def test_case_21_municipal_codes_that_lost_their_zero(mexico: TerritoryIndex) -> None:
    path = SERVICES / "mexico_conectado_sitios_por_municipio.csv"
    column = Column("territory", TERRITORY.label, Kind.TERRITORY, synonyms=("clave_municipio",))
    asked = open_as(path, make_spec(column), mexico, "MX")
    (question,) = asked.questions
    assert question.code == "pad:territory"
    assert asked.asked == question.rows
    found = open_as(path, make_spec(column), mexico, "MX", {"pad:territory": "pad"})
    assert (found.new, found.refused) == (2_469, 0)


def test_p_codes_are_read_and_the_states_among_them(mexico: TerritoryIndex) -> None:
    column = Column("territory", TERRITORY.label, Kind.TERRITORY, synonyms=("P-Code",))
    found = open_as(TERRITORIES / "ocha_codab_mex_pcodes_adm1_adm2.csv", make_spec(column), mexico, "MX")
    assert (found.new, found.refused) == (32 + 2_457, 0)


def test_the_32_states_by_name_with_questions_for_what_is_not_the_official_name(
    mexico: TerritoryIndex,
) -> None:
    column = Column("territory", TERRITORY.label, Kind.TERRITORY, synonyms=("entidad_as_printed",))
    level = Column("level", LEVEL.label, Kind.CHOICE, synonyms=("risk_level",), choices=LEVEL.choices)
    path = LABOUR / "clrisk_mex_2015_state_risk_level.csv"
    asked = open_as(path, make_spec(column, level), mexico, "MX")
    assert asked.refused == 0
    assert sorted(question.code.rpartition(":")[2] for question in asked.questions) == [
        "coahuila",
        "michoacan",
        "veracruz",
    ]
    answers = {question.code: question.options[0].code for question in asked.questions}
    found = open_as(path, make_spec(column, level), mexico, "MX", answers)
    assert (found.new, found.refused, found.asked) == (32, 0, 0)
    assert found.change is not None
    counts = found.change.new["level"].value_counts()
    assert (counts["low"], counts["medium"], counts["high"]) == (12, 11, 9)
    assert set(found.change.new["territory"].str.count(r"\.")) == {1}


def test_the_21_named_municipalities_of_chiapas_with_one_question(mexico: TerritoryIndex) -> None:
    column = Column("territory", TERRITORY.label, Kind.TERRITORY, synonyms=("municipio_as_printed",))
    path = LABOUR / "clrisk_chiapas_2015_named_municipalities.csv"
    asked = open_as(path, make_spec(column), mexico, "MX.07")
    assert [str(question.message) for question in asked.questions] == [
        "No place is called «Bellavista». Is Bella Vista (07011), Chiapas meant?"
    ]
    assert (asked.new, asked.asked, asked.refused) == (20, 1, 0)
    answers = {asked.questions[0].code: "MX.07.011"}
    assert open_as(path, make_spec(column), mexico, "MX.07", answers).new == 21


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("02_ageb/conapo_IMU_2020_chiapas.csv", 1_545),
        ("02_ageb/conapo_IMU_2010_chiapas.csv", 1_329),
        ("02_ageb/conapo_IMM_2020_municipios_bom_crlf.csv", 2_469),
        ("01_territory/mx_indice_geoestadistico_2017_latin1.csv", 2_458),
        ("01_territory/mx_cve_nom_municipios_2022.csv", 2_475),
        ("04_services/clues_cdmx_cp1252.csv", 3_613),
    ],
)
def test_official_tables_have_the_rows_they_should(name: str, rows: int) -> None:
    table = read(DATA / name, BULK)
    assert len(table) == rows
    assert not table.problems


def test_case_14_an_old_workbook_with_titles_and_two_name_rows() -> None:
    table = read(AGEB / "conapo_IMM_2020_municipios.xls", BULK)
    assert table.layout.header_row == 6
    assert table.headers[:4] == ("CVE_ENT", "NOM_ENT", "CVE_MUN", "NOM_MUN")
    assert len(read(AGEB / "conapo_IMM_2020_municipios.xls", BULK, sheet="IMM_2020")) == 2_469
