"""What can be chosen above the supply matrix: which factor, level and zone."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from mapping.gap_asking import Wanted
from mapping.models.institution import GovernmentLevel
from mapping.supply import By, SupplyMatrix

MOST_LISTED = 40
"""Zones to choose from in a list; of more the letter is typed."""


def choices_of(matrix: SupplyMatrix, wanted: Wanted) -> list[dict[str, Any]]:
    """Return each choice with its options; those that do not fit the columns are left away."""
    factors = dict.fromkeys((row.factor.code, row.factor.name) for row in matrix.rows)
    found = [_choice("factor", gettext("Factor"), gettext("all factors"), factors, wanted.factor)]
    if wanted.by is By.ZONE:
        levels = [(level.value, str(level.label)) for level in GovernmentLevel]
        found.append(_choice("level", gettext("Level"), gettext("all levels"), levels, wanted.level))
    zones = [(one.letter, f"{one.letter} · {one.name}") for one in matrix.columns if one.letter]
    if len(zones) > MOST_LISTED:
        found.append({"name": "zone", "label": gettext("Letter of the zone"), "typed": wanted.zone})
    elif len(zones) > 1:
        found.append(_choice("zone", gettext("Zone"), gettext("all zones"), zones, wanted.zone))
    return found


def _choice(
    name: str, label: str, every: str, options: Iterable[tuple[str, str]], chosen: str
) -> dict[str, Any]:
    named = [{"value": value, "label": text, "current": value == chosen} for value, text in options]
    return {"name": name, "label": label, "every": every, "options": named}
