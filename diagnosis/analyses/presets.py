"""The rule of quality that a specification names: eclac, working, or country:XX."""

from __future__ import annotations

import re

from clrisk_site.figures.message import N_, says
from diagnosis.analyses.faults import listed
from diagnosis.analyses.keys import Key, Shape
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.quality import COUNTRY_CV, ECLAC, WORKING, Preset, country_preset

PRESET = Key(
    "preset",
    Shape.TEXT,
    N_("Rule of quality: eclac, working, or country:XX with the limit of a country."),
    default="eclac",
)
_COUNTRY = re.compile(r"country\s*:\s*([A-Za-z]{2})")


def preset_name(spec: Specification) -> str:
    """Return the rule as a program may store it: eclac, working, or country:XX."""
    kind, _colon, country = spec.text("preset", ECLAC.name).partition(":")
    return f"country:{country.strip().upper()}" if country else kind.strip().casefold()


def preset_of(spec: Specification) -> Preset:
    """Return the rule.

    Raises
    ------
    InvalidValueError
        If there is no such rule, or the country has no limit of its own.
    """
    name = spec.text("preset", ECLAC.name).casefold()
    if name in (ECLAC.name, WORKING.name):
        return ECLAC if name == ECLAC.name else WORKING
    found = _COUNTRY.fullmatch(name)
    if found is None or found[1].upper() not in COUNTRY_CV:
        wanted = says(
            "Write eclac, working, or country:XX with one of: %(known)s.",
            known=listed(sorted(COUNTRY_CV), 40),
        )
        raise spec.invalid("preset", wanted)
    return country_preset(found[1].upper())
