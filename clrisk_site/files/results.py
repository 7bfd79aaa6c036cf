"""The private folder of finished documents, handed out by checked views, kept a week."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from clrisk_site.files import private_folder

KEPT = dt.timedelta(days=7)


def folder() -> Path:
    return private_folder.made(Path(settings.MEDIA_ROOT) / "documents")


def keep(content: bytes | Path, name: str = "") -> str:
    """Write a document under a random name, or one given by `claim_job`, whole or not at all.

    A path is that of a file which was written where `draft_of` said; it becomes the document.
    """
    target = path_of(name or private_folder.random_name())
    if isinstance(content, Path):
        content.rename(target)
    else:
        private_folder.write_whole(target, content)
    return target.name


def draft_of(name: str) -> Path:
    """Return where a job writes a file that is too large to be held whole; `discard` removes it."""
    return private_folder.partial_of(path_of(name))


def discard(name: str) -> None:
    """Remove a document, complete or not; one that was never written is no fault."""
    if name:
        path_of(name).unlink(missing_ok=True)
        private_folder.partial_of(path_of(name)).unlink(missing_ok=True)


def path_of(stored_name: str) -> Path:
    """Return where a document lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    return private_folder.place_in(folder(), stored_name)


def sweep() -> None:
    """Remove documents older than seven days; they can be made again."""
    for path in private_folder.older_than(folder(), KEPT):
        path.unlink(missing_ok=True)
