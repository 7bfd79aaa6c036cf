"""Whoever signs in, every link that a page shows them leads somewhere they may go."""

from collections import Counter, deque

import pytest
from django.test import Client

from tests.browser.demo_site import AUTHORITY, COORDINATOR, PASSWORD, WORKERS
from tests.browser.test_every_page import shape_of, targets_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    AUTHORITY,
    WORKERS,
    COORDINATOR,
    "ministerio@demo.example",
    "analista@demo.example",
    "oit@demo.example",
    "observacion@demo.example",
    "administracion@demo.example",
)


def test_every_link_that_somebody_sees_leads_to_a_page(demo: None) -> None:
    left = {email: dead for email in PEOPLE if (dead := dead_links(email))}
    assert left == {}


def dead_links(email: str) -> list[str]:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    seen = Counter[str]()
    known, waiting, dead = {"/"}, deque([("/", "")]), []
    while waiting:
        path, found_on = waiting.popleft()
        seen[shape_of(path)] += 1
        if seen[shape_of(path)] > 1:
            continue
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            dead.append(f"{path} on {found_on}: {answer.status_code}")
            continue
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for target in targets_of(answer.content.decode(), path):
            if target not in known:
                known.add(target)
                waiting.append((target, path))
    assert len(seen) > 3, email
    return dead
