"""Thresholds: numbers of the method that a country may set for its places, within fixed limits.

Each app adds the file with its own thresholds; code asks for one by its code. Which numbers are hidden from
whom is decided in figures, which asks here for its limits.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import value_of
from clrisk_site.catalogue.fields import NumberField
from clrisk_site.catalogue.loading import CatalogueError, read_entries
from clrisk_site.catalogue.registry import Catalogue, Shipped, find_catalogue
from clrisk_site.catalogue.texts import lacking, resolve
from clrisk_site.figures.suppression import Audience

THRESHOLDS = "thresholds"
VALUE = "value"
LABEL: str | Promise = _("Value")


def threshold(code: str) -> int:
    """Return a threshold as the country in force has it.

    A stored value outside the limits, which a later version may have narrowed, gives way to the shipped one.
    """
    entry = _entry_of(code)
    shipped: int = entry[VALUE]
    found = value_of(THRESHOLDS, code, VALUE, shipped)
    return found if NumberField(VALUE, LABEL, entry["least"], entry["most"]).accepts(found) else shipped


def smallest_shown(audience: Audience) -> int:
    """Return the smallest count of persons that an audience is shown; never less than a narrower one is."""
    within = [one for one in Audience if one.reach <= audience.reach]
    return max(threshold(f"shown_to_{one.value}") for one in within)


def read_thresholds(catalogue: Catalogue, _country: str) -> tuple[Shipped, ...]:
    """Return the shipped thresholds of all files."""
    return tuple(_shipped(entry) for path in catalogue.files for entry in read_entries(path))


def _shipped(entry: dict[str, Any]) -> Shipped:
    unit = resolve(entry["unit"])
    return Shipped(
        code=entry["code"],
        texts=entry["texts"],
        explanations=entry["explanations"],
        values={VALUE: entry[VALUE]},
        fields=(NumberField(VALUE, LABEL, entry["least"], entry["most"], unit),),
    )


def _entry_of(code: str) -> dict[str, Any]:
    catalogue = find_catalogue(THRESHOLDS)
    return _by_code(catalogue.files if catalogue else ())[code]


@lru_cache(maxsize=4)
def _by_code(files: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    found = {entry["code"]: entry for path in files for entry in read_entries(path)}
    check_thresholds(list(found.values()))
    return found


def check_thresholds(entries: list[dict[str, Any]]) -> None:
    """Raise unless each threshold has a unit in every language and lies within its own limits.

    Raises
    ------
    CatalogueError
        With the code of the first that does not.
    """
    for entry in entries:
        if missing := lacking(entry.get("unit", {})):
            raise CatalogueError(f"{entry['code']} lacks its unit in {missing}.")
        if not entry["least"] <= entry[VALUE] <= entry["most"]:
            raise CatalogueError(f"{entry['code']} lies outside its own limits.")
