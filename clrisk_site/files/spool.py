"""The private folder where uploads wait: random names, read by the site's own user only, an hour at most."""

import datetime as dt
import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clrisk_site.files.models import Upload

LIFETIME = dt.timedelta(hours=1)

_NAME = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """Return the spool folder, made on first use."""
    path = Path(settings.SPOOL_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def create_file() -> tuple[str, int]:
    """Open a new file for writing; returns its random name and its descriptor."""
    name = secrets.token_hex(16)
    return name, os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def path_of(stored_name: str) -> Path:
    """Return where a file lies.

    Raises
    ------
    ValueError
        When the name is not one that `create_file` gave.
    """
    if not _NAME.fullmatch(stored_name):
        raise ValueError(stored_name)
    return folder() / stored_name


def remove_file(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)


def discard(upload: Upload) -> None:
    """Forget an upload: first its file, then its row."""
    remove_file(upload.stored_name)
    upload.delete()


def sweep(*, now: dt.datetime | None = None) -> int:
    """Remove everything older than an hour, with or without a row; returns how many files went."""
    limit = (now or timezone.now()) - LIFETIME
    removed = 0
    for path in folder().iterdir():
        if dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) <= limit:
            path.unlink(missing_ok=True)
            removed += 1
    Upload.objects.filter(created_at__lte=limit).delete()
    return removed
