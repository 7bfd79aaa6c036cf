"""How large the marginal effects of factors are in one analysis: what the index may be weighted by."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from clrisk_site.figures.estimate import Verdict
from clrisk_site.places.models import Territory
from diagnosis.factor_categories import Categories, Meaning, read_categories
from diagnosis.models import FactorEffect, Outcome, Sex, Technique
from diagnosis.queries.definition import frozen_definition
from diagnosis.staleness import stale_because

OUTCOMES = (Outcome.CHILD_LABOUR, Outcome.WORK, Outcome.CHORES)
"""Of several results, that of the whole definition comes first."""


@dataclass(frozen=True)
class EffectSizes:
    """The marginal effect of each factor in one result, in percentage points without its sign.

    Of several categories it is the one the factor is named after, as in the ranking of the evidence.
    """

    title: str = ""
    sizes: Mapping[int, float] = field(default_factory=dict)


def effect_sizes(territory: Territory, factors: Collection[int]) -> EffectSizes:
    """Return the effects of the newest logistic model that has one for every factor; else none.

    A result under a definition that is no longer in force is not used, nor an effect that may not be shown.
    """
    rows = list(
        FactorEffect.objects.filter(
            result__territory=territory,
            result__technique=Technique.LOGIT,
            result__outcome__in=OUTCOMES,
            factor__in=factors,
            sex=Sex.ALL,
            points__isnull=False,
        )
        .exclude(verdict=Verdict.SUPPRESS.value)
        .select_related("result__definition", "factor")
    )
    if not rows:
        return EffectSizes()
    in_force = frozen_definition(territory)
    by_result: dict[tuple[int, int], list[FactorEffect]] = defaultdict(list)
    for row in rows:
        if stale_because(row.result.definition, in_force) is None:
            by_result[OUTCOMES.index(Outcome(row.result.outcome)), -row.result_id].append(row)
    if not by_result:
        return EffectSizes()
    categories = read_categories()
    for key in sorted(by_result):
        sizes = _sizes(by_result[key], categories)
        if set(sizes) == set(factors) and any(sizes.values()):
            return EffectSizes(by_result[key][0].result.title, sizes)
    return EffectSizes()


def _sizes(rows: Sequence[FactorEffect], categories: Categories) -> dict[int, float]:
    """Return the size of each factor: of its own category, then of better quality, then the larger one."""

    def place(row: FactorEffect) -> tuple[Meaning, bool, float]:
        factor = row.factor
        compared = categories.compared(factor.code, factor.names, row.category, row.reference)
        return compared.meaning, row.verdict == Verdict.REVIEW.value, -abs(row.points or 0)

    return {row.factor_id: abs(row.points or 0) for row in sorted(rows, key=place, reverse=True)}
