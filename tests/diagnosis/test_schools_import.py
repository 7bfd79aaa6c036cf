"""Registers of schools: one row per school and level, enrolment by sex, the smallest area that is known."""

from dataclasses import replace
from pathlib import Path

import pytest

from clrisk_site.places.models import Level, Territory
from diagnosis.imports.schools.spec import SCHOOLS
from diagnosis.models import School
from tests.diagnosis.importing import Importer, counted, said, warned
from tests.diagnosis.located import make_areas

ONE = "0710100010458"
HEAD = "cct,nombre del plantel,nivel,latitud,longitud,INSCT,INSCTM,INSCTH,director,telefono\n"


@pytest.fixture
def file(tuxtla: Territory, levels: dict[str, Level], tmp_path: Path) -> Importer:
    make_areas(tuxtla, levels)
    return Importer(SCHOOLS, tuxtla, tmp_path, source="SEP")


def stored() -> set[tuple[object, ...]]:
    return set(School.objects.values_list("code", "level", "territory__code", "enrolment", "girls", "boys"))


def test_a_school_lies_in_the_smallest_area_that_holds_it(file: Importer) -> None:
    file.save(
        f"{HEAD}A1,Uno,Primaria,16.75,-93.15,10,4,6,X,9611234567\nA1,Uno,Secundaria,16.75,-93.15,,4,6,,\n"
        "A2,Dos,,16.65,-93.15,,,,,\n"
    )
    assert stored() == {
        ("A1", "Primaria", ONE, 10, 4, 6),
        ("A1", "Secundaria", ONE, 10, 4, 6),
        ("A2", "", "07101", None, None, None),
    }
    file.undo()
    assert not stored()


def test_copies_are_taken_once_and_contradictions_refused(file: Importer) -> None:
    found = file.preview(
        f"{HEAD}A1,Uno,P,16.75,-93.15,10,4,6,,\nA1,Uno,P,16.7501,-93.15,10,4,6,,\n"
        "B1,Dos,P,16.75,-93.15,10,4,6,,\nB1,Dos,P,16.75,-93.15,11,4,6,,\n"
    )
    assert (found.new, found.repeated, found.refused) == (1, 1, 2)
    assert "This row and row 5 are about the same thing and differ. Keep one of them." in said(found)


def test_sums_that_are_too_small_are_refused(file: Importer) -> None:
    found = file.preview(f"{HEAD}A1,Uno,P,16.75,-93.15,9,4,6,,\n")
    assert said(found) == ["Girls (4) and boys (6) are more than the enrolment (9)."]


def test_blank_counts_leave_what_is_stored(file: Importer) -> None:
    file.save(f"{HEAD}A1,Uno,P,16.75,-93.15,10,4,6,,\n")
    found = file.save(f"{HEAD}A1,Nuevo,P,16.75,-93.15,,,7,,\n")
    assert said(found) == ["Girls (4) and boys (7) are more than the enrolment (10)."]
    found = file.save(f"{HEAD}A1,Nuevo,P,16.75,-93.15,,,,,\n")
    assert counted(found) == (0, 1, 0, 0)
    assert stored() == {("A1", "P", ONE, 10, 4, 6)}
    file.undo()
    assert School.objects.get().name == "Uno"


def test_one_school_lies_in_one_place(file: Importer, tapachula: Territory) -> None:
    School.objects.create(territory=tapachula, code="A1", level="P", year=2020, source="SEP")
    found = file.preview(f"{HEAD}A1,Uno,P,16.75,-93.15,,,,,\n")
    assert said(found) == ["This source and year has the school in another place: Tapachula."]
    other = replace(file, year=2021)
    assert other.preview(f"{HEAD}A1,Uno,P,16.75,-93.15,,,,,\n").new == 1


def test_a_national_list_leaves_out_what_lies_elsewhere(file: Importer) -> None:
    found = file.preview(f"{HEAD}A1,Uno,P,16.75,-93.15,,,,,\nA2,Dos,P,32.66,-115.4,,,,,\n")
    assert (found.new, found.refused) == (1, 0)
    assert "1 row lies outside Tuxtla Gutiérrez by its code or coordinates and was left out." in warned(found)


def test_a_column_that_is_only_proposed_is_read_and_one_about_somebody_never_is(file: Importer) -> None:
    found = file.save(
        "CCT,Nombre de la escuela,Nivel,Turno,Longitud,Latitud,Alumnos hombres,Alumnas mujeres,Total alumnos,"
        "Nombre del director\nA1,Uno,P,MATUTINO,-93.15,16.75,6,4,10,Ana\nA2,Dos,P,M,-93.15,16.75,6,4,9,Eva\n"
    )
    assert stored() == {("A1", "P", ONE, 10, 4, 6)}
    assert "Girls (4) and boys (6) are more than the enrolment (9)." in said(found)
