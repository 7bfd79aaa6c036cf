"""Attachments from end to end: who attaches, who opens, who removes, and what becomes of the files."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.files import attachment_store
from clrisk_site.files.actions import attach_file as attaching
from clrisk_site.files.actions.remove_attachment import sweep_attachments
from clrisk_site.files.attachable import attachable
from clrisk_site.files.backup import restore_backup, write_backup
from clrisk_site.files.models import Attachment, Classification
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, GovernmentLevel
from planning.models import ActionLine, LineStatus
from tests.cast import ClientOf
from tests.files.attaching import PATH, attach, attach_address, stored
from tests.files.hostile_files import pdf
from tests.files.sending import spooled
from tests.world import World


@pytest.fixture(autouse=True)
def empty_store() -> None:
    for path in stored():
        path.unlink()


def opened(client: Client, attachment: Attachment) -> int:
    """Take a file whole, as a browser does; returns the status."""
    answer: Any = client.get(reverse("attachment", args=[PATH, attachment.pk]))
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    status: int = answer.status_code
    return status


def attached(client: Client, record: Record, **said: str) -> Attachment:
    assert attach(client, record, "convenio.pdf", pdf(), **said).status_code == 302
    return Attachment.objects.latest("created_at")


def test_the_team_opens_a_restricted_file(
    liaison: User, analyst: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    attachment = attached(client_of(liaison), space, title="Acta de instalación")
    page = client_of(analyst).get(reverse("space", args=[PATH, space.pk])).content.decode()
    assert "Acta de instalación" in page
    assert "Convenio firmado · PDF" in page
    assert "Restringido" in page
    answer: Any = client_of(analyst).get(reverse("attachment", args=[PATH, attachment.pk]))
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="convenio.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    acts = list(AuditEntry.objects.filter(action__startswith="attachment.").order_by("id"))
    assert [(act.action, act.by) for act in acts] == [
        ("attachment.add", liaison),
        ("attachment.download", analyst),
    ]
    assert "Acta de instalación" not in str([act.changes for act in acts])


def test_a_member_sees_the_open_file_alone(
    liaison: User, member: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    secret = attached(client_of(liaison), space, title="Borrador reservado")
    shared = attached(client_of(liaison), space, title="Acuerdo leído", classification="open")
    page = client_of(member).get(reverse("space", args=[PATH, space.pk])).content.decode()
    assert "Acuerdo leído" in page
    assert "Borrador reservado" not in page
    assert str(secret.pk) not in page
    assert "Adjuntar un archivo" not in page
    assert opened(client_of(member), shared) == 200
    assert opened(client_of(member), secret) == 404  # as one that is not there
    for attachment, status in ((secret, 404), (shared, 403)):
        address = reverse("attachment-remove", args=[PATH, attachment.pk])
        assert client_of(member).post(address).status_code == status
    assert Attachment.objects.filter(removed_at=None).count() == 2


def test_another_municipality_finds_nothing(
    liaison: User, stranger: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    attachment = attached(client_of(liaison), space, classification="open")
    elsewhere = client_of(stranger)
    for path in (PATH, "MX.07.089"):
        assert elsewhere.get(reverse("attachment", args=[path, attachment.pk])).status_code == 404
        assert elsewhere.post(reverse("attachment-remove", args=[path, attachment.pk])).status_code == 404
        assert elsewhere.get(attach_address(space, path)).status_code == 404
        assert attach(elsewhere, space, "a.pdf", pdf(), path).status_code == 404
    assert len(stored()) == 1
    assert not spooled()


def test_wrong_roles_methods_and_addresses(
    liaison: User, member: User, authority: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    for user in (member, authority):
        assert client_of(user).get(attach_address(space)).status_code == 403
        assert attach(client_of(user), space, "a.pdf", pdf()).status_code == 403
    client = client_of(liaison)
    attachment = attached(client, space)
    assert client.post(reverse("attachment", args=[PATH, attachment.pk])).status_code == 405
    assert client.delete(attach_address(space)).status_code == 405
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert client.get(reverse("attachment", args=[PATH, nowhere])).status_code == 404
    for model in ("people.user", "no.such", "files.job"):
        assert client.get(reverse("attachment-create", args=[PATH, model, 1])).status_code == 404
    assert client.get(f"/files/attachments/{attachment.stored_name}").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(liaison, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert attach(strict, space, "a.pdf", pdf()).status_code == 403
    assert len(stored()) == 1
    assert not spooled()


def test_more_fields_than_asked_change_nothing_else(
    liaison: User, stranger: User, space: CoordinationSpace, client_of: ClientOf, tapachula: Territory
) -> None:
    attachment = attached(
        client_of(liaison), space, territory=str(tapachula.pk), created_by=str(stranger.pk), stored_name="x"
    )
    assert (attachment.territory, attachment.created_by) == (space.territory, liaison)
    assert attachment.stored_name != "x"


def test_what_is_left_out_is_named_and_the_rest_stays(
    liaison: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    answer = attach(client_of(liaison), space, "a.pdf", pdf(), title="", kind="minutes")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Falta «Título»" in page
    assert 'value="minutes" selected' in page
    assert not stored()


def test_a_coordinator_attaches_only_what_is_open(
    coordinator: User, chiapas: Territory, client_of: ClientOf
) -> None:
    space = CoordinationSpace.objects.create(
        territory=chiapas, name="Comisión estatal", level=GovernmentLevel.STATE
    )
    client = client_of(coordinator)
    assert attach(client, space, "a.pdf", pdf(), "MX.07", classification="restricted").status_code == 422
    assert attach(client, space, "a.pdf", pdf(), "MX.07", classification="open").status_code == 302


def test_a_file_of_a_record_above_is_seen_from_below(
    coordinator: User, liaison: User, chiapas: Territory, client_of: ClientOf
) -> None:
    space = CoordinationSpace.objects.create(
        territory=chiapas, name="Comisión estatal", level=GovernmentLevel.STATE
    )
    attach(client_of(coordinator), space, "a.pdf", pdf(), "MX.07", classification="open", title="Acuerdo")
    attachment = Attachment.objects.get()
    client = client_of(liaison)
    assert "Acuerdo" in client.get(reverse("space", args=[PATH, space.pk])).content.decode()
    assert opened(client, attachment) == 200
    assert attach(client, space, "a.pdf", pdf(), classification="open").status_code == 403
    assert client.post(reverse("attachment-remove", args=[PATH, attachment.pk])).status_code == 403


def test_a_file_of_a_draft_line_is_seen_once_the_line_is(
    world: World, liaison: User, member: User, client_of: ClientOf
) -> None:
    line = world["line"]
    assert isinstance(line, ActionLine)
    ActionLine.objects.filter(pk=line.pk).update(status=LineStatus.DRAFT)
    attachment = attached(client_of(liaison), line, classification="open")
    assert opened(client_of(member), attachment) == 404
    ActionLine.objects.filter(pk=line.pk).update(status=LineStatus.SUBMITTED)
    assert opened(client_of(member), attachment) == 200


def test_every_kind_of_record_has_its_panel(world: World, liaison: User, client_of: ClientOf) -> None:
    records = [
        row
        for row in world.values()
        if isinstance(row, Record)
        and attachable.get(row._meta.label_lower)
        and row.territory.path == PATH  # what another place shares is only read
    ]
    assert {record._meta.label_lower for record in records} == {kind.label for kind in attachable.all()}
    client = client_of(liaison)
    for record in records:
        title = f"Archivo de {record._meta.model_name}"
        assert attach(client, record, "a.pdf", pdf(), title=title).status_code == 302
        page = client.get(attachable.of(record).address(PATH, record)).content.decode()
        assert title in page
        assert attach_address(record) in page


def test_removing_keeps_the_row_and_deletes_the_file_after_thirty_days(
    liaison: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    attachment = attached(client, space, title="Convenio viejo")
    kept = attached(client, space, title="Convenio nuevo")
    address = reverse("attachment-remove", args=[PATH, attachment.pk])
    assert "¿Quitar «Convenio viejo»?" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 404
    assert client.get(reverse("attachment", args=[PATH, attachment.pk])).status_code == 404
    page = client.get(reverse("space", args=[PATH, space.pk])).content.decode()
    assert page.count("Convenio viejo") == 1  # in the message alone
    attachment.refresh_from_db()
    assert attachment.removed_by == liaison
    assert AuditEntry.objects.filter(action="attachment.remove").count() == 1

    age(attachment_store.path_of(attachment.stored_name))
    age(attachment_store.path_of(kept.stored_name))
    assert sweep_attachments() == 0
    Attachment.objects.filter(pk=attachment.pk).update(removed_at=timezone.now() - dt.timedelta(days=31))
    assert sweep_attachments() == 1
    assert [path.name for path in stored()] == [kept.stored_name]
    assert Attachment.objects.count() == 2


def test_the_files_of_a_deleted_record_go(
    liaison: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    attachment = attached(client_of(liaison), space)
    age(attachment_store.path_of(attachment.stored_name))
    assert sweep_attachments() == 0
    space.delete()
    assert client_of(liaison).get(reverse("attachment", args=[PATH, attachment.pk])).status_code == 404
    assert sweep_attachments() == 1


def test_files_of_no_row_are_swept_but_not_while_they_are_written(db: None) -> None:
    orphan, young = attachment_store.keep(b"x"), attachment_store.keep(b"y")
    half = attachment_store.folder() / f"{orphan}.part"
    half.write_bytes(b"x")
    age(attachment_store.path_of(orphan))
    age(half)
    assert sweep_attachments() == 2
    assert [path.name for path in stored()] == [young]


def age(path: Path) -> None:
    old = (timezone.now() - dt.timedelta(days=40)).timestamp()
    os.utime(path, (old, old))


def test_a_failure_while_the_row_is_written_leaves_no_file(
    liaison: User, space: CoordinationSpace, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(attaching, "note_act", broken)
    with pytest.raises(RuntimeError):
        attach(client_of(liaison), space, "a.pdf", pdf())
    assert not stored()
    assert not spooled()
    assert not Attachment.objects.exists()


def test_a_record_holds_a_hundred_files(liaison: User, space: CoordinationSpace, client_of: ClientOf) -> None:
    first = attached(client_of(liaison), space)
    rows = [
        Attachment(
            territory=first.territory,
            subject_type=ContentType.objects.get_for_model(space),
            subject_id=space.pk,
            kind="other",
            title=str(number),
            file_name="a.pdf",
            stored_name=f"{number:032x}",
            media_type="application/pdf",
            size_bytes=1,
            sha256="0" * 64,
            created_by=liaison,
        )
        for number in range(99)
    ]
    Attachment.objects.bulk_create(rows)
    answer = attach(client_of(liaison), space, "a.pdf", pdf())
    assert answer.status_code == 422
    assert "Aquí ya hay 100 archivos." in answer.content.decode()
    assert len(stored()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_files_and_gives_them_back_private(
    liaison: User, space: CoordinationSpace, client_of: ClientOf, tmp_path: Path
) -> None:
    attachment = attached(client_of(liaison), space)
    archive = tmp_path / "all.zip"
    write_backup(archive)
    attachment_store.discard(attachment.stored_name)
    Attachment.objects.all().delete()
    restore_backup(archive)
    restored = Attachment.objects.get()
    file = attachment_store.path_of(restored.stored_name)
    assert file.read_bytes() == pdf()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    assert opened(client_of(liaison), restored) == 200


def test_the_title_is_text_and_nothing_else(
    liaison: User, space: CoordinationSpace, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    attached(client, space, title="<script>alert(1)</script>{{ 7 }}", classification=Classification.OPEN)
    page = client.get(reverse("space", args=[PATH, space.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page
