"""Coordination spaces: what is computed from the members, the pages, and the seats."""

import itertools
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.figures.kleene import Known
from clrisk_site.people.models import AuditEntry, Constituency, User
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution, SpaceMember, SpaceRole
from mapping.presenters.spaces import space_lead
from mapping.queries.space_composition import composition
from tests.cast import ClientOf

HERE = Territory(path="MX.07.101")


def seat(
    constituency: str, role: str = "member", level: str = "none", owner: str = HERE.path, sector: str = ""
) -> SpaceMember:
    body = Institution(
        name=constituency, level=level, sector=sector or constituency, territory=Territory(path=owner)
    )
    return SpaceMember(constituency=constituency, role=role, institution=body)


def test_without_members_nothing_is_known() -> None:
    found = composition([], here=HERE)
    assert (found.is_tripartite, found.local_government_leads) == (Known.UNKNOWN, Known.UNKNOWN)


def test_tripartite_needs_a_full_seat_of_each_of_three() -> None:
    three = (Constituency.GOVERNMENT, Constituency.EMPLOYERS, Constituency.WORKERS)
    for size in range(1, 4):
        for chosen in itertools.combinations(Constituency, size):
            found = composition([seat(one) for one in chosen], here=HERE)
            assert (found.is_tripartite is Known.YES) == set(three).issubset(chosen)
    guests = composition([seat("government"), seat("employers"), seat("workers", SpaceRole.GUEST)], here=HERE)
    assert guests.is_tripartite is Known.NO
    assert guests.missing_sectors == (Constituency.WORKERS,)


@pytest.mark.parametrize(
    ("chair", "secretariat", "leads"),
    [
        ("municipal", None, "yes"),
        ("state", "municipal", "yes"),
        ("state", "federal", "no"),
        ("state", None, "unknown"),
        (None, "federal", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_local_government_leads_as_chair_or_secretariat(
    chair: str | None, secretariat: str | None, leads: str
) -> None:
    seats = [seat("employers")]
    if chair:
        seats.append(seat("government", SpaceRole.CHAIR, chair))
    if secretariat:
        seats.append(seat("government", SpaceRole.SECRETARIAT, secretariat))
    assert composition(seats, here=HERE).local_government_leads is Known(leads)


@pytest.mark.parametrize(
    ("owner", "leads", "role"),
    [
        ("MX.07.101", "yes", SpaceRole.SECRETARIAT),
        ("MX.07.089", "no", None),  # another municipality's government is not the local one
        ("MX.07.1019", "no", None),
        ("MX.07", "unknown", None),  # recorded above: nobody said of which municipality it is
    ],
)
def test_only_the_place_s_own_government_is_the_local_one(
    owner: str, leads: str, role: SpaceRole | None
) -> None:
    seats = [
        seat("government", SpaceRole.CHAIR, "state", "MX.07"),
        seat("government", SpaceRole.SECRETARIAT, "municipal", owner),
    ]
    found = composition(seats, here=HERE)
    assert (found.local_government_leads, found.local_role) == (Known(leads), role)
    assert bool(found.unplaced_seats) is (leads == "unknown")


def test_a_government_body_does_not_make_a_space_tripartite_for_the_workers() -> None:
    found = composition(
        [seat("government"), seat("employers"), seat("workers", sector="government")], here=HERE
    )
    assert (found.is_tripartite, found.missing_sectors) == (Known.NO, (Constituency.WORKERS,))
    assert len(found.not_counted) == 1
    assert "no es de él" in space_lead(found)
    assert not composition([seat("civil_society", sector="religious")], here=HERE).not_counted


VALID = {
    "name": "CITI municipal",
    "level": "municipal",
    "is_institutionalised": "yes",
    "is_child_labour_specific": "yes",
    "has_preventive_mandate": "unknown",
    "are_decisions_binding": "unknown",
    "can_host": "yes",
    "will": "3",
    "capacity": "",
    "judged_from": "Actas de 2025",
}


def test_liaison_records_a_space(liaison: User, tuxtla: Territory, client_of: ClientOf) -> None:
    answer = client_of(liaison).post(
        reverse("space-create", args=[tuxtla.path]), {**VALID, "last_session": "10/06/2026"}
    )
    space = CoordinationSpace.objects.get()
    assert (space.will, space.capacity, space.can_host) == (3, None, "yes")
    assert answer.headers["Location"] == reverse("space", args=[tuxtla.path, space.pk])
    assert str(space.last_session) == "2026-06-10"


@pytest.mark.parametrize(
    "more",
    [
        {"name": ""},
        {"level": "x"},
        {"last_session": "31/02/2026"},
        {"meets_every_months": "-1"},
        {"will": "5"},
        {"judged_from": ""},
        {"last_session": "01/01/2101"},
        {"instrument_date": "01/01/2101"},
        {"meets_every_months": "0"},
    ],
)
def test_bad_input_leaves_nothing_behind(
    liaison: User, tuxtla: Territory, client_of: ClientOf, more: dict[str, str]
) -> None:
    answer = client_of(liaison).post(reverse("space-create", args=[tuxtla.path]), {**VALID, **more})
    assert answer.status_code == 422
    assert not CoordinationSpace.objects.exists()


def test_a_name_that_is_taken_here_is_refused(
    liaison: User, tuxtla: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    answer = client_of(liaison).post(
        reverse("space-create", args=[tuxtla.path]), {**VALID, "name": space.name}
    )
    assert answer.status_code == 422


class TestSeats:
    def data(self, institution: Institution, **more: Any) -> dict[str, Any]:
        return {"institution": institution.pk, "constituency": "government", "role": "secretariat", **more}

    def test_liaison_gives_changes_and_takes_a_seat(
        self,
        liaison: User,
        tuxtla: Territory,
        space: CoordinationSpace,
        dif: Institution,
        client_of: ClientOf,
    ) -> None:
        client = client_of(liaison)
        client.post(reverse("member-create", args=[tuxtla.path, space.pk]), self.data(dif))
        member = SpaceMember.objects.get()
        page = client.get(reverse("space", args=[tuxtla.path, space.pk])).content.decode()
        assert "Lo conduce el gobierno local." in page
        assert "No es tripartito: sin asiento para empleadores y trabajadores." in page
        edit = reverse("member-edit", args=[tuxtla.path, member.pk])
        assert client.post(edit, self.data(dif, role="guest", version=1)).status_code == 302
        remove = reverse("member-remove", args=[tuxtla.path, member.pk])
        client.post(remove, {"version": "1"})
        assert SpaceMember.objects.exists(), "it was changed since version 1"
        client.post(remove, {"version": "2"})
        assert not SpaceMember.objects.exists()
        assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
            "spacemember.create",
            "spacemember.change",
            "spacemember.delete",
        ]

    def test_one_chair_and_one_seat_per_institution(
        self,
        liaison: User,
        tuxtla: Territory,
        space: CoordinationSpace,
        dif: Institution,
        state_education: Institution,
        client_of: ClientOf,
    ) -> None:
        client, add = client_of(liaison), reverse("member-create", args=[tuxtla.path, space.pk])
        client.post(add, self.data(dif, role="chair"))
        assert "ya tiene un asiento" in client.post(add, self.data(dif)).content.decode()
        answer = client.post(add, self.data(state_education, role="chair"))
        assert (answer.status_code, SpaceMember.objects.count()) == (422, 1)
        assert "ya tiene presidencia" in answer.content.decode()

    def test_a_commission_of_the_state_seats_bodies_of_its_municipalities_for_their_own_sector(
        self,
        liaison: User,
        coordinator: User,
        chiapas: Territory,
        tuxtla: Territory,
        tapachula: Territory,
        dif: Institution,
        client_of: ClientOf,
    ) -> None:
        space = CoordinationSpace.objects.create(territory=chiapas, name="CITI estatal", level="state")
        neighbour = Institution.objects.create(territory=tapachula, name="Ayuntamiento", level="municipal")
        client, add = client_of(coordinator), reverse("member-create", args=[chiapas.path, space.pk])
        assert f"{dif.full_name} ({tuxtla.name})" in client.get(add).content.decode()
        refused = client.post(add, self.data(dif, constituency="workers"))
        assert (refused.status_code, SpaceMember.objects.count()) == (422, 0)
        assert "es de otro sector" in refused.content.decode()
        assert client.post(add, self.data(neighbour)).status_code == 302
        reader, address = client_of(liaison), reverse("space", args=[tuxtla.path, space.pk])
        page = reader.get(address).content.decode()
        assert "Lo conduce el gobierno local." not in page
        assert reverse("institution", args=[tuxtla.path, neighbour.pk]) not in page
        client.post(add, self.data(dif, role="chair"))
        assert "Lo conduce el gobierno local." in reader.get(address).content.decode()
        shown = reader.get(reverse("institution", args=[tuxtla.path, dif.pk])).content.decode()
        assert "CITI estatal" in shown

    def test_an_institution_of_another_municipality_takes_no_seat(
        self,
        liaison: User,
        tuxtla: Territory,
        tapachula: Territory,
        space: CoordinationSpace,
        client_of: ClientOf,
    ) -> None:
        foreign = Institution.objects.create(territory=tapachula, name="DIF", level="municipal")
        add = reverse("member-create", args=[tuxtla.path, space.pk])
        assert client_of(liaison).post(add, self.data(foreign)).status_code == 422
        assert not SpaceMember.objects.exists()

    def test_other_municipality_wrong_role_bad_id_wrong_method(
        self,
        liaison: User,
        stranger: User,
        member: User,
        tuxtla: Territory,
        tapachula: Territory,
        space: CoordinationSpace,
        dif: Institution,
        client_of: ClientOf,
    ) -> None:
        add = reverse("member-create", args=[tuxtla.path, space.pk])
        assert client_of(stranger).post(add, self.data(dif)).status_code == 404
        foreign = reverse("member-create", args=[tapachula.path, space.pk])
        assert client_of(stranger).post(foreign, self.data(dif)).status_code == 404
        assert client_of(member).post(add, self.data(dif)).status_code == 403
        assert client_of(liaison).get(reverse("member-create", args=[tuxtla.path, 999999])).status_code == 404
        assert client_of(liaison).get(reverse("member-remove", args=[tuxtla.path, 1])).status_code == 405
        assert not SpaceMember.objects.exists()


def test_a_space_of_the_state_is_seen_but_not_edited(
    liaison: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    space = CoordinationSpace.objects.create(territory=chiapas, name="CITI estatal", level="state")
    client = client_of(liaison)
    assert client.get(reverse("space", args=[tuxtla.path, space.pk])).status_code == 200
    assert client.get(reverse("space-edit", args=[tuxtla.path, space.pk])).status_code == 403
    assert client.get(reverse("member-create", args=[tuxtla.path, space.pk])).status_code == 403


def test_as_many_queries_for_fifty_spaces_as_for_one(
    liaison: User,
    tuxtla: Territory,
    space: CoordinationSpace,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(liaison)
    for address in (reverse("spaces", args=[tuxtla.path]), reverse("space", args=[tuxtla.path, space.pk])):
        with django_assert_max_num_queries(25) as few:
            client.get(address)
        for number in range(50):
            institution = Institution.objects.create(
                territory=tuxtla, name=f"{address}{number}", level="municipal"
            )
            other = CoordinationSpace.objects.create(
                territory=tuxtla, name=f"{address}{number}", level="municipal"
            )
            for chosen in (space, other):
                SpaceMember.objects.create(
                    territory=tuxtla, space=chosen, institution=institution, constituency="government"
                )
        with django_assert_max_num_queries(25) as many:
            client.get(address)
        assert len(many) == len(few)
