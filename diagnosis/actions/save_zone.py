"""Saves a zone that people drew or changed by hand, and writes each change into the trail of zones."""

from collections.abc import Collection

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from clrisk_site.places.models import Territory
from diagnosis.actions.zone_changes import checked_areas, checked_reason, note_change
from diagnosis.models import Zone, ZoneChangeKind, ZoneStatus


@transaction.atomic
def save_zone(zone: Zone, *, areas: Collection[Territory], by: User, expected_version: int = 0) -> Zone:
    """Save a new zone or an edited one; its `reason` is that of the change.

    Parameters
    ----------
    zone : Zone
        With its new values, not yet saved.
    areas : collection of Territory
        All areas that it shall hold.
    expected_version : int
        The version that the person saw; 0 for a new zone.

    Raises
    ------
    ZoneRefusedError
        If an area lies in another municipality or in another zone, or there is no reason.
    ConflictError
        If somebody saved the zone since.
    """
    reason = checked_reason(zone.reason)
    checked_areas(zone.territory, areas, own=[zone.pk] if zone.pk else [])
    if zone.pk is None:
        create_record(zone, by=by, related={"areas": areas})
        _note(zone, ZoneChangeKind.DRAWN, {area.code for area in areas}, reason, by)
        return zone
    before = Zone.objects.get(pk=zone.pk)
    had = set(before.areas.values_list("code", flat=True))
    save_record(zone, by=by, expected_version=expected_version, related={"areas": areas})
    has = {area.code for area in areas}
    for kind, codes in _changes(before, zone, had, has):
        _note(zone, kind, codes, reason, by, was=before.letter)
    return zone


@transaction.atomic
def drop_zone(zone: Zone, *, by: User, expected_version: int) -> Zone:
    """Take a zone out of use; its `reason` says why.

    Raises
    ------
    ZoneRefusedError, ConflictError
        If there is no reason; if somebody saved the zone since.
    """
    reason = checked_reason(zone.reason)
    zone.status = ZoneStatus.DROPPED
    save_record(zone, by=by, expected_version=expected_version)
    _note(zone, ZoneChangeKind.DROPPED, set(zone.areas.values_list("code", flat=True)), reason, by)
    return zone


def _changes(
    before: Zone, after: Zone, had: set[str], has: set[str]
) -> list[tuple[ZoneChangeKind, set[str]]]:
    """Return what a person changed, each kind with the areas that it concerns."""
    renamed = any(
        getattr(before, name) != getattr(after, name) for name in ("letter", "name", "neighbourhoods")
    )
    found: list[tuple[ZoneChangeKind, set[str]]] = []
    if before.status != after.status:
        resumed = before.status == ZoneStatus.DROPPED
        found.append((ZoneChangeKind.RESUMED if resumed else ZoneChangeKind.STATUS, has))
    if has - had:
        found.append((ZoneChangeKind.ADDED, has - had))
    if had - has:
        found.append((ZoneChangeKind.EXCLUDED, had - has))
    if renamed:
        found.append((ZoneChangeKind.NAMED, has))
    return found


def _note(zone: Zone, kind: ZoneChangeKind, codes: set[str], reason: str, by: User, *, was: str = "") -> None:
    letters = dict.fromkeys(letter for letter in (was, zone.letter) if letter)
    note_change(zone.territory, kind, letters=letters, areas=codes, reason=reason, by=by)
