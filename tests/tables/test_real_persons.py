"""Official files full of names, telephones and tax numbers that are no lists of persons.

The two files of anonymous microdata hold persons but nothing that names one: they are read as tables here,
and no kind of import has a place for their columns.
"""

import os
from pathlib import Path

import pytest

from clrisk_site.tables.limits import TRUSTED
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.sniffing import sniff
from tests.tables.builders import read
from tests.tables.corpus.in_process import ask_here, reading_here

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
READABLE = (".csv", ".xlsx", ".xls", ".xlsm", ".geojson")
LIKELIEST = (
    "01_territory/mx_indice_geoestadistico_2017_latin1.csv",
    "02_ageb/conapo_IMU_2020_chiapas.csv",
    "03_child_labour/clrisk_chiapas_2015_named_municipalities.csv",
    "03_child_labour/col_dane_geih_2024_trabajo_infantil_pasto.csv",
    "04_services/clues_cdmx_cp1252.csv",
    "04_services/denue_chiapas_farmacias_consultorios_mojibake.csv",
    "04_services/denue_tuxtla_panaderias_2022.geojson",
    "04_services/escuelas_cct_tizayuca.csv",
    "04_services/osm_mx_escuelas.csv",
    "06_formats/hsds/ohana_sample_csv/organizations.csv",
)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder ../shared/data is absent")


@pytest.mark.parametrize("name", LIKELIEST)
def test_case_37_no_official_file_is_taken_for_a_list_of_persons(name: str) -> None:
    with reading_here():
        assert len(read(DATA / name, TRUSTED))


@pytest.mark.parametrize("year", [2016, 2018])
def test_case_37_programmes_with_their_contacts_pass_on_every_sheet(year: int) -> None:
    path = DATA / "04_services" / f"coneval_inventario_estatal_{year}.xlsx"
    for sheet in ("Chiapas", "Puebla", "Guerrero", "Hidalgo"):
        with reading_here():
            assert len(read(path, TRUSTED, sheet=sheet))


@pytest.mark.skipif(not os.environ.get("CLRISK_LONG"), reason="CLRISK_LONG=1 reads every file")
def test_case_37_none_of_all_the_files_is_one() -> None:
    files = [path for path in sorted(DATA.rglob("*")) if path.suffix in READABLE]
    assert [path.name for path in files if refused_as(path) == "persons"] == []


def refused_as(path: Path) -> str:
    try:
        ask_here(Request(path, sniff(path, TRUSTED).value, TRUSTED))
    except RefusedError as refused:
        return refused.code
    return ""
