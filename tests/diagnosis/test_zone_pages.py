"""Drawing, changing and dropping zones, each with the checklist; pages cost the same for 1 and 50."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Neighbourhood, Territory
from diagnosis.models import PopulationBasis, ReleaseNature, Zone
from tests.cast import ClientOf, give_membership, make_user
from tests.diagnosis.places import (
    count_children,
    draw_zone,
    make_areas,
    make_factor,
    make_release,
    put_values,
)

PATH = "MX.07.101"


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], 10)
    put_values(make_release(ReleaseNature.PROXY), areas, school=[float(i) for i in range(10)])
    return areas


@pytest.fixture
def zone(tuxtla: Territory, areas: list[Territory]) -> Zone:
    return draw_zone(tuxtla, "A", areas[:2], neighbourhoods=["Copoya"])


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def typed(areas: list[Territory], **more: object) -> dict[str, object]:
    return {
        "letter": "b",
        "name": "Copoya",
        "neighbourhoods": " Copoya \n\nEl  Jobo\nCopoya",
        "status": "candidate",
        "areas": [area.pk for area in areas],
        "reason": "Son vecinas",
        **more,
    }


def test_a_new_zone_is_saved_with_its_areas_and_audited(editor: Client, areas: list[Territory]) -> None:
    answer = editor.post(reverse("zone-create", args=[PATH]), typed(areas[3:5]))
    assert answer.status_code == 302
    zone = Zone.objects.get()
    assert (zone.letter, zone.neighbourhoods) == ("B", ["Copoya", "El Jobo"])
    assert set(zone.areas.all()) == set(areas[3:5])
    entry = AuditEntry.objects.get(action="zone.create")
    assert entry.changes["reason"] == [None, "Son vecinas"]
    assert len(entry.changes["areas"][1]) == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reason", "", "Falta «"),
        ("areas", [], "Elija al menos un área"),
        ("letter", "A", "La zona A ya existe"),
        ("letter", "<b>", "solo letras o dígitos"),
        ("name", "Copoya CURP GOPM800101MCSRRR01", "Quite el número"),
        ("name", "Copoya 961 123 4567", "Quite el número de teléfono"),
        ("neighbourhoods", "Copoya\nEl Jobo 9611234567", "Quite el número de teléfono"),
        ("reason", "Vive en calle Hidalgo 45, tel 961 123 4567", "Hidalgo 45"),
        ("status", "dropped", ""),
    ],
)
def test_bad_input_says_how_to_mend_it_and_leaves_nothing(
    editor: Client, zone: Zone, areas: list[Territory], field: str, value: object, words: str
) -> None:
    entries = AuditEntry.objects.count()
    answer = editor.post(reverse("zone-create", args=[PATH]), {**typed(areas[3:5]), field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Zone.objects.count() == 1
    assert AuditEntry.objects.count() == entries


def test_an_area_of_another_zone_is_refused_by_name(
    editor: Client, zone: Zone, areas: list[Territory]
) -> None:
    answer = editor.post(reverse("zone-create", args=[PATH]), typed(areas[1:3]))
    assert answer.status_code == 422
    assert f"El área {areas[1].code} pertenece a la zona A" in answer.content.decode()


def test_areas_of_another_municipality_are_no_choice(
    editor: Client, areas: list[Territory], tapachula: Territory, levels: dict[str, Level]
) -> None:
    foreign = make_areas(tapachula, levels["ageb"], 1)
    answer = editor.post(reverse("zone-create", args=[PATH]), typed(foreign))
    assert answer.status_code == 422
    assert not Zone.objects.exists()


def test_an_edit_keeps_its_reason_and_version(editor: Client, zone: Zone, areas: list[Territory]) -> None:
    values = typed(areas[:3], letter="A", reason="Se suma el área vecina", version=zone.version)
    Zone.objects.update(reason="La razón de antes")
    shown = editor.get(reverse("zone-edit", args=[PATH, zone.pk])).context["form"]
    assert not shown["reason"].value(), "the reason of an earlier change is none for this one"
    silent = editor.post(reverse("zone-edit", args=[PATH, zone.pk]), {**values, "reason": ""})
    assert silent.status_code == 422
    assert editor.post(reverse("zone-edit", args=[PATH, zone.pk]), values).status_code == 302
    zone.refresh_from_db()
    assert (zone.version, zone.areas.count()) == (2, 3)
    assert AuditEntry.objects.get(action="zone.change").changes["reason"][1] == "Se suma el área vecina"


def test_the_second_of_two_editors_sees_both_texts(
    editor: Client, zone: Zone, areas: list[Territory]
) -> None:
    address = reverse("zone-edit", args=[PATH, zone.pk])
    first = typed(areas[:2], letter="A", name="Primera", version=1)
    second = typed(areas[:2], letter="A", name="Segunda", version=1)
    assert editor.post(address, first).status_code == 302
    answer = editor.post(address, second)
    assert answer.status_code == 409
    assert "Primera" in answer.content.decode()
    assert "Segunda" in answer.content.decode()
    zone.refresh_from_db()
    assert zone.name == "Primera"


def test_dropping_needs_a_reason_and_keeps_the_zone(
    editor: Client, zone: Zone, areas: list[Territory]
) -> None:
    for area in areas:
        count_children(area, 437)
    address = reverse("zone-drop", args=[PATH, zone.pk])
    assert editor.post(address, {"reason": "", "version": 1}).status_code == 422
    assert editor.post(address, {"reason": "Otra prioridad", "version": 1}).status_code == 302
    zone.refresh_from_db()
    assert (zone.status, zone.reason) == ("dropped", "Otra prioridad")
    page = editor.get(reverse("zones", args=[PATH])).content.decode()
    assert "Zonas descartadas" in page
    assert "874" not in page  # a zone out of use is told without its numbers


def test_neighbourhoods_stand_beside_the_codes_and_join_the_zone_when_asked(
    editor: Client, areas: list[Territory]
) -> None:
    address = reverse("zone-create", args=[PATH])
    assert 'name="take_names"' not in editor.get(address).content.decode()
    for area, name in (
        (areas[3], "COPOYA"),
        (areas[3], "Terán"),
        (areas[4], "Patria Nueva"),
        (areas[5], "Otra"),
    ):
        Neighbourhood.objects.create(territory=area, name=name)
    page = editor.get(address).content.decode()
    assert f"{areas[3].code} · Area 3 · COPOYA, Terán" in page
    assert "COPOYA, Terán" in editor.get(reverse("zone-areas", args=[PATH])).content.decode()
    editor.post(address, typed(areas[3:5], take_names="on"))
    assert Zone.objects.get().neighbourhoods == ["Copoya", "El Jobo", "Terán", "Patria Nueva"]
    Zone.objects.all().delete()
    editor.post(address, typed(areas[3:5]))
    assert Zone.objects.get().neighbourhoods == ["Copoya", "El Jobo"]


@pytest.mark.parametrize("name", ["zone-edit", "zone-drop"])
def test_foreign_wrong_and_missing(
    name: str, zone: Zone, stranger: User, member: User, editor: Client, client_of: ClientOf
) -> None:
    address = reverse(name, args=[PATH, zone.pk])
    values = {"reason": "X", "version": 1}
    assert client_of(stranger).post(address, values).status_code == 404
    assert client_of(member).post(address, values).status_code == 403
    assert editor.post(reverse(name, args=[PATH, 999_999]), values).status_code == 404
    assert editor.post(reverse(name, args=["MX.07.089", zone.pk]), values).status_code == 404
    assert editor.put(address).status_code == 405
    zone.refresh_from_db()
    assert zone.version == 1


def test_page_and_files_show_the_zone(editor: Client, zone: Zone) -> None:
    page = editor.get(reverse("zones", args=[PATH])).content.decode()
    assert "Copoya" in page
    assert page.count("<svg") >= 2
    assert " style=" not in page
    features = json.loads(editor.get(reverse("zones-geojson", args=[PATH])).content)["features"]
    assert [feature["properties"]["letter"] for feature in features] == ["A"]
    csv = editor.get(reverse("zones-csv", args=[PATH]))
    assert csv["Content-Disposition"] == 'attachment; filename="areas-07101.csv"'
    assert csv.content.decode("utf-8-sig").startswith("code,name,class,index,zone")


def test_map_of_one_factor_alone(editor: Client, tuxtla: Territory, areas: list[Territory]) -> None:
    make_factor("crowding")
    release = make_release(ReleaseNature.PROXY, 2021)
    ten = [float(i) for i in range(10)]
    put_values(release, areas, school=ten, crowding=[10 * one for one in ten[::-1]])
    address = reverse("zones", args=[PATH])
    assert "Un solo factor: Crowding." in editor.get(address, {"factor": "crowding"}).content.decode()
    for unknown in ("", "nothing", "<script>"):
        answer = editor.get(address, {"factor": unknown})
        assert answer.status_code == 200
        assert "Un solo factor" not in answer.content.decode()


def test_a_hidden_zone_does_not_follow_from_the_files(
    editor: Client, tuxtla: Territory, areas: list[Territory]
) -> None:
    """Zone E is hidden to protect B; its areas must not add up to it."""
    for letter, members, each in (("B", areas[:3], 8), ("C", areas[3:6], 3000), ("E", areas[6:9], 1500)):
        draw_zone(tuxtla, letter, members)
        for area in members:
            count_children(area, each, basis=PopulationBasis.ESTIMATED)
    zones = editor.get(reverse("zones-export", args=[PATH, "csv"])).content.decode("utf-8-sig")
    assert "4500" not in zones
    assert "9000" in zones
    for name in (reverse("zone-areas-export", args=[PATH, "csv"]), reverse("zones-csv", args=[PATH])):
        text = editor.get(name).content.decode("utf-8-sig")
        assert (text.count("3000"), text.count("1500")) == (3, 2)


def test_a_sum_that_lacks_an_area_says_so(
    editor: Client, tuxtla: Territory, zone: Zone, areas: list[Territory]
) -> None:
    count_children(areas[0], 700)
    for area in areas[3:]:
        count_children(area, 500)
    count_children(tuxtla, 9000)
    words = "suma incompleta: 1 de 2 áreas"
    for address in (
        reverse("zones", args=[PATH]),
        reverse("zone", args=[PATH, zone.pk]),
        reverse("zones-export", args=[PATH, "csv"]),
        reverse("zones-geojson", args=[PATH]),
        reverse("zone-factsheet", args=[PATH, zone.pk]),
        reverse("factsheet", args=[PATH, "working"]),
    ):
        assert words in editor.get(address).content.decode(), address


def test_file_disarms_formulas(editor: Client, zone: Zone, areas: list[Territory]) -> None:
    Territory.objects.filter(pk=areas[0].pk).update(name="=1+1")
    assert "'=1+1" in editor.get(reverse("zones-csv", args=[PATH])).content.decode()


def test_a_municipality_without_areas_says_what_to_do(editor: Client, tuxtla: Territory) -> None:
    page = editor.get(reverse("zones", args=[PATH])).content.decode()
    assert "Aún no hay áreas" in page


@pytest.mark.parametrize(
    "name", ["zones", "zone-areas", "diagnosis", "profile", "zone-create", "zones-propose", "zones-trail"]
)
def test_pages_cost_the_same_for_one_and_for_fifty(
    name: str,
    editor: Client,
    tuxtla: Territory,
    levels: dict[str, Level],
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], 51)
    release = make_release(ReleaseNature.PROXY)
    put_values(release, areas[:1], school=[1.0])
    draw_zone(tuxtla, "A", areas[:1])
    address = reverse(name, args=[PATH])
    editor.get(address)
    with django_assert_max_num_queries(25) as one:
        editor.get(address)
    put_values(release, areas[1:], school=[float(i) for i in range(50)])
    for i, area in enumerate(areas[1:]):
        draw_zone(tuxtla, f"Z{i}", [area])
    with django_assert_max_num_queries(30):
        editor.get(address)  # the first time after a change, which also notes what the data were
    with django_assert_max_num_queries(25) as fifty:
        editor.get(address)
    assert len(one) == len(fifty)


@pytest.mark.parametrize(("sort", "letters"), [("zone", ["A", "B"]), ("-zone", ["B", "A"])])
def test_zones_are_in_the_order_that_was_asked(
    editor: Client, zone: Zone, areas: list[Territory], tuxtla: Territory, sort: str, letters: list[str]
) -> None:
    other = Zone.objects.create(territory=tuxtla, letter="B", name="Sur", reason="Prioridad alta")
    other.areas.add(areas[-1])
    answer = editor.get(reverse("zones", args=[PATH]), {"sort": sort})
    assert [row["letter"] for row in answer.context["content"]["rows"] if row["letter"]] == letters
    assert "aria-sort" in answer.content.decode()


@pytest.mark.parametrize("sort", ["index", "-children", "children", "x"])
def test_any_order_shows_every_zone(
    editor: Client, zone: Zone, areas: list[Territory], tuxtla: Territory, sort: str
) -> None:
    other = Zone.objects.create(territory=tuxtla, letter="B", name="Sur", reason="Prioridad alta")
    other.areas.add(areas[-1])
    answer = editor.get(reverse("zones", args=[PATH]), {"sort": sort})
    assert {row["letter"] for row in answer.context["content"]["rows"] if row["letter"]} == {"A", "B"}


def test_each_zone_leads_to_its_history_for_those_who_do_not_draw(
    zone: Zone, areas: list[Territory], tuxtla: Territory, client_of: ClientOf
) -> None:
    dropped = draw_zone(tuxtla, "B", areas[2:4], status="dropped", reason="Sin acceso")
    reader = make_user("Coordination")
    give_membership(reader, Role.COORDINATOR, tuxtla)
    text = client_of(reader).get(reverse("zones", args=[PATH])).content.decode()
    for one in (zone, dropped):
        assert f'href="{reverse("record-history", args=[PATH, "diagnosis.zone", one.pk])}"' in text
    assert "/edit/" not in text
