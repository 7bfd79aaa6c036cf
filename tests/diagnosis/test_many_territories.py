"""Lists, maps and profiles ask the database as often for four hundred territories as for one hundred."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from tests.bench.many_places import add_places, make_factors, make_release
from tests.cast import ClientOf

FEW, MANY = 100, 400
MOST = 25
AREAS_OF = "MX.07.101"
PAGES = (
    ("profile", "MX.07"),
    ("profile", AREAS_OF),
    ("diagnosis", AREAS_OF),
    ("factors", AREAS_OF),
    ("zones", AREAS_OF),
    ("zone-areas", AREAS_OF),
)


def queries(client: Any, address: str) -> int:
    client.get(address)  # the first visit notes what it shows, and remembers what does not change
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_of_many_territories_ask_as_often_as_those_of_few(
    tuxtla: Territory, chiapas: Territory, levels: dict[str, Level], coordinator: User, client_of: ClientOf
) -> None:
    client, release, factors = client_of(coordinator), make_release(), make_factors()

    def fill(count: int) -> None:
        add_places(release, factors, tuxtla, levels["ageb"], count)
        add_places(release, factors, chiapas, levels["municipality"], count)

    def asked() -> dict[str, int]:
        return {f"{name} {path}": queries(client, reverse(name, args=[path])) for name, path in PAGES}

    fill(FEW)
    few = asked()
    fill(MANY - FEW)
    assert asked() == few
    assert max(few.values()) <= MOST
