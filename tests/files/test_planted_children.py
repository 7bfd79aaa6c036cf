"""Twenty planted children, a real server and `kill -9`: afterwards they are nowhere.

Sent as an import and to the page that counts; the server is killed while the list arrives and while its child
reads it. Then everything that a server keeps is searched: rows, files, log, temporary folders, backup.
"""

import os
import signal
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from clrisk_site.files.actions.sweep_at_start import sweep_at_start
from clrisk_site.files.models import Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Neighbourhood, Territory
from clrisk_site.tables import child_folder
from mapping.models import BeneficiaryCounting
from tests.bench.browser import Forms
from tests.files.sending import TUXTLA
from tests.files.serving import Caller, Site, answers, served
from tests.files.test_corpus_persons import whole_database
from tests.files.workers import Workers, wait_until
from tests.tables.corpus.persons import as_csv, children, open_list

pytestmark = pytest.mark.django_db(transaction=True)

IMPORT = f"/t/{TUXTLA}/data/import/risk-results/"
COUNT = f"/t/{TUXTLA}/beneficiaries/count/"
FIELDS = {"source": "DIF", "year": "2024"}
COUNT_FIELDS = {"title": "Becas", "source": "DIF", "year": "2024", "counted_on": "2024-06-30", "area": "7"}
LIST = as_csv(open_list()).encode()
# Its children live where somebody here knows, so that it is counted and saved.
COUNTED = as_csv(
    [*row, place] for row, place in zip(open_list(), ["Colonia", *["Patria Nueva"] * 20], strict=True)
).encode()
REPEATED = 1000
"""Times that the list is repeated so that its reading takes long enough to be killed in it."""


def canaries() -> list[str]:
    return [canary for child in children() for canary in (*child.canaries, child.area)]


@pytest.fixture
def site(
    workers: Workers, levels: dict[str, Level], tuxtla: Territory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    town = Territory.objects.create(
        path=f"{TUXTLA}.0001", code="071010001", name="Centro", level=levels["locality"], parent=tuxtla
    )
    Neighbourhood.objects.create(territory=town, name="Patria Nueva")
    monkeypatch.setattr(tempfile, "tempdir", str(workers.temporary))
    monkeypatch.setattr(child_folder, "SECONDS_TO_LOCK", -1)
    with served(workers) as site:
        yield site


def everything_kept(site: Site) -> bytes:
    """All that a dump, a backup and a look at the disk of the server would hold."""
    found = [whole_database().encode()]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database = Path(str(connection.settings_dict["NAME"]))
        found += [file.read_bytes() for file in database.parent.glob(f"{database.name}*")]
    backup = site.workers.var / "backup.zip"
    call_command("backup", str(backup))
    with zipfile.ZipFile(backup) as archive:
        found += [archive.read(part) for part in archive.namelist()]
    backup.unlink()
    found += [file.read_bytes() for file in site.workers.var.rglob("*") if file.is_file()]
    return b"\n".join(found)


def among(kept: bytes, wanted: Iterable[str]) -> list[str]:
    return [canary for canary in wanted if canary.encode() in kept]


def long_list() -> bytes:
    head, rows = open_list()[:1], open_list()[1:]
    return as_csv([*head, *rows * REPEATED]).encode()


def test_case_37_planted_children_are_nowhere_even_when_the_server_is_killed(
    site: Site, liaison: User
) -> None:
    sender = Caller.as_user(site.port, liaison)
    status, page = sender.send(IMPORT, "padron.csv", LIST, FIELDS)
    assert (status, among(page.encode(), canaries())) == (422, [])
    count_by_area(sender)
    the_child_is_killed(site, sender)
    the_server_is_killed_while_the_list_arrives(site, sender)
    the_server_is_killed_while_its_child_reads(site, sender)
    sweep_at_start()
    assert not Upload.objects.exists()
    assert not list(site.workers.temporary.iterdir())
    kept = everything_kept(site)
    assert among(kept, canaries()) == []
    # The search itself works: what a server does keep is found in the same heap.
    assert among(kept, [liaison.email, TUXTLA, "import-file"]) == [liaison.email, TUXTLA, "import-file"]


def count_by_area(sender: Caller) -> None:
    """Send the list in both steps to the page that counts it."""
    status, page = sender.send(COUNT, "padron.csv", COUNTED, {"step": "header"})
    assert status == 200
    assert among(page.encode(), canaries()) == []
    fields = next(fields for _address, fields in Forms(page).forms if "header" in fields)
    given = {name: value for name, value in (fields | COUNT_FIELDS).items() if value}
    status, page = sender.send(COUNT, "padron.csv", COUNTED, given | {"step": "count"})
    assert status == 302, page
    assert BeneficiaryCounting.objects.get().rows == 20
    assert among(page.encode(), canaries()) == []


def the_child_is_killed(site: Site, sender: Caller) -> None:
    def kill() -> None:
        wait_until(lambda: site.readers)
        os.kill(site.readers[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    status, page = sender.send(IMPORT, "largo.csv", long_list(), FIELDS)
    killer.join()
    assert status == 422
    assert among(page.encode(), canaries()) == []


def the_server_is_killed_while_the_list_arrives(site: Site, sender: Caller) -> None:
    head, body = sender.head_and_body(COUNT, "largo.csv", long_list(), {"step": "header"})
    before = site.answering
    with sender.open() as wire:
        wire.sendall(head + body[: len(body) // 2])
        time.sleep(0.2)
        os.kill(before, signal.SIGKILL)
    # The process that starts others starts one again.
    wait_until(lambda: answers(site.port))
    assert site.answering != before


def the_server_is_killed_while_its_child_reads(site: Site, sender: Caller) -> None:
    head, body = sender.head_and_body(IMPORT, "largo.csv", long_list(), FIELDS)
    with sender.open() as wire:
        wire.sendall(head + body)
        wait_until(lambda: site.readers)
        (reader,) = site.readers
        site.kill_all()
    wait_until(lambda: not is_alive(reader), seconds=5)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
