"""A worker killed while it imports: rows and receipt are there together or not at all, and one is told."""

import datetime as dt
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from clrisk_site.files import results, spool
from clrisk_site.files.actions.cancel_job import cancel_job
from clrisk_site.files.actions.run_job import run_job
from clrisk_site.files.importing import long_files
from clrisk_site.files.models import ImportReceipt, Job, JobState, Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables import child_folder
from diagnosis.models import RiskResult
from tests.files.long_file import ROWS, SHORT, make_areas, write_long_file
from tests.files.sending import Sender
from tests.files.workers import Workers, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def saving(
    workers: Workers,
    tuxtla: Territory,
    levels: dict[str, Level],
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
) -> Job:
    """A long file that was looked at and waits to be saved by a worker."""
    monkeypatch.setattr(long_files, "LONG_ROWS", SHORT)
    make_areas(tuxtla, levels)
    upload = sender.upload("risk-results", "largo.csv", write_long_file(tuxtla))
    sender.review(upload)
    run_job(str(Job.objects.get().pk))
    token = sender.review(upload).context["review"].token
    sender.client.post(sender.at("upload-confirm", upload), {"token": token})
    return Job.objects.get(kind="import-save")


@pytest.fixture
def own_temporary(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder for temporary files that the workers of this test use, and nobody else."""
    monkeypatch.setattr(tempfile, "tempdir", str(workers.temporary))
    monkeypatch.setattr(child_folder, "SECONDS_TO_LOCK", -1)


def pause_at(workers: Workers, point: str) -> None:
    (workers.var / "pause").write_text(point)


def is_paused(workers: Workers) -> bool:
    return (workers.var / "paused").exists()


def go_on(workers: Workers) -> None:
    (workers.var / "pause").unlink()
    (workers.var / "paused").unlink()


def is_in(job: Job, state: JobState) -> bool:
    job.refresh_from_db()
    return job.state == state


def stored() -> tuple[int, int]:
    return RiskResult.objects.count(), ImportReceipt.objects.count()


def readers_of(worker: subprocess.Popen[bytes]) -> Iterator[int]:
    """The processes that a worker started."""
    for task in Path(f"/proc/{worker.pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def run_again_and_look(workers: Workers, saving: Job) -> None:
    """Another worker does the job; nothing is there twice, and nothing is left over."""
    workers.start()
    wait_until(lambda: is_in(saving, JobState.DONE))
    assert saving.attempts == 2
    assert stored() == (ROWS, 1)
    assert ImportReceipt.objects.get().upload_id is not None
    assert not Upload.objects.exists()
    child_folder.sweep_child_folders()
    assert not list(workers.temporary.glob("clrisk-child-*"))
    spool.sweep(now=timezone.now() + dt.timedelta(hours=2))
    assert not list(spool.folder().iterdir())
    assert not list(results.folder().iterdir())


@pytest.mark.parametrize("point", ["matching", "writing"])
def test_killed_before_the_end_nothing_is_there_and_it_is_done_again(
    workers: Workers, saving: Job, own_temporary: None, sender: Sender, point: str
) -> None:
    pause_at(workers, point)
    worker = workers.start()[0]
    wait_until(lambda: is_paused(workers))
    workers.kill(worker)
    assert stored() == (0, 0)
    assert Upload.objects.count() == 1
    go_on(workers)
    silent = timezone.now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=saving.pk).update(heartbeat_at=silent)
    page = sender.client.get(reverse("job", args=[sender.path, saving.pk])).content.decode()
    assert "El trabajo se interrumpió; no se cambió nada." in page
    page = sender.client.get(reverse("data", args=[sender.path])).content.decode()
    assert "Una importación no terminó y no se cambió nada." in page
    run_again_and_look(workers, saving)


def test_killed_while_it_reads_the_reader_dies_too(
    workers: Workers, saving: Job, own_temporary: None
) -> None:
    worker = workers.start()[0]
    wait_until(lambda: list(readers_of(worker)))
    (reader,) = readers_of(worker)
    workers.kill(worker)
    wait_until(lambda: not is_alive(reader), seconds=5)
    assert stored() == (0, 0)
    run_again_and_look(workers, saving)


def test_killed_after_the_end_everything_is_there_and_nothing_is_done_twice(
    workers: Workers, saving: Job, own_temporary: None, sender: Sender
) -> None:
    pause_at(workers, "stored")
    worker = workers.start()[0]
    wait_until(lambda: is_paused(workers))
    workers.kill(worker)
    assert stored() == (ROWS, 1)
    assert is_in(saving, JobState.DONE)
    receipt = reverse("receipt", args=[sender.path, ImportReceipt.objects.get().pk])
    assert sender.client.get(reverse("job", args=[sender.path, saving.pk])).url == receipt
    go_on(workers)
    workers.start()
    spool.sweep(now=timezone.now() + dt.timedelta(hours=2))
    assert not list(spool.folder().iterdir())


def test_after_the_third_death_the_file_still_waits_to_be_saved(
    workers: Workers, saving: Job, own_temporary: None, sender: Sender
) -> None:
    pause_at(workers, "writing")
    for attempt in (1, 2, 3):
        worker = workers.start()[0]
        wait_until(lambda: is_paused(workers))
        saving.refresh_from_db()
        assert saving.attempts == attempt
        workers.kill(worker)
        (workers.var / "paused").unlink()
    go_on_file = workers.var / "pause"
    go_on_file.unlink()
    workers.start()
    wait_until(lambda: is_in(saving, JobState.FAILED))
    assert stored() == (0, 0)
    page = sender.client.get(reverse("job", args=[sender.path, saving.pk])).content.decode()
    assert "no se cambió nada" in page
    assert "Volver a la revisión" in page
    assert sender.review(Upload.objects.get()).status_code == 200


def test_cancelled_while_it_compares_nothing_is_there(
    workers: Workers, saving: Job, liaison: User, sender: Sender
) -> None:
    cancel_job(job=saving, by=liaison)
    workers.start()
    wait_until(lambda: is_in(saving, JobState.CANCELLED))
    assert stored() == (0, 0)
    page = sender.client.get(reverse("job", args=[sender.path, saving.pk])).content.decode()
    assert "Volver a la revisión" in page
