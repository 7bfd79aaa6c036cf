"""What people write short for the places of a country, from its file; only ever proposed, never taken."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from clrisk_site.tables.territories import name_key

SHORT_NAMES_FILE = Path(__file__).with_name("short_names.yaml")


def short_names(country: str) -> Mapping[str, str]:
    """Return the short names of a country, in plain letters without spaces, to the paths they mean."""
    return _by_country().get(country, {})


@cache
def _by_country() -> Mapping[str, Mapping[str, str]]:
    countries = yaml.safe_load(SHORT_NAMES_FILE.read_text(encoding="utf-8"))
    return {
        country: {
            name_key(text).replace(" ", ""): f"{country}.{code}"
            for code, texts in places.items()
            for text in texts
        }
        for country, places in countries.items()
    }
