"""Brings the levels of every country, and the root of its tree, up to date with their file."""

from pathlib import Path
from typing import Any

from django.db import transaction

from clrisk_site.catalogue.loading import CatalogueError, load_yaml
from clrisk_site.catalogue.registry import Catalogue, Shipped
from clrisk_site.catalogue.texts import lacking
from clrisk_site.places.models import Level, Territory

LEVELS_FILE = Path(__file__).parent / "catalogue" / "levels.yaml"


@transaction.atomic
def seed_countries(path: Path) -> int:
    """Create or update each country's levels and the territory of the country itself.

    Returns
    -------
    int
        How many countries the file holds.

    Raises
    ------
    CatalogueError
        When a level lacks a name in some language, or codes do not grow longer downwards.
    """
    countries = load_yaml(path)
    for country in countries:
        _check(path, country)
        levels = [_seed_level(country["code"], depth, entry) for depth, entry in enumerate(country["levels"])]
        Territory.objects.get_or_create(
            path=country["code"],
            defaults={"code": country["code"], "name": country["texts"]["es"], "level": levels[0]},
        )
    return len(countries)


def read_levels(_catalogue: Catalogue, country: str) -> tuple[Shipped, ...]:
    """Return the levels of a country as catalogue entries: the name of one, and of many."""
    levels = Level.objects.filter(country=country)
    return tuple(Shipped(level.code, level.texts, level.plural_texts) for level in levels)


def _seed_level(country: str, depth: int, entry: dict[str, Any]) -> Level:
    values = {
        "code": entry["code"],
        "texts": entry["texts"],
        "plural_texts": entry["plural_texts"],
        "code_length": entry["code_length"],
        "is_municipal": entry.get("is_municipal", False),
        "is_micro": entry.get("is_micro", False),
    }
    return Level.objects.update_or_create(country=country, depth=depth, defaults=values)[0]


def _check(path: Path, country: dict[str, Any]) -> None:
    lengths = [level["code_length"] for level in country["levels"]]
    if lengths != sorted(set(lengths)):
        raise CatalogueError(
            f"{path.name}: the codes of {country['code']} must grow longer from level to level."
        )
    for level in country["levels"]:
        for field in ("texts", "plural_texts"):
            if missing := lacking(level[field]):
                raise CatalogueError(
                    f"{path.name}: {country['code']} {level['code']} lacks {field} in {missing}."
                )
