"""The counts of the sample behind a number, as an audience may see them."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Return the counts behind one number, and whether either are too few to tell."""
    if row.n is None:
        return Sizes(None, None, few=False)
    story = Story(source=row.result.source, year=row.result.year, illustrative=row.result.illustrative)
    n = suppress(Estimate(row.n, Unit.PERSONS, story), audience=audience)
    few = row.n < SMALLEST_BASE[audience] or not n.is_available
    if row.cases is None:
        return Sizes(_told(n, audience), None, few)
    parts = (Estimate(row.cases, Unit.PERSONS, story), Estimate(row.n - row.cases, Unit.PERSONS, story))
    cases, others = suppress_together(parts, audience=audience)
    few = few or not (cases.is_available and others.is_available)
    return Sizes(_told(n, audience), _told(cases, audience), few)


def _told(count: Estimate, audience: Audience) -> Estimate:
    return count if audience is Audience.TEAM else rounded_count(count)
