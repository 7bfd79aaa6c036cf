"""Zones from the areas of the top class that lie together. People change them afterwards: editing.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import compress

import numpy as np

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.zones.connected import components
from diagnosis.statistics.zones.errors import InfiniteValueError, NegativeValueError, UnknownAreasError
from diagnosis.statistics.zones.letters import letter_of
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.zone import (
    Basis,
    ProposedZone,
    WhyDropped,
    Zones,
    by_need,
    dropped_from,
    zone_from,
)

LEAST_AREAS = 2
LEAST_CHILDREN = 50.0


def contiguous_zones(
    top: Collection[str],
    neighbours: Neighbours,
    *,
    children: Mapping[str, float | None] | None,
    need: Mapping[str, float | None] | None,
    least_areas: int = LEAST_AREAS,
    least_children: float = LEAST_CHILDREN,
    bridge: Neighbours | None = None,
    keep: Collection[str] = (),
) -> Zones:
    """Return the zones that areas of the top class make with their neighbours.

    Parameters
    ----------
    top : collection of str
        Codes of the areas in the top class.
    neighbours : Neighbours
        Who lies beside whom, for all areas.
    children : mapping of str to float or None, or None
        Children of 5 to 17 in each area; None, NaN or no entry means unknown, which is not zero. None
        instead of a mapping: no zone is dropped for its children.
    need : mapping of str to float or None, or None
        Expected need of each area, for instance children at risk; letters go down with it. None: letters go
        down with the children.
    least_areas : int, default=2
        Sets of fewer areas are dropped.
    least_children : float, default=50
        Sets with fewer children are dropped, unless a number is unknown.
    bridge : Neighbours, optional
        More pairs that join areas, for instance all within a distance.
    keep : collection of str
        Areas of the top class whose set is kept whatever its size.

    Returns
    -------
    Zones
        Zones in the order of their letters, and what was dropped with its reason.

    Raises
    ------
    UnknownAreasError
        If a code is not among the areas of `neighbours`, or the areas of `bridge` are others.
    NegativeValueError, InfiniteValueError
        If a number of children or a need is below zero or infinite.

    Notes
    -----
    A set holds the areas of the top class between which a path over such areas exists. A set under both
    limits is dropped for its number of areas.

    Examples
    --------
    >>> from diagnosis.statistics.zones import neighbours_from_pairs
    >>> street = neighbours_from_pairs("abcde", [("a", "b"), ("b", "c"), ("d", "e")])
    >>> children = {"a": 90.0, "b": 10.0, "d": 60.0, "e": 70.0}
    >>> found = contiguous_zones("abde", street, children=children, need=None)
    >>> [(zone.letter, zone.areas, zone.children) for zone in found.zones]
    [('A', ('d', 'e'), 130.0), ('B', ('a', 'b'), 100.0)]
    """
    joined = neighbours if bridge is None else neighbours.joined(bridge)
    basis = _basis(joined, children, need)
    chosen, kept = _known(top, joined), _known(keep, joined)
    members = np.array([code in chosen for code in joined.codes], dtype=np.bool_)
    zones: list[ProposedZone] = []
    dropped = []
    for codes in components(joined, members):
        zone = zone_from("", codes, basis)
        reason = None
        if not kept.intersection(codes):
            reason = _too_small(zone, least_areas, least_children if children is not None else 0)
        if reason is None:
            zones.append(zone)
        else:
            dropped.append(dropped_from(codes, reason, basis))
    lettered = tuple(replace(zone, letter=letter_of(place)) for place, zone in enumerate(by_need(zones)))
    return Zones(
        zones=lettered,
        dropped=tuple(dropped),
        least_areas=least_areas,
        least_children=least_children,
        trail=(),
        used=len(lettered),
        basis=basis,
        warnings=(*joined.warnings, *_noticed(lettered, children, need), *_not_top(kept - chosen)),
    )


def _too_small(zone: ProposedZone, least_areas: int, least_children: float) -> WhyDropped | None:
    if len(zone.areas) < least_areas:
        return WhyDropped.FEW_AREAS
    few = zone.children is not None and zone.children < least_children
    return WhyDropped.FEW_CHILDREN if few and not zone.children_unknown else None


def _basis(
    neighbours: Neighbours,
    children: Mapping[str, float | None] | None,
    need: Mapping[str, float | None] | None,
) -> Basis:
    return Basis(neighbours, _numbers(children or {}, neighbours), _numbers(need or {}, neighbours))


def _numbers(given: Mapping[str, float | None], neighbours: Neighbours) -> dict[str, float]:
    _known(given, neighbours)
    numbers = np.array(list(given.values()), dtype=np.float64)  # None becomes NaN
    for wrong, fault in ((np.isinf(numbers), InfiniteValueError), (numbers < 0, NegativeValueError)):
        if wrong.any():
            raise fault(min(compress(given, wrong.tolist())))
    known = ~np.isnan(numbers)
    return dict(zip(compress(given, known.tolist()), numbers[known].tolist(), strict=True))


def _known(codes: Collection[str], neighbours: Neighbours) -> set[str]:
    chosen = set(codes)
    unknown = chosen.difference(neighbours.codes)
    if unknown:
        raise UnknownAreasError(unknown)
    return chosen


def _not_top(codes: Collection[str]) -> tuple[Message, ...]:
    if not codes:
        return ()
    return (
        counts(
            "%(count)s area to keep is not in the top class, so it makes no zone.",
            "%(count)s areas to keep are not in the top class, so they make no zone.",
            len(codes),
        ),
    )


def _noticed(zones: tuple[ProposedZone, ...], children: object, need: object) -> tuple[Message, ...]:
    warnings = []
    if children is None:
        warnings.append(says("No numbers of children are given, so no zone was dropped for having few."))
    if need is None:
        warnings.append(says("No expected need is given, so letters follow the number of children."))
    unknown = sum(zone.children_unknown for zone in zones) if children is not None else 0
    if unknown:
        warnings.append(
            counts(
                "%(count)s area of the zones has no number of children. "
                "Its zone has at least the number shown.",
                "%(count)s areas of the zones have no number of children. "
                "Their zones have at least the number shown.",
                unknown,
            )
        )
    without = sum(zone.need_unknown for zone in zones) if need is not None else 0
    if without:
        warnings.append(
            counts(
                "%(count)s area of the zones has no expected need. Letters follow what is known.",
                "%(count)s areas of the zones have no expected need. Letters follow what is known.",
                without,
            )
        )
    return tuple(warnings)
