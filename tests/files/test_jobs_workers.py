"""Jobs under real worker processes: killed, told to end, several at once. Nothing is lost or repeated."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clrisk_site.files import results
from clrisk_site.files.actions.cancel_job import cancel_job
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.models import Job, JobState
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.files.slow.kind import CONTENT
from tests.files.workers import Workers, wait_until

PATH = "MX.07.101"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(workers: Workers, tuxtla: Territory) -> Territory:
    return tuxtla


def ask(by: User, place: Territory, **parameters: object) -> Job:
    return start_job(kind="slow", territory=place, language="es", by=by, parameters=parameters)


def is_in(job: Job, state: JobState) -> bool:
    job.refresh_from_db()
    return job.state == state


def half_files() -> list[Path]:
    return list(results.folder().glob("*.part"))


def test_a_job_is_run_and_tells_its_steps(workers: Workers, place: Territory, liaison: User) -> None:
    job = ask(liaison, place, steps=3, pause=0.1)
    workers.start()
    wait_until(lambda: is_in(job, JobState.DONE))
    assert (job.progress_done, job.progress_total, job.step, job.attempts) == (3, 3, "step 3", 1)
    assert results.path_of(job.stored_name).read_bytes() == CONTENT
    assert not half_files()


def test_a_killed_worker_is_found_and_its_job_told_and_run_again(
    workers: Workers, place: Territory, liaison: User, client_of: ClientOf
) -> None:
    job = ask(liaison, place, steps=400, pause=0.05)
    first = workers.start()[0]
    wait_until(lambda: is_in(job, JobState.RUNNING) and job.progress_done)
    workers.kill(first)
    wait_until(lambda: timezone.now() - heartbeat(job) > dt.timedelta(seconds=2))
    address = reverse("job", args=[PATH, job.pk])
    page = client_of(liaison).get(address).content.decode()
    assert "El trabajo se interrumpió; no se cambió nada." in page
    assert "Interrumpido" in page

    Job.objects.filter(pk=job.pk).update(parameters={"steps": 2, "pause": 0.05})
    workers.start()
    assert wait_until(lambda: is_in(job, JobState.DONE)) < 20
    assert job.attempts == 2
    told = AuditEntry.objects.get(action="job.interrupted")
    assert told.changes == {"kind": "slow", "attempts": 1}
    wait_until(lambda: not DBTaskResult.objects.filter(status="RUNNING").exists())


def heartbeat(job: Job) -> dt.datetime:
    job.refresh_from_db()
    assert job.heartbeat_at is not None
    return job.heartbeat_at


def test_half_a_file_goes_with_the_worker_that_wrote_it(
    workers: Workers, place: Territory, liaison: User
) -> None:
    job = ask(liaison, place, partial=True)
    first = workers.start()[0]
    wait_until(half_files)
    workers.kill(first)
    workers.start()
    wait_until(lambda: is_in(job, JobState.DONE))
    assert not half_files()
    assert [path.read_bytes() for path in results.folder().iterdir()] == [CONTENT]


def test_after_the_third_death_it_ends_with_honest_words(
    workers: Workers, place: Territory, liaison: User, client_of: ClientOf
) -> None:
    job = ask(liaison, place, steps=400, pause=0.05)
    for attempt in (1, 2, 3):
        worker = workers.start()[0]
        wait_until(lambda wanted=attempt: is_in(job, JobState.RUNNING) and job.attempts == wanted)  # type: ignore[misc]  # bound now
        workers.kill(worker)
    workers.start()
    wait_until(lambda: is_in(job, JobState.FAILED))
    assert job.error.startswith("El trabajo se interrumpió 3 veces; no se cambió nada.")
    assert len(workers.diary("begun")) == 1
    assert workers.diary("begun")[str(job.pk)] <= 3
    assert not list(results.folder().iterdir())
    page = client_of(liaison).get(reverse("job", args=[PATH, job.pk])).content.decode()
    assert "Intentar de nuevo" in page


def test_a_worker_busy_for_long_is_not_taken_for_dead(
    workers: Workers, place: Territory, liaison: User
) -> None:
    job = ask(liaison, place, steps=1, pause=4, busy=True)
    workers.start(2 if connections["default"].vendor == "postgresql" else 1)
    wait_until(lambda: is_in(job, JobState.DONE))
    assert job.attempts == 1
    assert workers.diary("begun")[str(job.pk)] == 1


def test_a_running_job_is_cancelled_at_its_next_step(
    workers: Workers, place: Territory, liaison: User
) -> None:
    job = ask(liaison, place, steps=400, pause=0.05)
    workers.start()
    wait_until(lambda: is_in(job, JobState.RUNNING) and job.progress_done)
    assert cancel_job(job=job, by=liaison)
    assert wait_until(lambda: is_in(job, JobState.CANCELLED)) < 5
    assert not list(results.folder().iterdir())
    assert AuditEntry.objects.get(action="job.cancel").by == liaison


def test_told_to_end_a_worker_hands_its_job_back(workers: Workers, place: Territory, liaison: User) -> None:
    job = ask(liaison, place, steps=400, pause=0.05)
    first = workers.start()[0]
    wait_until(lambda: is_in(job, JobState.RUNNING) and job.progress_done)
    assert workers.end(first) == 0
    assert is_in(job, JobState.WAITING)
    assert job.attempts == 0
    Job.objects.filter(pk=job.pk).update(parameters={"steps": 1})
    workers.start()
    wait_until(lambda: is_in(job, JobState.DONE))
    assert job.attempts == 1


def test_told_to_end_a_worker_finishes_what_has_no_steps_left(
    workers: Workers, place: Territory, liaison: User
) -> None:
    job = ask(liaison, place, steps=1, pause=1)
    first = workers.start()[0]
    wait_until(lambda: is_in(job, JobState.RUNNING))
    assert workers.end(first) == 0
    assert is_in(job, JobState.DONE)


def test_a_job_without_its_task_is_queued_again(workers: Workers, place: Territory, liaison: User) -> None:
    job = ask(liaison, place, steps=1)
    DBTaskResult.objects.all().delete()
    Job.objects.update(created_at=timezone.now() - dt.timedelta(minutes=5))
    workers.start()
    wait_until(lambda: is_in(job, JobState.DONE))


@pytest.mark.postgresql
def test_a_worker_outlives_its_connections(workers: Workers, place: Territory, liaison: User) -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("SQLite has no connections to lose")
    job = ask(liaison, place, steps=40, pause=0.05)
    worker = workers.start()[0]
    for _ in range(2):
        wait_until(lambda: is_in(job, JobState.RUNNING) and job.progress_done)
        cut_all_other_connections()
        wait_until(lambda: is_in(job, JobState.WAITING) or job.attempts > 1)
    Job.objects.filter(pk=job.pk).update(parameters={"steps": 1})
    wait_until(lambda: is_in(job, JobState.DONE))
    assert worker.poll() is None
    assert results.path_of(job.stored_name).read_bytes() == CONTENT
    assert len(list(results.folder().iterdir())) == 1


def cut_all_other_connections() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.postgresql
def test_several_workers_run_each_job_once_though_one_is_killed(
    workers: Workers, place: Territory, liaison: User
) -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("several workers need PostgreSQL")
    asked = [ask(liaison, place, number=number, steps=2, pause=0.02) for number in range(200)]
    victim, *others = workers.start(3)
    wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() > 40)
    workers.kill(victim)
    wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() == 200)
    ended, begun = workers.diary("ended"), workers.diary("begun")
    assert set(ended) == {str(job.pk) for job in asked}
    # The job of the killed worker was begun twice; if it died between its end and its row, ended twice.
    again = set(Job.objects.filter(attempts__gt=1).values_list("pk", flat=True))
    assert len(again) <= 1
    assert {pk for pk, times in begun.items() if times > 1} <= {str(pk) for pk in again}
    assert {pk for pk, times in ended.items() if times > 1} <= {str(pk) for pk in again}
    assert len(list(results.folder().iterdir())) == 200
    assert all(worker.poll() is None for worker in others)
