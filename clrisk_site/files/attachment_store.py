"""The private folder of attachments. Which are kept, the rows say; nothing here reads one."""

import datetime as dt
from collections.abc import Container
from pathlib import Path

from django.conf import settings

from clrisk_site.files import private_folder

UNFINISHED = dt.timedelta(hours=1)
"""A file younger than this may belong to a row that is being written."""


def folder() -> Path:
    return private_folder.made(Path(settings.MEDIA_ROOT) / "attachments")


def keep(content: bytes) -> str:
    """Write a file under a random name, whole or not at all."""
    name = private_folder.random_name()
    private_folder.write_whole(folder() / name, content)
    return name


def path_of(stored_name: str) -> Path:
    """Return where a file lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    return private_folder.place_in(folder(), stored_name)


def discard(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)


def sweep(known: Container[str]) -> int:
    """Remove what no row names, unless it was written just now; returns how many files went."""
    unknown = [path for path in private_folder.older_than(folder(), UNFINISHED) if path.name not in known]
    for path in unknown:
        path.unlink(missing_ok=True)
    return len(unknown)
