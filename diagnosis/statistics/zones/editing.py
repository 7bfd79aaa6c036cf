"""What people change in zones, each with its reason. Every function returns new zones and keeps the old."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from clrisk_site.figures.message import says
from diagnosis.statistics.zones.connected import components
from diagnosis.statistics.zones.errors import InvalidEditError, MissingReasonError, UnknownZoneError
from diagnosis.statistics.zones.letters import letter_of, place_of
from diagnosis.statistics.zones.zone import (
    Dropped,
    Edit,
    EditKind,
    ProposedZone,
    WhyDropped,
    Zones,
    by_need,
    dropped_from,
    next_letter,
    zone_from,
)


def merge_zones(zones: Zones, letters: Collection[str], *, reason: str) -> Zones:
    """Make one zone of several; it takes the first of their letters.

    Parameters
    ----------
    zones : Zones
        What is changed.
    letters : collection of str
        Two zones or more.
    reason : str
        Why; it is kept in the trail.

    Returns
    -------
    Zones
        They need not lie side by side: `pieces` says into how many parts a zone falls.

    Raises
    ------
    UnknownZoneError, MissingReasonError
        If a letter has no zone, or the reason is empty.
    InvalidEditError
        If fewer than two zones are named.
    """
    chosen = [_zone(zones, letter) for letter in sorted(set(letters), key=lambda one: (len(one), one))]
    if len(chosen) < 2:
        raise InvalidEditError(says("Choose at least two zones to merge."))
    whole = zone_from(chosen[0].letter, _areas(chosen), zones.basis)
    edit = Edit(EditKind.MERGE, tuple(zone.letter for zone in chosen), (), (whole.letter,), _given(reason))
    return _changed(zones, edit, gone=chosen, come=[whole])


def split_zone(zones: Zones, letter: str, parts: Sequence[Collection[str]], *, reason: str) -> Zones:
    """Make several zones of one; the part with most need keeps the letter, the others get new ones.

    Parameters
    ----------
    zones : Zones
        What is changed.
    letter : str
        The zone.
    parts : sequence of collection of str
        Two parts or more that share no area and together are the zone.
    reason : str
        Why; it is kept in the trail.

    Returns
    -------
    Zones

    Raises
    ------
    UnknownZoneError, MissingReasonError
        If the letter has no zone, or the reason is empty.
    InvalidEditError
        If the parts are not a division of the zone.
    """
    zone = _zone(zones, letter)
    chosen = [code for part in parts for code in part]
    if len(parts) < 2 or sorted(chosen) != list(zone.areas) or not all(parts):
        raise InvalidEditError(
            says(
                "The parts must hold every area of zone %(letter)s exactly once, and there must be two.",
                letter=letter,
            )
        )
    ordered = by_need(zone_from("", part, zones.basis) for part in parts)
    fresh = [letter, *(letter_of(zones.used + number) for number in range(len(parts) - 1))]
    come = [zone_from(one, part.areas, zones.basis) for one, part in zip(fresh, ordered, strict=True)]
    edit = Edit(EditKind.SPLIT, (letter,), (), tuple(fresh), _given(reason))
    return _changed(zones, edit, gone=[zone], come=come)


def add_areas(zones: Zones, codes: Collection[str], *, reason: str, letter: str | None = None) -> Zones:
    """Put areas into a zone, or make a new zone of them; the class of the areas does not matter.

    Parameters
    ----------
    zones : Zones
        What is changed.
    codes : collection of str
        Areas that are in no zone yet.
    reason : str
        Why; it is kept in the trail.
    letter : str, optional
        The zone; a new one without it.

    Returns
    -------
    Zones

    Raises
    ------
    UnknownAreasError, UnknownZoneError, MissingReasonError
        If a code or letter does not exist, or the reason is empty.
    InvalidEditError
        If no area is named, or one is in a zone already.
    """
    chosen = _chosen(zones, codes)
    for code in chosen:
        if code in zones.zone_of:
            raise InvalidEditError(
                says(
                    "The area %(code)s is in zone %(letter)s already. Take it out there first.",
                    code=code,
                    letter=zones.zone_of[code],
                )
            )
    gone = [] if letter is None else [_zone(zones, letter)]
    name = next_letter(zones) if letter is None else letter
    whole = zone_from(name, [*_areas(gone), *chosen], zones.basis)
    edit = Edit(EditKind.ADD, tuple(zone.letter for zone in gone), tuple(chosen), (name,), _given(reason))
    return _changed(zones, edit, gone=gone, come=[whole])


def exclude_areas(zones: Zones, codes: Collection[str], *, reason: str) -> Zones:
    """Take areas out of their zones; a zone that loses all of them is gone.

    Parameters
    ----------
    zones : Zones
        What is changed.
    codes : collection of str
        Areas that are in a zone, of one zone or of several.
    reason : str
        Why; it is kept in the trail.

    Returns
    -------
    Zones
        The areas are listed among what was dropped.

    Raises
    ------
    UnknownAreasError, MissingReasonError
        If a code does not exist, or the reason is empty.
    InvalidEditError
        If no area is named, or one is in no zone.
    """
    chosen = _chosen(zones, codes)
    for code in chosen:
        if code not in zones.zone_of:
            raise InvalidEditError(says("The area %(code)s is in no zone, so it stays out.", code=code))
    out = set(chosen)
    gone = [zone for zone in zones.zones if out.intersection(zone.areas)]
    rest = [(zone, [code for code in zone.areas if code not in out]) for zone in gone]
    come = [zone_from(zone.letter, codes, zones.basis) for zone, codes in rest if codes]
    edit = Edit(
        EditKind.EXCLUDE,
        tuple(zone.letter for zone in gone),
        tuple(chosen),
        tuple(zone.letter for zone in come),
        _given(reason),
    )
    dropped = dropped_from(chosen, WhyDropped.EXCLUDED, zones.basis)
    return _changed(zones, edit, gone=gone, come=come, dropped=[dropped])


def keep_dropped(zones: Zones, code: str, *, reason: str) -> Zones:
    """Make a zone of dropped areas in spite of their number.

    Parameters
    ----------
    zones : Zones
        What is changed.
    code : str
        One of the dropped areas; those dropped together with it come along.
    reason : str
        Why; it is kept in the trail.

    Returns
    -------
    Zones

    Raises
    ------
    UnknownAreasError, MissingReasonError
        If the code does not exist, or the reason is empty.
    InvalidEditError
        If the area was not dropped.
    """
    _chosen(zones, [code])
    found = next((one for one in zones.dropped if code in one.areas), None)
    if found is None:
        raise InvalidEditError(says("The area %(code)s was not dropped, so it cannot be kept.", code=code))
    whole = zone_from(next_letter(zones), found.areas, zones.basis)
    edit = Edit(EditKind.KEEP, (), found.areas, (whole.letter,), _given(reason))
    return _changed(zones, edit, gone=[], come=[whole])


def pieces(zones: Zones, letter: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of a zone that do not lie side by side; one part where all do.

    Raises
    ------
    UnknownZoneError
        If no zone has this letter.
    """
    neighbours = zones.basis.neighbours
    members = np.zeros(neighbours.n, dtype=bool)
    members[neighbours.places(_zone(zones, letter).areas)] = True
    return components(neighbours, members)


def _changed(
    zones: Zones,
    edit: Edit,
    *,
    gone: Collection[ProposedZone],
    come: Collection[ProposedZone],
    dropped: Collection[Dropped] = (),
) -> Zones:
    left = {zone.letter for zone in gone}
    now = [*(zone for zone in zones.zones if zone.letter not in left), *come]
    taken = {code for zone in come for code in zone.areas}
    # Areas that are in a zone again are no longer dropped; the others of their set are.
    still = [(one, [code for code in one.areas if code not in taken]) for one in zones.dropped]
    remaining = [
        one if len(codes) == len(one.areas) else dropped_from(codes, one.reason, zones.basis)
        for one, codes in still
        if codes
    ]
    return replace(
        zones,
        zones=tuple(sorted(now, key=lambda zone: place_of(zone.letter))),
        dropped=tuple(sorted([*remaining, *dropped], key=lambda one: one.areas)),
        trail=(*zones.trail, edit),
        used=max([zones.used, *(place_of(zone.letter) + 1 for zone in come)]),
    )


def _zone(zones: Zones, letter: str) -> ProposedZone:
    for zone in zones.zones:
        if zone.letter == letter:
            return zone
    raise UnknownZoneError(letter)


def _areas(zones: Iterable[ProposedZone]) -> list[str]:
    return [code for zone in zones for code in zone.areas]


def _chosen(zones: Zones, codes: Collection[str]) -> list[str]:
    if not codes:
        raise InvalidEditError(says("Choose at least one area."))
    chosen = sorted(set(codes))
    zones.basis.neighbours.places(chosen)  # raises for a code that does not exist
    return chosen


def _given(reason: str) -> str:
    if not reason.strip():
        raise MissingReasonError
    return reason.strip()
