"""Places by zone, sex and age: what overlaps or contradicts the offer, and what the commission sees."""

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.coverage_sums import GroupRow, OfferTotals, contradiction, overlap
from mapping.models import CoverageGroup
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (GroupRow(1, "girls"), GroupRow(1, "boys"), False),
        (GroupRow(1, "girls"), GroupRow(1, "all"), True),
        (GroupRow(1, "girls"), GroupRow(2, "girls"), False),
        (GroupRow(None, "girls", 6, 11), GroupRow(None, "girls", 12, 17), False),
        (GroupRow(None, "girls", 6, 12), GroupRow(None, "girls", 12, 17), True),
        (GroupRow(None, "girls", 6, 12), GroupRow(None, "girls"), True),
    ],
)
def test_rows_that_count_the_same_children(one: GroupRow, other: GroupRow, overlaps: bool) -> None:
    assert (overlap([one, other]) is not None) is overlaps


def test_sums_above_what_the_offer_says() -> None:
    rows = [GroupRow(1, places=30, used=9), GroupRow(None, places=20, used=None)]
    letters = {1: "A"}
    assert contradiction(rows, OfferTotals(50, 9, {1: 30}), letters) is None
    assert contradiction(rows, OfferTotals(), letters) is None
    for totals in (OfferTotals(places=49), OfferTotals(used=8), OfferTotals(by_zone={1: 29})):
        assert contradiction(rows, totals, letters) is not None


def test_a_row_cannot_use_more_places_than_it_has() -> None:
    assert contradiction([GroupRow(None, places=0, used=10)], OfferTotals(50, 20), {}) is not None
    assert contradiction([GroupRow(None, places=None, used=10)], OfferTotals(50, 20), {}) is None


def test_liaison_tells_places_by_group_and_the_commission_sees_no_small_number(
    liaison: User,
    member: User,
    tuxtla: Territory,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    offer = make_offer(make_programme(), {zone_a: 40}, places_per_year=60, places_used=45)
    address = reverse("offer-coverage", args=[tuxtla.path, offer.pk])
    client = client_of(liaison)
    assert client.get(address).status_code == 200
    girls = {"zone_1": zone_a.pk, "sex_1": "girls", "from_1": 6, "to_1": 11, "places_1": 20, "used_1": 4}
    boys = {"zone_2": zone_a.pk, "sex_2": "boys", "from_2": 6, "to_2": 11, "places_2": 20, "used_2": 19}
    wrong = (
        ({"places_1": 41}, "Los grupos de la zona A suman"),
        ({"sex_1": "all"}, "cuentan a las mismas"),
        ({"to_1": 5}, "La última edad es menor"),
        ({"to_1": ""}, "Escriba las dos edades"),
        ({"places_1": "", "used_1": ""}, "Escriba los lugares de este renglón"),
        ({"places_1": "-1"}, ""),
        ({"used_1": 40}, "Los grupos usan"),
    )
    for more, sentence in wrong:
        answer = client.post(address, girls | boys | more | {"version": 1})
        assert answer.status_code == 422, more
        assert sentence in answer.content.decode(), more
    assert not CoverageGroup.objects.exists()
    assert client.post(address, girls | boys | {"version": 1}).status_code == 302
    assert client.post(address, girls | {"version": 1}).status_code == 409
    assert CoverageGroup.objects.count() == 2
    entry = AuditEntry.objects.get(action="localoffer.groups")
    assert "19" not in str(entry.changes), "places in use are persons"
    edit = {"year": 2025, "evidence": "claimed", "version": 2, f"reaches_{zone_a.pk}": "yes"}
    refused = client.post(
        reverse("offer-edit", args=[tuxtla.path, offer.pk]),
        edit | {"places_per_year": 33, "places_used": 20, f"places_{zone_a.pk}": 33},
    )
    for field, sentence in (
        ("places_per_year", "Los grupos"),
        (f"places_{zone_a.pk}", "Los grupos de la zona A suman"),
    ):
        assert sentence in str(refused.context["form"].errors[field]), "the page of the offer refuses it too"
    page = reverse("programme", args=[tuxtla.path, offer.programme_id])
    rows = client_of(member).get(page).context["coverage_groups"]["rows"]
    assert [row["cells"][3]["text"] for row in rows] == ["20", "20"]
    assert not {"4", "19"} & {row["cells"][4]["text"] for row in rows}, "one would follow from the other"


def test_facts_are_confirmed_with_one_document(
    liaison: User,
    tuxtla: Territory,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
) -> None:
    programme = make_programme(purpose="Cuidar")
    offer = make_offer(
        programme, evidence="claimed", evidence_document="", admits_new="yes", decided_by="Dirección"
    )
    client = client_of(liaison)
    address = reverse("offer-facts", args=[tuxtla.path, offer.pk])
    assert client.get(address).status_code == 200
    refused: tuple[dict[str, object], ...] = ({"facts": []}, {"document": ""}, {"facts": ["territory"]})
    for bad in refused:
        sent = {"facts": ["admits_new"], "state": "confirmed", "document": "Oficio 12", "version": 1} | bad
        assert client.post(address, sent).status_code == 422
    sent = {"facts": ["admits_new", "decided_by"], "state": "confirmed", "document": "Oficio 12"}
    assert client.post(address, sent | {"version": 7}).status_code == 409
    assert client.post(address, sent | {"version": 1}).status_code == 302
    offer.refresh_from_db()
    assert (offer.evidence, offer.evidence_document) == ("confirmed", "Oficio 12")
    text = client.get(reverse("programme", args=[tuxtla.path, programme.pk])).content.decode()
    assert "Confirmado: Oficio 12" in text
    about = reverse("programme-facts", args=[tuxtla.path, programme.pk])
    answer = client.post(
        about, {"facts": ["purpose"], "state": "confirmed", "document": "Reglas", "version": 1}
    )
    assert answer.status_code == 302
    programme.refresh_from_db()
    assert programme.evidence == "claimed", "whether it runs is claimed still"
