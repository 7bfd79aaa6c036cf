"""The folder in which a child process works, and how it and its process end when their owner is killed."""

import ctypes
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "clrisk-child-"
SECONDS_TO_LOCK = 5
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h


@contextmanager
def child_folder() -> Iterator[Path]:
    """Yield a new private folder that goes at the end; the kernel tells others when its owner died before."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        held = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(held)


def sweep_child_folders() -> int:
    """Remove the folders of owners that were killed; returns how many went."""
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another owner on this machine, or one that ends at this very moment, is none of our business.
        with suppress(OSError):
            swept += _sweep(folder)
    return swept


def _sweep(folder: Path) -> bool:
    if time.time() - folder.stat().st_mtime < SECONDS_TO_LOCK:
        return False  # its owner may be about to lock it
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(held)
    return True


def end_with(owner: int) -> None:
    """Have the kernel kill this process when the thread that started it is gone, however it ended.

    Parameters
    ----------
    owner : int
        The process that started this one; when it died before this call, this process ends here.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != owner:
        sys.exit(1)
