"""Actors: the plot and its table, judging one, the kinds that were looked for, and the export."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.presenters.change_words import changes_of, linked_names
from clrisk_site.places.models import Territory
from mapping.actors import Standing, kind_of, standing_of
from mapping.models import ActorKind, ActorProfile, Institution, NoneFound
from mapping.queries.actor_kinds import KindAnswer, kind_states
from tests.cast import ClientOf

JUDGED = {
    "has_contact_staff": "yes",
    "influence": "4",
    "interest": "3",
    "roles_offered": ["information", "service"],
    "incentives": "Cumplir su programa",
    "notes": "Canario de la nota",
}


@pytest.mark.parametrize(
    ("influence", "interest", "standing"),
    [
        (3, 3, Standing.PARTNER),
        (4, 2, Standing.WIN_OVER),
        (2, 4, Standing.INVOLVE),
        (0, 0, Standing.INFORM),
        (None, 4, Standing.NOT_JUDGED),
        (0, None, Standing.NOT_JUDGED),
    ],
)
def test_what_nobody_judged_is_never_zero(
    influence: int | None, interest: int | None, standing: Standing
) -> None:
    assert standing_of(influence, interest) is standing


def test_the_kind_follows_from_level_and_sector() -> None:
    assert kind_of(Institution(level="state", sector="government")) is ActorKind.STATE
    assert kind_of(Institution(level="none", sector="religious")) is ActorKind.RELIGIOUS
    assert kind_of(Institution(level="none", sector="government")) is None


def test_liaison_judges_an_actor_and_the_page_says_who_matters(
    liaison: User, member: User, coordinator: User, tuxtla: Territory, dif: Institution, client_of: ClientOf
) -> None:
    client, page = client_of(liaison), reverse("actors", args=[tuxtla.path])
    edit = reverse("actor-edit", args=[tuxtla.path, dif.pk])
    assert "Ninguno fue valorado alto" in client.get(page).content.decode()
    assert client.post(edit, JUDGED | {"influence": "5"}).status_code == 422
    assert client.post(edit, JUDGED | {"roles_offered": ["spy"]}).status_code == 422
    assert not ActorProfile.objects.exists()

    assert client.post(edit, JUDGED).status_code == 302
    profile = ActorProfile.objects.get()
    assert (profile.influence, profile.interest, profile.roles_offered) == (4, 3, ["information", "service"])
    entry = AuditEntry.objects.get(action="actorprofile.create")
    assert "Canario" not in str(entry.changes)
    with translation.override("es"):
        told_later = {change.label: change.after for change in changes_of(entry, linked_names([entry]))}
    assert told_later["Papel que ofrece"] == "Información, Servicio"

    text = client.get(page).content.decode()
    assert "influencia e interés altos: DIF" in text
    assert "<circle" in text
    assert "1. DIF" in text
    for filters, left in (("role=service", True), ("role=funding", False), ("sector=workers", False)):
        assert ("1. DIF" in client.get(f"{page}?{filters}").content.decode()) is left

    again = client.post(edit, JUDGED | {"interest": "1", "version": "1"})
    late = client.post(edit, JUDGED | {"interest": "0", "version": "1"})
    assert (again.status_code, late.status_code) == (302, 409)
    institution = reverse("institution", args=[tuxtla.path, dif.pk])
    assert "Canario de la nota" in client.get(institution).content.decode()
    for other in (member, coordinator):
        assert "Canario" not in client_of(other).get(institution).content.decode()
    assert "Canario" not in client_of(coordinator).get(edit).content.decode()
    told = client.get(reverse("actors-export", args=[tuxtla.path, "csv"])).content.decode()
    assert "Cumplir su programa" in told
    assert "Canario" not in told


class TestKinds:
    def data(self, **more: Any) -> dict[str, Any]:
        return {"searched": "Directorio estatal y parroquias", "confirmed_on": "10/06/2026", **more}

    @pytest.mark.usefixtures("dif")
    def test_none_found_is_said_and_turns_stale_when_one_is_recorded(
        self, liaison: User, tuxtla: Territory, client_of: ClientOf
    ) -> None:
        client, page = client_of(liaison), reverse("actors", args=[tuxtla.path])
        add = reverse("none-found-create", args=[tuxtla.path, "religious"])
        for bad in ({"searched": ""}, {"confirmed_on": ""}, {"confirmed_on": "10/06/2999"}):
            assert client.post(add, self.data(**bad)).status_code == 422
        taken = reverse("none-found-create", args=[tuxtla.path, "municipal"])
        refused = client.post(taken, self.data())
        assert refused.status_code == 422
        assert "Sistema DIF municipal" in refused.content.decode()
        assert not NoneFound.objects.exists()
        assert client.get(reverse("none-found-create", args=[tuxtla.path, "martian"])).status_code == 404

        assert client.post(add, self.data()).status_code == 302
        assert "Directorio estatal y parroquias" in client.get(page).content.decode()
        assert self.answers(tuxtla)[ActorKind.RELIGIOUS] is KindAnswer.NONE_FOUND

        parish = Institution.objects.create(
            territory=tuxtla, name="Parroquia", level="none", sector="religious"
        )
        assert self.answers(tuxtla)[ActorKind.RELIGIOUS] is KindAnswer.STALE
        assert "Ya no es cierto" in client.get(page).content.decode()
        parish.delete()
        remove = reverse("none-found-remove", args=[tuxtla.path, NoneFound.objects.get().pk])
        client.post(remove, {"version": "9"})
        assert NoneFound.objects.exists()
        client.post(remove, {"version": "1"})
        assert self.answers(tuxtla)[ActorKind.RELIGIOUS] is KindAnswer.OPEN

    def answers(self, territory: Territory) -> dict[ActorKind, KindAnswer]:
        return {state.kind: state.answer for state in kind_states(territory)}


def test_a_profile_belongs_to_one_municipality(
    liaison: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    dif: Institution,
    state_education: Institution,
    client_of: ClientOf,
) -> None:
    shared = reverse("actor-edit", args=[tuxtla.path, state_education.pk])
    assert client_of(liaison).post(shared, JUDGED).status_code == 302
    assert ActorProfile.objects.get().territory == tuxtla
    elsewhere = client_of(stranger).get(reverse("actors", args=[tapachula.path])).content.decode()
    assert "Ninguno fue valorado alto" in elsewhere
    assert client_of(stranger).get(reverse("actor-edit", args=[tapachula.path, dif.pk])).status_code == 404
    assert client_of(liaison).get(reverse("actor-edit", args=[tuxtla.path, 999999])).status_code == 404


def test_an_empty_place_teaches_and_fifty_actors_cost_as_much_as_one(
    liaison: User,
    tuxtla: Territory,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, page = client_of(liaison), reverse("actors", args=[tuxtla.path])
    assert "Aún no hay actores" in client.get(page).content.decode()

    def make(number: int) -> None:
        found = Institution.objects.create(territory=tuxtla, name=f"DIF {number}", level="municipal")
        if number % 2:
            ActorProfile.objects.create(territory=tuxtla, institution=found, influence=4, interest=4)

    make(0)
    make(1)
    with django_assert_max_num_queries(25) as few:
        client.get(page)
    for number in range(2, 102):
        make(number)
    with django_assert_max_num_queries(25) as many:
        text = client.get(page).content.decode()
    assert len(many) == len(few)
    assert ">+42<" in text, "a cell that is full says how many more there are"
