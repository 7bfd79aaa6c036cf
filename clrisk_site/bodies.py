"""Bodies of requests that come too slowly or end too early: how long is waited, and what is answered then.

The server's threads are few, and a slow body holds one. Nothing here knows what a body is about.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

PIECE_BYTES = 64 * 1024
SECONDS_PER_PIECE = 30.0
"""A piece that is not there after this time came too slowly, whether nothing came or one byte a second."""
SLOWEST_BYTES_PER_SECOND = 16 * 1024
SECONDS_OF_GRACE = 60.0
"""The whole body must keep that speed, after so long; 40 MB may take three quarters of an hour."""
_AT_ONCE = 0.001

SLOW, CUT = "slow", "cut"

type Environ = dict[str, Any]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Readable(Protocol):
    """What a server hands over as the body."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


class Wire(Protocol):
    """The connection from which a server reads."""

    def gettimeout(self) -> float | None: ...

    def settimeout(self, value: float | None, /) -> None: ...


class BodyLostError(OSError):
    """The body did not come whole; Django tells views so by `UnreadablePostError`."""


class TimedBody:
    """A body of known length that is waited for only so long.

    Parameters
    ----------
    length : int
        What the request says about itself.
    wire : Wire or None
        Where the server reads from; without it only the length is watched.

    Attributes
    ----------
    fault : str
        `SLOW` or `CUT` once it is clear that the body does not come whole; "" before.
    """

    def __init__(self, stream: Readable, length: int, wire: Wire | None) -> None:
        self.fault = ""
        self._stream, self._left, self._wire = stream, length, wire
        self._until = time.monotonic() + SECONDS_OF_GRACE + length / SLOWEST_BYTES_PER_SECOND

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        pieces = []
        while wanted > 0:
            piece = self._waited_for(self._stream.read, min(wanted, PIECE_BYTES))
            if not piece:
                self._lost(CUT)
            wanted -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1) -> bytes:
        most = self._left if size is None or size < 0 else min(size, self._left)
        return self._waited_for(self._stream.readline, most) if most else b""

    def _waited_for(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self._wire is None:
            piece = read(size)
        else:
            until = min(time.monotonic() + SECONDS_PER_PIECE, self._until)
            before = self._wire.gettimeout()
            try:
                with _watch.ending(self._wire, until):
                    piece = read(size)
            except TimeoutError:
                self._lost(SLOW)
            finally:
                self._wire.settimeout(before)
        self._left -= len(piece)
        return piece

    def _lost(self, fault: str) -> NoReturn:
        self.fault = fault
        self._left = 0
        raise BodyLostError(fault)


class _Watch:
    """Ends readings that last too long: a trickle never times out by itself, since each byte begins anew."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: dict[object, tuple[float, Wire]] = {}
        self._thread: threading.Thread | None = None
        self._wakes: float | None = None

    @contextmanager
    def ending(self, wire: Wire, until: float) -> Iterator[None]:
        """Let every wait on the wire end at that time of the monotonic clock, by a `TimeoutError`."""
        key = object()
        wire.settimeout(max(_AT_ONCE, until - time.monotonic()))
        with self._changed:
            self._due[key] = (until, wire)
            # A process that was forked has the object and not its thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="bodies", daemon=True)
                self._thread.start()
            if self._wakes is None or self._wakes > until:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._due.pop(key, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for key in [key for key, (until, _wire) in self._due.items() if until <= now]:
                    # The wait that is going on ends with the next byte, and the one after it at once.
                    self._due.pop(key)[1].settimeout(_AT_ONCE)
                self._wakes = min((until for until, _wire in self._due.values()), default=None)
                self._changed.wait(None if self._wakes is None else max(0.0, self._wakes - now))


_watch = _Watch()


def timed(application: Application) -> Application:
    """Wrap an application so that it waits for bodies no longer than they deserve."""

    def waiting(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isdecimal() and int(length):
            wire = environ.get("gunicorn.socket")
            environ["wsgi.input"] = TimedBody(environ["wsgi.input"], int(length), wire)
        return application(environ, start_response)

    return waiting


class LostBodyMiddleware:
    """Answers a request whose body did not come whole, whatever a view made of the part that came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not getattr(request.META.get("wsgi.input"), "fault", ""):
            return answer
        answer.close()
        return render(request, "408.html", status=408)
