"""Rows that speak of other places than the import's own are refused; those above and below it are not."""

from pathlib import Path

import pytest

from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import Severity
from mapping.models import Institution, Programme
from tests.importing import look, take, written


@pytest.fixture
def places(tuxtla: Territory, levels: dict[str, Level]) -> dict[str, Territory]:
    """Return two states with a municipality each; the second state has a short name and a long one."""
    chiapas = Territory.objects.get(path="MX.07")
    coahuila = Territory.objects.create(
        path="MX.05", code="05", name="Coahuila de Zaragoza", level=levels["state"], parent=chiapas.parent
    )
    Territory.objects.create(
        path="MX.05.030", code="05030", name="Saltillo", level=levels["municipality"], parent=coahuila
    )
    tapachula = Territory.objects.create(
        path="MX.07.089", code="07089", name="Tapachula", level=levels["municipality"], parent=chiapas
    )
    return {"chiapas": chiapas, "tuxtla": tuxtla, "tapachula": tapachula}


def previewed(kind: str, place: Territory, folder: Path, header: str, *cells: str, **more: str) -> Preview:
    name = "Programa" if kind == "programmes" else "Nombre"
    rows = [
        {name: f"Fila {at}", "Nivel": "estatal", "Dependencia": "DIF", header: cell, **more}
        for at, cell in enumerate(cells)
    ]
    if kind == "institutions":
        rows = [{key: value for key, value in row.items() if key != "Dependencia"} for row in rows]
    return look(kind, place, written(folder, rows)).preview


def refused(found: Preview) -> list[int | None]:
    return [problem.row for problem in found.problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", ["programmes", "institutions"])
@pytest.mark.parametrize(
    ("header", "other", "own"),
    [
        ("Entidad federativa", "Coahuila", "CHIAPAS"),
        ("entidad", "Coahuila de Zaragoza", "Estado de Chiapas"),
        ("Estado", "Edo. de Coahuila", "chiapas "),
        ("state", "MX05", "MX07"),
        ("cve_ent", "5", "7"),
        ("Municipio", "Saltillo", "Tuxtla Gutierrez"),
        ("cve_mun", "05030", "101"),
        ("cvegeo", "5030", "07101"),
        ("adm2_pcode", "MX05030", "MX07101"),
    ],
)
def test_rows_of_another_place_are_refused(
    places: dict[str, Territory], tmp_path: Path, kind: str, header: str, other: str, own: str
) -> None:
    for place in (places["chiapas"], places["tuxtla"]):
        found = previewed(kind, place, tmp_path, header, other, own, "")
        assert refused(found) == [2], found.problems
        assert (found.rows, found.new, found.refused) == (3, 2, 1)
        assert not found.warnings
        said = str(found.problems[0].message)
        assert place.name in said
        assert "05" in said


def test_a_municipality_refuses_its_neighbour_which_the_state_takes(
    places: dict[str, Territory], tmp_path: Path
) -> None:
    cells = ("Tuxtla Gutiérrez", "Tapachula", "")
    assert refused(previewed("programmes", places["tuxtla"], tmp_path, "Municipio", *cells)) == [3]
    assert refused(previewed("programmes", places["chiapas"], tmp_path, "Municipio", *cells)) == []


def test_a_blank_municipality_does_not_hide_another_state(
    places: dict[str, Territory], tmp_path: Path
) -> None:
    found = previewed("programmes", places["tuxtla"], tmp_path, "Municipio", "", Estado="Coahuila")
    assert refused(found) == [2]
    parts = previewed("programmes", places["tuxtla"], tmp_path, "cve_mun", "101", "030", cve_ent="05")
    assert refused(parts) == [2, 3]


def test_an_unknown_place_is_told_and_refuses_nothing(places: dict[str, Territory], tmp_path: Path) -> None:
    found = previewed("programmes", places["chiapas"], tmp_path, "Estado", "Cobertura nacional", "Chiapas")
    assert (found.new, found.refused) == (2, 0)
    (warning,) = found.warnings
    assert warning.row == 2
    assert "Cobertura nacional" in str(warning.message)


def test_nothing_of_another_state_is_stored(places: dict[str, Territory], tmp_path: Path) -> None:
    rows = [
        {"Programa": name, "Dependencia": f"DIF {state}", "Nivel": "estatal", "Entidad federativa": state}
        for name, state in (("Becas", "Chiapas"), ("Comedores", "Coahuila"))
    ]
    take("programmes", places["chiapas"], written(tmp_path, rows))
    assert list(Programme.objects.values_list("name", flat=True)) == ["Becas"]
    assert list(Institution.objects.values_list("name", flat=True)) == ["DIF Chiapas"]


def test_a_file_of_another_state_alone_offers_nothing(places: dict[str, Territory], tmp_path: Path) -> None:
    for kind in ("programmes", "institutions"):
        found = previewed(kind, places["chiapas"], tmp_path, "Estado", "Coahuila", "Coahuila")
        assert (found.new, found.refused, found.questions) == (0, 2, ())
