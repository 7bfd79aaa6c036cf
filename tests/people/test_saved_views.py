"""Saved views of a list: kept, opened, renamed, removed; nobody else's are seen or touched."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from clrisk_site.people.actions.saved_views import MOST_VIEWS
from clrisk_site.people.list_queries import kept_query
from clrisk_site.people.models import AuditEntry, SavedView, User
from clrisk_site.people.queries.own_data import own_data
from clrisk_site.places.models import Territory
from tests.cast import ClientOf


@pytest.fixture
def client(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def address(name: str, place: Territory, page: str = "programmes") -> str:
    return reverse(name, args=[place.path, page])


def save(client: Client, place: Territory, title: str = "Becas", query: str = "text=becas&page=3") -> int:
    return client.post(address("saved-view-create", place), {"title": title, "query": query}).status_code


def test_a_view_is_saved_opened_renamed_and_removed(client: Client, tuxtla: Territory, liaison: User) -> None:
    programmes = reverse("programmes", args=[tuxtla.path])
    before = client.get(programmes, {"text": "becas", "page": "3", "level": ""})
    assert before.context["saved"].query == "text=becas"
    assert "Guardar esta vista" in before.content.decode()
    answer = client.post(
        address("saved-view-create", tuxtla), {"title": "Becas", "query": "page=3&text=becas"}
    )
    assert answer.headers["Location"] == f"{programmes}?text=becas"
    opened = client.get(answer.headers["Location"])
    assert opened.context["saved"].is_saved
    assert '<strong aria-current="true">Becas</strong>' in opened.content.decode()
    assert f'<a href="{escape(programmes)}?text=becas">Becas</a>' in client.get(programmes).content.decode()
    assert own_data(liaison)["saved_views"][0]["filters"] == "text=becas"
    view = SavedView.objects.get()
    client.post(address("saved-view-edit", tuxtla), {"view": view.pk, "title": "Becas y apoyos"})
    assert "Becas y apoyos" in client.get(address("saved-views", tuxtla)).content.decode()
    client.post(address("saved-view-remove", tuxtla), {"view": view.pk})
    assert not SavedView.objects.exists()
    assert "Todavía no hay vistas guardadas" in client.get(address("saved-views", tuxtla)).content.decode()
    assert not AuditEntry.objects.filter(action__contains="view").exists()


def test_what_cannot_be_saved_is_said_and_changes_nothing(client: Client, tuxtla: Territory) -> None:
    assert save(client, tuxtla) == 302
    for title, query in (
        ("", "text=a"),
        ("x" * 121, "text=a"),
        ("Becas", "text=otra"),
        ("Vacía", "page=2&level="),
        ("Larga", f"text={'a' * 1001}"),
    ):
        assert save(client, tuxtla, title, query) == 422, title
    answer = client.post(address("saved-view-create", tuxtla), {"title": "Becas", "query": "text=otra"})
    assert "Ya tiene una vista con este nombre" in answer.content.decode()
    assert 'value="text=otra"' in answer.content.decode(), "what was to be saved is still there"
    assert save(client, tuxtla, "Otra", "text=o") == 302
    other = SavedView.objects.get(title="Otra")
    taken = client.post(address("saved-view-edit", tuxtla), {"view": other.pk, "title": "Becas"})
    assert taken.status_code == 422
    assert sorted(SavedView.objects.values_list("title", flat=True)) == ["Becas", "Otra"]
    SavedView.objects.bulk_create(
        SavedView(user=other.user, territory=tuxtla, page="programmes", title=str(n), query="a=1")
        for n in range(MOST_VIEWS - 2)
    )
    assert save(client, tuxtla, "Una más", "text=u") == 422


def test_views_are_of_one_person_one_place_and_one_list(
    client: Client, tuxtla: Territory, analyst: User, client_of: ClientOf
) -> None:
    save(client, tuxtla)
    view, other = SavedView.objects.get(), client_of(analyst)
    assert "Becas" not in other.get(address("saved-views", tuxtla)).content.decode()
    for name, typed in (("saved-view-edit", {"title": "Mía"}), ("saved-view-remove", {})):
        for named in (str(view.pk), "", "x", "9" * 30, "²"):
            assert other.post(address(name, tuxtla), {"view": named, **typed}).status_code == 302
    assert (
        client.post(address("saved-view-remove", tuxtla, "institutions"), {"view": view.pk}).status_code
        == 302
    )
    assert SavedView.objects.get().title == "Becas"
    assert client.get(address("saved-views", tuxtla, "passwords")).status_code == 404


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", ""), ("b=2&a=1&page=9", "a=1&b=2"), ("a=&b=+", ""), ("a=2&a=1&csrfmiddlewaretoken=x", "a=1&a=2")],
)
def test_the_same_filters_are_the_same_query(query: str, kept: str) -> None:
    assert kept_query(QueryDict(query)) == kept
