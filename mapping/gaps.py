"""What kind of gap a cell of the supply matrix is. Pure; how it is told lives in gap_words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.kleene import Known

# Needs are estimates: what misses them by a twentieth is no gap that somebody should answer.
ENOUGH_PCT = 95


class GapType(StrEnum):
    """How supply answers a factor in one place, the lightest first."""

    COVERED = "covered"
    DUPLICATED = "duplicated"
    UNKNOWN = "unknown"
    PLACES_INSUFFICIENT = "places_insufficient"
    DOES_NOT_REACH = "does_not_reach"
    RULE_PREVENTS = "rule_prevents"
    NO_PROGRAMME = "no_programme"
    NOBODY_COMPETENT = "nobody_competent"

    @property
    def covers(self) -> Known:
        """Whether the need is covered."""
        if self is GapType.UNKNOWN:
            return Known.UNKNOWN
        return Known.of(self in (GapType.COVERED, GapType.DUPLICATED))

    @property
    def weight(self) -> int:
        """How much a gap weighs on the page: 0 for none, 1 to 3 from few places to no answer at all."""
        return _WEIGHTS[self]


_WEIGHTS = {
    GapType.COVERED: 0,
    GapType.DUPLICATED: 1,
    GapType.UNKNOWN: 0,
    GapType.PLACES_INSUFFICIENT: 1,
    GapType.DOES_NOT_REACH: 2,
    GapType.RULE_PREVENTS: 2,
    GapType.NO_PROGRAMME: 3,
    GapType.NOBODY_COMPETENT: 3,
}
_HEAVIEST_LAST = tuple(GapType)


class Presence(StrEnum):
    """How one programme stands to one place."""

    SERVES = "serves"
    UNKNOWN = "unknown"
    BARRED = "barred"
    ELSEWHERE = "elsewhere"
    NOT_RUNNING = "not_running"


def presence_of(*, running: Known, reaches: Known, is_barred: bool) -> Presence:
    """Return how a programme stands to a place, as far as is known.

    Parameters
    ----------
    running : Known
        Whether the programme runs.
    reaches : Known
        Whether its local offer reaches the place; UNKNOWN too where no local offer was recorded.
    is_barred : bool
        Whether a rule was named that keeps the children concerned out.

    Returns
    -------
    Presence
        One known obstacle settles that it does not serve, whatever else is unknown.
    """
    if running is Known.NO:
        return Presence.NOT_RUNNING
    if reaches is Known.NO:
        return Presence.ELSEWHERE
    if is_barred:
        return Presence.BARRED
    if Known.UNKNOWN in (running, reaches):
        return Presence.UNKNOWN
    return Presence.SERVES


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one programme brings to one place.

    Parameters
    ----------
    key : str
        Names the programme in the same way in every place.
    presence : Presence
        How it stands to the place.
    places : int or None
        Places per year for the place; None if not known. Only read where it serves.
    without_quota : bool
        True if it serves everyone who meets the requirements.
    rule : str
        The rule that bars it.
    """

    key: str
    presence: Presence
    places: int | None = None
    without_quota: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides the type of one cell.

    Parameters
    ----------
    need : int or None
        Children concerned; None if not known.
    contributions : tuple of Contribution
        One per programme that addresses the factor.
    competent : Known
        Whether some institution may execute or coordinate; UNKNOWN until a norm was read.
    all_reviewed : bool
        Whether programmes were recorded, and each was linked to factors or marked as addressing none.
    of_one_level : bool
        True where one level of government is asked about: it lacks a programme only if it may have one.
    enough_pct : int
        Part of the need, in percent, from which places suffice.
    """

    need: int | None
    contributions: tuple[Contribution, ...] = ()
    competent: Known = Known.UNKNOWN
    all_reviewed: bool = True
    of_one_level: bool = False
    enough_pct: int = ENOUGH_PCT

    def having(self, *presences: Presence) -> tuple[Contribution, ...]:
        """Contributions of these presences."""
        return tuple(one for one in self.contributions if one.presence in presences)

    @property
    def open_questions(self) -> tuple[Contribution, ...]:
        """Contributions of which it is not known what they bring."""
        return tuple(
            one
            for one in self.having(Presence.SERVES, Presence.UNKNOWN)
            if one.presence is Presence.UNKNOWN or (one.places is None and not one.without_quota)
        )

    @property
    def known_places(self) -> int:
        """Places known to be there; others may exist that nobody recorded."""
        return sum(one.places or 0 for one in self.having(Presence.SERVES))

    @property
    def covering_alone(self) -> frozenset[str]:
        """Keys of the contributions that each cover the need without any other."""
        return frozenset(
            one.key
            for one in self.having(Presence.SERVES)
            if one.without_quota or (one.places is not None and self._is_enough(one.places))
        )

    @property
    def is_covered(self) -> bool:
        """Whether what is known suffices, whatever the rest turns out to be."""
        return self.need == 0 or bool(self.covering_alone) or self._is_enough(self.known_places)

    def _is_enough(self, places: int) -> bool:
        return self.need is not None and places > 0 and 100 * places >= self.enough_pct * self.need


def judge_gap(situation: Situation) -> GapType:
    """Return the type of one cell; the order of the tests is written down in docs/decisions.md."""
    if situation.is_covered:
        is_double = situation.need != 0 and len(situation.covering_alone) > 1
        return GapType.DUPLICATED if is_double else GapType.COVERED
    serving = situation.having(Presence.SERVES)
    if situation.open_questions or (situation.known_places and situation.need is None):
        return GapType.UNKNOWN
    if serving:
        return GapType.PLACES_INSUFFICIENT
    if situation.having(Presence.BARRED):
        return GapType.RULE_PREVENTS
    if situation.having(Presence.ELSEWHERE):
        return GapType.DOES_NOT_REACH
    if not situation.all_reviewed or (situation.of_one_level and situation.competent is Known.UNKNOWN):
        return GapType.UNKNOWN
    return GapType.NOBODY_COMPETENT if situation.competent is Known.NO else GapType.NO_PROGRAMME


def judge_together(situations: Sequence[Situation]) -> GapType:
    """Return the type of several places seen together: covered only where every one of them is.

    Parameters
    ----------
    situations : sequence of Situation
        The same programmes in each place, under the same keys. At least one.
    """
    found = [judge_gap(situation) for situation in situations]
    gaps = [one for one in found if one.covers is Known.NO]
    if gaps:
        return max(gaps, key=_HEAVIEST_LAST.index)
    if GapType.UNKNOWN in found:
        return GapType.UNKNOWN
    needy = [situation.covering_alone for situation in situations if situation.need != 0]
    everywhere = frozenset.intersection(*needy) if needy else frozenset()
    return GapType.DUPLICATED if len(everywhere) > 1 else GapType.COVERED


def evidence_hash(kind: GapType, situations: Sequence[Situation], competences: Sequence[str]) -> str:
    """Return the SHA-256 of what decided a cell; an answer to a gap is stale once it differs.

    Parameters
    ----------
    kind : GapType
        The type that was found.
    situations : sequence of Situation
        The places of the cell.
    competences : sequence of str
        Keys of the powers that norms give over the factor.
    """
    evidence = {
        "type": kind.value,
        "places": [
            {
                "need": situation.need,
                "all_reviewed": situation.all_reviewed,
                "contributions": sorted(
                    [one.key, one.presence.value, one.places, one.without_quota, one.rule]
                    if one.presence is Presence.SERVES
                    else [one.key, one.presence.value, None, False, one.rule]
                    for one in situation.contributions
                ),
            }
            for situation in situations
        ],
        "competences": sorted(competences),
    }
    canonical = json.dumps(evidence, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
