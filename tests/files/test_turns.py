"""Files take turns: one of a municipality is read at a time, and a person sends five in a minute at most."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from clrisk_site.files.importing import turns
from clrisk_site.files.importing.turns import TurnTakenError, turn
from clrisk_site.files.models import Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.files.sending import Sender, spooled

CLASSES = "clave,clase\n0710100010458,alto\n"


HOLD = """
import fcntl, sys, time
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(tuxtla: Territory) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that reads a file of Tuxtla."""
    with turn(tuxtla):
        pass  # makes the folder
    command = [sys.executable, "-c", HOLD, str(turns._folder() / str(tuxtla.pk))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_turn_is_held_once_and_given_back(tuxtla: Territory) -> None:
    with turn(tuxtla), turn(tuxtla, wait=0):
        pass
    with turn(tuxtla, wait=0):
        pass


def test_the_second_waits_and_is_told(
    other: subprocess.Popen[bytes], tuxtla: Territory, chiapas: Territory
) -> None:
    looks: list[int] = []
    with pytest.raises(TurnTakenError), turn(tuxtla, wait=0.25, meanwhile=lambda: looks.append(1)):
        pass
    assert looks
    with turn(chiapas, wait=0):
        pass


def test_a_turn_ends_with_the_process_that_held_it(other: subprocess.Popen[bytes], tuxtla: Territory) -> None:
    other.kill()
    with turn(tuxtla, wait=5):
        pass


def test_whoever_does_not_get_their_turn_is_asked_to_wait(
    sender: Sender, areas: list[Territory], other: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", 0.2)
    answer = sender.send("risk-results", "a.csv", CLASSES)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "30"
    assert "Se está leyendo otro archivo de este lugar." in answer.content.decode()
    assert not Upload.objects.exists()
    assert not spooled()
    other.kill()
    other.wait()
    assert sender.send("risk-results", "a.csv", CLASSES).status_code == 302


def test_no_answer_is_lost_while_waiting(
    sender: Sender, areas: list[Territory], tuxtla: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sender.upload("risk-results", "a.csv", CLASSES)

    def taken(*_args: object, **_more: object) -> None:
        raise TurnTakenError

    monkeypatch.setattr("clrisk_site.files.importing.previewing.turn", taken)
    for step in ("upload-sheet", "upload-columns", "upload-review"):
        answer = sender.client.get(sender.at(step, upload))
        assert answer.status_code == 429
        assert answer.context["again"] == sender.at(step, upload)
    answer = sender.client.post(sender.at("upload-confirm", upload), {"token": "x"})
    assert (answer.status_code, answer.context["again"]) == (429, sender.at("upload-review", upload))
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_a_sixth_file_within_a_minute_waits_and_is_noted(
    sender: Sender, areas: list[Territory], settings: LazySettings, liaison: User, analyst: User,
    client_of: ClientOf,
) -> None:  # fmt: skip
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"import_upload": "5/m/user"}
    for _time in range(5):
        assert sender.send("risk-results", "a.csv", CLASSES).status_code == 302
    answer = sender.send("risk-results", "a.csv", CLASSES)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    page = answer.content.decode()
    assert "elíjalo de nuevo, con su fuente y su año" in page
    assert "no se perdió" not in page
    assert "Envió varios archivos en un minuto." in answer.content.decode()
    assert Upload.objects.count() == 5
    noted = AuditEntry.objects.get(action="import.throttled")
    assert (noted.by, noted.changes) == (liaison, {"kind": "risk-results"})
    assert Sender(client_of(analyst)).send("risk-results", "a.csv", CLASSES).status_code == 302
    cache.clear()
