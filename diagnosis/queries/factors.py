"""The factor ranking of a territory: published effects and weights, else equal weights that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from clrisk_site.catalogue.entry import offered
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from diagnosis.models import Direction, Factor, FactorEffect, FactorWeight
from diagnosis.queries.effect_sizes import EffectSizes, effect_sizes
from diagnosis.queries.proxy import ProxyResults, proxy_results

NOTHING_MEASURED = EffectSizes()


class Weighting(StrEnum):
    """Where the weights of the priority factors come from."""

    MEASURED = "measured"
    PUBLISHED = "published"
    EFFECTS = "effects"
    EQUAL = "equal"


@dataclass(frozen=True)
class RankedFactor:
    """A factor with what is known of it here. `share` is the weight in use, 0 to 1; none if not priority."""

    factor_id: int
    code: str
    name: str
    explanation: str
    direction: str
    share: float | None
    weight: float | None
    effect: Estimate
    is_priority: bool
    about_girls: bool
    source: str
    year: int | None
    note: str
    illustrative: bool
    weight_pk: int | None


@dataclass(frozen=True)
class FactorRanking:
    """All factors, priority ones first, by size of effect, then weight, then the order of the method."""

    rows: tuple[RankedFactor, ...]
    weighting: Weighting
    note: Message

    @property
    def priority(self) -> tuple[RankedFactor, ...]:
        """The factors chosen for this territory."""
        return tuple(row for row in self.rows if row.is_priority)

    @property
    def has_effects(self) -> bool:
        """Whether at least one effect was published."""
        return any(row.effect.is_available for row in self.rows)

    @property
    def is_chosen(self) -> bool:
        """Whether people recorded anything about factors here."""
        return any(row.weight_pk is not None for row in self.rows)


def factors_of(territory: Territory, *, proxy: ProxyResults | None = None) -> FactorRanking:
    """Rank the factors of a territory.

    Where nobody chose factors yet, those that the newest proxy release measures stand in for the choice.
    `proxy` may be handed in by a caller that has read it already.
    """
    factors = _with_weights(territory)
    weights = {factor.pk: weight for factor, weight in factors if weight is not None}
    if weights:
        chosen = {pk for pk, row in weights.items() if row.is_priority}
    else:
        standing = (proxy or proxy_results(territory)).measured if territory.level.is_municipal else ()
        chosen = {factor.pk for factor, _weight in factors if factor.code in standing}
    # Measured weights hold only where every chosen factor has an effect, which the one query tells.
    estimated = {factor.pk for factor, _weight in factors if getattr(factor, "is_estimated", False)}
    measured = effect_sizes(territory, chosen) if chosen and chosen <= estimated else EffectSizes()
    shares, weighting, note = share_out({pk: weights.get(pk) for pk in chosen}, measured)
    rows = [_row(factor, weight, shares.get(factor.pk), factor.pk in chosen) for factor, weight in factors]
    return FactorRanking(_ranked(rows), weighting, note)


def _with_weights(territory: Territory) -> list[tuple[Factor, FactorWeight | None]]:
    """Return the factors of the place's country, each with what the place recorded of it, in one query."""
    here = FilteredRelation("weights", condition=Q(weights__territory=territory))
    estimated = Exists(FactorEffect.objects.filter(factor=OuterRef("pk"), result__territory=territory))
    rows = offered(Factor, territory.country).annotate(here=here, is_estimated=estimated)
    joined = rows.select_related("here")  # type: ignore[misc]  # the plugin does not know filtered relations
    return [(factor, getattr(factor, "here", None)) for factor in joined]


def share_out(
    chosen: dict[int, FactorWeight | None], measured: EffectSizes = NOTHING_MEASURED
) -> tuple[dict[int, float], Weighting, Message]:
    """Return the share of each chosen factor; partly published weights cannot be compared: all equal.

    Effects that an analysis of this place measured come before what others published.
    """
    if _complete(dict(measured.sizes), chosen):
        note = says("Weights follow the marginal effects of the analysis «%(title)s».", title=measured.title)
        return _normalised(dict(measured.sizes)), Weighting.MEASURED, note
    published = {pk: row.weight for pk, row in chosen.items() if row is not None and row.weight is not None}
    effects = {
        pk: abs(row.effect_points)
        for pk, row in chosen.items()
        if row is not None and row.effect_points is not None
    }
    if _complete(published, chosen):
        return _normalised(published), Weighting.PUBLISHED, says("Weights as published.")
    if _complete(effects, chosen):
        return (
            _normalised(effects),
            Weighting.EFFECTS,
            says("Weights follow the size of the effects, as no weights were published."),
        )
    equal = dict.fromkeys(chosen, 1.0)
    known = max(len(published), len(effects))
    if known:
        note = says(
            "Equal weights: numbers were published for %(known)s of %(all)s factors only.",
            known=known,
            all=len(chosen),
        )
    else:
        note = says("No weights published: equal weights.")
    return _normalised(equal), Weighting.EQUAL, note


def _complete(numbers: dict[int, float], chosen: Iterable[int]) -> bool:
    return set(numbers) == set(chosen) and sum(numbers.values()) > 0


def _normalised(numbers: dict[int, float]) -> dict[int, float]:
    total = sum(numbers.values())
    return {pk: number / total for pk, number in numbers.items()}


def _row(factor: Factor, weight: FactorWeight | None, share: float | None, is_priority: bool) -> RankedFactor:  # noqa: FBT001 - private
    return RankedFactor(
        factor_id=factor.pk,
        code=factor.code,
        name=str(factor),
        explanation=factor.explanation,
        direction=weight.direction if weight else factor.in_force("direction", factor.direction),
        share=share,
        weight=weight.weight if weight else None,
        effect=effect_of(weight),
        is_priority=is_priority,
        about_girls=factor.in_force("about_girls", factor.about_girls),
        source=weight.source if weight else "",
        year=weight.year if weight else None,
        note=weight.note if weight else "",
        illustrative=bool(weight and weight.illustrative),
        weight_pk=weight.pk if weight else None,
    )


def effect_of(weight: FactorWeight | None) -> Estimate:
    """Return the published difference in percentage points with its interval, or "not published"."""
    if weight is None or weight.effect_points is None:
        return missing(Unit.POINTS, Story(basis=Basis.MODELLED), Availability.NOT_PUBLISHED)
    story = Story(
        source=weight.source,
        year=weight.year,
        basis=Basis.MODELLED,
        illustrative=weight.illustrative,
        note=weight.note or None,
    )
    return Estimate(
        weight.effect_points, Unit.POINTS, story, lower=weight.effect_lower, upper=weight.effect_upper
    )


def _ranked(rows: Sequence[RankedFactor]) -> tuple[RankedFactor, ...]:
    def size(row: RankedFactor) -> tuple[bool, float, float]:
        return (not row.is_priority, -abs(row.effect.value or 0), -(row.share or 0))

    return tuple(sorted(rows, key=size))  # stable: the method's order decides between equals


def sign_of(row: RankedFactor) -> int | None:
    """Return +1 or -1 for the direction of a factor, None when it is unclear."""
    return {Direction.RAISES: 1, Direction.LOWERS: -1}.get(Direction(row.direction))
