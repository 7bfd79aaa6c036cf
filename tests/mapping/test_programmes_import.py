"""Files of programmes: names, years and factors, what undoing puts back, and what it refuses."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clrisk_site.files.actions.undo_import import CannotUndoError, undo_import
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import BuiltUponError
from diagnosis.models import Factor, Zone
from mapping.actions.save_programme import save_programme
from mapping.imports.programmes import build_programmes_spec
from mapping.models import Institution, LocalOffer, OfferCoverage, Programme, ProgrammeFactor
from tests.cast import give_membership, give_post, make_user
from tests.importing import Rows, dump, exported, look, somebody, take, written
from tests.mapping.conftest import MakeOffer, MakeProgramme

OFFERS: Rows = (
    {
        "programa": "Becas", "dependencia": "Secretaría de Educación", "nivel": "estatal", "año": 2025,
        "factores": "not_attending", "objetivo": "Que sigan", "monto del apoyo": "800.50", "cupo": 30,
        "puesto de contacto": "Dirección", "admite nuevos": "sí",
    },
    {
        "programa": "Becas", "dependencia": "Secretaría de Educación", "nivel": "estatal", "año": 2026,
        "factores": "not_attending", "objetivo": "Que sigan", "monto del apoyo": "800.50", "cupo": 40,
        "puesto de contacto": "ana@example.org", "admite nuevos": "?",
    },
    {
        "programa": "Ludoteca", "dependencia": "DIF municipal", "nivel": "municipal", "año": None,
        "factores": None, "objetivo": None, "monto del apoyo": None, "cupo": None,
        "puesto de contacto": None, "admite nuevos": None,
    },
)  # fmt: skip


@pytest.fixture
def person(tuxtla: Territory) -> User:
    found = somebody()
    give_membership(found, Role.COORDINATOR, Territory.objects.get(path="MX"))
    return found


def state() -> list[Any]:
    """Institutions, programmes with their factors, and offers, by what names them."""
    links = ProgrammeFactor.objects.values_list("programme__name", "factor__code", "strength")
    programmes = [
        (row[0], *row[1:])
        for row in Programme.objects.values_list(
            "name", "territory__path", "institution__name", "level", "status", "purpose", "benefit_mxn",
            "year", "source", "age_from", "evidence", "acceleration_factor", "addresses_no_factor",
        )
    ]  # fmt: skip
    offers = LocalOffer.objects.values_list(
        "programme__name", "year", "places_per_year", "contact_post", "admits_new", "source", "without_quota"
    )
    return [dump(Institution), sorted(links), sorted(programmes, key=repr), sorted(offers, key=repr)]


def test_programmes_and_offers_are_stored_once_each(
    tuxtla: Territory, school: Factor, tmp_path: Path
) -> None:
    receipt = take("programmes", tuxtla, written(tmp_path, OFFERS))
    assert receipt.new == 3
    assert Programme.objects.count() == 2
    assert list(LocalOffer.objects.order_by("year").values_list("year", "places_per_year")) == [
        (2025, 30),
        (2026, 40),
    ]
    assert LocalOffer.objects.get(year=2026).contact_post == ""
    assert any("correo" in text for text in receipt.warnings) or receipt.warnings
    assert take("programmes", tuxtla, written(tmp_path, OFFERS)).same == 3


def test_an_offer_that_contradicts_itself_is_refused_and_amounts_settle_the_class(
    tuxtla: Territory, make_programme: MakeProgramme, make_offer: MakeOffer, tmp_path: Path
) -> None:
    offer = make_offer(
        make_programme("Becas"),
        places_per_year=60,
        unit_cost_mxn="9600",
        marginal_cost_mxn="100",
        marginal_cost="very_low",
    )
    row = {"programa": "Becas", "dependencia": offer.programme.institution.name, "año": offer.year}
    wrong = [
        {**row, "lugares ocupados": 61},
        {**row, "programa": "Otra", "cupo": 5, "lugares disponibles": 6},
        {**row, "programa": "Más", "costo marginal en pesos": 0, "clase de costo marginal": "alto"},
    ]
    for one in wrong:
        preview = look("programmes", tuxtla, written(tmp_path, [one])).preview
        assert preview.refused == 1, one
    take("programmes", tuxtla, written(tmp_path, [{**row, "costo marginal en pesos": 5000}]))
    offer.refresh_from_db()
    assert (offer.marginal_cost, offer.marginal_cost_mxn, offer.places_per_year) == (
        "high",
        Decimal(5000),
        60,
    )


def test_what_is_exported_comes_back_the_same_and_two_edits_are_two_changes(
    tuxtla: Territory, school: Factor, chores: Factor, tmp_path: Path
) -> None:
    take("programmes", tuxtla, written(tmp_path, OFFERS))
    for place in (tuxtla, Territory.objects.get(path="MX.07")):
        preview = look("programmes", place, exported("programmes", place, tmp_path)).preview
        assert (preview.new, preview.changed, preview.refused, preview.gone) == (0, 0, 0, 0)
        assert preview.same == preview.rows > 0
    rows = [dict(row) for row in OFFERS]
    rows[0] |= {"cupo": 31, "factores": "long_chores"}
    rows[1] |= {"factores": "long_chores"}
    receipt = take("programmes", tuxtla, written(tmp_path, rows))
    assert (receipt.changed, receipt.same) == (2, 1)
    assert list(ProgrammeFactor.objects.values_list("factor__code", flat=True)) == ["long_chores"]
    assert take("programmes", tuxtla, written(tmp_path, rows)).same == 3


def test_undone_it_leaves_the_tables_as_they_were(
    tuxtla: Territory, school: Factor, chores: Factor, person: User, tmp_path: Path
) -> None:
    empty = state()
    first = take("programmes", tuxtla, written(tmp_path, OFFERS))
    before = state()
    rows = [
        {**OFFERS[0], "cupo": 99, "objetivo": "Otro", "factores": "not_attending;long_chores"},
        {**OFFERS[0], "año": 2027, "objetivo": "Otro", "factores": "not_attending;long_chores"},
        {**OFFERS[2], "año": 2026, "cupo": 5, "objetivo": "Jugar"},
        {**OFFERS[0], "programa": "Comedor", "dependencia": "Secretaría del Campo"},
    ]
    receipt = take("programmes", tuxtla, written(tmp_path, rows))
    assert (receipt.new, receipt.changed) == (3, 1)
    assert state() != before
    undo_import(receipt=receipt, by=person)
    assert state() == before
    undo_import(receipt=first, by=person)
    assert state() == empty


def test_an_offer_added_to_a_known_programme_goes_again(
    tuxtla: Territory, school: Factor, person: User, tmp_path: Path
) -> None:
    """Where the year of the offer is the programme's own, the row is changed and not new."""
    rows = [{"programa": "Ludoteca", "dependencia": "DIF municipal", "nivel": "municipal", "año": 2025}]
    take("programmes", tuxtla, written(tmp_path, rows))
    before = state()
    receipt = take("programmes", tuxtla, written(tmp_path, [{**rows[0], "cupo": 12}]))
    assert (receipt.new, receipt.changed, LocalOffer.objects.count()) == (0, 1, 1)
    undo_import(receipt=receipt, by=person)
    assert state() == before


def test_what_a_person_removed_through_a_file_comes_back(
    tuxtla: Territory, school: Factor, person: User, tmp_path: Path
) -> None:
    take("programmes", tuxtla, written(tmp_path, OFFERS))
    before = state()
    receipt = take("programmes", tuxtla, written(tmp_path, OFFERS[:1]), removes_gone=True)
    assert receipt.removed == 2
    assert list(Programme.objects.values_list("name", flat=True)) == ["Becas"]
    undo_import(receipt=receipt, by=person)
    assert state() == before


def test_what_belongs_above_is_not_removed_from_here(
    tuxtla: Territory, school: Factor, tmp_path: Path
) -> None:
    take("programmes", Territory.objects.get(path="MX.07"), written(tmp_path, OFFERS[:1]))
    liaison = make_user("Enlace2")
    give_post(liaison, Role.LIAISON, tuxtla)
    found = look("programmes", tuxtla, written(tmp_path, OFFERS[2:]), by=liaison, removes_gone=True)
    assert found.preview.gone == 0
    stored = build_programmes_spec(tuxtla)
    assert stored.remove is not None
    with pytest.raises(BuiltUponError, match="Chiapas"):
        stored.remove(stored.existing(found.context), found.context)
    offered = [{**OFFERS[0], "objetivo": "Mío"}]
    left = look("programmes", tuxtla, written(tmp_path, offered), by=liaison).preview.warnings
    assert [(one.row, one.column) for one in left] == [(2, "objetivo")]
    assert "stays «Que sigan»" in str(left[0].message)
    receipt = take("programmes", tuxtla, written(tmp_path, offered), by=liaison)
    assert Programme.objects.get().purpose == "Que sigan"
    assert LocalOffer.objects.get().territory == tuxtla
    before = state()
    undo_import(receipt=receipt, by=liaison)
    assert not LocalOffer.objects.exists()
    assert state()[2] == before[2]


def refused(receipt: Any, person: User) -> str:
    before = state()
    with pytest.raises(CannotUndoError) as error:
        undo_import(receipt=receipt, by=person)
    assert state() == before
    return error.value.reason


def test_what_rests_on_an_offer_or_a_later_edit_keeps_all_of_it(
    tuxtla: Territory, school: Factor, zone_a: Zone, person: User, tmp_path: Path
) -> None:
    receipt = take("programmes", tuxtla, written(tmp_path, OFFERS))
    reach = OfferCoverage.objects.create(offer=LocalOffer.objects.get(year=2026), zone=zone_a, reaches="yes")
    assert "Terán" in refused(receipt, person)
    reach.delete()
    programme = Programme.objects.get(name="Ludoteca")
    programme.purpose = "Corregido por una persona"
    save_programme(programme=programme, strengths={}, by=person, expected_version=programme.version)
    assert "Ludoteca" in refused(receipt, person)


def test_an_edit_after_a_change_is_not_lost_by_undoing(
    tuxtla: Territory, school: Factor, person: User, tmp_path: Path
) -> None:
    take("programmes", tuxtla, written(tmp_path, OFFERS))
    rows = [{**OFFERS[2], "objetivo": "Jugar"}]
    receipt = take("programmes", tuxtla, written(tmp_path, rows))
    programme = Programme.objects.get(name="Ludoteca")
    programme.benefit = "Juego"
    save_programme(programme=programme, strengths={}, by=person, expected_version=programme.version)
    assert "Ludoteca" in refused(receipt, person)


def test_an_institution_written_with_other_articles_is_asked_about(
    tuxtla: Territory, make_programme: MakeProgramme, make_offer: MakeOffer, tmp_path: Path
) -> None:
    make_programme("Estancias")
    path = written(tmp_path, [{**OFFERS[2], "dependencia": "DIF", "programa": "Ludoteca"}])
    (question,) = look("programmes", tuxtla, path).preview.questions
    assert question.code == "institution:dif"
    stored = Institution.objects.get()
    take("programmes", tuxtla, path, answers={question.code: str(stored.pk)})
    assert Programme.objects.get(name="Ludoteca").institution == stored
