"""Which space is best placed to host the intervention: what speaks for each, against it, and is not known.

No database here. The rule of leadership (R3) comes first: no number of other conditions makes up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures.kleene import Known, all_of
from clrisk_site.figures.message import Message, says

HIGH = 3
"""The score of will or capacity, out of 4, from which it speaks for a space."""


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """What the comparison of spaces rests on; scores are None until somebody judges them."""

    local_government_leads: Known
    can_host: Known
    is_tripartite: Known
    has_preventive_mandate: Known
    is_child_labour_specific: Known
    is_institutionalised: Known
    are_decisions_binding: Known
    will: int | None
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a space comes, and why.

    Parameters
    ----------
    rank : int
        1 for the best placed; spaces of which the same holds share a rank.
    may_be_chosen : Known
        Whether local government leads it and it can host the intervention.
    strengths, lacks, open : tuple of Message
        Clauses about what holds, what does not, and what nobody has recorded.
    """

    rank: int
    may_be_chosen: Known
    strengths: tuple[Message, ...]
    lacks: tuple[Message, ...]
    open: tuple[Message, ...]


def rank_spaces(spaces: Sequence[SpaceFacts]) -> list[Standing]:
    """Rank spaces by what is known of them.

    Parameters
    ----------
    spaces : sequence of SpaceFacts
        In any order.

    Returns
    -------
    list of Standing
        One per space, in the order given. Those that may be chosen come before those of which it is not
        known, and these before those that may not. Among equals the number of conditions that hold decides,
        then the fewest that are known not to hold. Not known is never counted as a lack.
    """
    judged = [_clauses(space) for space in spaces]
    chosen = [all_of(space.local_government_leads, space.can_host) for space in spaces]
    keys = [
        (_ORDER[may], -len(strengths), len(lacks))
        for may, (strengths, lacks, _open) in zip(chosen, judged, strict=True)
    ]
    return [
        Standing(1 + sum(other < key for other in keys), may, *clauses)
        for key, may, clauses in zip(keys, chosen, judged, strict=True)
    ]


_ORDER = {Known.YES: 0, Known.UNKNOWN: 1, Known.NO: 2}

type _Clauses = tuple[tuple[Message, ...], tuple[Message, ...], tuple[Message, ...]]


def _clauses(space: SpaceFacts) -> _Clauses:
    found: dict[Known, list[Message]] = {answer: [] for answer in Known}
    for answer, holds, lacks, unknown in _conditions(space):
        found[answer].append({Known.YES: holds, Known.NO: lacks, Known.UNKNOWN: unknown}[answer])
    return tuple(found[Known.YES]), tuple(found[Known.NO]), tuple(found[Known.UNKNOWN])


def _conditions(space: SpaceFacts) -> list[tuple[Known, Message, Message, Message]]:
    return [
        (
            space.local_government_leads,
            says("local government leads it"),
            says("local government does not lead it"),
            says("who leads it"),
        ),
        (
            space.can_host,
            says("it can host the intervention"),
            says("it cannot host the intervention"),
            says("whether it can host the intervention"),
        ),
        (space.is_tripartite, says("it is tripartite"), says("it is not tripartite"), says("who sits in it")),
        (
            space.has_preventive_mandate,
            says("its mandate includes prevention"),
            says("its mandate leaves prevention out"),
            says("whether its mandate includes prevention"),
        ),
        (
            space.is_child_labour_specific,
            says("it is about child labour"),
            says("it is about other things, too"),
            says("whether it is about child labour"),
        ),
        (
            space.is_institutionalised,
            says("it has an instrument, rules and a plan"),
            says("it lacks an instrument, rules or a plan"),
            says("whether it is institutionalised"),
        ),
        (
            space.are_decisions_binding,
            says("its decisions bind its members"),
            says("its decisions bind nobody"),
            says("whether its decisions bind"),
        ),
        (_high(space.will), says("its will is high"), says("its will is not high"), says("its will")),
        (
            _high(space.capacity),
            says("its capacity is high"),
            says("its capacity is not high"),
            says("its capacity"),
        ),
    ]


def _high(score: int | None) -> Known:
    return Known.UNKNOWN if score is None else Known.of(score >= HIGH)
