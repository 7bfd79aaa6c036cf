"""Children of zones and areas, as an audience may see them beside their sum. Pure."""

from collections.abc import Mapping, Sequence

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Basis, Estimate
from clrisk_site.figures.suppression import cleared, hidden, suppress, suppress_together


def shown_areas(
    before: Sequence[Estimate], *, audience: Audience, smallest: int | None = None
) -> tuple[Estimate, ...]:
    """Hide small numbers of areas that make up one sum.

    Parameters
    ----------
    before : sequence of Estimate
        Children of all areas, or of all zones and what lies outside them.
    audience : Audience
        Who reads them.
    smallest : int, optional
        On paper, in files and in public an area with fewer children than this is not shown; a number that its
        producer published is.

    Returns
    -------
    tuple of Estimate
        In the same order. Never is a single one hidden beside others that are shown.
    """
    if len(before) == 1 and smallest is None:
        return (suppress(before[0], audience=audience),)
    shown = list(suppress_together(before, audience=audience))
    if smallest is None:
        return tuple(shown)
    for position, one in enumerate(before):
        if _is_small(one, smallest):
            shown[position] = cleared(hidden(one), audience)
    gone = [i for i, one in enumerate(before) if one.is_available and not shown[i].is_available]
    rest = [i for i, one in enumerate(shown) if one.is_available and not one.story.official]
    if len(gone) == 1 and rest:
        next_smallest = min(rest, key=lambda position: _smallest_first(before, position))
        shown[next_smallest] = cleared(hidden(before[next_smallest]), audience)
    return tuple(shown)


def shown_nested[K](
    areas: Mapping[str, Mapping[K, Estimate]],
    sums: Mapping[str, Estimate],
    *,
    audience: Audience,
    smallest: int | None = None,
) -> dict[str, dict[K, Estimate]]:
    """Hide small numbers of areas beside the sums of their zones.

    A zone whose sum is hidden, to protect another one too, keeps an area hidden, so nobody sums it up.

    Parameters
    ----------
    areas : mapping of str to mapping
        Children of each area, by zone.
    sums : mapping of str to Estimate
        Children of each zone, all of one total.
    audience : Audience
        Who reads them.
    smallest : int, optional
        As for `shown_areas`.

    Returns
    -------
    dict
        Like `areas`. The sums are shown as `shown_areas` shows them.

    Examples
    --------
    >>> from clrisk_site.figures.estimate import Story, Unit
    >>> def persons(*counts): return [Estimate(count, Unit.PERSONS, Story()) for count in counts]
    >>> areas = {"A": dict(enumerate(persons(3, 4))), "B": dict(enumerate(persons(900, 700)))}
    >>> shown = shown_nested(areas, dict(zip("AB", persons(7, 1600))), audience=Audience.PUBLIC)
    >>> [one.value for one in shown["B"].values()]
    [900, None]
    """
    after = dict(
        zip(sums, shown_areas(tuple(sums.values()), audience=audience, smallest=smallest), strict=True)
    )
    found: dict[str, dict[K, Estimate]] = {}
    for zone, members in areas.items():
        cells = tuple(members.values())
        shown = shown_areas(cells, audience=audience, smallest=smallest)
        if zone in sums and sums[zone].is_available and not after[zone].is_available:
            shown = _never_all(cells, shown, audience)
        found[zone] = dict(zip(members, shown, strict=True))
    return found


def _never_all(
    before: Sequence[Estimate], shown: Sequence[Estimate], audience: Audience
) -> tuple[Estimate, ...]:
    """Hide the smallest of parts that are all shown; one that holds nobody would protect nothing."""
    known = [position for position, one in enumerate(before) if one.is_available]
    if not known or any(not shown[position].is_available for position in known):
        return tuple(shown)
    smallest = min(known, key=lambda position: _smallest_first(before, position))
    return tuple(
        cleared(hidden(before[position]), audience) if position == smallest else one
        for position, one in enumerate(shown)
    )


def _smallest_first(before: Sequence[Estimate], position: int) -> tuple[bool, bool, float, int]:
    """Order parts to be hidden for others: what a producer published and what holds nobody last."""
    value = before[position].value or 0
    return (before[position].story.official, value == 0, value, position)


def _is_small(one: Estimate, smallest: int) -> bool:
    if one.value is None or one.story.official or one.story.basis is Basis.INHERITED:
        return False
    return 0 < one.value < smallest
