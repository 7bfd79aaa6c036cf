"""Files of more than 5,000 rows: looked at and saved by jobs, which a person meets as pages."""

import datetime as dt
import io
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from clrisk_site.files import results, spool
from clrisk_site.files.actions.cancel_job import cancel_job
from clrisk_site.files.actions.run_job import run_job
from clrisk_site.files.actions.save_import import save_upload
from clrisk_site.files.actions.sweep_jobs import sweep_reviews
from clrisk_site.files.importing import kept_review, long_files, previewing
from clrisk_site.files.models import ImportReceipt, Job, JobState, Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Level, Territory
from diagnosis.models import RiskResult
from tests.cast import ClientOf
from tests.files.long_file import ROWS, SHORT, make_areas, write_long_file
from tests.files.sending import Sender, spooled

DUMMY = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(autouse=True)
def soon_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_files, "LONG_ROWS", SHORT)


@pytest.fixture
def long_upload(sender: Sender, tuxtla: Territory, levels: dict[str, Level]) -> Upload:
    """A long file that waits, its areas known."""
    make_areas(tuxtla, levels)
    return sender.upload("risk-results", "largo.csv", write_long_file(tuxtla))


@pytest.fixture
def by_hand(settings: LazySettings) -> None:
    """Jobs wait until the test runs them."""
    settings.TASKS = DUMMY


def job_of(upload: Upload, kind: str = "import-review") -> Job:
    return Job.objects.filter(kind=kind, parameters__upload=str(upload.pk)).latest("created_at")


def test_a_long_file_is_looked_at_by_a_job_whose_page_leads_to_the_review(
    sender: Sender, long_upload: Upload, by_hand: None
) -> None:
    assert long_upload.total_rows == ROWS
    led = sender.review(long_upload)
    job = job_of(long_upload)
    assert led.url == reverse("job", args=[sender.path, job.pk])
    page = sender.client.get(led.url).content.decode()
    assert '<meta http-equiv="refresh" content="5">' in page
    assert "Revisión de un archivo largo" in page
    assert sender.review(long_upload).url == led.url  # asked for once

    run_job(str(job.pk))
    found = sender.client.get(led.url)
    assert found.url == sender.at("upload-review", long_upload)
    shown = sender.client.get(found.url)
    assert shown.status_code == 200
    assert shown.context["review"].save_label
    assert Job.objects.count() == 1


def test_only_the_first_rows_of_a_long_file_reach_the_pages(
    sender: Sender, long_upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(*_args: object, **_more: object) -> None:
        raise AssertionError("the whole file was read in a page")

    monkeypatch.setattr(previewing, "read_guarded", whole)
    for step in ("upload-sheet", "upload-columns"):
        page = sender.client.get(sender.at(step, long_upload))
        assert page.status_code == 200
        assert page.context["line"].startswith(str(ROWS))


def test_what_was_seen_is_saved_by_a_job_that_leads_to_the_receipt(
    sender: Sender, long_upload: Upload, liaison: User
) -> None:
    sender.review(long_upload)
    page = sender.review(long_upload)
    answer = sender.client.post(
        sender.at("upload-confirm", long_upload), {"token": page.context["review"].token}
    )
    job = job_of(long_upload, "import-save")
    assert answer.url == reverse("job", args=[sender.path, job.pk])
    receipt = ImportReceipt.objects.get()
    assert sender.client.get(answer.url).url == reverse("receipt", args=[sender.path, receipt.pk])
    assert (receipt.new, receipt.created_by, receipt.upload_id) == (ROWS, liaison, long_upload.pk)
    assert RiskResult.objects.count() == ROWS
    assert AuditEntry.objects.filter(action="import.save").count() == 1
    assert not spooled()
    assert sender.review(long_upload).url == reverse("receipt", args=[sender.path, receipt.pk])


def test_any_new_answer_asks_for_another_look(sender: Sender, long_upload: Upload) -> None:
    sender.review(long_upload)
    assert sender.review(long_upload).status_code == 200
    for change in (
        {"mapping": {"clase": ""}},
        {"facts": {"nature": "phase_i", "name": "Otra"}},
        {"answers": {"x": "y"}},
        {"removes_gone": True},
        {"year": 2010},
    ):
        Upload.objects.filter(pk=long_upload.pk).update(**change)
        before = Job.objects.count()
        assert sender.review(long_upload).status_code == 302
        assert Job.objects.count() == before + 1
    sender.client.cookies["django_language"] = "en"


def test_another_reading_is_counted_anew(sender: Sender, long_upload: Upload) -> None:
    sender.client.post(sender.at("upload-sheet", long_upload), {"header_row": 1})
    Upload.objects.filter(pk=long_upload.pk).update(total_rows=0)
    assert sender.review(long_upload).status_code == 302
    long_upload.refresh_from_db()
    assert long_upload.total_rows == ROWS


def test_what_changed_meanwhile_is_shown_again(
    sender: Sender, long_upload: Upload, by_hand: None, settings: LazySettings
) -> None:
    sender.review(long_upload)
    run_job(str(job_of(long_upload).pk))
    token = sender.review(long_upload).context["review"].token
    sender.client.post(sender.at("upload-confirm", long_upload), {"token": token})
    Territory.objects.filter(code="0710100010000").update(code="0710100019999")
    saving = job_of(long_upload, "import-save")
    run_job(str(saving.pk))
    saving.refresh_from_db()
    assert saving.state == JobState.FAILED
    page = sender.client.get(reverse("job", args=[sender.path, saving.pk])).content.decode()
    assert "Algo cambió desde que usted lo vio." in page
    assert f'href="{sender.at("upload-review", long_upload)}"' in page
    assert "Intentar de nuevo" not in page
    assert not RiskResult.objects.exists()
    shown = sender.review(long_upload)
    assert shown.status_code == 200  # the job laid it ready
    assert shown.context["review"].token != token
    # A token of before is not taken again, and asks no job.
    answer = sender.client.post(sender.at("upload-confirm", long_upload), {"token": token})
    assert answer.status_code == 409
    assert Job.objects.filter(kind="import-save").count() == 1


def test_a_cancelled_look_stays_cancelled_until_it_is_asked_for(
    sender: Sender, long_upload: Upload, by_hand: None, liaison: User
) -> None:
    led = sender.review(long_upload)
    job = job_of(long_upload)
    assert cancel_job(job=job, by=liaison)
    assert sender.review(long_upload).url == led.url
    page = sender.client.get(led.url).content.decode()
    assert "Se canceló y no se cambió nada." in page
    again: Any = sender.client.post(reverse("job-again", args=[sender.path, job.pk]))
    assert again.url != led.url
    assert sender.review(long_upload).url == again.url


def test_a_save_cancelled_while_it_writes_changes_nothing(
    sender: Sender, long_upload: Upload, by_hand: None, liaison: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.review(long_upload)
    run_job(str(job_of(long_upload).pk))
    token = sender.review(long_upload).context["review"].token
    sender.client.post(sender.at("upload-confirm", long_upload), {"token": token})
    job = job_of(long_upload, "import-save")

    def cancelled(**given: Any) -> None:
        save_upload(**given)
        Job.objects.filter(pk=job.pk).update(cancel_requested_at=timezone.now(), cancel_requested_by=liaison)

    monkeypatch.setattr("clrisk_site.files.importing.save_job.save_upload", cancelled)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not RiskResult.objects.exists()
    assert not ImportReceipt.objects.exists()
    assert len(spooled()) == 1


def test_saving_again_what_is_saved_has_no_effect(sender: Sender, long_upload: Upload) -> None:
    sender.review(long_upload)
    token = sender.review(long_upload).context["review"].token
    sender.client.post(sender.at("upload-confirm", long_upload), {"token": token})
    job = job_of(long_upload, "import-save")
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert ImportReceipt.objects.count() == 1
    assert RiskResult.objects.count() == ROWS


def test_a_file_under_an_open_job_is_not_swept(sender: Sender, long_upload: Upload, by_hand: None) -> None:
    sender.review(long_upload)
    late = timezone.now() + dt.timedelta(hours=2)
    assert spool.sweep(now=late) == 0
    assert Upload.objects.exists()
    Job.objects.update(state=JobState.CANCELLED)
    assert spool.sweep(now=late) == 1
    assert not Upload.objects.exists()
    page = sender.client.get(reverse("job", args=[sender.path, Job.objects.get().pk])).content.decode()
    assert "Subir el archivo de nuevo" in page


def test_the_page_of_data_tells_of_it(sender: Sender, long_upload: Upload, by_hand: None) -> None:
    address = reverse("data", args=[sender.path])
    sender.review(long_upload)
    assert "Hay una importación en curso." in sender.client.get(address).content.decode()
    Job.objects.update(state=JobState.FAILED)
    assert "Una importación no terminó y no se cambió nada." in sender.client.get(address).content.decode()
    Job.objects.update(state=JobState.DONE)
    assert "importación" not in sender.client.get(address).context["notices"]


def test_a_colleague_has_their_own_look(
    sender: Sender, long_upload: Upload, by_hand: None, analyst: User, client_of: ClientOf
) -> None:
    first = sender.review(long_upload).url
    colleague = Sender(client_of(analyst))
    second = colleague.review(long_upload).url
    assert first != second
    led: Any = colleague.client.get(first)
    assert (led.status_code, led.url) == (302, reverse("data", args=[sender.path]))


def test_the_look_of_an_unreadable_sheet_says_why(sender: Sender, long_upload: Upload, by_hand: None) -> None:
    sender.review(long_upload)
    spool.path_of(long_upload.stored_name).write_bytes(b"%PDF-1.4\n")
    job = job_of(long_upload)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    page = sender.client.get(reverse("job", args=[sender.path, job.pk])).content.decode()
    assert job.error in page
    assert "Volver a las columnas" in page


def test_the_rows_to_mend_come_from_the_job(
    sender: Sender, tuxtla: Territory, levels: dict[str, Level], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_areas(tuxtla, levels)
    before = set(results.folder().iterdir())  # what other tests made
    upload = sender.upload("risk-results", "largo.csv", write_long_file(tuxtla, wrong=3))
    sender.review(upload)
    monkeypatch.setattr(previewing, "read_guarded", None)  # no page reads the file
    assert sender.review(upload).context["review"].held == 3
    for address in ("upload-problems", "upload-problem-workbook"):
        answer = sender.client.get(sender.at(address, upload))
        assert "largo" in answer.headers["Content-Disposition"]
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        assert sheet is not None
        assert len(list(sheet.values)) == 4
    noted = AuditEntry.objects.filter(action="export.download")
    assert noted.count() == 2
    assert sweep_reviews() == 0
    sender.client.post(sender.at("upload-discard", upload))
    assert sweep_reviews() == 1
    assert set(results.folder().iterdir()) == before


def test_of_a_long_file_the_first_changes_are_kept(
    sender: Sender, tuxtla: Territory, levels: dict[str, Level], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_areas(tuxtla, levels)
    head, *rows = write_long_file(tuxtla).splitlines()
    before, after = (
        "\n".join([f"{head},poblacion 5 a 17", *(f"{row},{count}" for row in rows)]) for count in (100, 120)
    )
    sender.import_whole("risk-results", "antes.csv", "\n".join(before.splitlines()[: SHORT + 1]))
    upload = sender.upload("risk-results", "largo.csv", after)
    monkeypatch.setattr(kept_review, "MOST_KEPT", 20)
    sender.review(upload)
    monkeypatch.setattr(previewing, "read_guarded", None)  # no page reads the file
    page = sender.review(upload).content.decode()
    assert "Descargar los primeros 100 cambios (CSV)" in page
    answer = sender.client.get(sender.at("upload-changes", upload))
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 21


def test_a_question_about_a_long_file_is_answered_from_what_the_job_found(
    sender: Sender, tuxtla: Territory, levels: dict[str, Level], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_areas(tuxtla, levels)
    lost = write_long_file(tuxtla).replace("\n0", "\n")
    upload = sender.upload("risk-results", "largo.csv", lost)
    sender.review(upload)
    review = sender.review(upload).context["review"]
    assert review.question_code
    option = review.question["options"][0]["value"]
    monkeypatch.setattr(previewing, "read_guarded", None)
    sender.answer(upload, review.question_code, option)
    upload.refresh_from_db()
    assert upload.answers == {review.question_code: option}
    assert upload.said
