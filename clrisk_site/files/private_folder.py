"""How every private folder works: random names, files whole or not there, read by the site's own user alone.

What lies in a folder and how long it stays, the modules of the folders say: spool, results, emblems and
attachment_store.
"""

import datetime as dt
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.utils import timezone

_NAME = re.compile(r"[0-9a-f]{32}(\.[a-z]{3})?")


def made(path: Path) -> Path:
    """Return a folder, made on first use."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def random_name(extension: str = "") -> str:
    """Return a name that nobody can guess."""
    return secrets.token_hex(16) + (f".{extension}" if extension else "")


def place_in(folder: Path, name: str, *, extensions: tuple[str, ...] = ()) -> Path:
    """Return where a file lies.

    Raises
    ------
    ValueError
        When the name is not one that `random_name` gave, with one of these extensions.
    """
    match = _NAME.fullmatch(name)
    if match is None or (match[1] or "").removeprefix(".") not in (extensions or ("",)):
        raise ValueError(name)
    return folder / name


def create(path: Path) -> int:
    """Open a new file for writing; return its descriptor."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    with os.fdopen(create(partial_of(path)), "wb") as file:
        file.write(content)
    partial_of(path).rename(path)


def partial_of(path: Path) -> Path:
    """Return where a file lies while it is being written."""
    return path.with_name(f"{path.name}.part")


def older_than(folder: Path, age: dt.timedelta, *, now: dt.datetime | None = None) -> Iterator[Path]:
    """Yield the files that were written longer ago."""
    limit = (now or timezone.now()) - age
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another process sweeps too
            if dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) <= limit:
                yield path
