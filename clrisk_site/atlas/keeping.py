"""What took long to draw or compare, kept in a private folder under the content it was made of.

Nothing is ever made invalid: other content has another key, and what nobody asked for in a month is swept.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from clrisk_site.files import private_folder

KEPT = dt.timedelta(days=30)
VERSION = 4
"""Raised whenever a drawing or a comparison of the same content would come out otherwise."""


def folder() -> Path:
    return private_folder.made(Path(settings.VAR_DIR) / "maps")


def kept(parts: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what was made of the same content before, else make it and keep it.

    Parameters
    ----------
    parts : tuple of str
        All that decides what comes out.
    make : callable
        Returns something that JSON can hold.
    """
    said = json.dumps([VERSION, *parts], ensure_ascii=False)
    path = folder() / hashlib.sha256(said.encode()).hexdigest()[:32]
    try:
        found = json.loads(path.read_bytes())
        path.touch()
    except (FileNotFoundError, ValueError):
        found = make()
        _write(path, json.dumps(found, ensure_ascii=False).encode())
    return found


def _write(path: Path, content: bytes) -> None:
    """Write a file whole; of two who write the same, the last wins and nobody is hurt."""
    partial = path.with_name(private_folder.random_name())
    partial.touch(mode=0o600, exist_ok=False)
    partial.write_bytes(content)
    partial.rename(path)


def sweep() -> int:
    """Remove what nobody asked for in a month; return how many files that were."""
    old = list(private_folder.older_than(folder(), KEPT))
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
