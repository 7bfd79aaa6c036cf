"""The form of a local offer: inclusion block, zones, conflicts, and who may write."""

from typing import Any

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.models import Institution, LocalOffer, OfferCoverage, Programme
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme, make_zone

VALID = {
    "year": "2025",
    "funding_established": "yes",
    "admits_new": "with_rule_change",
    "redirects_to_zones": "unknown",
    "criteria_can_change": "yes",
    "marginal_cost": "very_low",
    "register_shareable": "aggregate",
    "evidence": "claimed",
}


@pytest.fixture
def programme(state_education: Institution, make_programme: MakeProgramme) -> Programme:
    """Owned by the state: the municipality owns only its offer."""
    return make_programme("Jornada ampliada", institution=state_education)


def typed(zone: Zone, reaches: str = "yes", places: str = "", **more: Any) -> dict[str, Any]:
    return {**VALID, f"reaches_{zone.pk}": reaches, f"places_{zone.pk}": places, **more}


def test_liaison_records_the_offer_of_a_programme_owned_higher_up(
    liaison: User, tuxtla: Territory, programme: Programme, zone_a: Zone, zone_b: Zone, client_of: ClientOf
) -> None:
    address = reverse("offer-create", args=[tuxtla.path, programme.pk])
    answer = client_of(liaison).post(address, typed(zone_a, places="60"))
    assert answer.headers["Location"] == reverse("programme", args=[tuxtla.path, programme.pk])
    offer = LocalOffer.objects.get()
    assert (offer.territory, offer.programme, offer.places_per_year) == (tuxtla, programme, None)
    assert list(offer.coverage.values_list("zone__letter", "reaches", "places")) == [
        ("A", "yes", 60),
        ("B", "unknown", None),
    ]
    assert AuditEntry.objects.get(action="localoffer.reach").changes["reach"] == [
        {},
        {"A": ["yes", 60], "B": ["unknown", None]},
    ]


def test_zero_places_are_kept_and_empty_ones_stay_unknown(
    liaison: User, tuxtla: Territory, programme: Programme, zone_a: Zone, client_of: ClientOf
) -> None:
    address = reverse("offer-create", args=[tuxtla.path, programme.pk])
    client_of(liaison).post(address, typed(zone_a, places="0", places_available="0", goal=""))
    offer = LocalOffer.objects.get()
    assert (offer.places_available, offer.goal) == (0, None)
    assert offer.coverage.get().places == 0


def test_editing_shows_and_keeps_what_was_known(
    liaison: User,
    tuxtla: Territory,
    programme: Programme,
    zone_a: Zone,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    offer = make_offer(programme, {zone_a: 60})
    address = reverse("offer-edit", args=[tuxtla.path, offer.pk])
    form = client_of(liaison).get(address).context["form"]
    assert (form[f"reaches_{zone_a.pk}"].value(), form[f"places_{zone_a.pk}"].value()) == ("yes", 60)
    data = typed(zone_a, places="70", version=1, year="2025")
    assert client_of(liaison).post(address, data).status_code == 302
    assert offer.coverage.get().places == 70


def test_the_second_of_two_editors_changes_nothing(
    liaison: User,
    tuxtla: Territory,
    programme: Programme,
    zone_a: Zone,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    offer = make_offer(programme, {zone_a: 60})
    address = reverse("offer-edit", args=[tuxtla.path, offer.pk])
    client = client_of(liaison)
    client.post(address, typed(zone_a, places="70", version=1))
    answer = client.post(address, typed(zone_a, places="80", version=1))
    assert answer.status_code == 409
    assert b"80" in answer.content
    assert offer.coverage.get().places == 70


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"year": ""}, "Escriba el año"),
        ({"year": "99"}, "Escriba un año de cuatro cifras"),
        ({"places_per_year": "-1"}, ""),
        ({"places_per_year": "99999999999"}, "demasiado grande"),
        ({"evidence": "confirmed"}, "Indique el documento"),
        ({"admits_new": "maybe"}, ""),
        ({"marginal_cost_mxn": "mucho"}, ""),
        ({"decided_by": "x" * 500}, ""),
        ({"places_per_year": "5", "places_used": "6"}, "Hay más lugares ocupados (6)"),
        ({"places_per_year": "5", "places_used": "3", "places_available": "3"}, "suman 6"),
        ({"places_per_year": "5", "without_quota": "on"}, "No tiene cupo"),
    ],
)
def test_bad_input_leaves_nothing_behind(
    liaison: User,
    tuxtla: Territory,
    programme: Programme,
    zone_a: Zone,
    client_of: ClientOf,
    more: dict[str, str],
    sentence: str,
) -> None:
    address = reverse("offer-create", args=[tuxtla.path, programme.pk])
    answer = client_of(liaison).post(address, {**typed(zone_a), **more})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not LocalOffer.objects.exists()
    assert not OfferCoverage.objects.exists()


def test_places_where_it_does_not_reach_are_refused(
    liaison: User, tuxtla: Territory, programme: Programme, zone_a: Zone, client_of: ClientOf
) -> None:
    address = reverse("offer-create", args=[tuxtla.path, programme.pk])
    answer = client_of(liaison).post(address, typed(zone_a, reaches="no", places="5"))
    assert answer.status_code == 422
    assert "Los lugares solo cuentan donde llega" in answer.content.decode()


def test_zones_cannot_have_more_places_than_the_offer(
    liaison: User, tuxtla: Territory, programme: Programme, zone_a: Zone, client_of: ClientOf
) -> None:
    address = reverse("offer-create", args=[tuxtla.path, programme.pk])
    answer = client_of(liaison).post(address, typed(zone_a, places="600", places_per_year="120"))
    assert answer.status_code == 422
    assert "Las zonas suman 600 lugares y la oferta tiene 120 al año" in answer.content.decode()
    assert not LocalOffer.objects.exists()
    typed_well = typed(zone_a, places="120", places_per_year="120")
    assert client_of(liaison).post(address, typed_well).status_code == 302


def test_one_record_per_year(
    liaison: User, tuxtla: Territory, programme: Programme, make_offer: MakeOffer, client_of: ClientOf
) -> None:
    make_offer(programme, year=2025)
    answer = client_of(liaison).post(reverse("offer-create", args=[tuxtla.path, programme.pk]), VALID)
    assert answer.status_code == 422
    assert "Este año ya está registrado" in answer.content.decode()


def test_zones_of_others_cannot_be_written(
    liaison: User, tuxtla: Territory, tapachula: Territory, programme: Programme, client_of: ClientOf
) -> None:
    foreign = make_zone(tapachula, "A", "Puerto")
    client_of(liaison).post(
        reverse("offer-create", args=[tuxtla.path, programme.pk]), typed(foreign, places="5")
    )
    assert not OfferCoverage.objects.exists()


def test_other_municipality_wrong_role_bad_id_wrong_method(
    liaison: User,
    stranger: User,
    member: User,
    analyst: User,
    tuxtla: Territory,
    tapachula: Territory,
    programme: Programme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    offer = make_offer(programme)
    edit = reverse("offer-edit", args=[tuxtla.path, offer.pk])
    assert client_of(stranger).get(edit).status_code == 404
    assert client_of(stranger).get(reverse("offer-edit", args=[tapachula.path, offer.pk])).status_code == 404
    for user in (member, analyst):
        assert client_of(user).post(edit, {**VALID, "version": 1}).status_code == 403
    assert client_of(liaison).get(reverse("offer-edit", args=[tuxtla.path, 999999])).status_code == 404
    assert client_of(liaison).get(reverse("offer-create", args=[tuxtla.path, 999999])).status_code == 404
    assert client_of(liaison).put(edit).status_code == 405
    assert not AuditEntry.objects.exclude(action="access.denied").exists()
