"""The first people of an installation come from the command line."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clrisk_site.people.access import may
from clrisk_site.people.models import AuditEntry, Grant, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory


def add(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = "tres-ceibas-y-un-rio") -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("add_person", "ana@example.org", "--name", "Ana", *arguments)


def test_coordinator_reaches_all_below(monkeypatch: pytest.MonkeyPatch, tuxtla: Territory) -> None:
    add(monkeypatch, "--role", "coordinator", "--territory", "MX.07")
    assert may(User.objects.get(), Permission.OPEN_PILOT, tuxtla)
    told = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [*told] == ["user.create", "grant.create"]


def test_known_person_gets_a_second_grant(monkeypatch: pytest.MonkeyPatch, tuxtla: Territory) -> None:
    add(monkeypatch, "--role", "observer", "--territory", "MX")
    add(monkeypatch, "--role", "ilo_officer", "--territory", "MX")
    assert (User.objects.count(), Grant.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--role", "liaison", "--territory", "07101"),
        ("--role", "liaison", "--territory", "07", "--starts", "2026-01-01", "--ends", "2027-01-01"),
        ("--role", "commission_member", "--territory", "07101"),
        ("--role", "observer", "--territory", "99999"),
    ],
    ids=["post without a mandate", "post in a state", "seat without a space", "unknown territory"],
)
def test_impossible_grant_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tuxtla: Territory, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError):
        add(monkeypatch, *arguments)
    assert not User.objects.exists()


def test_the_rules_of_grants_hold_here_too(
    monkeypatch: pytest.MonkeyPatch, liaison: User, tuxtla: Territory
) -> None:
    today = timezone.localdate()
    mandate = ("--starts", f"{today}", "--ends", f"{today + dt.timedelta(days=99)}")
    with pytest.raises(CommandError, match="Liaison"):
        add(monkeypatch, "--role", "liaison", "--territory", "07101", *mandate)
    assert not User.objects.filter(email="ana@example.org").exists()


def test_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, tuxtla: Territory) -> None:
    with pytest.raises(CommandError):
        add(monkeypatch, "--role", "observer", "--territory", "MX", password="corta")
    assert not User.objects.exists()
