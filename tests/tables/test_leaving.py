"""What of a register leaves the reading process, and what does not: owners, telephones, lists of pupils."""

from pathlib import Path

import pytest

from clrisk_site.tables.guard import read_guarded, read_head
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.persons.leaving import is_personal
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Refusal
from tests.tables.builders import column_cells, text_file
from tests.tables.corpus.in_process import reading_here

WANTED = ("clave", "nombre del plantel", "latitud")
OWNERS = ("María López Hernández", "Juan Pérez Gómez", "Rosa Díaz Cruz", "Pedro Ruiz Méndez")
REGISTER = "Directorio\nclave,nombre del plantel,Propietario,Tel 1,latitud,aforo\n" + "".join(
    f"A{number},Plantel {number},{owner},961123456{number},16.7{number},9{number}\n"
    for number, owner in enumerate(OWNERS)
)


def read(path: Path, *, leaving: tuple[str, ...] | None) -> RawTable:
    with reading_here():
        found = read_guarded(path, TYPED, leaving=leaving)
    assert isinstance(found, RawTable), found
    return found


def test_only_the_wanted_columns_have_cells(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", REGISTER), leaving=WANTED)
    assert column_cells(table, "nombre del plantel")[0] == "Plantel 0"
    for header in ("Propietario", "Tel 1", "aforo"):
        assert set(column_cells(table, header)) == {""}
    everything = repr(table)
    assert not any(owner in everything for owner in OWNERS)
    assert "9611234560" not in everything
    said = [str(problem.message) for problem in table.problems]
    assert any("«Propietario», «Tel 1»" in text for text in said)
    assert any("«aforo»" in text for text in said)


def test_a_chosen_column_leaves_but_never_one_about_somebody(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", REGISTER)
    table = read(path, leaving=(*WANTED, "aforo", "Propietario", "Tel 1"))
    assert column_cells(table, "aforo")[0] == "90"
    assert set(column_cells(table, "Propietario")) == set(column_cells(table, "Tel 1")) == {""}


def test_other_kinds_read_all_columns_and_refuse_the_owners(tmp_path: Path) -> None:
    with reading_here():
        found = read_guarded(text_file(tmp_path / "a.csv", REGISTER), TYPED)
    assert isinstance(found, Refusal)
    assert found.code == "persons"


@pytest.mark.parametrize(
    "header", ["CURP,nombre del alumno,cct,latitud", "Nombre,Edad,clave,nombre del plantel"]
)
def test_a_list_of_pupils_is_refused_whatever_may_leave(tmp_path: Path, header: str) -> None:
    codes = ("LOHM100203MCSPRR01", "PEGJ110405HCSRMN02", "DICR120607MCSZRS03", "RUMP130809HCSZND04")
    by_code = header.startswith("CURP")
    rows = "".join(
        f"{code},{owner},07DPR0001A,1\n" if by_code else f"{owner},12,07DPR0001A,1\n"
        for code, owner in zip(codes, OWNERS, strict=True)
    )
    path = text_file(tmp_path / "a.csv", f"{header}\n{rows}")
    with reading_here():
        found = read_guarded(path, TYPED, leaving=("cct", "clave", "nombre", "latitud", "nombre del plantel"))
    assert isinstance(found, Refusal)
    assert found.code == "persons"
    assert "LOHM" not in str(found.message)


def test_a_first_person_taken_for_the_header_is_not_told(tmp_path: Path) -> None:
    lines = "".join(f"A{number},16.{number},{owner}\n" for number, owner in enumerate(OWNERS))
    with reading_here():
        found = read_guarded(text_file(tmp_path / "a.csv", lines), TYPED, leaving=WANTED, header_row=1)
    assert OWNERS[0] not in repr(found)
    assert not isinstance(found, RawTable) or OWNERS[1] not in repr(found)


def test_through_the_real_process(tmp_path: Path) -> None:
    found = read_head(text_file(tmp_path / "a.csv", REGISTER), TYPED, leaving=WANTED)
    assert isinstance(found, RawTable)
    assert not any(owner in repr(found) for owner in OWNERS)


def test_what_a_header_says_of_somebody() -> None:
    assert all(
        map(is_personal, ["RFC", "Director(a)", "correoelec", "www", "Teléfono", "Domicilio", "numero_ext"])
    )
    assert not any(
        map(is_personal, ["Nombre del centro", "cct", "Latitud", "municipio", "Estatus", "matrícula"])
    )
