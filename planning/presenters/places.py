"""The places that a person may open."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.places.models import Territory
from planning.models import Pilot
from planning.presenters.dates import long_date


def places_lead(territories: Sequence[Territory], pilots: Sequence[Pilot]) -> str:
    """Say how many pilots the person may open."""
    if not territories:
        return gettext("No grant in force reaches a place. Ask the person who invited you.")
    if not pilots:
        return gettext("No pilot has been opened in the places that you reach.")
    return ngettext(
        "%(count)s pilot is open in the places that you reach.",
        "%(count)s pilots are open in the places that you reach.",
        len(pilots),
    ) % {"count": len(pilots)}


def place_rows(territories: Sequence[Territory], pilots: Sequence[Pilot]) -> list[dict[str, Any]]:
    """Make one row per pilot, then the places that have none of their own."""
    with_pilot = {pilot.territory_id for pilot in pilots}
    rows = [
        {
            "name": pilot.territory.name,
            "url": reverse("place-home", args=[pilot.territory.path]),
            "above": pilot.territory.parent.name if pilot.territory.parent else "",
            "note": gettext("Pilot begun on %(date)s") % {"date": long_date(pilot.opened_on)},
        }
        for pilot in pilots
    ]
    rows += [
        {
            "name": territory.name,
            "url": reverse("place-home", args=[territory.path]),
            "above": territory.parent.name if territory.parent else "",
            "note": str(territory.level),
        }
        for territory in territories
        if territory.pk not in with_pilot
    ]
    return rows
