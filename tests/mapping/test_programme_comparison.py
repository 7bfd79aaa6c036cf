"""Programmes side by side: chosen by tick or words, with evidence, small counts hidden, no foreign one."""

from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import Institution
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme


def test_two_to_four_programmes_side_by_side(
    liaison: User,
    member: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first = make_programme("Becas", school, purpose="Estudiar")
    second = make_programme("Útiles", school, purpose="Aprender")
    make_programme("Guardería municipal")
    make_offer(
        first,
        {zone_a: 30},
        admits_new="yes",
        funding_established="yes",
        places_per_year=30,
        places_available=23,
    )
    dif = Institution.objects.create(territory=tapachula, name="DIF", level="municipal")
    foreign = make_programme("De otro municipio", institution=dif)
    address, client = reverse("programmes-compare", args=[tuxtla.path]), client_of(liaison)
    empty = client.get(address)
    assert "Elija de dos a 4 programas" in empty.content.decode()
    assert empty.context["table"] is None
    one = client.get(address, {"programme": first.pk}).content.decode()
    assert "Útiles" in one, "it addresses the same factor"
    assert "Guardería" not in one
    assert (
        "Guardería" in client.get(address, {"programme": str(first.pk), "text": "guarderia"}).content.decode()
    )
    asked: dict[str, list[int | str]] = {"programme": [first.pk, second.pk, foreign.pk, "x"]}
    with django_assert_max_num_queries(25):
        answer = client.get(address, asked)
    text = answer.content.decode()
    assert "2 programas lado a lado" in text
    assert "De otro municipio" not in text
    assert "Confirmado: Reglas de operación" in text
    assert "No hay oferta local registrada" in text or "Sin oferta local" in text
    rows = {row["cells"][0]["text"]: row["cells"] for row in answer.context["table"]["rows"]}
    assert rows["Objetivo"][0]["small"] == "Difieren"
    assert rows["Lugares libres"][1]["text"] == "23"
    make_offer(first, year=timezone.localdate().year + 1, places_per_year=900)
    later = client.get(address, asked).context["table"]["rows"]
    places = {row["cells"][0]["text"]: row["cells"] for row in later}["Lugares por año"]
    assert places[1]["text"] == "30", "an offer of next year counts from then on"
    more = [make_programme(f"Más {number}", school).pk for number in range(3)]
    text = client.get(address, {"programme": [foreign.pk, first.pk, second.pk, *more]}).content.decode()
    assert "4 programas lado a lado" in text
    assert "Quedó fuera: «Más 2»" in text
    seen = client_of(member).get(address, asked).context["table"]["rows"]
    hidden = {row["cells"][0]["text"]: row["cells"] for row in seen}
    assert hidden["Lugares libres"][1]["text"] != "23", "seven children would follow from it"
    export = reverse("programmes-compare-export", args=[tuxtla.path, "csv"])
    assert "Estudiar" in client.get(export, asked).content.decode("utf-8-sig")
    assert client.get(export).status_code == 302
    assert client_of(stranger).get(address).status_code == 404
