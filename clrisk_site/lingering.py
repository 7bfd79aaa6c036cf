"""gunicorn's worker with threads, in which refused senders hold nobody up.

A server that answers before a body was sent must take the rest of it, or the sender is cut off before it
reads the answer. gunicorn waits for that in the loop that takes in everybody else's requests, two seconds
for each; here one thread does it for all of them.
"""

import selectors
import socket
import threading
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # it has no types

SECONDS = 30.0
MOST = 200
CHUNK = 256 * 1024


class Lingerer:
    """Discards what still comes after an answer was sent, until the sender closes or time is up."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._until: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, wire: socket.socket) -> None:
        """Say on the connection that nothing more comes, and look after it from now on."""
        try:
            wire.shutdown(socket.SHUT_WR)
            wire.settimeout(0)
        except OSError:
            wire.close()
            return
        with self._lock:
            if len(self._until) >= MOST:
                wire.close()
                return
            self._until[wire] = time.monotonic() + SECONDS
            self._selector.register(wire, selectors.EVENT_READ)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="lingerer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            ready = {key.fileobj for key, _events in self._selector.select(timeout=1.0)}
            now = time.monotonic()
            with self._lock:
                for wire, until in list(self._until.items()):
                    if now > until or (wire in ready and _is_over(wire)):
                        self._selector.unregister(wire)
                        del self._until[wire]
                        wire.close()
                if not self._until:
                    self._thread = None
                    return


def _is_over(wire: socket.socket) -> bool:
    try:
        return not wire.recv(CHUNK)
    except BlockingIOError:
        return False
    except OSError:
        return True


class Worker(ThreadWorker):  # type: ignore[misc]  # the same
    """Hands connections that are to be closed over, so that its own loop never waits for a sender."""

    def init_process(self) -> None:
        self.lingerer = Lingerer()
        super().init_process()

    def handle(self, conn: TConn) -> Any:
        again = super().handle(conn)
        if again is False and conn.initialized:
            wire, conn.sock = conn.sock, socket.socket()
            self.lingerer.take(wire)
        return again
