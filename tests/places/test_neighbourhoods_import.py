"""Files of neighbourhoods: several names in a cell, one spelling per name, and each source for itself."""

from pathlib import Path

import pytest

from clrisk_site.files.importing.neighbourhoods import NEIGHBOURHOODS, stored_sources
from clrisk_site.places.models import Level, Neighbourhood, Territory
from tests.diagnosis.importing import Importer, counted, said
from tests.diagnosis.places import make_areas


@pytest.fixture
def file(tuxtla: Territory, levels: dict[str, Level], tmp_path: Path) -> Importer:
    make_areas(tuxtla, levels["ageb"], 3)
    return Importer(NEIGHBOURHOODS, tuxtla, tmp_path, source="Ayuntamiento")


def names() -> set[tuple[str, str, str]]:
    return set(Neighbourhood.objects.values_list("territory__code", "name", "source"))


def test_names_stand_in_one_cell_or_in_rows_of_their_own(file: Importer) -> None:
    found = file.save("clave,colonia\n0710100010000,San Isidro; Patria  Nueva\n0710100010001,Copoya\n")
    assert counted(found) == (3, 0, 0, 0)
    assert names() == {
        ("0710100010000", "San Isidro", "Ayuntamiento"),
        ("0710100010000", "Patria Nueva", "Ayuntamiento"),
        ("0710100010001", "Copoya", "Ayuntamiento"),
    }
    rows = "clave,colonia\n0710100010000,SAN ISIDRO\n0710100010000,patria nueva\n0710100010001,Copoya\n"
    assert counted(file.preview(rows)) == (0, 0, 3, 0)


def test_a_row_without_a_name_or_outside_the_areas_is_refused(file: Importer) -> None:
    found = file.preview(
        "clave,colonia\n0710100010000,;\n0710100010001,*\n07101,Centro\n0710100010002,Terán\n"
    )
    assert (found.new, found.refused) == (1, 3)
    assert "The row names no neighbourhood. Write its name, or remove the row." in said(found)
    long = file.preview(f"clave,colonia\n0710100010000,{'x' * 121}\n")
    assert said(long) == ["The text is longer than 120 characters. Shorten it."]


def test_a_name_that_may_only_have_changed_is_told(file: Importer) -> None:
    file.save("clave,colonia\n0710100010000,San Isidro; Terán\n0710100010001,Copoya\n")
    found = file.preview(
        "clave,colonia\n0710100010000,San Isidro; Teran Nuevo\n0710100010001,Copoya; Otra\n0710100010002,El\n"
    )
    (warning,) = found.warnings
    assert warning.row == 2
    assert "«Teran Nuevo» is new here, and «Terán» is stored" in str(warning.message)
    file.source = "DENUE"
    assert file.preview("clave,colonia\n0710100010000,Otra\n").warnings == ()


def test_another_source_takes_nothing_for_gone_and_its_undo_leaves_the_first(file: Importer) -> None:
    file.save("clave,colonia\n0710100010000,San Isidro\n0710100010001,Copoya\n")
    assert file.preview("clave,colonia\n0710100010000,San Isidro\n").gone == 1
    file.source = "DENUE"
    found = file.save("clave,colonia\n0710100010000,San Isidro; Terán\n")
    assert (counted(found), found.gone) == ((1, 0, 1, 0), 0)
    assert [(one.source, one.rows) for one in stored_sources(file.territory)] == [
        ("DENUE", 1),
        ("Ayuntamiento", 2),
    ]
    file.undo()
    assert {name for _, name, _ in names()} == {"San Isidro", "Copoya"}


def test_names_in_a_refused_row_are_not_gone(file: Importer) -> None:
    """As the row was read its names are one cell, which names no stored row."""
    file.save("clave,colonia\n0710100010000,San Isidro\n0710100010001,Copoya\n")
    found = file.preview(f"clave,colonia\n0710100010000,San Isidro; {'x' * 121}\n0710100010001,Copoya\n")
    assert (found.same, found.refused, found.gone) == (1, 1, 0)
