"""Two years of inventories compared: by name, with what may be the same told apart; pages and import."""

from pathlib import Path

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from mapping.inventory_comparison import FieldChange, Listed, compare
from mapping.models import InventoryListing
from tests.cast import ClientOf
from tests.importing import somebody, take, written


def test_years_are_compared_by_name_and_likeness_is_never_taken_for_granted() -> None:
    before = [
        Listed("Programa de Becas", "Educación", 1, {"purpose": "Estudiar", "benefit": "Dinero"}),
        Listed("Maíz Sustentable", "Campo", 2),
        Listed("Microempresas sociales", "Banmujer", 3),
        Listed("Estancias infantiles de día", "DIF"),
        Listed("Programa de Maíz", "Campo", 4, {"purpose": "Maíz."}),
    ]
    after = [
        Listed("PROGRAMA DE BECAS", "Educacion", 1, {"purpose": "Terminar", "benefit": "dinero"}),
        Listed("Programa Maiz Sustentables", "Campo", 5),
        Listed("Salario Rosa", "Bienestar", 6),
        Listed("Estancias de día", "DIF", 7),
        Listed("Programa de maíz", "Campo", 4, {"purpose": "maíz"}),
    ]
    found = compare(before, after)
    assert [one.name for one in found.appeared] == ["Salario Rosa"]
    assert [one.name for one in found.ended] == ["Microempresas sociales"]
    assert [pair.changes for pair in found.changed] == [(FieldChange("purpose", "Estudiar", "Terminar"),)]
    assert [(pair.before.programme, pair.after.programme) for pair in found.perhaps] == [(2, 5), (None, 7)]
    assert len(found.same) == 1
    assert compare([], []).appeared == ()
    two = compare([Listed("Piso Firme", "Y")], [Listed("Piso firme", "Q"), Listed("Piso Firme", "Y")])
    assert [one.institution for one in two.appeared] == ["Q"]
    assert [pair.after.institution for pair in two.same] == ["Y"]
    moved = compare([Listed("Piso Firme", "Y")], [Listed("Piso Firme", "Q")])
    assert (len(moved.perhaps), len(moved.changed)) == (1, 0)


def test_the_page_compares_two_imported_years_and_hands_them_out(
    liaison: User,
    tuxtla: Territory,
    chiapas: Territory,
    tmp_path: Path,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address, client = reverse("inventories", args=[tuxtla.path]), client_of(liaison)
    assert "Aún no hay dos inventarios" in client.get(address).content.decode()
    head = ["Nombre del programa", "Dependencia", "Nivel", "Objetivo", "Ciclo"]
    old = [
        ["Becas", "Educación", "estatal", "Estudiar", "2016"],
        ["Maíz", "Campo", "estatal", "Sembrar", "2016"],
    ]
    new = [
        ["Becas", "Educación", "estatal", "Terminar", "2018"],
        ["Rosa", "Campo", "estatal", "Ingreso", "2018"],
    ]
    receipts = []
    for year, rows in ((2016, old), (2018, new)):
        folder = tmp_path / str(year)
        folder.mkdir()
        file = written(folder, [dict(zip(head, row, strict=True)) for row in rows])
        receipts.append(take("programmes", chiapas, file, source=f"Inventario {year}"))
    assert InventoryListing.objects.count() == 4
    with django_assert_max_num_queries(25):
        answer = client.get(address)
    text = answer.content.decode()
    assert "Aparecieron 1, terminaron 1, cambiaron 1" in text
    assert all(word in text for word in ("Estudiar", "Terminar", "Rosa", "Maíz"))
    csv = client.get(reverse("inventories-export", args=[tuxtla.path, "csv"]))
    assert "Terminar" in csv.content.decode("utf-8-sig")
    undo_import(receipt=receipts[1], by=somebody())
    assert set(InventoryListing.objects.values_list("year", flat=True)) == {2016}
