"""Institutions and their powers: list, page, forms, and what is removed."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import Competence, CompetenceNature, Institution
from tests.cast import ClientOf
from tests.mapping.conftest import MakeProgramme

VALID = {"name": "Secretaría de Economía", "level": "municipal", "sector": "government"}


def test_liaison_records_an_institution(liaison: User, tuxtla: Territory, client_of: ClientOf) -> None:
    answer = client_of(liaison).post(reverse("institution-create", args=[tuxtla.path]), VALID)
    institution = Institution.objects.get()
    assert answer.headers["Location"] == reverse("institution", args=[tuxtla.path, institution.pk])
    assert institution.territory == tuxtla
    assert institution.search_text == "secretaria de economia"
    assert AuditEntry.objects.get().action == "institution.create"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": ""}, "Escriba el nombre de la institución"),
        ({"level": "none"}, "Una instancia de gobierno tiene un nivel"),
        ({"sector": "workers"}, "Solo las instancias de gobierno tienen nivel"),
        ({"sector": "aliens"}, ""),
        ({"website": "file:///etc/passwd"}, ""),
    ],
)
def test_bad_input_leaves_nothing_behind(
    liaison: User, tuxtla: Territory, client_of: ClientOf, more: dict[str, str], sentence: str
) -> None:
    answer = client_of(liaison).post(reverse("institution-create", args=[tuxtla.path]), {**VALID, **more})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Institution.objects.exists()


def test_a_name_that_is_taken_here_is_refused(
    liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    address = reverse("institution-create", args=[tuxtla.path])
    answer = client_of(liaison).post(address, {**VALID, "name": dif.name})
    assert answer.status_code == 422
    assert "ya está registrada" in answer.content.decode()


def test_the_second_of_two_editors_sees_both_texts(
    liaison: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    address = reverse("institution-edit", args=[tuxtla.path, dif.pk])
    client = client_of(liaison)
    client.post(address, {**VALID, "name": "Primera", "version": 1})
    answer = client.post(address, {**VALID, "name": "Segunda", "version": 1})
    assert answer.status_code == 409
    dif.refresh_from_db()
    assert dif.name == "Primera"


def test_a_local_part_names_its_body_and_no_circle_is_made(
    liaison: User, tuxtla: Territory, dif: Institution, state_education: Institution, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    told = {
        "parent": state_education.pk,
        "description": "Atiende becas",
        "email": "x@example.org",
        "phone": "961",
    }
    assert (
        client.post(reverse("institution-create", args=[tuxtla.path]), {**VALID, **told}).status_code == 302
    )
    part = Institution.objects.get(parent=state_education)
    page = client.get(reverse("institution", args=[tuxtla.path, part.pk])).content.decode()
    for words in ("Secretaría de Educación", "Atiende becas", "x@example.org", "961"):
        assert words in page
    part.parent = dif
    part.save()
    edit = reverse("institution-edit", args=[tuxtla.path, dif.pk])
    answer = client.post(edit, {**VALID, "name": dif.name, "parent": part.pk, "version": 1})
    assert answer.status_code == 422
    assert "es a su vez parte de esta institución" in answer.content.decode()


def test_the_list_is_narrowed_down_without_accents(
    liaison: User, tuxtla: Territory, dif: Institution, state_education: Institution, client_of: ClientOf
) -> None:
    client, page = client_of(liaison), reverse("institutions", args=[tuxtla.path])
    for query, found in (
        ("text=educacion", {"Secretaría de Educación"}),
        ("level=municipal", {dif.name}),
        ("sector=workers", set[str]()),
    ):
        text = client.get(f"{page}?{query}").content.decode()
        assert {name for name in (dif.name, state_education.name) if f">{name}<" in text} == found
        told = client.get(reverse("institutions-export", args=[tuxtla.path, "csv"]) + f"?{query}")
        assert (state_education.name in told.content.decode()) is (state_education.name in found)
    assert "Ninguna institución cumple" in client.get(f"{page}?sector=workers").content.decode()


def test_one_owned_by_the_state_is_seen_but_not_edited(
    liaison: User,
    tuxtla: Territory,
    state_education: Institution,
    client_of: ClientOf,
    school: Factor,
) -> None:
    client = client_of(liaison)
    page = client.get(reverse("institution", args=[tuxtla.path, state_education.pk]))
    assert "Este registro es de Chiapas" in page.content.decode()
    assert client.get(reverse("institution-edit", args=[tuxtla.path, state_education.pk])).status_code == 403
    add = reverse("competence-create", args=[tuxtla.path, state_education.pk])
    assert client.post(add, power(school)).status_code == 302
    assert Competence.objects.get().territory == tuxtla, "what the municipality read is its own"


def power(about: Factor, **more: Any) -> dict[str, Any]:
    return {"factors": [about.pk], "nature": "execute", "document": "Bando municipal", "article": "4", **more}


class TestPowers:
    def test_liaison_records_and_removes_one(
        self, liaison: User, tuxtla: Territory, dif: Institution, school: Factor, client_of: ClientOf
    ) -> None:
        client = client_of(liaison)
        add = reverse("competence-create", args=[tuxtla.path, dif.pk])
        assert client.post(add, power(school)).status_code == 302
        competence = Competence.objects.get()
        assert (competence.institution, competence.nature) == (dif, CompetenceNature.EXECUTE)
        remove = reverse("competence-remove", args=[tuxtla.path, competence.pk])
        assert client.post(remove, {"version": "1"}).status_code == 302
        assert not Competence.objects.exists()
        assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
            "competence.create",
            "competence.delete",
        ]

    def test_the_same_power_twice_is_refused(
        self, liaison: User, tuxtla: Territory, dif: Institution, school: Factor, client_of: ClientOf
    ) -> None:
        client, add = client_of(liaison), reverse("competence-create", args=[tuxtla.path, dif.pk])
        client.post(add, power(school))
        answer = client.post(add, power(school))
        assert answer.status_code == 422
        assert Competence.objects.count() == 1

    @pytest.mark.parametrize(
        "more", [{"nature": ""}, {"document": ""}, {"factors": "999999"}, {"factors": "x"}]
    )
    def test_bad_input_leaves_nothing_behind(
        self,
        liaison: User,
        tuxtla: Territory,
        dif: Institution,
        school: Factor,
        client_of: ClientOf,
        more: dict[str, str],
    ) -> None:
        add = reverse("competence-create", args=[tuxtla.path, dif.pk])
        assert client_of(liaison).post(add, power(school, **more)).status_code == 422
        assert not Competence.objects.exists()

    @pytest.mark.parametrize("version", ["2", "", "x", "١", "9" * 40])
    def test_one_that_changed_meanwhile_stays(
        self,
        liaison: User,
        tuxtla: Territory,
        dif: Institution,
        school: Factor,
        client_of: ClientOf,
        version: str,
    ) -> None:
        competence = Competence.objects.create(
            territory=tuxtla, institution=dif, factor=school, nature="execute", document="Bando"
        )
        remove = reverse("competence-remove", args=[tuxtla.path, competence.pk])
        answer = client_of(liaison).post(remove, {"version": version}, follow=True)
        assert "Alguien lo cambió" in answer.content.decode()
        assert Competence.objects.exists()

    def test_other_municipality_wrong_role_bad_id_wrong_method(
        self,
        liaison: User,
        stranger: User,
        member: User,
        tuxtla: Territory,
        tapachula: Territory,
        dif: Institution,
        school: Factor,
        client_of: ClientOf,
    ) -> None:
        competence = Competence.objects.create(
            territory=tuxtla, institution=dif, factor=school, nature="execute", document="Bando"
        )
        remove = reverse("competence-remove", args=[tuxtla.path, competence.pk])
        foreign = reverse("competence-remove", args=[tapachula.path, competence.pk])
        assert client_of(stranger).post(remove, {"version": 1}).status_code == 404
        assert client_of(stranger).post(foreign, {"version": 1}).status_code == 404
        assert client_of(member).post(remove, {"version": 1}).status_code == 403
        assert client_of(liaison).get(remove).status_code == 405
        missing = reverse("competence-remove", args=[tuxtla.path, 999999])
        assert client_of(liaison).post(missing, {"version": 1}).status_code == 404
        assert Competence.objects.exists()


def test_other_municipality_wrong_role_bad_id_wrong_method(
    liaison: User,
    stranger: User,
    member: User,
    tuxtla: Territory,
    tapachula: Territory,
    dif: Institution,
    client_of: ClientOf,
) -> None:
    show = reverse("institution", args=[tuxtla.path, dif.pk])
    edit = reverse("institution-edit", args=[tuxtla.path, dif.pk])
    assert client_of(stranger).get(show).status_code == 404
    assert client_of(stranger).get(reverse("institution", args=[tapachula.path, dif.pk])).status_code == 404
    assert client_of(member).get(show).status_code == 200
    assert client_of(member).post(edit, {**VALID, "version": 1}).status_code == 403
    assert client_of(liaison).get(reverse("institution", args=[tuxtla.path, 999999])).status_code == 404
    assert client_of(liaison).post(show).status_code == 405


def test_as_many_queries_for_fifty_institutions_as_for_one(
    liaison: User,
    tuxtla: Territory,
    dif: Institution,
    client_of: ClientOf,
    make_programme: MakeProgramme,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(liaison)
    pages = [reverse("institutions", args=[tuxtla.path]), reverse("institution", args=[tuxtla.path, dif.pk])]
    for address in pages:
        with django_assert_max_num_queries(25) as few:
            client.get(address)
        for number in range(50):
            Institution.objects.create(territory=tuxtla, name=f"{address}{number}", level="municipal")
            make_programme(f"{address}{number}")
        with django_assert_max_num_queries(25) as many:
            client.get(address)
        assert len(many) == len(few)


def test_a_body_that_is_recorded_here_or_above_is_refused_however_it_is_written(
    liaison: User, tuxtla: Territory, state_education: Institution, client_of: ClientOf
) -> None:
    own = Institution.objects.create(territory=tuxtla, name="Secretaría de Economía", level="municipal")
    client, add = client_of(liaison), reverse("institution-create", args=[tuxtla.path])
    typed = {"sector": "government", "level": state_education.level, "name": state_education.name}
    answer = client.post(add, typed)
    assert (answer.status_code, "ya está registrada en Chiapas" in answer.content.decode()) == (422, True)
    answer = client.post(add, typed | {"level": "municipal", "name": "SECRETARIA de economia"})
    assert (answer.status_code, Institution.objects.count()) == (422, 2)
    edit = reverse("institution-edit", args=[tuxtla.path, own.pk])
    same = typed | {"level": "municipal", "name": own.name, "acronym": "SEM", "version": "1"}
    assert client.post(edit, same).status_code == 302, "it is not its own double"
    assert client.post(add, typed | {"level": "municipal"}).status_code == 302, "another level, another body"
