"""Registers of services: found by code and by point, counted per area, and nothing guessed."""

from dataclasses import replace
from pathlib import Path

import pytest

from clrisk_site.places.models import Level, Territory
from diagnosis.imports.facilities.spec import FACILITIES
from diagnosis.models import Indicator, IndicatorValue
from tests.diagnosis.importing import Importer, counted, said, warned
from tests.diagnosis.located import make_areas

ONE, TWO = "0710100010458", "071010001017A"
HEAD = "cvegeo,latitud,longitud,estatus,telefono\n"


@pytest.fixture
def file(tuxtla: Territory, levels: dict[str, Level], tmp_path: Path) -> Importer:
    make_areas(tuxtla, levels)
    return Importer(FACILITIES, tuxtla, tmp_path, source="DENUE", facts={"service": "clinics"})


def numbers() -> dict[str, float]:
    return dict(IndicatorValue.objects.values_list("territory__code", "value"))


def test_code_and_point_are_compared_and_only_one_is_enough(file: Importer) -> None:
    rows = f"{ONE},16.75,-93.15,,\n,16.76,-93.16,,\n{TWO},,,,\n,19.4,-99.1,,\n,0,0,,\n,,,,\n"
    found = file.preview(HEAD + rows)
    assert said(found) == [
        "Neither a known code nor coordinates say where it lies. Write one of them, or remove the row."
    ]
    assert found.refused == 1
    texts = warned(found)
    assert "1 of 1 row lies where its code says. Code and coordinates were compared." in texts
    assert "1 row lies outside Tuxtla Gutiérrez by its code or coordinates and was left out." in texts
    assert any("0, 0" in text for text in texts)
    file.save(HEAD + rows)
    assert numbers() == {ONE: 2.0, TWO: 1.0}
    clinics = Indicator.objects.get()
    assert (clinics.code, clinics.unit) == ("clinics", "places")


@pytest.mark.parametrize(("answer", "wanted"), [("code", {ONE: 2.0}), ("point", {ONE: 1.0, TWO: 1.0})])
def test_where_they_differ_a_person_chooses(file: Importer, answer: str, wanted: dict[str, float]) -> None:
    rows = f"{HEAD}{ONE},16.75,-93.15,,\n{ONE},16.75,-93.05,,\n"
    found = file.preview(rows)
    assert [(one.code, one.recommended, one.rows) for one in found.questions] == [("place_by", "code", 1)]
    assert f"The code says {ONE}, the coordinates lie in {TWO}." in warned(found)
    assert found.change is None
    file.save(rows, answers={"place_by": answer})
    assert numbers() == wanted


def test_closed_ones_are_left_out_by_choice(file: Importer) -> None:
    rows = f"{HEAD}{ONE},,,EN OPERACION,\n{ONE},,,FUERA DE OPERACION,\n"
    (question,) = file.preview(rows).questions
    assert (question.code, question.recommended, question.rows) == ("closed", "leave_out", 1)
    file.save(rows, answers={"closed": "leave_out"})
    assert numbers() == {ONE: 1.0}
    file.save(rows, answers={"closed": "take"})
    assert numbers() == {ONE: 2.0}


def test_metres_and_exchanged_columns_are_asked_about(file: Importer) -> None:
    swapped = f"{HEAD},-93.15,16.75,,\n,-93.05,16.75,,\n"
    (question,) = file.preview(swapped).questions
    assert (question.code, question.recommended) == ("swap", "swap")
    assert file.preview(swapped, answers={"swap": "swap"}).new == 2
    metres = f"{HEAD},1852000,484000,,\n,1852000,494700,,\n"
    (question,) = file.preview(metres).questions
    assert question.code == "crs"
    assert "EPSG:32615" in [option.code for option in question.options]
    found = file.preview(metres, answers={"crs": "EPSG:32615"})
    assert found.new == 2, warned(found)
    assert file.preview(metres, answers={"crs": "none"}).refused == 2


def test_zero_only_where_the_file_lists_every_one(file: Importer) -> None:
    rows = f"{HEAD}{ONE},,,,\n"
    assert file.preview(rows).new == 1
    every = replace(file, facts={**file.facts, "complete": "yes"})
    assert "1 area has none, because the file lists every one of them: its number is 0." in warned(
        every.save(rows)
    )
    assert numbers() == {ONE: 1.0, TWO: 0.0}


def test_by_municipality_and_places_of_which_only_that_is_known(file: Importer) -> None:
    rows = f"{HEAD}{ONE},,,,\n07101,,,,\n{TWO},,,,\n"
    found = file.preview(rows)
    assert "Of 1 place only a wider area is known. It is in no count by AGEB." in warned(found)
    whole = replace(file, facts={**file.facts, "count_by": "municipality"})
    whole.save(rows)
    assert numbers() == {"07101": 3.0}


def test_a_code_that_begins_with_the_municipality(file: Importer) -> None:
    file.save("clee,nom_estab\n07101621111004031000000000U4,X\n07101621111004031000000000U5,Y\n")
    assert numbers() == {"07101": 2.0}


def test_a_service_of_ones_own_and_none_at_all(file: Importer) -> None:
    rows = f"{HEAD}{ONE},,,,\n"
    assert said(replace(file, facts={"service": "other"}).preview(rows)) == [
        "Say which service the file lists, and name it if it is another one."
    ]
    own = replace(file, facts={"service": "other", "service_name": "Ludotecas públicas"})
    own.save(rows)
    one = Indicator.objects.get()
    assert (one.code, one.name) == ("places_ludotecas_publicas", "Ludotecas públicas")
    own.undo()
    assert not numbers()


def test_counts_made_before_are_added_up(file: Importer) -> None:
    found = file.save(f"cvegeo,conteo\n{ONE},3\n{ONE},4\n{TWO},0\n")
    assert numbers() == {ONE: 7.0, TWO: 0.0}
    assert counted(found) == (2, 0, 0, 0)
    assert (found.rows, found.kept_rows, found.blank_rows, found.file_rows) == (2, 3, 0, 3)
    again = file.preview(f"cvegeo,conteo\n{ONE},7\n")
    assert (again.same, again.gone) == (1, 1)


def test_a_code_of_a_smaller_area_than_is_stored_still_says_the_one_around_it(file: Importer) -> None:
    head = "CLAVE DE LA ENTIDAD,CLAVE DEL MUNICIPIO,CLAVE DE LA LOCALIDAD,LATITUD,LONGITUD\n"
    rows = f"{head}7,101,99,16.75,-93.15\n7,101,1,16.75,-93.05\n7,101,99,20.5,-99.9\n"
    found = file.preview(rows)
    pads = {one.code: "pad" for one in found.questions if one.code.startswith("pad:")}
    assert pads
    found = file.preview(rows, answers=pads)
    assert "2 of 3 rows lie where their code says. Code and coordinates were compared." in warned(found) or (
        "2 of 2 rows lie where their code says. Code and coordinates were compared." in warned(found)
    )
    assert not [text for text in (*said(found), *warned(found)) if "No territory has the code" in text]
