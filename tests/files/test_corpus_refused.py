"""Every hostile file of the corpus through the pages: a plain sentence, and nothing left behind."""

import resource
import socket
import tempfile
from pathlib import Path

import pytest

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory
from mapping.models import Institution, Programme
from tests.files.sending import Sender, spooled
from tests.tables.builders import rows_xml, sheet_xml, workbook_parts
from tests.tables.corpus.hostile import HOSTILE, good_book, packed

pytestmark = pytest.mark.one_database

SECONDS = 5.0
GROWTH = 50 * 1024 * 1024
CANARY_PLACES = (Path("/tmp/canary.txt"), Path("/canary.txt"), Path("canary.txt"))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and its children put what they need for a moment."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def memory() -> int:
    """What this process holds now, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def worked() -> float:
    """Seconds that this process and its children worked; how busy the machine is does not matter."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def nothing_was_kept() -> bool:
    rows = (Upload, ImportReceipt, Programme, Institution)
    return (
        not spooled()
        and not any(model.objects.exists() for model in rows)
        and not AuditEntry.objects.filter(action__startswith="import").exists()
    )


@pytest.mark.parametrize("file", HOSTILE, ids=[f"case_{HOSTILE[file].case:02d} {file}" for file in HOSTILE])
def test_refused_with_a_sentence_and_nothing_left(file: str, sender: Sender, temporary: Path) -> None:
    hostile = HOSTILE[file]
    content = hostile.make()
    places, held, start = Territory.objects.count(), memory(), worked()
    answer = sender.send(hostile.kind, hostile.name, content)
    took, grown = worked() - start, memory() - held
    text = answer.content.decode()
    assert answer.status_code == 422
    assert hostile.name in text
    assert hostile.said in text
    assert "root:" not in text
    assert nothing_was_kept()
    assert Territory.objects.count() == places
    assert not list(temporary.iterdir())
    assert not any(place.exists() for place in CANARY_PLACES)
    assert took < SECONDS
    assert grown < GROWTH


def test_case_06_the_worker_lives_after_each_of_them(sender: Sender) -> None:
    assert (
        sender.send("programmes", "esquinas.xlsx", HOSTILE["two cells at the corners"].make()).status_code
        == 422
    )
    assert sender.send("programmes", "bueno.xlsx", good_book()).status_code == 302


def test_case_05_outside_entities_reach_nobody(sender: Sender) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.05)
        sheet = (
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">'
            f'<!ENTITY b SYSTEM "http://127.0.0.1:{listener.getsockname()[1]}/">]>'
            + sheet_xml(rows_xml([["clave"], ["&a;&b;"]]))
        )
        answer = sender.send("programmes", "xxe.xlsx", packed(workbook_parts(sheet)))
        with pytest.raises(TimeoutError):
            listener.accept()
    assert answer.status_code == 422
    assert "root:" not in answer.content.decode()
    assert nothing_was_kept()
