"""Reminders before a mandate ends: thirty and seven days before, once each, by mail where there is any."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from clrisk_site.people.actions.remind_mandates import remind_mandates
from clrisk_site.people.models import AuditEntry, Grant, User
from clrisk_site.places.models import Territory
from planning.models import Pilot
from tests.cast import ClientOf
from tests.people.granting import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending(liaison: User) -> Grant:
    return Grant.objects.get(user=liaison)


def before(grant: Grant, days: int) -> dt.date:
    assert grant.ends is not None
    return grant.ends - dt.timedelta(days=days)


def test_a_person_is_reminded_twice_however_often_it_runs(ending: Grant) -> None:
    reminded = [
        days
        for days in (31, 30, 30, 29, 8, 7, 7, 3, 0, -1)
        if ending in remind_mandates(today=before(ending, days))
    ]
    assert reminded == [30, 7]
    assert AuditEntry.objects.filter(action="grant.remind").count() == 2


def test_a_late_first_run_reminds_once(ending: Grant) -> None:
    assert remind_mandates(today=before(ending, 5)) == [ending]
    assert remind_mandates(today=before(ending, 4)) == []


def test_ended_taken_back_and_closed_ones_are_left_alone(ending: Grant, member: User, observer: User) -> None:
    User.objects.filter(pk=ending.user_id).update(is_active=False)
    assert remind_mandates(today=before(ending, 5)) == []


def test_mail_goes_out_where_mail_is_set_up(
    ending: Grant,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for sends, expected in ((False, 0), (True, 1)):
        settings.SENDS_MAIL = sends
        Grant.objects.update(reminded_on=None)
        with django_capture_on_commit_callbacks(execute=True):
            remind_mandates(today=before(ending, 20))
        assert len(mail.outbox) == expected
    assert mail.outbox[0].to == ["liaison@example.org"]
    assert "Tuxtla Gutiérrez" in mail.outbox[0].subject


def test_the_command_says_how_many(ending: Grant, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remind_mandates")
    assert capsys.readouterr().out.strip() == "0 recordatorios."


def test_the_home_says_whose_mandate_ends(
    ending: Grant,
    tuxtla: Territory,
    liaison: User,
    authority: User,
    member: User,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Pilot.objects.create(territory=tuxtla, opened_on=dt.date(2026, 1, 1))
    Grant.objects.filter(user=authority).update(ends=before(ending, -90))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: before(ending, 12))
    home = "/t/MX.07.101/"
    assert "Su mandato como Enlace institucional termina el" in text_of(client_of(liaison).get(home))
    assert "El mandato de Liaison termina el" in text_of(client_of(authority).get(home))
    assert "El mandato de" not in text_of(client_of(member).get(home))
