"""Sending a file: who may, what is kept, and that a refused file leaves nothing behind."""

import datetime as dt
import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.files import receiving, spool
from clrisk_site.files.actions.sweep_at_start import sweep_at_start
from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from clrisk_site.tables import limits
from diagnosis.models import RiskResult
from tests.cast import ClientOf
from tests.files.sending import TUXTLA, Sender, spooled

GOOD = "clave,clase\n071010001,alto\n"


def address(kind: str = "risk-results", path: str = TUXTLA) -> str:
    return reverse("import-file", args=[path, kind])


def nothing_was_kept() -> bool:
    return not spooled() and not Upload.objects.exists() and not ImportReceipt.objects.exists()


def test_a_good_file_waits_under_a_random_name_only_its_owner_can_read(sender: Sender, areas: object) -> None:
    upload = sender.upload("risk-results", "../../datos\u202e.csv", GOOD)
    (file,) = spooled()
    assert file.name == upload.stored_name
    assert len(file.name) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(settings.SPOOL_DIR).stat().st_mode) == 0o700
    assert upload.file_name == "datos.csv"
    assert not RiskResult.objects.exists()


def test_other_municipality_is_404_and_keeps_nothing(
    tuxtla: Territory, stranger: User, client_of: ClientOf
) -> None:
    assert Sender(client_of(stranger)).send("risk-results", "a.csv", GOOD).status_code == 404
    assert client_of(stranger).get(address()).status_code == 404
    assert nothing_was_kept()


def test_wrong_role_is_403_and_keeps_nothing(tuxtla: Territory, authority: User, client_of: ClientOf) -> None:
    assert Sender(client_of(authority)).send("risk-results", "a.csv", GOOD).status_code == 403
    assert nothing_was_kept()


def test_an_unknown_kind_is_404(sender: Sender) -> None:
    assert sender.client.get(address("personas")).status_code == 404


def test_other_methods_are_405(sender: Sender) -> None:
    assert sender.client.put(address()).status_code == 405


def test_without_the_token_nothing_is_read(tuxtla: Territory, liaison: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(liaison, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert Sender(client).send("risk-results", "a.csv", GOOD).status_code == 403
    assert nothing_was_kept()


def test_nobody_signed_in_is_sent_to_the_sign_in(tuxtla: Territory) -> None:
    assert Sender(Client()).send("risk-results", "a.csv", GOOD).status_code == 302
    assert nothing_was_kept()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"file": ""}, "Elija un archivo"),
        ({"source": ""}, "Escriba o elija lo que corresponde"),
        ({"year": "20"}, "1900"),
        ({"year": "2999"}, "futuro"),
    ],
)
def test_a_form_with_a_fault_says_so_and_keeps_nothing(
    sender: Sender, fields: dict[str, str], said: str
) -> None:
    answer = sender.send("risk-results", "a.csv", GOOD, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert nothing_was_kept()


def test_a_file_larger_than_its_kind_allows_is_stopped_on_the_way(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapping.imports.programmes.spec.TYPED", limits.Limits(file_bytes=1_048_576))
    answer = sender.send("programmes", "grande.csv", b"a,b\n" + b"x" * 1_100_000)
    assert answer.status_code == 422
    assert "grande.csv" in answer.content.decode()
    assert "1 MB" in answer.content.decode()
    assert nothing_was_kept()


def test_a_second_file_in_one_request_is_not_kept(sender: Sender) -> None:
    more = SimpleUploadedFile("b.csv", GOOD.encode())
    sender.send("risk-results", "a.csv", GOOD, other=more)
    assert len(spooled()) == 1


def test_after_an_hour_an_upload_is_gone_and_the_person_is_told(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", GOOD)
    assert spool.sweep() == 0
    spool.sweep(now=timezone.now() + dt.timedelta(minutes=61))
    assert not spooled()
    assert not Upload.objects.exists()
    assert sender.client.get(sender.at("upload-review", upload)).status_code == 404


def test_a_new_process_removes_what_a_killed_one_left_and_nothing_else(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sender.upload("risk-results", "a.csv", GOOD)
    orphan, descriptor = spool.create_file()
    os.close(descriptor)  # as the kernel does for a process that was killed
    held, owner = spool.create_file()
    sweep_at_start()
    assert len(spooled()) == 3, "a file of this moment may be about to be locked"
    monkeypatch.setattr(spool, "SECONDS_TO_LOCK", -1)
    sweep_at_start()
    assert {file.name for file in spooled()} == {upload.stored_name, held}
    assert orphan not in {file.name for file in spooled()}
    os.close(owner)
    sweep_at_start()
    assert {file.name for file in spooled()} == {upload.stored_name}


def test_a_file_that_gets_no_row_is_not_kept(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_fields: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Upload.objects, "create", full)
    with pytest.raises(DatabaseError):
        sender.send("risk-results", "a.csv", GOOD)
    assert not spooled()


def test_what_was_filled_in_stays_when_too_many_files_arrive(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(receiving, "_places", full)
    answer = sender.send("risk-results", "a.csv", GOOD)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "En este momento se reciben varios archivos." in page
    assert 'value="INEGI"' in page
    assert 'value="2020"' in page
    assert nothing_was_kept()


def test_a_file_sent_where_none_is_asked_for_reaches_no_disk(
    sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[object] = []
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", seen.append)
    big = SimpleUploadedFile("lista.csv", b"x" * 3_000_000)
    answer = sender.client.post(reverse("account_login"), {"login": "a", "file": big})
    assert answer.status_code < 500
    assert not seen
    assert not list(tmp_path.iterdir())


def test_a_file_swept_away_below_its_row_sends_back_to_the_first_step(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", GOOD)
    spool.remove_file(upload.stored_name)
    for step in ("upload-sheet", "upload-columns", "upload-review", "upload-problems"):
        answer = sender.client.get(sender.at(step, upload), follow=True)
        assert "más de una hora" in answer.content.decode(), step


def test_the_sweep_command_counts_what_it_removed(sender: Sender, capsys: pytest.CaptureFixture[str]) -> None:
    sender.upload("risk-results", "a.csv", GOOD)
    call_command("sweep_spool")
    assert capsys.readouterr().out == "0\n"


def test_the_spool_takes_no_name_but_its_own() -> None:
    with pytest.raises(ValueError, match="passwd"):
        spool.path_of("../../etc/passwd")


def test_sending_is_not_yet_a_write_worth_auditing(sender: Sender) -> None:
    sender.upload("risk-results", "a.csv", GOOD)
    assert not AuditEntry.objects.filter(action__startswith="import").exists()
