"""What the evidence chain of one line rests on: plain values, read elsewhere, told in presenters/chain.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from diagnosis.queries.factors import RankedFactor
from mapping.eligibility import Eligibility
from mapping.supply import GapCell


@dataclass(frozen=True, slots=True)
class FactorFact:
    """A factor of the line; `ranked` is None where the territory does not rank it."""

    code: str
    name: str
    ranked: RankedFactor | None


@dataclass(frozen=True, slots=True)
class OfferLink:
    """An offer that the line rests on."""

    programme_id: int
    name: str
    institution: str
    eligibility: Eligibility
    free: Estimate
    marginal_cost: str
    source: str
    confirmed: bool
    illustrative: bool


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """An indicator of the line; a baseline of None is "to register", never zero."""

    name: str
    unit: str
    baseline: float | None
    baseline_year: int | None
    baseline_plan: str
    target: float | None
    target_on: dt.date | None
    means_of_verification: str
    every: str


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What people decided about a gap, and whether the evidence is still the one they saw."""

    factor_code: str
    factor_name: str
    where: str
    decision: str
    reason: str
    stale: bool


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """The chain of one line, from statistic to result.

    `need` is how many children the factors concern where the line acts; `children` how many live there.
    `cells` are the gaps of its factors in its zones.
    """

    factors: tuple[FactorFact, ...]
    zones: tuple[str, ...]
    need: Estimate
    children: Estimate
    cells: tuple[GapCell, ...]
    offers: tuple[OfferLink, ...]
    indicators: tuple[IndicatorLink, ...]
    illustrative: bool = False
