"""Cases 49 and 50 against a real server: bodies that trickle, end half-way, come at once, or may not come."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.urls import reverse

from clrisk_site.files.models import Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Level, Territory
from tests.files.sending import TUXTLA
from tests.files.serving import Caller, Site, answer_on, answers, served
from tests.files.workers import Workers, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

SECONDS_PER_PIECE = 1.5
START = f"/t/{TUXTLA}/data/import/risk-results/"
FIELDS = {"source": "INEGI", "year": "2020"}
GOOD = b"clave,clase\n071010001,alto\n"
LONG = GOOD + b"071010001,alto\n" * 20_000


@pytest.fixture
def site(workers: Workers, levels: dict[str, Level], tuxtla: Territory) -> Iterator[Site]:
    with served(workers, SECONDS_PER_PIECE=str(SECONDS_PER_PIECE)) as site:
        yield site


@pytest.fixture
def sender(site: Site, liaison: User) -> Caller:
    return Caller.as_user(site.port, liaison)


def nothing_is_left(site: Site) -> bool:
    kept = [*site.workers.var.glob("spool/*"), *site.workers.temporary.glob("clrisk-child-*")]
    return not kept and not Upload.objects.exists()


def test_case_49_and_50_bodies_that_do_not_come_as_they_should(
    site: Site, sender: Caller, authority: User, stranger: User
) -> None:
    """One server for all of it: to start one takes longer than the rest."""
    what_may_not_be_sent_is_answered_before_it_arrives(site, sender, authority, stranger)
    fifty_files_at_once_leave_other_pages_answering(site, sender)
    slow_and_broken_sendings_keep_nothing(site, sender)
    assert "Traceback" not in site.log
    assert "WSGIRequest 500" not in site.log


def slow_and_broken_sendings_keep_nothing(site: Site, sender: Caller) -> None:
    head, body = sender.head_and_body(START, "lento.csv", LONG, FIELDS)
    with sender.open() as wire:
        wire.sendall(head + body[:1000])
        ended = threading.Event()

        def trickle() -> None:
            for byte in body[1000:]:
                if ended.wait(0.1):
                    return
                wire.send(bytes([byte]))

        threading.Thread(target=trickle, daemon=True).start()
        began = time.monotonic()
        status, page = answer_on(wire)
        ended.set()
    assert status == 408
    assert "La conexión fue demasiado lenta o se cortó" in page
    assert time.monotonic() - began < SECONDS_PER_PIECE * 4
    assert nothing_is_left(site)

    with sender.open() as wire:
        wire.sendall(head + body[: len(body) // 2])
        wire.shutdown(socket.SHUT_WR)
        status, _page = answer_on(wire)
    assert status == 408
    with sender.open() as wire:
        wire.sendall(head + body[: len(body) // 2])
    time.sleep(0.2)
    assert nothing_is_left(site)
    assert sender.send(START, "bien.csv", GOOD, FIELDS)[0] == 302, "the places are free again"


def fifty_files_at_once_leave_other_pages_answering(site: Site, sender: Caller) -> None:
    head, body = sender.head_and_body(START, "muchos.csv", LONG, FIELDS)
    answered: Counter[int] = Counter()
    with ExitStack() as opened:
        wires = [opened.enter_context(sender.open()) for _ in range(50)]
        for wire in wires:
            wire.sendall(head + body[: len(body) // 2])
        waited = wait_until(lambda: answers(site.port))
        for wire in wires:
            status, page = answer_on(wire)
            answered[status] += 1
            if status == 503:
                assert "En este momento se reciben varios archivos." in page
                assert 'value="INEGI"' in page
    assert set(answered) <= {408, 503}
    assert answered[503] >= 40
    assert waited < 20, "the server waits for those it refused"
    assert nothing_is_left(site)


def what_may_not_be_sent_is_answered_before_it_arrives(
    site: Site, sender: Caller, authority: User, stranger: User
) -> None:
    """Only the head is sent: whoever waits for the body answers 408."""
    strangers = [
        (Caller.as_user(site.port, authority), True, 403),
        (Caller.as_user(site.port, stranger), True, 404),
        (Caller(site.port), True, 302),
        (sender, False, 403),
    ]
    for caller, token, expected in strangers:
        head, _body = caller.head_and_body(START, "lista.csv", LONG, FIELDS, token=token)
        with caller.open() as wire:
            wire.sendall(head)
            status, _page = answer_on(wire)
        assert status == expected
    assert nothing_is_left(site)
    assert reverse("import-file", args=[TUXTLA, "risk-results"]) == START
