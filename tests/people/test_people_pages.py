"""The list of people of a place, and the page of one person."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.models import AccessLink, Grant, User
from clrisk_site.people.permission_words import WORDS, allowed_in_words
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, give_membership, give_post, make_user
from tests.people.granting import PLACE, text_of

pytestmark = pytest.mark.django_db


def test_the_list_tells_who_may_do_what_and_until_when(
    administrator: User,
    liaison: User,
    member: User,
    observer: User,
    stranger: User,
    tuxtla: Territory,
    client_of: ClientOf,
) -> None:
    page = text_of(client_of(liaison).get(PLACE))
    for user in (administrator, liaison, member, observer):
        assert f"{PLACE}{user.pk}/" in page
        assert user.email in page
    assert "Stranger" not in page
    assert "El enlace es Liaison hasta el" in page
    assert "4 personas tienen acceso aquí." in page
    assert "Trabajadores, titular" in page
    assert "Chiapas y todo lo que abarca" in page


def test_a_place_without_people_says_what_is_missing(
    coordinator: User, tapachula: Territory, client_of: ClientOf
) -> None:
    page = text_of(client_of(coordinator).get("/t/MX.07.089/people/"))
    assert "Nadie es el enlace en este momento." in page
    assert "El municipio necesita un enlace para empezar." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "ánalyst"}, {"Analyst"}),
        ({"role": "liaison"}, {"Liaison"}),
        ({"standing": "ending"}, {"Soon"}),
        ({"standing": "ended"}, {"Gone"}),
        ({"standing": "not_begun"}, {"Later"}),
        ({"standing": "nonsense"}, {"Analyst", "Liaison", "Soon", "Later"}),
        ({"text": "nadie así"}, set()),
    ],
)
def test_the_list_is_narrowed(
    liaison: User,
    analyst: User,
    tuxtla: Territory,
    client_of: ClientOf,
    asked: dict[str, str],
    found: set[str],
) -> None:
    today = timezone.localdate()
    for name, starts, ends in (("Soon", -10, 5), ("Gone", -10, -1), ("Later", 5, 90)):
        grant = give_post(make_user(name), Role.ANALYST, tuxtla)
        grant.starts, grant.ends = today + dt.timedelta(days=starts), today + dt.timedelta(days=ends)
        grant.save()
    answer = client_of(liaison).get(PLACE, asked)
    sections = answer.context["sections"]
    assert {row.person.name for section in sections for row in section.rows} == found


def test_the_state_lists_places_further_down(
    coordinator: User, liaison: User, stranger: User, chiapas: Territory, client_of: ClientOf
) -> None:
    page = text_of(client_of(coordinator).get("/t/MX.07/people/"))
    assert '<a href="/t/MX.07.101/people/">Tuxtla Gutiérrez</a>: 1 persona' in page
    assert '<a href="/t/MX.07.089/people/">Tapachula</a>: 1 persona' in page


@pytest.mark.parametrize("people", [1, 25])
def test_the_pages_take_few_queries_however_many_people(
    liaison: User,
    member: User,
    tuxtla: Territory,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    people: int,
) -> None:
    for number in range(people):
        give_post(make_user(f"Analyst{number}"), Role.ANALYST, tuxtla)
    client = client_of(liaison)
    for address in (PLACE, f"{PLACE}{member.pk}/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_a_person_s_page_says_all_they_may_do(
    administrator: User, liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    page = text_of(client_of(administrator).get(f"{PLACE}{liaison.pk}/"))
    for permission in ALLOWS[Role.LIAISON]:
        assert str(WORDS[permission][1]) in page
    assert str(WORDS[Permission.APPROVE][1]) not in page
    assert "Tiene contraseña y aún no ha entrado." in page


def test_every_permission_has_words() -> None:
    assert set(WORDS) == set(Permission)
    for permissions in ALLOWS.values():
        said = [thing for group in allowed_in_words(permissions) for thing in group.things]
        assert len(said) == len(permissions)


def test_a_person_of_another_place_is_404(
    liaison: User,
    stranger: User,
    administrator: User,
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
) -> None:
    assert client_of(liaison).get(f"{PLACE}{stranger.pk}/").status_code == 404
    assert client_of(administrator).get(f"{PLACE}{stranger.pk}/").status_code == 404
    assert client_of(stranger).get(f"{PLACE}{liaison.pk}/").status_code == 404
    assert client_of(liaison).get(f"{PLACE}999999/").status_code == 404
    assert client_of(liaison).post(f"{PLACE}{liaison.pk}/").status_code == 405


def test_grants_elsewhere_are_counted_for_administrators_alone(
    administrator: User, liaison: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    elsewhere = Territory.objects.create(
        path="MX.20", code="20", name="Oaxaca", level=chiapas.level, parent=chiapas.parent
    )
    person = make_user("Wide")
    give_membership(person, Role.OBSERVER, tuxtla)
    give_membership(person, Role.OBSERVER, elsewhere)
    seen_by_chief = text_of(client_of(administrator).get(f"{PLACE}{person.pk}/"))
    seen_by_liaison = text_of(client_of(liaison).get(f"{PLACE}{person.pk}/"))
    assert "Y 1 acceso en otros lugares." in seen_by_chief
    assert "otros lugares" not in seen_by_liaison
    assert "Oaxaca" not in seen_by_chief + seen_by_liaison


def test_a_new_link_replaces_the_one_before(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    for _ in range(2):
        assert client.post(f"{PLACE}{analyst.pk}/link/").status_code == 200
    assert [link.withdrawn_at is None for link in AccessLink.objects.order_by("pk")] == [False, True]


def test_no_link_is_made_for_who_holds_more_than_one_could_give(
    analyst: User,
    administrator: User,
    liaison: User,
    stranger: User,
    member: User,
    tuxtla: Territory,
    chiapas: Territory,
    client_of: ClientOf,
) -> None:
    local = make_user("Local")
    give_membership(local, Role.ADMINISTRATOR, tuxtla)
    client = client_of(local)
    assert client.post(f"{PLACE}{administrator.pk}/link/").status_code == 403
    assert client.post(f"{PLACE}{local.pk}/link/").status_code == 403
    assert client.post(f"{PLACE}{stranger.pk}/link/").status_code == 404
    assert client_of(liaison).post(f"{PLACE}{analyst.pk}/link/").status_code == 403
    assert not AccessLink.objects.exists()
    assert client_of(liaison).post(f"{PLACE}{member.pk}/link/").status_code == 200
    assert client.post(f"{PLACE}{analyst.pk}/link/").status_code == 200


def test_a_colleague_makes_no_link_for_who_holds_nothing_any_more(
    administrator: User, liaison: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    """Whoever had it could choose their password, and would have what they are given next."""
    Grant.objects.filter(user=liaison).update(ends=timezone.localdate() - dt.timedelta(days=1))
    assert client_of(analyst).post(f"{PLACE}{liaison.pk}/link/").status_code == 403
    assert not AccessLink.objects.exists()
    assert client_of(administrator).post(f"{PLACE}{liaison.pk}/link/").status_code == 200


def test_access_ends_the_day_after_the_last_in_the_middle_of_a_session(
    liaison: User, tuxtla: Territory, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = Grant.objects.get(user=liaison)
    client = client_of(liaison)
    assert grant.ends is not None
    for day, status in ((grant.ends, 200), (grant.ends + dt.timedelta(days=1), 404)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert client.get(PLACE).status_code == status


def test_the_lead_of_a_person_names_all_that_they_hold(
    liaison: User, tuxtla: Territory, administrator: User, client_of: ClientOf
) -> None:
    give_membership(liaison, Role.OBSERVER, tuxtla)
    page = text_of(client_of(administrator).get(f"{PLACE}{liaison.pk}/"))
    assert (
        "Enlace institucional: Tuxtla Gutiérrez. Observación: Tuxtla Gutiérrez y todo lo que abarca." in page
    )
