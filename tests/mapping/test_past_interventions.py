"""Past interventions: recorded with lessons, corrected, filtered, handed out, seen from below."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Institution, PastIntervention
from tests.cast import ClientOf
from tests.mapping.past import make_intervention

pytestmark = pytest.mark.django_db


def typed(**more: object) -> dict[str, object]:
    return {
        "name": "Escuela de la tarde",
        "kind": "child_labour",
        "year_from": "2018",
        "year_to": "2021",
        "was_successful": "unknown",
        "lessons": "Hace falta un puesto que siga tras la elección.",
        "evidence": "claimed",
        **more,
    }


def test_liaison_records_corrects_and_removes(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    client_of: ClientOf,
) -> None:
    client = client_of(liaison)
    empty = client.get(reverse("past-interventions", args=[tuxtla.path])).content.decode()
    assert "Aún no hay intervenciones pasadas" in empty
    more = {"factors": [school.pk], "institutions": [dif.pk]}
    answer = client.post(reverse("past-intervention-create", args=[tuxtla.path]), typed(**more))
    one = PastIntervention.objects.get()
    address = reverse("past-intervention", args=[tuxtla.path, one.pk])
    assert answer.headers["Location"] == address
    page = client.get(address).content.decode()
    assert "2018 a 2021" in page
    assert "Hace falta un puesto" in page
    edit = reverse("past-intervention-edit", args=[tuxtla.path, one.pk])
    kept = typed(**more, results="Creció.", version=1)
    assert client.post(edit, kept).status_code == 302
    second = client.post(edit, typed(**more, results="Otro texto.", version=1))
    assert second.status_code == 409
    assert "Creció." in second.content.decode()
    assert "Otro texto." in second.content.decode()
    remove = reverse("past-intervention-remove", args=[tuxtla.path, one.pk])
    client.post(remove, {"version": "1"})
    assert PastIntervention.objects.exists(), "it was changed since version 1"
    client.post(remove, {"version": "2"})
    assert not PastIntervention.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "pastintervention.create",
        "pastintervention.change",
        "pastintervention.delete",
    ]


def test_bad_input_leaves_nothing_behind(
    liaison: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    make_intervention(tuxtla, "Tomada")
    foreign = Institution.objects.create(territory=tapachula, name="Otra", level="municipal")
    client, create = client_of(liaison), reverse("past-intervention-create", args=[tuxtla.path])
    for more in (
        {"name": ""},
        {"name": "Tomada"},
        {"kind": "x"},
        {"year_from": "2022"},
        {"year_from": "18"},
        {"year_from": "2090", "year_to": ""},
        {"evidence": "confirmed"},
        {"institutions": [foreign.pk]},
        {"contact_post": "María Pérez López, tel. 961 123 4567"},
    ):
        assert client.post(create, typed(**more)).status_code == 422, more
    assert PastIntervention.objects.count() == 1


def test_list_is_filtered_handed_out_and_seen_from_below(
    liaison: User,
    stranger: User,
    tuxtla: Territory,
    chiapas: Territory,
    tapachula: Territory,
    school: Factor,
    client_of: ClientOf,
) -> None:
    make_intervention(tuxtla, "Brigadas móviles", kind="sectoral", lessons="")
    state = make_intervention(
        chiapas, "Educación sin fronteras", evidence_document="Acta", evidence="confirmed"
    )
    state.factors.add(school)
    make_intervention(tapachula, "Ajena")
    client, address = client_of(liaison), reverse("past-interventions", args=[tuxtla.path])
    page = client.get(address).content.decode()
    assert "2 intervenciones pasadas: 1 contra el trabajo infantil, 1 de un sector; 1 con lecciones." in page
    assert "Ajena" not in page
    for query, kept, left in (
        ("text=educacion", "Educación sin", "Brigadas"),
        ("kind=sectoral", "Brigadas", "Educación sin"),
        (f"factor={school.code}", "Educación sin", "Brigadas"),
        ("evidence=confirmed", "Educación sin", "Brigadas"),
    ):
        narrowed = client.get(f"{address}?{query}").content.decode()
        assert kept in narrowed, query
        assert left not in narrowed, query
    assert "Ninguna intervención pasada" in client.get(f"{address}?text=nada").content.decode()
    file = client.get(reverse("past-interventions-export", args=[tuxtla.path, "csv"]) + "?text=educacion")
    assert "Educación sin fronteras" in file.content.decode()
    assert "Brigadas" not in file.content.decode()
    assert client.get(reverse("past-intervention-edit", args=[tuxtla.path, state.pk])).status_code == 403
    assert client.get(reverse("past-intervention", args=[tuxtla.path, state.pk])).status_code == 200
    assert client_of(stranger).get(address).status_code == 404


def test_as_many_queries_for_fifty_as_for_one(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    school: Factor,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, address = client_of(liaison), reverse("past-interventions", args=[tuxtla.path])
    counts = []
    for number in (1, 49):
        for place in range(number):
            one = make_intervention(tuxtla, f"Intervención {number}-{place}")
            one.factors.add(school)
            one.institutions.add(dif)
        with django_assert_max_num_queries(25) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
