"""One file of a municipality is read at a time, whichever process reads it; a turn ends with its process."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from clrisk_site.files import private_folder
from clrisk_site.places.models import Territory

SECONDS_TO_WAIT = 20.0
SECONDS_BETWEEN = 0.1

_held: ContextVar[frozenset[int]] = ContextVar("turns held here", default=frozenset())


class TurnTakenError(Exception):
    """Another file of the same municipality is still being read."""


@contextmanager
def turn(
    territory: Territory, *, wait: float | None = None, meanwhile: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Wait for the turn of a territory and hold it; one that is held here already is not asked for again.

    Parameters
    ----------
    wait : float, optional
        Seconds to wait at most; `SECONDS_TO_WAIT` when left out, as people do who look at a page.
    meanwhile : callable
        Called again and again while waiting, so that a job can be cancelled.

    Raises
    ------
    TurnTakenError
        When the turn did not come in time.
    """
    if territory.pk in _held.get():
        yield
        return
    # The lock is the kernel's: it goes when the process goes, so nothing is left to clean up.
    descriptor = os.open(_folder() / str(territory.pk), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, SECONDS_TO_WAIT if wait is None else wait, meanwhile)
        token = _held.set(_held.get() | {territory.pk})
        try:
            yield
        finally:
            _held.reset(token)
    finally:
        os.close(descriptor)


def _take(descriptor: int, wait: float, meanwhile: Callable[[], object]) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise TurnTakenError from None
            meanwhile()
            time.sleep(SECONDS_BETWEEN)
        else:
            return


def _folder() -> Path:
    return private_folder.made(Path(settings.VAR_DIR) / "turns")
