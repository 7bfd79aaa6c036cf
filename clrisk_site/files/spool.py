"""The private folder where uploads wait, an hour at most, or until the job that works on one is over."""

import datetime as dt
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clrisk_site.files import private_folder
from clrisk_site.files.models import Upload
from clrisk_site.files.queries.busy_uploads import busy_uploads
from clrisk_site.tables.limits import MEBIBYTE

LIFETIME = dt.timedelta(hours=1)
SECONDS_TO_LOCK = 5


def folder() -> Path:
    """Return the spool folder, made on first use."""
    return private_folder.made(Path(settings.SPOOL_DIR))


def create_file() -> tuple[str, int]:
    """Open a new file for writing; returns its random name and its descriptor.

    As long as the descriptor is open the file counts as in use, although it has no row yet.
    """
    name = private_folder.random_name()
    descriptor = private_folder.create(folder() / name)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return name, descriptor


@contextmanager
def kept(path: Path) -> Iterator[str]:
    """Copy a file that was judged into the spool and yield its random name, so that it is given its row.

    Without a row at the end of the block, because something failed, nothing of it stays.
    """
    name, descriptor = create_file()
    with os.fdopen(descriptor, "wb") as copy:
        try:
            with path.open("rb") as source:
                shutil.copyfileobj(source, copy, MEBIBYTE)
            copy.flush()
            yield name
        except BaseException:
            remove_file(name)
            raise


def path_of(stored_name: str) -> Path:
    """Return where a file lies.

    Raises
    ------
    ValueError
        When the name is not one that `create_file` gave.
    """
    return private_folder.place_in(folder(), stored_name)


def remove_file(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)


def discard(upload: Upload) -> None:
    """Forget an upload: first its file, then its row."""
    remove_file(upload.stored_name)
    upload.delete()


def sweep(*, now: dt.datetime | None = None) -> int:
    """Remove everything older than an hour, with or without a row, unless a job still works on it.

    What has no row and belongs to no running process goes at once.

    Returns
    -------
    int
        How many files went.
    """
    orphans = sweep_orphans()
    now = now or timezone.now()
    busy = Upload.objects.filter(pk__in=busy_uploads())
    kept = set(busy.values_list("stored_name", flat=True))
    old = [path for path in private_folder.older_than(folder(), LIFETIME, now=now) if path.name not in kept]
    for path in old:
        path.unlink(missing_ok=True)
    gone = Upload.objects.filter(created_at__lte=now - LIFETIME).exclude(stored_name__in=kept)
    gone.delete()
    return len(old) + orphans


def sweep_orphans() -> int:
    """Remove the files of processes that were killed before they gave them a row; return how many went."""
    swept = 0
    for path in folder().iterdir():
        # Another process sweeps too, or writes this very file.
        with suppress(OSError):
            swept += _swept_as_orphan(path)
    return swept


def _swept_as_orphan(path: Path) -> bool:
    if time.time() - path.stat().st_mtime < SECONDS_TO_LOCK:
        return False  # its owner may be about to lock it
    held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Asked while the lock is held: whoever wrote it has given it its row, or never will.
        if Upload.objects.filter(stored_name=path.name).exists():
            return False
        path.unlink()
    finally:
        os.close(held)
    return True
