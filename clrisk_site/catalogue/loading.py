"""Reads catalogue files and brings the rows of a catalogue model up to date with them."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.catalogue.texts import lacking


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


@transaction.atomic
def seed(model: type[CatalogueEntry], path: Path) -> int:
    """Create or update the rows of a catalogue from its file; rows of a country stay untouched.

    Returns
    -------
    int
        How many entries the file holds.
    """
    entries = load_yaml(path)
    adapted = set(model._default_manager.exclude(country="").values_list("code", flat=True))
    for position, entry in enumerate(entries):
        if entry["code"] in adapted:
            continue
        values = {name: value for name, value in entry.items() if name != "code"}
        model._default_manager.update_or_create(code=entry["code"], defaults={"position": position, **values})
    return len(entries)
