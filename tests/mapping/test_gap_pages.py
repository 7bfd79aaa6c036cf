"""The matrix with its panel, the page of a cell, and the overview."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from tests.cast import ClientOf
from tests.mapping.conftest import MakeNeed, MakeOffer, MakeProgramme, make_zone


@pytest.fixture
def client(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.fixture
def supplied(
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    school: Factor,
    chores: Factor,
    zone_a: Zone,
    zone_b: Zone,
) -> None:
    make_need(school, zone_a, 1980)
    make_need(school, zone_b, 890)
    able = {"funding_established": "yes", "admits_new": "yes", "redirects_to_zones": "yes"}
    make_offer(
        make_programme("Becas", school),
        {zone_a: 410, zone_b: 870},
        places_available=40,
        marginal_cost="very_low",
        decided_by="Junta del DIF",
        **able,
    )
    make_offer(
        make_programme("Guarderías", chores),
        {zone_a: "no", zone_b: "yes"},
        blocking_rule="exige empleo formal",
    )


def test_the_matrix_says_first_what_it_found(client: Client, tuxtla: Territory, supplied: None) -> None:
    answer = client.get(reverse("gaps", args=[tuxtla.path]))
    assert answer.context["lead"] == (
        "De 4 cruces, 1 está cubierto y 3 tienen una brecha. "
        "La mayor: Quehaceres largos, sin cubrir en ninguna zona."
    )
    text = answer.content.decode()
    assert "410 lugares para 1,980" in text
    assert "exige empleo formal" in text


def test_a_cell_is_a_link_that_opens_beside_the_matrix(
    client: Client, tuxtla: Territory, supplied: None
) -> None:
    first = client.get(reverse("gaps", args=[tuxtla.path]))
    url = first.context["matrix"]["rows"][0]["cells"][0]["url"]
    assert url.endswith("?by=zone&cell=not_attending/A#cell")
    text = client.get(url).content.decode()
    assert "No asiste a la escuela: cupo insuficiente" in text
    assert "40 lugares libres · puede redirigirse · costo adicional muy bajo · decide: Junta del DIF" in text
    assert "unos 1,980" in text
    assert reverse("gap-cell", args=[tuxtla.path, "not_attending", "A"]) in text


def test_only_who_designs_is_offered_an_action_line(
    member: User, client: Client, tuxtla: Territory, supplied: None, client_of: ClientOf
) -> None:
    address = reverse("gap-cell", args=[tuxtla.path, "not_attending", "A"])
    line = reverse("action-line-create", args=[tuxtla.path]) + "?factor=not_attending&amp;zone=A"
    answer = reverse("gap-answer", args=[tuxtla.path, "not_attending", "A"])
    own = client.get(address).content.decode()
    assert line in own
    assert answer in own
    seen = client_of(member).get(address).content.decode()
    assert line not in seen
    assert answer not in seen


def test_filter_of_one_factor_and_view_by_level(client: Client, tuxtla: Territory, supplied: None) -> None:
    answer = client.get(reverse("gaps", args=[tuxtla.path]), {"by": "level", "factor": "long_chores"})
    matrix = answer.context["matrix"]
    assert [row["name"] for row in matrix["rows"]] == ["Quehaceres largos"]
    assert [column["name"] for column in matrix["columns"]] == ["Federal", "Estatal", "Municipal"]
    assert [cell["kind"] for cell in matrix["rows"][0]["cells"]] == ["unknown", "unknown", "rule_prevents"]


@pytest.mark.parametrize(
    "query", [{"by": "planet"}, {"factor": "x"}, {"cell": "x"}, {"cell": "a/b/c"}, {"cell": "/"}]
)
def test_nonsense_in_the_address_is_no_error(
    client: Client, tuxtla: Territory, supplied: None, query: dict[str, str]
) -> None:
    assert client.get(reverse("gaps", args=[tuxtla.path]), query).status_code == 200


def test_the_page_of_a_cell_shows_all_that_stands_behind_it(
    client: Client, tuxtla: Territory, supplied: None
) -> None:
    answer = client.get(reverse("gap-cell", args=[tuxtla.path, "not_attending", "A"]))
    assert answer.context["lead"].startswith("Cupo insuficiente: 410 lugares para 1,980.")
    (supply,) = answer.context["supplies"]
    assert supply["standing"] == "410 lugares por año (2025)."
    assert supply["eligibility"].sentence == (
        "Es elegible porque opera, su recurso está asignado y admite nuevas niñas y niños."
    )
    level = client.get(reverse("gap-cell", args=[tuxtla.path, "not_attending", "municipal"]))
    assert level.status_code == 200


def test_a_cell_that_is_not_there_is_not_found(client: Client, tuxtla: Territory, supplied: None) -> None:
    for factor, key in (("not_attending", "Z"), ("nothing", "A"), ("not_attending", "a")):
        assert client.get(reverse("gap-cell", args=[tuxtla.path, factor, key])).status_code == 404


def test_other_municipality_wrong_role_wrong_method(
    stranger: User, observer: User, client: Client, tuxtla: Territory, supplied: None, client_of: ClientOf
) -> None:
    addresses = [
        reverse("gaps", args=[tuxtla.path]),
        reverse("gap-cell", args=[tuxtla.path, "not_attending", "A"]),
        reverse("mapping", args=[tuxtla.path]),
    ]
    for address in addresses:
        assert client_of(stranger).get(address).status_code == 404
        assert client_of(observer).get(address).status_code == 403
        assert client.post(address).status_code == 405


def test_before_anything_is_recorded_the_pages_say_so(client: Client, tuxtla: Territory) -> None:
    gaps = client.get(reverse("gaps", args=[tuxtla.path])).content.decode()
    assert "Aún no hay factores" in gaps
    overview = client.get(reverse("mapping", args=[tuxtla.path]))
    assert "Lo siguiente: traer el inventario de programas" in overview.content.decode()


def test_the_overview_names_the_one_thing_that_waits(
    client: Client, tuxtla: Territory, supplied: None, make_programme: MakeProgramme
) -> None:
    address = reverse("mapping", args=[tuxtla.path])
    assert (
        client.get(address).context["next_step"]["title"]
        == "Lo siguiente: registrar el espacio de coordinación"
    )
    make_programme("Sin revisar")
    shown = client.get(address)
    assert shown.context["next_step"]["title"] == "Lo siguiente: ligar 1 programa a factores"
    notes = {task["title"]: task["note"] for part in shown.context["parts"] for task in part["tasks"]}
    assert notes["Decir qué factores atiende cada programa"] == "1 programa está sin revisar."
    assert notes["Entrevistar a las instituciones"] == "0 de 0 realizadas."


@pytest.mark.parametrize("name", ["gaps", "gap-cell", "mapping"])
def test_as_many_queries_for_many_rows_as_for_one(
    client: Client,
    tuxtla: Territory,
    school: Factor,
    zone_a: Zone,
    make_programme: MakeProgramme,
    make_offer: MakeOffer,
    make_need: MakeNeed,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse(name, args=[tuxtla.path, *(["not_attending", "A"] if name == "gap-cell" else [])])
    make_offer(make_programme("Uno", school), {zone_a: 1})
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    zones = [make_zone(tuxtla, f"Z{i}", f"Zona {i}") for i in range(50)]
    for zone in zones:
        make_need(school, zone, 10)
    for number in range(50):
        make_offer(make_programme(f"P{number}", school), dict.fromkeys(zones[:5], number))
    with django_assert_max_num_queries(25) as many:
        client.get(address)
    assert len(many) == len(few)
