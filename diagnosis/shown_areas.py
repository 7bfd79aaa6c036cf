"""Children of zones and areas, as an audience may see them beside their sum. Pure."""

from collections.abc import Sequence

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
        next_smallest = min(rest, key=lambda position: (before[position].value or 0, position))
        shown[next_smallest] = cleared(hidden(before[next_smallest]), audience)
    return tuple(shown)


def _is_small(one: Estimate, smallest: int) -> bool:
    if one.value is None or one.story.official or one.story.basis is Basis.INHERITED:
        return False
    return 0 < one.value < smallest
