"""Which catalogues there are; each app registers its own in AppConfig.ready.

A new catalogue is one YAML file and one registration: `of_files` where only code reads it, `of_model` where
records point at its rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from clrisk_site.catalogue.country import Texts, Value
from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.catalogue.fields import Field, Label
from clrisk_site.catalogue.loading import read_entries, seed

type Load = Callable[[Path], int]


@dataclass(frozen=True)
class Shipped:
    """One entry as it is shipped, with the typed fields that it has."""

    code: str
    texts: Texts
    explanations: Texts = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    active: bool = True

    @property
    def content(self) -> dict[str, Any]:
        """All that it says, as plain data: an adaptation keeps it to see later that it changed."""
        return {
            "texts": dict(self.texts),
            "explanations": dict(self.explanations),
            "values": {one.code: self.values.get(one.code) for one in self.fields},
        }


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One catalogue: its name, where its entries come from, and what a country may write.

    Parameters
    ----------
    code, label, explanation
        How it is named in addresses and on pages.
    files : tuple of Path
        What seeds it; empty where the entries stand in code.
    read : callable
        From the catalogue and a country to the shipped entries, in their order.
    load : callable, optional
        Seeds rows from a file.
    model : type, optional
        The rows that records point at. Only such a catalogue can have rows of a country's own.
    fields : tuple of Field
        Typed fields of every entry.
    name_label, more_label
        How the short text ("Name") and the long one are called; no `more_label` where there is no long text.
    """

    code: str
    label: Label
    explanation: Label
    read: Callable[["Catalogue", str], tuple[Shipped, ...]]
    files: tuple[Path, ...] = ()
    load: Load | None = None
    model: type[CatalogueEntry] | None = None
    fields: tuple[Field, ...] = ()
    name_label: Label | None = None
    more_label: Label | None = None

    def shipped(self, country: str) -> dict[str, Shipped]:
        """Return the shipped entries by code, as they are for every country or for this one."""
        return {entry.code: entry for entry in self.read(self, country)}


_catalogues: dict[str, Catalogue] = {}


def register(catalogue: Catalogue) -> None:
    """Add a catalogue to those that pages show and `load_catalogues` loads."""
    _catalogues[catalogue.code] = catalogue


def add_file(code: str, path: Path) -> None:
    """Let a catalogue of several apps read one more file."""
    known = _catalogues[code]
    if path not in known.files:
        _catalogues[code] = replace(known, files=(*known.files, path))


def catalogues() -> tuple[Catalogue, ...]:
    """All catalogues, in the order the apps named them."""
    return tuple(_catalogues.values())


def find_catalogue(code: str) -> Catalogue | None:
    """Return the catalogue of this code, or None."""
    return _catalogues.get(code)


def of_model(model: type[CatalogueEntry], path: Path, **names: Any) -> Catalogue:
    """Return a catalogue whose rows records point at, seeded from a file."""
    return Catalogue(
        code=model.CATALOGUE, read=_rows, files=(path,), load=partial(seed, model), model=model, **names
    )


def of_files(code: str, *files: Path, **names: Any) -> Catalogue:
    """Return a catalogue that code reads from its files."""
    return Catalogue(code=code, read=_entries, files=files, **names)


def _rows(catalogue: Catalogue, _country: str) -> tuple[Shipped, ...]:
    if catalogue.model is None:
        return ()
    return tuple(
        Shipped(
            code=row.code,
            texts=row.texts,
            explanations=row.explanations,
            values={one.code: getattr(row, one.code) for one in catalogue.fields},
            fields=catalogue.fields,
            active=row.active,
        )
        for row in catalogue.model._default_manager.filter(country="")
    )


def _entries(catalogue: Catalogue, _country: str) -> tuple[Shipped, ...]:
    return tuple(
        Shipped(
            code=entry["code"],
            texts=entry["texts"],
            explanations=entry.get("explanations", {}),
            values={one.code: entry.get(one.code) for one in catalogue.fields},
            fields=catalogue.fields,
        )
        for path in catalogue.files
        for entry in read_entries(path)
    )
