"""The places that a person may open."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.people.models import Grant
from clrisk_site.places.models import Territory
from planning.models import Pilot
from planning.presenters.dates import long_date


def places_lead(
    territories: Sequence[Territory],
    pilots: Sequence[Pilot],
    coming: Sequence[Grant],
    *,
    reads_pilots: bool,
) -> str:
    """Say how many pilots the person may open, and what opens to them later.

    Parameters
    ----------
    coming : sequence of Grant
        Grants that begin on a later day.
    reads_pilots : bool
        Whether any role of the person reads a diagnosis; others read what is published alone.
    """
    later = [_coming(grant) for grant in coming]
    if territories or not later:
        return " ".join([_open_now(territories, pilots, reads_pilots=reads_pilots), *later])
    return " ".join(later)


def _coming(grant: Grant) -> str:
    words = gettext("From %(day)s on you have access to %(place)s: %(role)s.")
    day = long_date(grant.starts) if grant.starts else ""
    return words % {"day": day, "place": grant.territory, "role": grant.get_role_display()}


def _open_now(territories: Sequence[Territory], pilots: Sequence[Pilot], *, reads_pilots: bool) -> str:
    if not territories:
        return gettext("No grant in force reaches a place. Ask the person who invited you.")
    if not reads_pilots:
        return gettext(
            "Your role reads what a municipality publishes. Nothing is published in your places yet."
        )
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
