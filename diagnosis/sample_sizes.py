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
    rest = _rest(row, story, audience)
    return replace(sizes, few=sizes.few or other.few or rest.few)


def _rest(row: FactorEffect, story: Story, audience: Audience) -> Sizes:
    """Return those whom neither side holds: they follow from the total on the page of the result."""
    totals = (one for one in row.result.result.get("shares", ()) if one["sex"] == row.sex and one["data"])
    total = next((one["data"] for one in totals), None)
    sides = (row.n, row.n_reference, row.cases, row.cases_reference)
    if total is None or any(one is None for one in sides):
        return Sizes(None, None, few=False)
    n, n_reference, cases, cases_reference = (one or 0 for one in sides)
    left = total["n"] - n - n_reference
    cases_left = total["cases"] - cases - cases_reference
    # A model has several categories beside the two: those are no rest of few by themselves.
    return _side(left, max(cases_left, 0), story, audience) if left > 0 else Sizes(None, None, few=False)


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
