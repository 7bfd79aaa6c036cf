"""The private folder of finished documents: random names, handed out by checked views, kept a week."""

import datetime as dt
import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

KEPT = dt.timedelta(days=7)

_NAME = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "documents"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(content: bytes, name: str = "") -> str:
    """Write a document under a random name, or one given by `claim_job`, whole or not at all."""
    target = path_of(name or secrets.token_hex(16))
    descriptor = os.open(_partial(target), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    _partial(target).rename(target)
    return target.name


def discard(name: str) -> None:
    """Remove a document, complete or not; one that was never written is no fault."""
    if name:
        path_of(name).unlink(missing_ok=True)
        _partial(path_of(name)).unlink(missing_ok=True)


def path_of(stored_name: str) -> Path:
    """Return where a document lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    if not _NAME.fullmatch(stored_name):
        raise ValueError(stored_name)
    return folder() / stored_name


def _partial(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def sweep() -> None:
    """Remove documents older than seven days; they can be made again."""
    limit = timezone.now() - KEPT
    for path in folder().iterdir():
        if dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) <= limit:
            path.unlink(missing_ok=True)
