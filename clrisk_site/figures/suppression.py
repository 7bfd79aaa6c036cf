"""Which numbers about persons are hidden from whom. Merging small areas lives with the zones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Unit, Verdict

__all__ = [
    "DEFAULT_K",
    "LARGEST_K",
    "ROUND_TO",
    "SMALLEST_BASE",
    "SMALLEST_K",
    "Audience",
    "NotClearedError",
    "Smallest",
    "cleared",
    "hidden",
    "least_shown",
    "next_smallest",
    "read_smallest_with",
    "released",
    "rounded_count",
    "suppress",
    "suppress_together",
    "to_nearest",
]

DEFAULT_K: Mapping[Audience, int] = MappingProxyType(
    {Audience.TEAM: 5, Audience.COMMISSION: 10, Audience.PUBLIC: 10}
)
SMALLEST_K = 5
LARGEST_K: Mapping[Audience, int] = MappingProxyType(
    {Audience.TEAM: 10, Audience.COMMISSION: 20, Audience.PUBLIC: 20}
)
SMALLEST_BASE: Mapping[Audience, int] = MappingProxyType(
    {Audience.TEAM: 10, Audience.COMMISSION: 30, Audience.PUBLIC: 30}
)
ROUND_TO = 5

type Smallest = Mapping[Audience, int]


_smallest: Callable[[Audience], int] = DEFAULT_K.__getitem__


def read_smallest_with(read: Callable[[Audience], int]) -> None:
    """Say where k comes from when a caller names none: a floor above knows the place that is shown."""
    global _smallest  # noqa: PLW0603 - a seam set once while the apps start
    _smallest = read


_SHARES = {Unit.PERCENT: 100, Unit.PROBABILITY: 1}


def suppress(
    estimate: Estimate,
    *,
    audience: Audience,
    k: Smallest | None = None,
    sensitive: bool = False,
) -> Estimate:
    """Return the estimate as this audience may see it.

    Numbers already published by an official producer, and inherited classes, stay as published. Modelled
    and estimated numbers of persons are rounded to five. All others are hidden when they are small: counts
    of persons from 1 to k - 1, and shares whose base is small or from which such a count could be worked out.

    Parameters
    ----------
    estimate : Estimate
        The number before it is shown.
    audience : Audience
        Who will read it.
    k : mapping of Audience to int, optional
        Smallest count of persons that is shown; 5 to 10 inside the team, 5 to 20 outside. By default that
        of the place shown, else DEFAULT_K.
    sensitive : bool, default=False
        True if even a zero says too much, since it speaks of everyone in the group.

    Returns
    -------
    Estimate
        The same, a rounded one, or one that is SUPPRESSED and carries no number at all; cleared for the
        audience, so that it may leave (see `released`).

    Raises
    ------
    ValueError
        If k for this audience is outside its bounds.
    """
    return cleared(_judged(estimate, audience, least_shown(audience, k), sensitive=sensitive), audience)


def _judged(estimate: Estimate, audience: Audience, threshold: int, *, sensitive: bool) -> Estimate:
    if estimate.value is None:
        return estimate
    if estimate.verdict is Verdict.SUPPRESS:
        return hidden(estimate)
    if estimate.story.official or estimate.story.basis is Basis.INHERITED:
        return estimate
    if estimate.story.basis in (Basis.MODELLED, Basis.ESTIMATED):
        return _rounded(estimate) if estimate.unit is Unit.PERSONS else estimate
    if _is_small(estimate, audience, threshold, sensitive=sensitive):
        return hidden(estimate)
    return estimate


def suppress_together(
    cells: Sequence[Estimate],
    *,
    audience: Audience,
    k: Smallest | None = None,
    sensitive: bool = False,
) -> tuple[Estimate, ...]:
    """Return the cells of one row, column or total as this audience may see them.

    Where the total is shown too, one hidden cell could be worked out by subtraction. So the next smallest
    cells are hidden as well, until at least two are hidden and together hold k persons or more.

    Parameters
    ----------
    cells : sequence of Estimate
        Parts of one total, in one unit.
    audience, k, sensitive
        As for `suppress`.

    Returns
    -------
    tuple of Estimate
        In the order of `cells`.
    """
    threshold = least_shown(audience, k)
    shown = [suppress(cell, audience=audience, k=k, sensitive=sensitive) for cell in cells]
    gone = [i for i, cell in enumerate(cells) if cell.value is not None and shown[i].value is None]
    for i in next_smallest([one.value for one in cells], gone, threshold, shown=[one.value for one in shown]):
        shown[i] = cleared(hidden(cells[i]), audience)
    return tuple(shown)


def next_smallest(
    values: Sequence[float | None],
    gone: Sequence[int],
    threshold: int,
    *,
    shown: Sequence[float | None] | None = None,
) -> tuple[int, ...]:
    """Return which parts of a known total are hidden besides those that are hidden already.

    Parameters
    ----------
    values : sequence of float or None
        All parts; None where one is missing.
    gone : sequence of int
        Positions of the hidden ones.
    threshold : int
        Persons that the hidden parts must hold together, in at least two parts.
    shown : sequence of float or None, optional
        The parts as shown, where that is not the same.

    Returns
    -------
    tuple of int
        Positions, the smallest part first; nothing where nothing was hidden.
    """
    if not gone:
        return ()
    seen = values if shown is None else shown
    # Zeros come last: hiding one adds nothing to the sum that protects the others.
    candidates = sorted(
        (i for i, value in enumerate(seen) if value is not None and i not in gone),
        key=lambda i: (values[i] == 0, values[i] or 0, i),
    )
    chosen: list[int] = []
    held = sum(values[i] or 0 for i in gone)
    for i in candidates:
        if len(gone) + len(chosen) > 1 and held >= threshold:
            break
        chosen.append(i)
        held += values[i] or 0
    return tuple(chosen)


def hidden(estimate: Estimate) -> Estimate:
    """Return the estimate without its number, its interval and the size of its base."""
    return replace(
        estimate,
        value=None,
        lower=None,
        upper=None,
        availability=Availability.SUPPRESSED,
        story=replace(estimate.story, n=None),
    )


class NotClearedError(ValueError):
    """A number of persons would have left without having been judged: a mistake of the program."""


def released(estimate: Estimate) -> Estimate:
    """Return the estimate to whatever writes it out; every door calls this.

    Parameters
    ----------
    estimate : Estimate
        The number about to be written, drawn or sent.

    Returns
    -------
    Estimate
        The same.

    Raises
    ------
    NotClearedError
        If it counts persons, or is a share of persons counted here, and was not cleared for any audience.
        What an official producer published is public already.
    """
    if estimate.value is not None and estimate.cleared_for is None and _speaks_of_persons(estimate):
        raise NotClearedError(
            "a number of persons was not cleared: call suppress or protect before it leaves"
        )
    return estimate


def cleared(estimate: Estimate, audience: Audience) -> Estimate:
    """Return the estimate as one that was judged; a clearance for a wider audience stays."""
    before = estimate.cleared_for
    if before is not None and before.reach >= audience.reach:
        return estimate
    return replace(estimate, cleared_for=audience)


def _speaks_of_persons(estimate: Estimate) -> bool:
    if estimate.story.official or estimate.story.basis is Basis.INHERITED:
        return False
    if estimate.unit is Unit.PERSONS:
        return True
    is_share = estimate.unit in _SHARES or estimate.unit is Unit.POINTS
    return is_share and estimate.story.basis is Basis.COUNT


def least_shown(audience: Audience, k: Smallest | None = None) -> int:
    """Return the smallest count of persons that an audience is shown.

    Raises
    ------
    ValueError
        If k for this audience is outside its bounds.
    """
    threshold = _smallest(audience) if k is None else k[audience]
    if not SMALLEST_K <= threshold <= LARGEST_K[audience]:
        bounds = f"from {SMALLEST_K} to {LARGEST_K[audience]}"
        raise ValueError(f"k for {audience} must be {bounds}, not {threshold}")
    return threshold


def rounded_count(estimate: Estimate) -> Estimate:
    """Return a count of persons to the nearest five; a few never become none.

    Two counts of nearly the same persons then differ by nothing or by five, never by the one who left.
    Whatever an official producer published, and whatever counts no persons, stays.

    Examples
    --------
    >>> from clrisk_site.figures.estimate import Story
    >>> [rounded_count(Estimate(n, Unit.PERSONS, Story())).value for n in (0, 1, 12, 13)]
    [0, 5, 10, 15]
    """
    if estimate.value is None or estimate.unit is not Unit.PERSONS or estimate.story.official:
        return estimate
    return _rounded(estimate)


def _is_small(estimate: Estimate, audience: Audience, threshold: int, *, sensitive: bool) -> bool:
    value, base = estimate.value or 0, estimate.story.n
    if estimate.unit is Unit.PERSONS:
        return 0 < value < threshold or (sensitive and value == 0)
    if estimate.unit not in _SHARES and estimate.unit is not Unit.POINTS:
        return False
    if base is None:
        # A survey is judged by its quality verdict; a share of a list without its base cannot be judged.
        return estimate.story.basis is Basis.COUNT
    if base < SMALLEST_BASE[audience]:
        return True
    if estimate.unit is Unit.POINTS or estimate.story.basis is not Basis.COUNT:
        return False
    part = round(value * base / _SHARES[estimate.unit])
    return 0 < part < threshold or 0 < base - part < threshold or (sensitive and part in (0, base))


def _rounded(estimate: Estimate) -> Estimate:
    value = estimate.value or 0
    # A few persons never round to none: zero would say that nobody is at risk.
    rounded = max(to_nearest(value), ROUND_TO) if value > 0 else to_nearest(value)
    if estimate.lower is None or estimate.upper is None:
        return replace(estimate, value=rounded)
    lower = min(math.floor(estimate.lower / ROUND_TO) * ROUND_TO, rounded)
    upper = max(math.ceil(estimate.upper / ROUND_TO) * ROUND_TO, rounded)
    return replace(estimate, value=rounded, lower=lower, upper=upper)


def to_nearest(value: float) -> int:
    """Return a number to the nearest five; halves go up."""
    return math.floor(value / ROUND_TO + 0.5) * ROUND_TO
