"""The private folder of emblems; the images were written anew before they came here."""

from pathlib import Path

from django.conf import settings

from clrisk_site.files import private_folder
from clrisk_site.files.images import ReencodedImage

_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def folder() -> Path:
    return private_folder.made(Path(settings.MEDIA_ROOT) / "emblems")


def keep(image: ReencodedImage) -> str:
    """Write an image under a random name, whole or not at all."""
    name = private_folder.random_name(image.extension)
    private_folder.write_whole(folder() / name, image.content)
    return name


def path_of(stored_name: str) -> Path:
    """Return where an emblem lies.

    Raises
    ------
    ValueError
        When the name is not one that `keep` gave.
    """
    return private_folder.place_in(folder(), stored_name, extensions=tuple(_MEDIA_TYPES))


def media_type(stored_name: str) -> str:
    return _MEDIA_TYPES[stored_name.rpartition(".")[2]]


def discard(stored_name: str) -> None:
    """Remove an emblem; one that is gone already is no fault."""
    if stored_name:
        path_of(stored_name).unlink(missing_ok=True)
