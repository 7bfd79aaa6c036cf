"""Which catalogue files seed which rows; each app adds its own in AppConfig.ready."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.catalogue.loading import seed

type Load = Callable[[Path], int]

_catalogues: dict[Path, Load] = {}


def register(model: type[CatalogueEntry], path: Path) -> None:
    """Say that `path` seeds `model`."""
    register_loader(path, partial(seed, model))


def register_loader(path: Path, load: Load) -> None:
    """Say that `load` seeds rows from `path` and returns how many entries it holds."""
    _catalogues[path] = load


def registered() -> tuple[tuple[Path, Load], ...]:
    """All catalogues, in the order the apps named them."""
    return tuple(_catalogues.items())
