"""The private folder of attachments: random names, no address, read by the site's own user only."""

import datetime as dt
import os
import re
import secrets
from collections.abc import Container
from pathlib import Path

from django.conf import settings
from django.utils import timezone

UNFINISHED = dt.timedelta(hours=1)
"""A file younger than this may belong to a row that is being written."""

_NAME = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "attachments"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(content: bytes) -> str:
    """Write a file under a random name, whole or not at all."""
    name = secrets.token_hex(16)
    partial = folder() / f"{name}.part"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    partial.rename(folder() / name)
    return name


def path_of(stored_name: str) -> Path:
    """Return where a file lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    if not _NAME.fullmatch(stored_name):
        raise ValueError(stored_name)
    return folder() / stored_name


def discard(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)


def sweep(known: Container[str]) -> int:
    """Remove what no row names, unless it was written just now; returns how many files went."""
    limit = timezone.now() - UNFINISHED
    removed = 0
    for path in folder().iterdir():
        young = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) > limit
        if path.name not in known and not young:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
