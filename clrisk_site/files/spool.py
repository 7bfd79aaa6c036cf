"""The private folder where uploads wait, an hour at most."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clrisk_site.files import private_folder
from clrisk_site.files.models import Upload

LIFETIME = dt.timedelta(hours=1)


def folder() -> Path:
    """Return the spool folder, made on first use."""
    return private_folder.made(Path(settings.SPOOL_DIR))


def create_file() -> tuple[str, int]:
    """Open a new file for writing; returns its random name and its descriptor."""
    name = private_folder.random_name()
    return name, private_folder.create(folder() / name)


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
    """Remove everything older than an hour, with or without a row; returns how many files went."""
    now = now or timezone.now()
    old = list(private_folder.older_than(folder(), LIFETIME, now=now))
    for path in old:
        path.unlink(missing_ok=True)
    Upload.objects.filter(created_at__lte=now - LIFETIME).delete()
    return len(old)
