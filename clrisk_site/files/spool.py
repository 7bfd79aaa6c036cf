"""The private folder where uploads wait, an hour at most, or until the job that works on one is over."""

import datetime as dt
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clrisk_site.files import private_folder
from clrisk_site.files.models import Upload
from clrisk_site.files.queries.busy_uploads import busy_uploads
from clrisk_site.tables.limits import MEBIBYTE

LIFETIME = dt.timedelta(hours=1)


def folder() -> Path:
    """Return the spool folder, made on first use."""
    return private_folder.made(Path(settings.SPOOL_DIR))


def create_file() -> tuple[str, int]:
    """Open a new file for writing; returns its random name and its descriptor."""
    name = private_folder.random_name()
    return name, private_folder.create(folder() / name)


def keep(path: Path) -> str:
    """Copy a file that was judged into the spool; return its random name there."""
    name, descriptor = create_file()
    try:
        with path.open("rb") as source, os.fdopen(descriptor, "wb") as copy:
            shutil.copyfileobj(source, copy, MEBIBYTE)
    except BaseException:
        remove_file(name)
        raise
    return name


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

    Returns
    -------
    int
        How many files went.
    """
    now = now or timezone.now()
    busy = Upload.objects.filter(pk__in=busy_uploads())
    kept = set(busy.values_list("stored_name", flat=True))
    old = [path for path in private_folder.older_than(folder(), LIFETIME, now=now) if path.name not in kept]
    for path in old:
        path.unlink(missing_ok=True)
    gone = Upload.objects.filter(created_at__lte=now - LIFETIME).exclude(stored_name__in=kept)
    gone.delete()
    return len(old)
