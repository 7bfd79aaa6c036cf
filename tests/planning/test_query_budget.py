"""Every page stays within 25 queries, the same number for one line and for fifty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import User
from mapping.models import CoordinationSpace, GovernmentLevel, Institution, SpaceMember
from planning.models import GapAnswer, Pilot, ScopeZone
from tests.cast import ClientOf
from tests.planning.conftest import MakeLine

pytestmark = pytest.mark.one_database

PATH = "MX.07.101"
MOST = 25
MOST_OF = {"plan": 27}  # all sections of the document on one page, letterhead and proxies among them
PAGES = [
    "place-home",
    "scope",
    "scope-edit",
    "design",
    "design-edit",
    "gate",
    "work-plan",
    "action-line-create",
    "execution",
    "plan",
]


@pytest.fixture
def full(pilot: Pilot, space: CoordinationSpace, make_line: MakeLine) -> Callable[[int], None]:
    """Fill the pilot with lines, each with its parts, and everything beside them."""
    pilot.space = space
    pilot.save()
    line = make_line("LA-01")
    ScopeZone.objects.create(
        territory=pilot.territory, pilot=pilot, zone=line.zones.get(), role="pilot", reason="x"
    )
    GapAnswer.objects.create(
        territory=pilot.territory,
        pilot=pilot,
        factor=line.factors.get(),
        zone=line.zones.get(),
        decision="accepted",
        reason="x",
        evidence_hash="0" * 64,
    )

    def fill(count: int) -> None:
        for number in range(2, count + 1):
            make_line(f"LA-{number:02d}")
            institution = Institution.objects.create(
                territory=pilot.territory, name=f"Área {number}", level=GovernmentLevel.MUNICIPAL
            )
            SpaceMember.objects.create(
                territory=pilot.territory, space=space, institution=institution, constituency="government"
            )

    return fill


def queries(client: Any, address: str) -> int:
    client.get(address)  # the first visit notes what it shows, and remembers what does not change
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", PAGES)
def test_page_stays_within_its_queries(
    name: str, full: Callable[[int], None], liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), reverse(name, args=[PATH])
    with_one = queries(client, address)
    full(50)
    with_fifty = queries(client, address)
    assert with_one == with_fifty <= MOST_OF.get(name, MOST)


def test_line_stays_within_its_queries(
    full: Callable[[int], None], pilot: Pilot, liaison: User, client_of: ClientOf
) -> None:
    line = pilot.action_lines.get()
    client, address = client_of(liaison), reverse("action-line", args=[PATH, line.pk])
    with_one = queries(client, address)
    full(50)
    assert with_one == queries(client, address) <= MOST
