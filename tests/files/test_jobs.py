"""Jobs as their person meets them: cancelled, started again, progress told, chores done."""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.files import results
from clrisk_site.files.actions import do_chores as chores_action
from clrisk_site.files.actions.cancel_job import cancel_job
from clrisk_site.files.actions.run_job import claim_job, run_job
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.actions.sweep_jobs import sweep_jobs
from clrisk_site.files.background import heart
from clrisk_site.files.background.kinds import Advancing, Cancelled, JobKind, NotPossible, Result, jobs
from clrisk_site.files.background.process import here
from clrisk_site.files.background.progress import Progress, Superseded
from clrisk_site.files.models import Job, JobState
from clrisk_site.people.chores import Chore, chores
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from tests.cast import ClientOf

PATH = "MX.07.101"


def made(_progress: Advancing) -> Result:
    return Result(b"made", "made.txt")


def use(run: Any) -> None:
    jobs.register(JobKind("test", lambda _job: "Trabajo de prueba", lambda _job: Permission.VIEW_DRAFTS, run))


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    use(made)
    yield
    del jobs._kinds["test"]


@pytest.fixture
def waiting(liaison: User, tuxtla: Territory) -> Job:
    """A job that no worker has taken."""
    return Job.objects.create(kind="test", territory=tuxtla, language="es", created_by=liaison)


def state(job: Job) -> JobState:
    job.refresh_from_db()
    return JobState(job.state)


def address(name: str, job: Job) -> str:
    return reverse(name, args=[PATH, job.pk])


def test_a_waiting_job_is_cancelled_at_once_and_started_again(
    waiting: Job, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    page = client.get(address("job", waiting)).content.decode()
    assert "Espera su turno." in page
    assert '<meta http-equiv="refresh" content="5">' in page
    page = client.post(address("job-cancel", waiting), follow=True).content.decode()
    assert state(waiting) == JobState.CANCELLED
    assert "Se canceló y no se cambió nada." in page
    assert "refresh" not in page
    noted = AuditEntry.objects.get(action="job.cancel")
    assert (noted.by, noted.changes) == (liaison, {"kind": "test"})
    run_job(str(waiting.pk))
    assert state(waiting) == JobState.CANCELLED

    answer: Any = client.post(address("job-again", waiting))
    again = Job.objects.latest("created_at")
    assert answer.url == address("job", again)
    assert state(again) == JobState.DONE


def test_what_is_finished_cannot_be_cancelled(waiting: Job, liaison: User, client_of: ClientOf) -> None:
    run_job(str(waiting.pk))
    page = client_of(liaison).post(address("job-cancel", waiting), follow=True).content.decode()
    assert "no había nada que cancelar" in page
    assert state(waiting) == JobState.DONE
    assert not AuditEntry.objects.filter(action="job.cancel").exists()


def test_cancelling_is_for_the_person_who_asked(
    waiting: Job, analyst: User, member: User, stranger: User, liaison: User, client_of: ClientOf
) -> None:
    for name in ("job-cancel", "job-again"):
        assert client_of(stranger).post(address(name, waiting)).status_code == 404
        assert client_of(member).post(address(name, waiting)).status_code == 403
        assert client_of(analyst).post(address(name, waiting)).status_code == 302
        assert client_of(liaison).get(address(name, waiting)).status_code == 405
    assert state(waiting) == JobState.WAITING
    assert Job.objects.count() == 1


def test_a_running_job_learns_that_it_was_cancelled(waiting: Job, liaison: User) -> None:
    job = claim_job(str(waiting.pk))
    assert job is not None
    assert cancel_job(job=job, by=liaison)
    assert not cancel_job(job=job, by=liaison)
    with pytest.raises(Cancelled):
        Progress(job).advance(1, 2, "half")
    assert state(job) == JobState.RUNNING  # until its worker says how it ended


def test_progress_is_told_in_percent_and_words(waiting: Job, liaison: User, client_of: ClientOf) -> None:
    job = claim_job(str(waiting.pk))
    assert job is not None
    Progress(job).advance(118, 200, "Se escriben las páginas")
    page = client_of(liaison).get(address("job", job)).content.decode()
    assert "59 % hecho" in page
    assert "Se escriben las páginas" in page
    assert "<progress" in page
    assert 'value="118"' in page
    cancel_job(job=job, by=liaison)
    page = client_of(liaison).get(address("job", job)).content.decode()
    assert "Se está cancelando." in page
    assert address("job-cancel", job) not in page


def test_one_worker_gets_a_job(waiting: Job) -> None:
    assert claim_job(str(waiting.pk)) is not None
    assert claim_job(str(waiting.pk)) is None


def test_a_worker_that_was_silent_too_long_changes_nothing(waiting: Job) -> None:
    job = claim_job(str(waiting.pk))
    assert job is not None
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    second = claim_job(str(job.pk))
    assert second is not None
    with pytest.raises(Superseded):
        Progress(job).advance(1, 1)

    def overtaken(progress: Advancing) -> Result:
        Job.objects.filter(pk=progress.job.pk).update(attempts=9)
        return Result(b"late", "late.txt")

    use(overtaken)
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    before = set(results.folder().iterdir())
    run_job(str(job.pk))
    assert state(job) == JobState.RUNNING
    assert set(results.folder().iterdir()) == before


def test_a_job_without_a_file_is_done(waiting: Job, liaison: User, client_of: ClientOf) -> None:
    use(lambda _progress: None)
    run_job(str(waiting.pk))
    assert state(waiting) == JobState.DONE
    page = client_of(liaison).get(address("job", waiting)).content.decode()
    assert address("job-file", waiting) not in page
    assert client_of(liaison).get(address("job-file", waiting)).status_code == 302


def test_a_fault_of_ours_is_not_tried_again_and_leaves_no_file(
    waiting: Job, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_progress: Advancing) -> Result:
        raise RuntimeError("secret detail")

    use(broken)
    before = set(results.folder().iterdir())
    run_job(str(waiting.pk))
    assert state(waiting) == JobState.FAILED
    assert waiting.error == "Algo falló de nuestro lado. Inténtelo de nuevo."
    assert waiting.attempts == 1
    assert "secret detail" in caplog.text
    assert set(results.folder().iterdir()) == before


def test_what_is_missing_is_said_in_the_language_of_the_job(waiting: Job) -> None:
    def impossible(_progress: Advancing) -> Result:
        raise NotPossible(says("The year lies in the future. Write the year the data speak of."))

    use(impossible)
    Job.objects.filter(pk=waiting.pk).update(language="en")
    run_job(str(waiting.pk))
    assert state(waiting) == JobState.FAILED
    assert waiting.error.startswith("The year lies in the future.")


def test_told_to_end_a_worker_hands_its_job_back(
    waiting: Job, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}

    def long(progress: Advancing) -> Result:
        progress.advance(1, 9)
        raise AssertionError("it went on")

    use(long)
    monkeypatch.setattr(here, "ending", True)
    run_job(str(waiting.pk))
    assert state(waiting) == JobState.WAITING
    assert waiting.attempts == 0


def test_the_same_work_is_asked_for_once(liaison: User, tuxtla: Territory, settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}

    def ask(**parameters: object) -> Job:
        return start_job(kind="test", territory=tuxtla, language="es", by=liaison, parameters=parameters)

    first = ask(of="a")
    assert ask(of="a") == first
    assert ask(of="b") != first
    cancel_job(job=first, by=liaison)
    assert ask(of="a") != first


def test_old_jobs_and_results_go(waiting: Job) -> None:
    run_job(str(waiting.pk))
    assert sweep_jobs() == 0
    Job.objects.update(finished_at=timezone.now() - dt.timedelta(days=91))
    assert sweep_jobs() == 1


def test_chores_are_done_though_one_fails(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("no")

    some = {
        "a": Chore("a", lambda: done.append("a")),
        "b": Chore("b", fail),
        "c": Chore("c", lambda: done.append("c"), often=True),
    }
    monkeypatch.setattr(chores, "_chores", some)
    with caplog.at_level(logging.ERROR):
        assert chores_action.do_chores() == ["b"]
    assert done == ["a", "c"]
    assert "the chore b was not done" in caplog.text
    assert chores_action.do_chores(often=True) == []
    assert done == ["a", "c", "c"]
    with pytest.raises(CommandError, match="not done: b"):
        call_command("chores")


def test_every_chore_of_the_house_can_be_done(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    known = {chore.code for chore in chores.all()}
    assert known >= {
        "sweep-spool",
        "sweep-jobs",
        "sweep-attachments",
        "sweep-queue",
        "sign-audit",
        "remind-mandates",
        "sweep-drafts",
        "sweep-submissions",
        "sweep-sessions",
    }
    assert chores_action.do_chores() == []


def test_chores_are_due_once_a_night(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    some = {
        "often": Chore("often", lambda: done.append("often"), often=True),
        "nightly": Chore("nightly", lambda: done.append("nightly")),
    }
    monkeypatch.setattr(chores, "_chores", some)
    evening = dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC)
    cache.clear()
    for hours in (0, 0, 24, 24):  # local midnight is not yet past three
        moment = evening + dt.timedelta(hours=hours)
        monkeypatch.setattr(
            "clrisk_site.files.background.heart.timezone.localtime", lambda moment=moment: moment
        )
        heart.have_chores_done()
    assert done.count("nightly") == 2
    monkeypatch.setattr(
        "clrisk_site.files.background.heart.timezone.localtime", lambda: evening.replace(day=25, hour=1)
    )
    heart.have_chores_done()
    assert done.count("nightly") == 2
    cache.clear()
