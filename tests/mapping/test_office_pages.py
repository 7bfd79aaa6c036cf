"""Offices and posts of an institution: forms, what ended, and who may see persons."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Neighbourhood, Territory
from mapping.models import Institution, Office, Official
from mapping.queries.institution_contacts import by_end
from tests.cast import ClientOf

CANARY = "Canaria Pérez"
POST = {
    "post": "Dirección de infancia",
    "name": CANARY,
    "email": "canaria@example.org",
    "begins": "01/02/2026",
}


def test_one_that_ends_today_still_holds() -> None:
    today = dt.date(2026, 6, 10)
    held, over, open_end = (
        Office(name=n, ends=e) for n, e in (("a", today), ("b", dt.date(2026, 6, 9)), ("c", None))
    )
    found = by_end([held, over, open_end], today)
    assert (found.current, found.ended) == ((held, open_end), (over,))


def test_liaison_records_changes_and_removes_an_office(
    liaison: User, tuxtla: Territory, dif: Institution, levels: dict[str, Level], client_of: ClientOf
) -> None:
    client, page = client_of(liaison), reverse("institution", args=[tuxtla.path, dif.pk])
    for code in ("071010001", "071010002"):
        area = Territory.objects.create(
            path=f"MX.07.101.{code[-4:]}",
            code=code,
            name=f"Área {code}",
            level=levels["locality"],
            parent=tuxtla,
        )
        Neighbourhood.objects.create(territory=area, name="Centro")
    Neighbourhood.objects.create(territory=area, name="San José Terán")
    add = reverse("office-create", args=[tuxtla.path, dif.pk])
    for bad, sentence in (
        ({"name": ""}, "Escriba cómo se llama la oficina"),
        ({"begins": "10/06/2026", "ends": "09/06/2026"}, "El final es anterior al inicio"),
        ({"place": "Centro"}, "071010001, 071010002"),
        ({"place": "Marte"}, "Ninguna área ni colonia"),
    ):
        answer = client.post(add, {"name": "Centro Terán", **bad})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Office.objects.exists()

    assert client.post(add, {"name": "Centro Terán", "place": "san jose teran"}).status_code == 302
    office = Office.objects.get()
    assert (office.area, office.territory) == (area, tuxtla)
    edit = reverse("office-edit", args=[tuxtla.path, office.pk])
    assert area.code in client.get(edit).content.decode()
    closed = {"name": "Centro Terán", "ends": "01/03/2026"}
    assert client.post(edit, closed | {"version": "1"}).status_code == 302
    assert client.post(edit, closed | {"version": "1", "name": "Otra"}).status_code == 409
    assert "Los que terminaron" in client.get(page).content.decode()
    remove = reverse("office-remove", args=[tuxtla.path, office.pk])
    client.post(remove, {"version": "1"})
    assert Office.objects.exists()
    client.post(remove, {"version": "2"})
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "office.create",
        "office.change",
        "office.delete",
    ]


def test_a_person_is_seen_by_posts_of_the_municipality_only(
    liaison: User, member: User, coordinator: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    client, page = client_of(liaison), reverse("institution", args=[tuxtla.path, dif.pk])
    add = reverse("official-create", args=[tuxtla.path, dif.pk])
    foreign = Office.objects.create(
        territory=tuxtla,
        name="x",
        institution=Institution.objects.create(territory=tuxtla, name="Otra", level="municipal"),
    )
    for bad in ({"post": ""}, {"email": "x"}, {"office": foreign.pk}, {"ends": "01/01/2026"}):
        assert client.post(add, POST | bad).status_code == 422
    assert client.post(add, POST).status_code == 302
    official = Official.objects.get()
    assert CANARY in client.get(page).content.decode()
    edit = reverse("official-edit", args=[tuxtla.path, official.pk])
    for other in (member, coordinator):
        text = client_of(other).get(page).content.decode()
        assert "Dirección de infancia" in text
        assert CANARY not in text
    seen = client_of(coordinator).get(edit).content.decode()
    assert CANARY not in seen
    sent = {"post": "Dirección de niñez", "version": "1", "name": "Otra persona"}
    assert client_of(coordinator).post(edit, sent).status_code == 302
    official.refresh_from_db()
    assert (official.post, official.name) == ("Dirección de niñez", CANARY)
    assert "Canaria" not in str([entry.changes for entry in AuditEntry.objects.all()])
    for export in ("institutions-export", "actors-export"):
        assert CANARY not in client.get(reverse(export, args=[tuxtla.path, "csv"])).content.decode()
    remove = reverse("official-remove", args=[tuxtla.path, official.pk])
    assert client.post(remove, {"version": "2"}).status_code == 302
    assert not Official.objects.exists()


def test_offices_of_a_shared_institution_stay_with_the_municipality_that_knows_them(
    liaison: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    state_education: Institution,
    client_of: ClientOf,
) -> None:
    add = reverse("office-create", args=[tuxtla.path, state_education.pk])
    assert client_of(liaison).post(add, {"name": "Delegación Canario"}).status_code == 302
    office = Office.objects.get()
    elsewhere = client_of(stranger)
    page = elsewhere.get(reverse("institution", args=[tapachula.path, state_education.pk]))
    assert (page.status_code, "Canario" in page.content.decode()) == (200, False)
    assert elsewhere.get(reverse("office-edit", args=[tapachula.path, office.pk])).status_code == 404
    assert elsewhere.post(reverse("office-remove", args=[tapachula.path, office.pk])).status_code == 404


def test_as_many_queries_for_fifty_offices_as_for_one(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, page = client_of(liaison), reverse("institution", args=[tuxtla.path, dif.pk])

    def make(many: int) -> None:
        for number in range(many):
            office = Office.objects.create(territory=tuxtla, institution=dif, name=f"{number}", area=tuxtla)
            Official.objects.create(
                territory=tuxtla, institution=dif, office=office, post="x", ends=timezone.localdate()
            )

    make(1)
    with django_assert_max_num_queries(25) as few:
        client.get(page)
    make(50)
    with django_assert_max_num_queries(25) as many:
        client.get(page)
    assert len(many) == len(few)
