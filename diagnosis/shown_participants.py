"""Those who took part in an exercise, as an audience may see them: few of a group are not told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Estimate, Story, Unit
from clrisk_site.figures.suppression import suppress, suppress_together


@dataclass(frozen=True)
class ShownParticipants:
    """Persons of each group, in the order given, and all of them."""

    groups: tuple[Estimate, ...]
    total: Estimate


def shown_participants(persons: Sequence[int], *, audience: Audience, year: int) -> ShownParticipants:
    """Return the groups of one exercise and their sum, with small ones hidden.

    Parameters
    ----------
    persons : sequence of int
        How many took part of each group.
    audience : Audience
        Who will read it.
    year : int
        When the exercise was held.
    """
    story = Story(year=year)
    groups = [Estimate(number, Unit.PERSONS, story) for number in persons]
    total = Estimate(sum(persons), Unit.PERSONS, story)
    return ShownParticipants(
        groups=suppress_together(groups, audience=audience), total=suppress(total, audience=audience)
    )
