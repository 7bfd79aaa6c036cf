"""How large the marginal effects of factors are in one analysis: what the index may be weighted by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Subquery

from clrisk_site.figures.estimate import Verdict
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, FactorEffect, Outcome, Sex, Technique

OUTCOMES = (Outcome.CHILD_LABOUR, Outcome.WORK, Outcome.CHORES)
"""Of several results, that of the whole definition comes first."""


@dataclass(frozen=True)
class EffectSizes:
    """The largest marginal effect of each factor in one result, in percentage points without its sign."""

    title: str = ""
    sizes: Mapping[int, float] = field(default_factory=dict)


def effect_sizes(territory: Territory, factors: Collection[int]) -> EffectSizes:
    """Return the effects of the newest logistic model that has one for every factor; else none.

    A result under a definition that is no longer in force is not used, nor an effect that may not be shown.
    """
    in_force = DefinitionSheet.objects.filter(territory=territory, frozen_at__isnull=False)
    rows = (
        FactorEffect.objects.filter(
            result__territory=territory,
            result__technique=Technique.LOGIT,
            result__outcome__in=OUTCOMES,
            result__definition=Subquery(in_force.order_by("-frozen_at", "-pk").values("pk")[:1]),
            factor__in=factors,
            sex=Sex.ALL,
            points__isnull=False,
        )
        .exclude(verdict=Verdict.SUPPRESS.value)
        .values_list("result_id", "result__title", "result__outcome", "factor_id", "points")
    )
    found: dict[tuple[int, int], EffectSizes] = {}
    for result, title, outcome, factor, points in rows:
        key = (OUTCOMES.index(Outcome(outcome)), -result)
        sizes = found[key].sizes if key in found else {}
        found[key] = EffectSizes(title, {**sizes, factor: max(abs(points or 0), sizes.get(factor, 0))})
    complete = (found[key] for key in sorted(found) if set(found[key].sizes) == set(factors))
    return next((one for one in complete if any(one.sizes.values())), EffectSizes())
