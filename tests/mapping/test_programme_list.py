"""The list of programmes: each filter, their combination, pages, and the number of queries."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import GovernmentLevel, Institution
from tests.cast import ClientOf
from tests.mapping.conftest import MakeOffer, MakeProgramme


@pytest.fixture
def client(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.fixture
def offered(
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    state_education: Institution,
    school: Factor,
    chores: Factor,
    zone_a: Zone,
    zone_b: Zone,
) -> None:
    open_offer = {"funding_established": "yes", "admits_new": "yes"}
    closed = {"funding_established": "no", "marginal_cost": "high"}
    make_offer(make_programme("Estancias de día", chores, benefit="Cuidado"), {zone_a: 60}, **open_offer)
    make_offer(
        make_programme("Becas", school, purpose="Educación básica"), {zone_a: 5, zone_b: "no"}, **closed
    )
    make_programme("Jornada ampliada", school, institution=state_education)


def found(client: Client, territory: Territory, **query: str) -> list[str]:
    answer = client.get(reverse("programmes", args=[territory.path]), query)
    assert answer.status_code == 200
    return [programme.name for programme in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Jornada ampliada", "Becas", "Estancias de día"]),
        ({"level": "state"}, ["Jornada ampliada"]),
        ({"factor": "not_attending"}, ["Jornada ampliada", "Becas"]),
        ({"zone": "A"}, ["Becas", "Estancias de día"]),
        ({"zone": "B"}, []),
        ({"eligibility": "yes"}, ["Estancias de día"]),
        ({"eligibility": "no"}, ["Becas"]),
        ({"eligibility": "unknown"}, ["Jornada ampliada"]),
        ({"text": "dia"}, ["Estancias de día"]),
        ({"text": "DÍA estancias"}, ["Estancias de día"]),
        ({"text": "educacion"}, ["Jornada ampliada", "Becas"]),
        ({"text": "educación básica"}, ["Becas"]),
        ({"text": "100% %_"}, []),
        ({"text": "cuidado", "level": "municipal", "zone": "A", "eligibility": "yes"}, ["Estancias de día"]),
        ({"text": "cuidado", "level": "state"}, []),
    ],
)
def test_filters(
    client: Client, tuxtla: Territory, offered: None, query: dict[str, str], names: list[str]
) -> None:
    assert found(client, tuxtla, **query) == names


@pytest.mark.parametrize(
    "query",
    [
        {"level": "galactic"},
        {"factor": "none"},
        {"zone": "'; drop table"},
        {"eligibility": "perhaps"},
        {"page": "x"},
        {"page": "99999999999999999999"},
        {"text": "\x00"},
    ],
)
def test_nonsense_in_the_address_is_no_error(
    client: Client, tuxtla: Territory, offered: None, query: dict[str, str]
) -> None:
    assert client.get(reverse("programmes", args=[tuxtla.path]), query).status_code == 200


def test_a_filter_that_is_not_offered_any_more_shows_and_hands_out_nothing(
    client: Client, tuxtla: Territory, offered: None
) -> None:
    assert found(client, tuxtla, zone="Q") == []
    taken = client.get(reverse("programmes-export", args=[tuxtla.path, "csv"]), {"zone": "Q"})
    assert (taken.status_code, taken["Location"]) == (
        302,
        f"{reverse('programmes', args=[tuxtla.path])}?zone=Q",
    )


def test_the_lead_counts_all_programmes_in_words(client: Client, tuxtla: Territory, offered: None) -> None:
    answer = client.get(reverse("programmes", args=[tuxtla.path]), {"level": "state"})
    assert answer.context["lead"] == "3 programas: 1 elegibles para una acción, 1 no, 1 por conocer."


def test_an_empty_list_says_what_a_programme_is(client: Client, tuxtla: Territory) -> None:
    text = client.get(reverse("programmes", args=[tuxtla.path])).content.decode()
    assert "Un programa es lo que ya opera con su propio recurso" in text


def test_another_municipality_s_programmes_and_offers_stay_there(
    stranger: User, tapachula: Territory, offered: None, client_of: ClientOf
) -> None:
    names = found(client_of(stranger), tapachula)
    assert names == ["Jornada ampliada"], "owned by the state, so both municipalities see it"
    assert found(client_of(stranger), tapachula, eligibility="yes") == []


def test_fifty_to_a_page(client: Client, tuxtla: Territory, make_programme: MakeProgramme) -> None:
    for number in range(53):
        make_programme(f"Programa {number:02}")
    assert len(found(client, tuxtla)) == 50
    assert len(found(client, tuxtla, page="2")) == 3


def test_as_many_queries_for_fifty_programmes_as_for_one(
    client: Client,
    tuxtla: Territory,
    zone_a: Zone,
    school: Factor,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse("programmes", args=[tuxtla.path])
    make_offer(make_programme("Uno", school), {zone_a: 1})
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    for number in range(49):
        institution = Institution.objects.create(
            territory=tuxtla, name=f"I{number}", level=GovernmentLevel.MUNICIPAL
        )
        make_offer(make_programme(f"P{number}", school, institution=institution), {zone_a: 1})
    with django_assert_max_num_queries(25) as many:
        client.get(address)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Becas", "Estancias de día", "Jornada ampliada"]),
        ("-name", ["Jornada ampliada", "Estancias de día", "Becas"]),
        ("-level", ["Becas", "Estancias de día", "Jornada ampliada"]),
        ("password", ["Jornada ampliada", "Becas", "Estancias de día"]),
    ],
)
def test_the_list_is_in_the_order_that_was_asked(
    client: Client, tuxtla: Territory, offered: None, sort: str, names: list[str]
) -> None:
    assert found(client, tuxtla, sort=sort) == names


def test_heads_and_choice_keep_the_filters(client: Client, tuxtla: Territory, offered: None) -> None:
    query = {"level": "municipal", "sort": "name"}
    html = client.get(reverse("programmes", args=[tuxtla.path]), query).content.decode()
    assert "?level=municipal&amp;sort=-name" in html
    assert '<input type="hidden" name="level" value="municipal">' in html
    assert 'aria-sort="ascending"' in html
