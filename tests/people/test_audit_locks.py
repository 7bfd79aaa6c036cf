"""Writers of one territory follow each other in its chain; those of another do not wait (PostgreSQL)."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from clrisk_site.people import audit
from clrisk_site.people.models import AuditChain, AuditEntry
from clrisk_site.people.queries.audit_breaks import all_breaks
from clrisk_site.places.models import Territory

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]
WRITERS, ROUNDS = 8, 25


def _in_thread[T](work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connections.close_all()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WRITERS) as threads:
        yield threads


def test_eight_writers_leave_one_unbroken_chain(tuxtla: Territory, pool: ThreadPoolExecutor) -> None:
    def write(writer: int) -> None:
        for turn in range(ROUNDS):
            audit.note(by=None, territory=tuxtla, action="x.change", changes={"turn": [writer, turn]})

    for done in [pool.submit(_in_thread, lambda writer=writer: write(writer)) for writer in range(WRITERS)]:
        done.result(timeout=60)
    numbers = AuditEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, WRITERS * ROUNDS + 1))
    assert AuditChain.objects.get().length == WRITERS * ROUNDS
    assert not list(all_breaks())


def test_only_writers_of_the_same_territory_wait(
    tuxtla: Territory, tapachula: Territory, pool: ThreadPoolExecutor
) -> None:
    for place in (tuxtla, tapachula):
        audit.note(by=None, territory=place, action="x.change")
    written, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            audit.note(by=None, territory=tuxtla, action="x.change")
            written.set()
            assert release.wait(30)

    def write(place: Territory) -> float:
        started = time.monotonic()
        audit.note(by=None, territory=place, action="x.change")
        return time.monotonic() - started

    holder = pool.submit(_in_thread, hold)
    assert written.wait(10)
    other = pool.submit(_in_thread, lambda: write(tapachula))
    assert other.result(timeout=5) < 5
    same = pool.submit(_in_thread, lambda: write(tuxtla))
    time.sleep(0.5)
    assert not same.done(), "a writer of the same territory went past the lock"
    release.set()
    holder.result(timeout=10)
    assert same.result(timeout=10) >= 0.4
    assert not list(all_breaks())
    assert connection.vendor == "postgresql"
