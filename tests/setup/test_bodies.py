"""How long a body is waited for: a pair of sockets, and a reader as patient as that of gunicorn."""

import io
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from clrisk_site import bodies
from clrisk_site.bodies import CUT, SLOW, BodyLostError, TimedBody


class Patient:
    """Reads until it has all that was asked for, however long each byte takes."""

    def __init__(self, wire: socket.socket) -> None:
        self.wire = wire

    def read(self, size: int) -> bytes:
        found = b""
        while len(found) < size and (more := self.wire.recv(size - len(found))):
            found += more
        return found

    def readline(self, size: int) -> bytes:
        return self.read(size)


@pytest.fixture
def wires() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_body_that_comes_is_read_whole(wires: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = wires
    content = b"x" * 300_000
    threading.Thread(target=theirs.sendall, args=(content,), daemon=True).start()
    body = TimedBody(Patient(ours), len(content), ours)
    assert body.read(10) + body.read() == content
    assert body.read() == body.read(5) == b""
    assert not body.fault
    assert ours.gettimeout() is None


@pytest.mark.parametrize("every", [None, 0.02], ids=["nothing comes", "a trickle"])
def test_a_body_that_hardly_comes_is_given_up(
    wires: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch, every: float | None
) -> None:
    monkeypatch.setattr(bodies, "SECONDS_PER_PIECE", 0.2)
    ours, theirs = wires
    ended = threading.Event()

    def trickle() -> None:
        while every is not None and not ended.wait(every):
            theirs.send(b"x")

    threading.Thread(target=trickle, daemon=True).start()
    body = TimedBody(Patient(ours), 10_000, ours)
    began = time.monotonic()
    with pytest.raises(BodyLostError):
        body.read()
    ended.set()
    assert time.monotonic() - began < 5
    assert body.fault == SLOW
    assert ours.gettimeout() is None
    assert body.read() == b""


def test_a_body_slower_than_allowed_as_a_whole_is_given_up(
    wires: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS_OF_GRACE", 0.1)
    monkeypatch.setattr(bodies, "SLOWEST_BYTES_PER_SECOND", 1_000_000)
    ours, theirs = wires
    theirs.sendall(b"x" * 50)
    body = TimedBody(Patient(ours), 100, ours)
    with pytest.raises(BodyLostError):
        body.read()
    assert body.fault == SLOW


def test_a_body_that_is_cut_is_not_taken_for_a_whole_one() -> None:
    body = TimedBody(io.BytesIO(b"half"), 8, None)
    with pytest.raises(BodyLostError):
        body.read()
    assert body.fault == CUT
