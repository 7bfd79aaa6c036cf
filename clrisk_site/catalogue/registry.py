"""Which catalogue files seed which model; each app adds its own in AppConfig.ready."""

from pathlib import Path

from clrisk_site.catalogue.entry import CatalogueEntry

_catalogues: list[tuple[type[CatalogueEntry], Path]] = []


def register(model: type[CatalogueEntry], path: Path) -> None:
    """Say that `path` seeds `model`."""
    if (model, path) not in _catalogues:
        _catalogues.append((model, path))


def registered() -> tuple[tuple[type[CatalogueEntry], Path], ...]:
    """All catalogues, in the order the apps named them."""
    return tuple(_catalogues)
