"""Makes one zone of several, and two of one. What is told of the parts stays where it was recorded."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from clrisk_site.places.models import Territory
from clrisk_site.tables.wording import plain
from diagnosis.actions.zone_changes import ZoneRefusedError, checked_reason, free_letters, note_change
from diagnosis.models import Zone, ZoneChangeKind, ZoneStatus


@transaction.atomic
def merge_zones(zone: Zone, others: Collection[Zone], *, by: User, expected_version: int) -> Zone:
    """Put the areas of other zones into one; the others leave use and stay on record.

    Parameters
    ----------
    zone : Zone
        The one that stays, with its letter and name; its `reason` is that of the change.
    others : collection of Zone
        Zones in use of the same municipality.

    Raises
    ------
    ZoneRefusedError
        If no other zone is named, one is out of use or of another municipality, or there is no reason.
    ConflictError
        If somebody saved the zone since `expected_version` was read.
    """
    reason = checked_reason(zone.reason)
    joined = sorted((one for one in others if one.pk != zone.pk), key=lambda one: one.letter)
    if not joined or zone.status == ZoneStatus.DROPPED:
        raise ZoneRefusedError(says("Choose at least two zones to merge."))
    for one in joined:
        if one.territory_id != zone.territory_id:
            raise ZoneRefusedError(
                says(
                    "Zone %(letter)s lies in another municipality. A zone belongs to one municipality.",
                    letter=one.letter,
                )
            )
        if one.status == ZoneStatus.DROPPED:
            raise ZoneRefusedError(says("Zone %(letter)s is out of use already.", letter=one.letter))
    areas = Territory.objects.filter(zones__in=[zone, *joined]).distinct()
    held = list(areas)
    for one in joined:
        # First the others leave, so that no area is in two zones at any moment.
        one.status = ZoneStatus.DROPPED
        one.reason = gettext("Merged into zone %(letter)s. %(reason)s") % {
            "letter": zone.letter,
            "reason": reason,
        }
        save_record(one, by=by, expected_version=one.version)
    zone.neighbourhoods = together(zone.neighbourhoods, *(one.neighbourhoods for one in joined))
    save_record(zone, by=by, expected_version=expected_version, related={"areas": held})
    note_change(
        zone.territory,
        ZoneChangeKind.MERGED,
        letters=[zone.letter, *(one.letter for one in joined)],
        areas=[area.code for area in held],
        reason=reason,
        by=by,
    )
    return zone


@transaction.atomic
def split_zone(
    zone: Zone,
    leaving: Collection[Territory],
    *,
    name: str,
    neighbourhoods: Sequence[str],
    by: User,
    expected_version: int,
) -> Zone:
    """Make a new zone of some areas of a zone, with the next free letter.

    Parameters
    ----------
    zone : Zone
        The one that is split; it keeps its letter and the other areas. Its `reason` is that of the change.
    leaving : collection of Territory
        Areas of the new zone: some of the zone's, not all.
    neighbourhoods : sequence of str
        Names of the new zone; the old one loses them.

    Returns
    -------
    Zone
        The new one.

    Raises
    ------
    ZoneRefusedError
        If the areas are none, all, or not the zone's, or there is no reason.
    ConflictError
        If somebody saved the zone since `expected_version` was read.
    """
    reason = checked_reason(zone.reason)
    held = {area.pk: area for area in zone.areas.all()}
    gone = {area.pk for area in leaving}
    if not gone or not gone < set(held):
        raise ZoneRefusedError(
            says("Choose some of the areas of zone %(letter)s, but not all of them.", letter=zone.letter)
        )
    staying = [area for pk, area in held.items() if pk not in gone]
    moved = {plain(one) for one in neighbourhoods}
    zone.neighbourhoods = [one for one in zone.neighbourhoods if plain(one) not in moved]
    save_record(zone, by=by, expected_version=expected_version, related={"areas": staying})
    (letter,) = free_letters(zone.territory, 1)
    new = Zone(
        territory=zone.territory,
        letter=letter,
        name=name,
        neighbourhoods=list(neighbourhoods),
        status=zone.status,
        reason=reason,
        result=zone.result,
        illustrative=zone.illustrative,
    )
    create_record(new, by=by, related={"areas": [held[pk] for pk in gone]})
    note_change(
        zone.territory,
        ZoneChangeKind.SPLIT,
        letters=[zone.letter, letter],
        areas=[held[pk].code for pk in gone],
        reason=reason,
        by=by,
    )
    return new


def together(*lists: Sequence[str]) -> list[str]:
    """Return the names of several lists, each once, however it is written."""
    known: dict[str, str] = {}
    for names in lists:
        for name in names:
            known.setdefault(plain(name), name)
    return list(known.values())
