"""The private folder of emblems: random names; the images were written anew before they came here."""

import os
import re
import secrets
from pathlib import Path

from django.conf import settings

from clrisk_site.files.images import ReencodedImage

_NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg)")
_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "emblems"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(image: ReencodedImage) -> str:
    """Write an image under a random name, whole or not at all."""
    name = f"{secrets.token_hex(16)}.{image.extension}"
    partial = folder() / f"{name}.part"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(image.content)
    partial.rename(folder() / name)
    return name


def path_of(stored_name: str) -> Path:
    """Return where an emblem lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    if not _NAME.fullmatch(stored_name):
        raise ValueError(stored_name)
    return folder() / stored_name


def media_type(stored_name: str) -> str:
    return _MEDIA_TYPES[stored_name.rpartition(".")[2]]


def discard(stored_name: str) -> None:
    """Remove an emblem; one that is gone already is no fault."""
    if stored_name:
        path_of(stored_name).unlink(missing_ok=True)
