"""Reads catalogue files and brings the rows of a catalogue model up to date with them."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.catalogue.texts import lacking

OWN_CODE = re.compile(r"[a-z]{2}-")
"""How the codes of a country's own rows begin, and those of shipped rows never do."""


class CatalogueError(ValueError):
    """A catalogue file says something that cannot be loaded; the text names file and entry."""


def load_yaml(path: Path) -> list[dict[str, Any]]:
    """Read a catalogue file and check that each entry has a code and a text in every language.

    Raises
    ------
    CatalogueError
        When an entry has no code, a code comes twice, or a language is missing.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    seen: set[str] = set()
    for entry in entries:
        code = entry.get("code")
        if not code or code in seen:
            raise CatalogueError(
                f"{path.name}: every entry needs a code of its own, found {code!r} again or none."
            )
        seen.add(code)
        for field in ("texts", "explanations"):
            missing = lacking(entry.get(field, {}))
            if missing and (field == "texts" or field in entry):
                raise CatalogueError(f"{path.name}: {code} lacks {field} in {missing}.")
    return list(entries)


@lru_cache(maxsize=64)
def read_entries(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a file that ships with the code, so it is parsed once."""
    return load_yaml(path)


@transaction.atomic
def seed(model: type[CatalogueEntry], path: Path) -> int:
    """Create or update the shipped rows of a catalogue from its file.

    Rows of a country stay untouched. A shipped row that the file no longer has becomes inactive; it is never
    deleted, since records may point at it. One that comes back is active again.

    Returns
    -------
    int
        How many entries the file holds.

    Raises
    ------
    CatalogueError
        When the file cannot be read, or a code begins like those of a country's own rows.
    """
    entries = load_yaml(path)
    if own := [entry["code"] for entry in entries if OWN_CODE.match(entry["code"])]:
        raise CatalogueError(f"{path.name}: {own[0]} begins like the code of a country's own entry.")
    rows = model._default_manager.filter(country="")
    for position, entry in enumerate(entries):
        values = {name: value for name, value in entry.items() if name != "code"}
        defaults = {"position": position, "active": True, **values}
        rows.update_or_create(code=entry["code"], defaults=defaults)
    rows.exclude(code__in=[entry["code"] for entry in entries]).update(active=False)
    return len(entries)
