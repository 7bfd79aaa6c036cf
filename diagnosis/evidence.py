"""What is known of one factor: numbers, references and findings. Values only; queries read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from clrisk_site.figures.estimate import Estimate, Verdict
from clrisk_site.figures.message import Message
from diagnosis.factor_categories import Meaning
from diagnosis.models import Direction, Outcome, Sex, Technique
from diagnosis.queries.factors import RankedFactor


class Origin(StrEnum):
    """Where a number of the ranking comes from."""

    PUBLISHED = "published"
    COMPUTED = "computed"


class Agreement(StrEnum):
    """Whether the kinds of evidence point the same way."""

    NONE = "none"
    ONE_KIND = "one_kind"
    SAME_WAY = "same_way"
    APART = "apart"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class OddsRatio:
    """A ratio of odds with its interval; never a ratio of risks."""

    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Effect:
    """One number of one factor: percentage points with interval and verdict, and what it speaks of.

    `points`, `n` and `cases` are as the audience may see them. `result_id` is empty for what somebody
    published and people recorded. `meaning` tells whether the category is the one the factor is named after.
    """

    origin: Origin
    points: Estimate
    title: str
    outcome: str = Outcome.NONE
    sex: str = Sex.ALL
    variable: str = ""
    category: str = ""
    reference: str = ""
    odds: OddsRatio | None = None
    p_value: float | None = None
    n: Estimate | None = None
    cases: Estimate | None = None
    result_id: int | None = None
    technique: str = ""
    stale: Message | None = None
    meaning: Meaning = Meaning.OWN

    @property
    def direction(self) -> str:
        """The way that the number points; unclear where its interval holds zero."""
        points = self.points
        if not points.value or (
            points.lower is not None and points.upper is not None and points.lower <= 0 <= points.upper
        ):
            return Direction.UNCLEAR
        return Direction.RAISES if points.value > 0 else Direction.LOWERS


@dataclass(frozen=True)
class Voices:
    """How many references, or findings, say that a factor goes with more, with less, or leave it open."""

    raises: int = 0
    lowers: int = 0
    unclear: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.raises + self.lowers + self.unclear

    @property
    def direction(self) -> str:
        """The way that all with an opinion point; unclear where they differ or have none."""
        if self.raises and not self.lowers:
            return Direction.RAISES
        if self.lowers and not self.raises:
            return Direction.LOWERS
        return Direction.UNCLEAR


@dataclass(frozen=True)
class FactorEvidence:
    """One factor with all that is known of it here. `effects` has the deciding number first."""

    factor: RankedFactor
    effects: tuple[Effect, ...]
    documentary: Voices
    qualitative: Voices

    @property
    def leading(self) -> Effect | None:
        """The number by which the factor is ranked; None where nobody has one."""
        return self.effects[0] if self.effects else None

    @property
    def size(self) -> float | None:
        """Percentage points of the deciding number without their sign; None where none may be shown."""
        value = self.leading.points.value if self.leading else None
        return None if value is None else abs(value)

    @property
    def voices(self) -> int:
        """References and findings together."""
        return self.documentary.total + self.qualitative.total

    @property
    def is_known(self) -> bool:
        """Whether there is any evidence of any kind."""
        return bool(self.effects) or self.voices > 0

    @cached_property
    def directions(self) -> tuple[str, ...]:
        """The direction of each kind of evidence that there is: statistics, documents, interviews."""
        found = []
        if self.leading and self.leading.points.is_available:
            found.append(self.leading.direction)
        return (*found, *(one.direction for one in (self.documentary, self.qualitative) if one.total))

    @property
    def agreement(self) -> Agreement:
        """Whether the kinds of evidence agree."""
        return agreement_of(self.directions)

    @property
    def direction(self) -> str:
        """The way that the evidence points: the number first, else what documents and people agree on.

        Without any evidence it is what people recorded, or the catalogue says.
        """
        if self.leading and self.leading.points.is_available:
            return self.leading.direction
        if not self.directions:
            return self.factor.direction
        clear = set(self.directions) - {Direction.UNCLEAR}
        return clear.pop() if len(clear) == 1 else str(Direction.UNCLEAR)


def agreement_of(directions: Sequence[str]) -> Agreement:
    """Return whether directions of several kinds of evidence agree.

    Parameters
    ----------
    directions : sequence of str
        One per kind of evidence that there is.

    Examples
    --------
    >>> agreement_of(["raises", "raises"]).value, agreement_of(["raises", "lowers", "unclear"]).value
    ('same_way', 'apart')
    """
    if not directions:
        return Agreement.NONE
    clear = {one for one in directions if one != Direction.UNCLEAR}
    if len(clear) > 1:
        return Agreement.APART
    if len(directions) == 1:
        return Agreement.ONE_KIND
    return Agreement.SAME_WAY if directions.count(next(iter(clear), "")) > 1 else Agreement.UNCLEAR


def ranked_evidence(rows: Sequence[FactorEvidence]) -> tuple[FactorEvidence, ...]:
    """Return the factors in the order of the ranking.

    Priority factors first; then by size of the difference, by weight in use, by the number of references and
    findings. Rows that nothing tells apart keep their order, which is the method's.
    """

    def place(row: FactorEvidence) -> tuple[bool, bool, float, float, int]:
        size = row.size
        return (not row.factor.is_priority, size is None, -(size or 0), -(row.factor.share or 0), -row.voices)

    return tuple(sorted(rows, key=place))


_VERDICTS = {Verdict.PUBLISH: 0, Verdict.NONE: 1, Verdict.REVIEW: 2, Verdict.SUPPRESS: 3}
_SEXES = {Sex.ALL: 0, Sex.GIRLS: 1, Sex.BOYS: 2}
_TECHNIQUES = {Technique.LOGIT.value: 0, Technique.DIFFERENCE.value: 1}


def deciding_first(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Return the numbers of one factor, the one to rank by first.

    What may be shown comes before what may not; computed under the definition in force before what is stale;
    the category that the factor is named after before others; better quality before worse; computed here
    before published elsewhere; a model, which holds other factors constant, before a plain difference; both
    sexes before one; newer data; the larger difference.
    """

    def place(one: Effect) -> tuple[bool, bool, int, int, bool, int, int, int, float]:
        return (
            not one.points.is_available,
            one.stale is not None,
            one.meaning,
            _VERDICTS[one.points.verdict],
            one.origin is Origin.PUBLISHED,
            _TECHNIQUES.get(one.technique, len(_TECHNIQUES)),
            _SEXES[Sex(one.sex)],
            -(one.points.story.year or 0),
            -abs(one.points.value or 0),
        )

    return tuple(sorted(effects, key=place))


def told_by_sex(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Return the deciding number, or the same number for girls and for boys where both were computed.

    Girls come first. Only numbers of one model, category and source stand side by side.
    """
    if not effects or not effects[0].points.is_available:
        return tuple(effects[:1])
    alike = [one for one in effects if _beside(one) == _beside(effects[0])]
    by_sex = {one.sex: one for one in reversed(alike)}
    if Sex.GIRLS in by_sex and Sex.BOYS in by_sex:
        return by_sex[Sex.GIRLS], by_sex[Sex.BOYS]
    return (effects[0],)


def _beside(one: Effect) -> tuple[object, ...]:
    story = one.points.story
    stale = one.stale is not None
    return (
        one.origin, one.technique, one.outcome, one.variable, one.category, story.source, story.year, stale
    )  # fmt: skip


def turned(effect: Effect) -> Effect:
    """Return the same comparison seen from its reference: boys with girls in place of girls with boys.

    Differences and average marginal effects only change their sign, odds ratios become their inverse. The
    counts of the category are not those of its reference, so they are left out.
    """
    points, odds = effect.points, effect.odds
    return replace(
        effect,
        category=effect.reference,
        reference=effect.category,
        points=replace(
            points, value=_minus(points.value), lower=_minus(points.upper), upper=_minus(points.lower)
        ),
        odds=None
        if odds is None or not odds.value
        else OddsRatio(1 / odds.value, _inverse(odds.upper), _inverse(odds.lower)),
        n=None,
        cases=None,
        meaning=Meaning.OWN,
    )


def _minus(number: float | None) -> float | None:
    return None if number is None else -number


def _inverse(number: float | None) -> float | None:
    return 1 / number if number else None
