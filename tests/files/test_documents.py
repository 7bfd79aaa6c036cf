"""Documents: asked for, made in the background, fetched, and what happens when they cannot be made."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.files import results
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced, documents
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from tests.cast import ClientOf

PATH = "MX.07.101"
CONTENT = b"%PDF-1.7 of a test"


def build(order: Order) -> Produced:
    name = f"plan-{order.territory.code}-{order.language}.pdf"
    return Produced(CONTENT, name, "application/pdf", "Plan", "versión 3", "ab" * 32)


@pytest.fixture
def kind() -> Iterator[DocumentKind]:
    """A kind of document that only the municipality's team may have made."""
    known = DocumentKind("test-plan", "Plan de prueba", "Para la prueba.", Permission.VIEW_DRAFTS, build)
    documents.register(known)
    yield known
    del documents._kinds["test-plan"]


def ask_for(kind: DocumentKind, form: str = "pdf") -> str:
    return reverse("document-prepare", args=[PATH, kind.code, form])


def replace_build(kind: DocumentKind, build: Callable[..., Produced]) -> None:
    documents.register(DocumentKind(kind.code, kind.label, kind.explanation, kind.permission, build))


def test_asked_for_made_and_fetched(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    client: Any = client_of(liaison)
    listed = client.get(reverse("documents", args=[PATH])).content.decode()
    assert "Plan de prueba" in listed
    answer = client.post(ask_for(kind))
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[PATH, job.pk])
    assert job.state == JobState.DONE
    page = client.get(answer.url)
    assert 'http-equiv="refresh"' not in page.content.decode()
    file = client.get(reverse("job-file", args=[PATH, job.pk]))
    assert b"".join(file.streaming_content) == CONTENT
    assert file["Content-Disposition"] == 'attachment; filename="plan-07101-es.pdf"'
    assert AuditEntry.objects.get(action="document.prepare").by == liaison


def test_while_it_is_made_no_share_is_made_up(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    client: Any = client_of(liaison)
    pages = []

    def looked_at(order: Order) -> Produced:
        pages.append(client.get(reverse("job", args=[PATH, Job.objects.get().pk])).content.decode())
        return build(order)

    replace_build(kind, looked_at)
    client.post(ask_for(kind))
    assert "Aún no se sabe cuánto tardará" in pages[0]
    assert "Leyendo y escribiendo" in pages[0]
    assert "% hecho" not in pages[0]
    assert Job.objects.get().state == JobState.DONE


def test_who_may_not_have_it_made_may_not_fetch_it(
    kind: DocumentKind, liaison: User, stranger: User, member: User, client_of: ClientOf
) -> None:
    client_of(liaison).post(ask_for(kind))
    job = Job.objects.get()
    for name, args in (("job", [PATH, job.pk]), ("job-file", [PATH, job.pk])):
        assert client_of(stranger).get(reverse(name, args=args)).status_code == 404
        assert client_of(member).get(reverse(name, args=args)).status_code == 403
        elsewhere = reverse(name, args=["MX.07.089", job.pk])
        assert client_of(stranger).get(elsewhere).status_code == 404
    ask = ask_for(kind)
    assert client_of(stranger).post(ask).status_code == 404
    assert client_of(member).post(ask).status_code == 403
    assert client_of(liaison).get(ask).status_code == 405
    assert "Plan de prueba" not in client_of(member).get(reverse("documents", args=[PATH])).content.decode()
    assert Job.objects.count() == 1


def test_a_colleague_has_their_own_made_since_it_may_show_less(
    kind: DocumentKind, liaison: User, analyst: User, client_of: ClientOf
) -> None:
    client_of(liaison).post(ask_for(kind))
    job = Job.objects.get()
    for name in ("job", "job-file"):
        answer: Any = client_of(analyst).get(reverse(name, args=[PATH, job.pk]))
        assert (answer.status_code, answer.url) == (302, reverse("documents", args=[PATH]))


def test_unknown_kinds_and_jobs_are_404(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    assert client.post(reverse("document-prepare", args=[PATH, "no-such", "pdf"])).status_code == 404
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert client.get(reverse("job", args=[PATH, nowhere])).status_code == 404
    assert client.get(reverse("job-file", args=[PATH, nowhere])).status_code == 404


def test_what_is_missing_is_said(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    def impossible(*_arguments: object) -> Produced:
        raise DocumentNotPossible(says("The year lies in the future. Write the year the data speak of."))

    replace_build(kind, impossible)
    client = client_of(liaison)
    page = client.post(ask_for(kind), follow=True).content.decode()
    assert "El año está en el futuro" in page
    assert "No terminó" in page
    assert "Intentar de nuevo" in page


def test_a_fault_of_ours_is_logged_not_shown(
    kind: DocumentKind, liaison: User, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> Produced:
        raise RuntimeError("secret detail")

    replace_build(kind, broken)
    client = client_of(liaison)
    page = client.post(ask_for(kind), follow=True).content.decode()
    assert "secret detail" not in page
    assert "Algo falló de nuestro lado" in page
    assert "secret detail" in caplog.text
    assert Job.objects.get().state == JobState.FAILED


def test_a_job_whose_worker_died_is_told_so(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    now = timezone.now()
    job = Job.objects.create(
        kind="document",
        parameters={"document": kind.code, "format": "pdf"},
        territory=Territory.objects.get(path=PATH),
        language="es",
        created_by=liaison,
        attempts=3,
        state=JobState.RUNNING,
        heartbeat_at=now,
    )
    address = reverse("job", args=[PATH, job.pk])
    page = client_of(liaison).get(address).content.decode()
    assert '<meta http-equiv="refresh" content="5">' in page
    assert client_of(liaison).get(reverse("job-file", args=[PATH, job.pk])).status_code == 302
    Job.objects.update(heartbeat_at=now - dt.timedelta(minutes=6))
    page = client_of(liaison).get(address).content.decode()
    assert "El trabajo se interrumpió; no se cambió nada." in page


def test_a_second_click_takes_the_first_job(kind: DocumentKind, liaison: User, client_of: ClientOf) -> None:
    first = Job.objects.create(
        kind="document",
        parameters={"document": kind.code, "format": "pdf"},
        territory=Territory.objects.get(path=PATH),
        language="es",
        created_by=liaison,
    )
    answer: Any = client_of(liaison).post(ask_for(kind))
    assert answer.url == reverse("job", args=[PATH, first.pk])
    assert Job.objects.count() == 1


def test_results_go_after_a_week_and_take_no_name_but_their_own() -> None:
    name = results.keep(CONTENT)
    assert results.path_of(name).read_bytes() == CONTENT
    assert results.path_of(name).stat().st_mode & 0o077 == 0
    old = (timezone.now() - dt.timedelta(days=8)).timestamp()
    os.utime(results.path_of(name), (old, old))
    results.sweep()
    assert not results.path_of(name).exists()
    with pytest.raises(ValueError, match="passwd"):
        results.path_of("../../etc/passwd")


def test_the_command_writes_the_document(kind: DocumentKind, tuxtla: Territory, tmp_path: Path) -> None:
    out = tmp_path / "nueva" / "plan.pdf"
    call_command("document", kind.code, "07101", "--out", str(out))
    assert out.read_bytes() == CONTENT
    with pytest.raises(CommandError, match="99999"):
        call_command("document", kind.code, "99999", "--out", str(out))


def test_the_command_says_what_is_missing(kind: DocumentKind, tuxtla: Territory, tmp_path: Path) -> None:
    def impossible(*_arguments: object) -> Produced:
        raise DocumentNotPossible(says("The year lies in the future. Write the year the data speak of."))

    replace_build(kind, impossible)
    with pytest.raises(CommandError, match="futuro"):
        call_command("document", kind.code, "07101", "--out", str(tmp_path / "plan.pdf"))
    assert not list(tmp_path.iterdir())
