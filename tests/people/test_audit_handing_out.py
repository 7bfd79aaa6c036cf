"""Whatever leaves the site is noted: files each time, a page to be printed once in ten minutes."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, confirm_just_now
from tests.world import World


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("zones-geojson", "zones-07101.geojson"),
        ("zones-csv", "areas-07101.csv"),
        ("history-csv", "historial-07101.csv"),
    ],
)
def test_a_file_is_noted_each_time(
    name: str, file: str, world: World, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    for _turn in range(2):
        assert client.get(reverse(name, args=["MX.07.101"]), REMOTE_ADDR="203.0.113.5").status_code == 200
    entries = AuditEntry.objects.filter(action="export.download", by=liaison)
    assert [entry.changes["file"] for entry in entries] == [file, file]
    assert {(entry.role, entry.network) for entry in entries} == {("liaison", "203.0.113.0/24")}


def test_the_history_leaves_only_with_the_password_of_today(
    liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    confirm_just_now(client, liaison, seconds_ago=301)
    answer = client.get(reverse("history-csv", args=["MX.07.101"]))
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not AuditEntry.objects.filter(action="export.download").exists()


def test_the_print_view_is_noted_once(world: World, liaison: User, member: User, client_of: ClientOf) -> None:
    for user in (liaison, liaison, member):
        assert client_of(user).get(reverse("plan", args=["MX.07.101"])).status_code == 200
    entries = AuditEntry.objects.filter(action="print.view").order_by("id")
    assert [entry.by for entry in entries] == [liaison, member]


def test_a_refused_download_is_no_download(world: World, stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).get(reverse("zones-csv", args=["MX.07.101"])).status_code == 404
    assert not AuditEntry.objects.filter(action="export.download").exists()
