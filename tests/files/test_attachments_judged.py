"""Attachments judged by content: honest ones are kept, hostile ones refused in words, with nothing kept."""

import contextlib
import io
import random
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clrisk_site.files.judging import child, guard
from clrisk_site.files.judging.kinds import Judged, Refusal, Refused
from clrisk_site.files.judging.limits import LIMITS
from clrisk_site.files.models import Attachment
from clrisk_site.people.models import AuditEntry, User
from mapping.models import CoordinationSpace
from tests.cast import ClientOf
from tests.files.attaching import PATH, attach, attach_address, stored
from tests.files.hostile_files import CANARY_PLACE, GOOD, HOSTILE, PROGRAM, image, pdf, photograph, word
from tests.files.sending import spooled

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def empty_store() -> None:
    for path in stored():
        path.unlink()


@pytest.fixture
def client(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


@pytest.mark.parametrize("case", GOOD)
def test_an_honest_file_is_kept(case: str, client: Client, space: CoordinationSpace) -> None:
    name, content = GOOD[case]
    assert attach(client, space, name, content).status_code == 302
    attachment = Attachment.objects.get()
    (file,) = stored()
    assert file.name == attachment.stored_name
    assert file.stat().st_mode & 0o077 == 0
    assert attachment.size_bytes == file.stat().st_size
    assert attachment.file_name == Path(name).stem + "." + attachment.file_name.rpartition(".")[2]
    assert attachment.classification == "restricted"
    assert not spooled()


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_words(case: str, client: Client, space: CoordinationSpace) -> None:
    name, content, words = HOSTILE[case]
    began = time.monotonic()
    answer = attach(client, space, name, content, title="Título que queda")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Título que queda" in page
    assert not Attachment.objects.exists()
    assert not stored()
    assert not spooled()
    noted = AuditEntry.objects.get(action="attachment.refused")
    assert noted.changes == {"refusal": noted.changes["refusal"], "size_bytes": len(content)}
    assert noted.changes["refusal"] in set(Refusal)
    assert time.monotonic() - began < 10


def test_a_refusal_is_noted_though_the_form_is_undone(client: Client, space: CoordinationSpace) -> None:
    shown: Any = client.get(attach_address(space))
    ticket = re.search(r'name="submission" value="([^"]+)"', shown.content.decode())
    assert ticket
    for _sent in range(2):
        answer = attach(client, space, "carta-de-juana.exe", PROGRAM, submission=ticket[1])
        assert answer.status_code == 422
    entries = AuditEntry.objects.filter(action="attachment.refused")
    told = [entry.changes for entry in entries]
    assert told == [{"refusal": "program", "size_bytes": len(PROGRAM)}] * 2
    record: Any = client.get(reverse("record-history", args=[PATH, space._meta.label_lower, space.pk]))
    assert "intentó adjuntar" in record.content.decode()
    assert "un programa" in record.content.decode()
    assert "carta-de-juana" not in record.content.decode()
    assert "carta-de-juana" not in str(list(entries.values()))
    assert attach(client, space, "a.pdf", pdf(), submission=ticket[1]).status_code == 302


def test_nobody_waits_for_a_transaction_while_a_file_is_judged(
    client: Client, space: CoordinationSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: Any = client.get(attach_address(space))
    ticket = re.search(r'name="submission" value="([^"]+)"', shown.content.decode())
    assert ticket
    outside, within = len(connection.savepoint_ids), []

    def judge(path: Path) -> Judged:
        within.append(len(connection.savepoint_ids))
        return guard.judge_guarded(path)

    monkeypatch.setattr("clrisk_site.files.views.attachments.judge_guarded", judge)
    for _sent in range(2):
        assert attach(client, space, "a.pdf", pdf(), submission=ticket[1]).status_code == 302
    assert within == [outside] * 2
    assert Attachment.objects.count() == 1


def test_a_file_larger_than_the_limit_is_not_kept(client: Client, space: CoordinationSpace) -> None:
    content = pdf() + b" " * LIMITS.file_bytes
    answer = attach(client, space, "grande.pdf", content)
    assert answer.status_code == 422
    assert "pesa más de 20 MB" in answer.content.decode()
    assert not stored()
    assert not spooled()
    assert AuditEntry.objects.get(action="attachment.refused").changes["refusal"] == "too-large"


def test_photographs_inside_word_lose_their_place(client: Client, space: CoordinationSpace) -> None:
    drawing = image("PNG", pnginfo=secret_note())
    sent = word(
        {"word/media/image1.jpg": photograph(), "word/media/image2.PNG": drawing, "word/a.xml": b"<a/>"}
    )
    assert attach(client, space, "minuta.docx", sent).status_code == 302
    with zipfile.ZipFile(stored()[0]) as kept, zipfile.ZipFile(io.BytesIO(sent)) as before:
        assert kept.namelist() == before.namelist()
        assert kept.read("word/a.xml") == b"<a/>"
        pictures = [kept.read(name) for name in kept.namelist() if "/media/" in name]
    for content, kind in zip(pictures, ("JPEG", "PNG"), strict=True):
        assert CANARY_PLACE not in content
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.format == kind
            assert not picture.getexif()
    assert Attachment.objects.get().size_bytes == stored()[0].stat().st_size


def secret_note() -> PngInfo:
    note = PngInfo()
    note.add_text("Comment", CANARY_PLACE.decode())
    return note


def test_a_photograph_loses_its_place_and_stands_upright(client: Client, space: CoordinationSpace) -> None:
    assert CANARY_PLACE in photograph()
    attach(client, space, "foto.jpg", photograph())
    content = stored()[0].read_bytes()
    assert CANARY_PLACE not in content
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (40, 60)
        assert not opened.getexif()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ana\\convenio.pdf", "convenio.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ('a"; filename="b.exe.pdf', None),
        ("linea\x0bnueva.pdf", "lineanueva.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("<script>alert(1)<script>.pdf", "_script_alert(1)_script_.pdf"),
        ("..pdf", "_.pdf"),
    ],
)
def test_what_a_file_is_called_is_made_harmless(
    sent: str, kept: str | None, client: Client, space: CoordinationSpace
) -> None:
    answer = attach(client, space, sent, pdf())
    if kept is None:
        assert answer.status_code == 422
        assert not stored()
        return
    assert answer.status_code == 302
    assert Attachment.objects.get().file_name == kept


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it warns of tags that lead nowhere, then drops them
@pytest.mark.parametrize("case", GOOD)
def test_damaged_anywhere_a_file_is_judged_or_refused(case: str, tmp_path: Path) -> None:
    _name, content = GOOD[case]
    chance = random.Random(case)
    file = tmp_path / "damaged"
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file.write_bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
        with contextlib.suppress(Refused):
            child.judge(file)


def test_the_child_cannot_talk_the_parent_into_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf())
    for answer in (b"", b"[]", b"{}", b'{"kind": "exe", "anew": false}', b'{"refused": {}}', b"\xff\xfe"):

        def run(command: list[str], answer: bytes = answer, **_options: object) -> None:
            Path(command[-2]).write_bytes(answer)

        monkeypatch.setattr("clrisk_site.files.judging.guard.subprocess.run", run)
        with pytest.raises(Refused, match="could not be checked"):
            guard.judge_guarded(file)
