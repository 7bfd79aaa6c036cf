"""Who sees which lines: a canary in a draft reaches the posts alone, on every page and in the plan."""

import pytest
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from planning.documents.action_plan.document import render_html, write
from planning.models import LineStatus
from tests.cast import ClientOf
from tests.planning.conftest import DAY, MakeLine

PATH = "MX.07.101"
CANARY = "CANARIO-7431"
PAGES = ["place-home", "design", "gate", "work-plan", "execution", "plan"]


@pytest.fixture
def draft(make_line: MakeLine) -> int:
    """A draft whose every text is the canary, and a submitted line beside it."""
    make_line("LA-01")
    line = make_line(
        "LA-99",
        status=LineStatus.DRAFT,
        title=CANARY,
        objective=CANARY,
        population=CANARY,
        resources_available=CANARY,
        exception_reason=CANARY,
        exception_funding_plan=CANARY,
    )
    line.activities.update(title=CANARY, responsible=CANARY)
    line.indicators.update(name=CANARY, means_of_verification=CANARY)
    return line.pk


@pytest.mark.parametrize("name", PAGES)
def test_member_sees_no_trace_of_a_draft(member: User, draft: int, client_of: ClientOf, name: str) -> None:
    page = client_of(member).get(reverse(name, args=[PATH]))
    assert page.status_code == 200
    text = page.content.decode()
    assert CANARY not in text
    assert "LA-99" not in text


def test_member_cannot_open_a_draft(member: User, draft: int, client_of: ClientOf) -> None:
    assert client_of(member).get(reverse("action-line", args=[PATH, draft])).status_code == 404


def test_coordinator_sees_submitted_lines_only(coordinator: User, draft: int, client_of: ClientOf) -> None:
    rows = client_of(coordinator).get(reverse("design", args=[PATH])).context["rows"]
    assert [row["code"] for row in rows] == ["LA-01"]


@pytest.mark.parametrize("post", ["liaison", "authority", "analyst"])
def test_posts_see_drafts(post: str, draft: int, client_of: ClientOf, request: pytest.FixtureRequest) -> None:
    client = client_of(request.getfixturevalue(post))
    assert CANARY in client.get(reverse("design", args=[PATH])).content.decode()
    assert client.get(reverse("action-line", args=[PATH, draft])).status_code == 200


def test_plan_of_a_member_holds_no_draft(member: User, liaison: User, draft: int, tuxtla: Territory) -> None:
    assert CANARY not in render_html(write(tuxtla, member, DAY))
    assert CANARY in render_html(write(tuxtla, liaison, DAY))
    assert CANARY in render_html(write(tuxtla, None, DAY))


def test_gate_of_a_member_judges_submitted_lines(
    member: User, make_line: MakeLine, client_of: ClientOf
) -> None:
    make_line("LA-01", status=LineStatus.DRAFT, is_for_girls=True, girls_mechanism="Horario propio")
    rules = client_of(member).get(reverse("gate", args=[PATH])).context["rules"]
    assert next(rule for rule in rules if rule["code"] == "a")["verdict"] == "failed"
