"""The counts of the sample behind a number, as an audience may see them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clrisk_site.figures.estimate import Estimate, Story, Unit
from clrisk_site.figures.suppression import (
    SMALLEST_BASE,
    Audience,
    cleared,
    hidden,
    rounded_count,
    suppress,
    suppress_together,
)
from diagnosis.models import FactorEffect


@dataclass(frozen=True)
class Sizes:
    """Children of the sample and those with the outcome, as an audience may see them."""

    n: Estimate | None
    cases: Estimate | None
    few: bool

    def closed(self, audience: Audience) -> Sizes:
        """Return no counts at all: from those of its neighbours a hidden one could be worked out."""
        n, cases = (None if one is None else cleared(hidden(one), audience) for one in (self.n, self.cases))
        return Sizes(n, cases, self.few)


def sizes_of(row: FactorEffect, audience: Audience) -> Sizes:
    """Return the counts behind one number, and whether either are too few to tell.

    The other side counts as well: all children less one side are those of the other.
    """
    story = Story(source=row.result.source, year=row.result.year, illustrative=row.result.illustrative)
    sizes = _side(row.n, row.cases, story, audience)
    other = _side(row.n_reference, row.cases_reference, story, audience)
    return replace(sizes, few=sizes.few or other.few)


def _side(number: int | None, case_number: int | None, story: Story, audience: Audience) -> Sizes:
    if number is None:
        return Sizes(None, None, few=False)
    n = suppress(Estimate(number, Unit.PERSONS, story), audience=audience)
    few = number < SMALLEST_BASE[audience] or not n.is_available
    if case_number is None:
        return Sizes(_told(n, audience), None, few)
    counts = (case_number, number - case_number)
    cases, others = suppress_together(
        [Estimate(one, Unit.PERSONS, story) for one in counts], audience=audience
    )
    few = few or not (cases.is_available and others.is_available)
    return Sizes(_told(n, audience), _told(cases, audience), few)


def _told(count: Estimate, audience: Audience) -> Estimate:
    return count if audience is Audience.TEAM else rounded_count(count)
