"""Registers of places as offices publish them, with every quirk; skipped where they are not there."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from clrisk_site.files.actions.save_import import save_import
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, understand
from clrisk_site.files.registry import imports
from clrisk_site.places.models import Territory
from tests.diagnosis.importing import warned
from tests.real.__main__ import DATA
from tests.real.journey import AREAS, MUNICIPALITIES

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real files are not at {DATA}"),
    pytest.mark.one_database,
]
SERVICES = DATA / "04_services"


def look(
    kind: str, file: Path, code: str, *, year: int = 2020, service: str = "", **answers: str
) -> Understood:
    found = imports.get(kind)
    assert found is not None
    place = Territory.objects.get(path=code) if code == "MX" else Territory.objects.get(code=code)
    given = {name.replace("__", ":"): answer for name, answer in answers.items()}
    facts = {"service": service} if service else {}
    order = ImportOrder(
        found, place, file, file.name, year=year, source="X", facts=facts, answers=given, trusted=True
    )
    understood = understand(order)
    assert isinstance(understood, Understood), understood
    return understood


def counts(found: Understood) -> dict[str, int]:
    change = found.preview.change
    assert change is not None
    return dict(zip(change.new["territory"], change.new["count"].astype(int), strict=True))


@pytest.fixture
def mexico(db: None, tmp_path: Path) -> None:
    """Three states with their municipalities, and the census areas of one."""
    call_command("load_catalogues", stdout=io.StringIO())
    whole = json.loads((DATA / MUNICIPALITIES).read_text(encoding="utf-8"))
    kept = [one for one in whole["features"] if one["properties"]["cvegeo"][:2] in ("07", "09", "13")]
    part = tmp_path / "part.geojson"
    part.write_text(json.dumps({**whole, "features": kept}), encoding="utf-8")
    for file, place, year in ((part, "MX", 2020), (DATA / AREAS, "07", 2022)):
        understood = look("territories", file, place, year=year)
        save_import(understood=understood, sha256="0" * 64, by=None)


@pytest.mark.usefixtures("mexico")
def test_registers_of_places() -> None:
    _bakeries()
    _clinics_of_the_capital()
    _schools_in_metres()
    _schools_and_hospitals_of_volunteers()
    _pharmacies()
    _internet_sites()


def _bakeries() -> None:
    """Codes lost their zeros, which is asked; then 199 of 199 lie where they say. Two rows are empty."""
    file = SERVICES / "denue_tuxtla_panaderias_2022.geojson"
    asked = look("facilities", file, "07101", year=2022, service="bakeries")
    assert [(one.code, one.rows) for one in asked.preview.questions] == [("pad:territory", 199)]
    found = look("facilities", file, "07101", year=2022, service="bakeries", pad__territory="pad")
    texts = warned(found.preview)
    assert "199 of 199 rows lie where their code says. Code and coordinates were compared." in texts
    assert any(text.startswith("2 rows hold nothing") for text in texts)
    assert (len(counts(found)), sum(counts(found).values())) == (99, 199)
    left = {header for header in found.table.headers if not any(found.table.cells(_at(found, header)))}
    assert {"raz_social", "telefono", "correoelec", "www", "nom_vial", "nom_estab"} <= left


def _at(found: Understood, header: str) -> int:
    return found.table.headers.index(header)


def _clinics_of_the_capital() -> None:
    """A state code without its zero, 323 closed, 53 without coordinates and one at 0, 0."""
    file = SERVICES / "clues_cdmx_cp1252.csv"
    asked = look("facilities", file, "09", service="clinics", pad__territory="pad")
    questions = {one.code: one.rows for one in asked.preview.questions}
    assert questions == {"closed": 323, "place_by": 156}
    assert "1 row has the coordinates 0, 0, which lie in the sea. They were read as missing." in warned(
        asked.preview
    )
    every = look(
        "facilities", file, "09", service="clinics", closed="take", pad__territory="pad", place_by="code"
    )
    assert "54 rows have no coordinates. They are counted by their code." in warned(every.preview)
    assert sum(counts(every).values()) == 3613
    opened = look(
        "facilities", file, "09", service="clinics", closed="leave_out", pad__territory="pad", place_by="code"
    )
    assert (len(counts(opened)), sum(counts(opened).values())) == (16, 3290)
    assert not any(opened.table.cells(_at(opened, "RFC DEL ESTABLECIMIENTO")))
    assert not any(opened.table.cells(_at(opened, "TELEFONO 1 DEL ESTABLECIMIENTO")))


def _schools_in_metres() -> None:
    """Coordinates in UTM 14; of 201 schools two lie beyond the border, and six share the code of none."""
    found = look("schools", SERVICES / "escuelas_cct_tizayuca.geojson", "13069").preview
    assert (found.new, found.refused, found.file_rows) == (193, 6, 201)
    assert found.change is not None
    rows = found.change.new[["school_code", "enrolment", "girls", "boys"]].astype(object).to_numpy().tolist()
    assert ["13DPR0420K", 176, 89, 87] in rows


def _schools_and_hospitals_of_volunteers() -> None:
    found = look("schools", SERVICES / "osm_mx_escuelas.csv", "07").preview
    assert (found.new, found.refused) == (225, 0)
    assert "28716 rows lie outside Chiapas by their codes or coordinates and were left out." in warned(found)
    assert found.change is not None
    assert sum(path.startswith("MX.07.101") for path in found.change.new["territory"].tolist()) == 24
    hospitals = look("facilities", SERVICES / "osm_mx_hospitales.csv", "07", service="hospitals")
    assert sum(counts(hospitals).values()) == 39
    assert any(
        text.startswith("Of 10 places only a wider area is known.") for text in warned(hospitals.preview)
    )


def _pharmacies() -> None:
    """Twice saved in UTF-8 and without any code of an area: each business has one that begins with it."""
    file = SERVICES / "denue_chiapas_farmacias_consultorios_mojibake.csv"
    found = counts(look("facilities", file, "07", service="pharmacies"))
    assert (found["MX.07.101"], sum(found.values())) == (660, 2098)


def _internet_sites() -> None:
    """Counts per municipality made before, without the zeros of their codes."""
    file = SERVICES / "mexico_conectado_sitios_por_municipio.csv"
    found = look("facilities", file, "07", service="internet_sites", pad__territory="pad")
    assert found.preview.refused == 2469 - 124 - 16 - 84
    assert len(counts(found)) == 124
