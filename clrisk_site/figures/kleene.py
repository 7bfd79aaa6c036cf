"""Three-valued knowledge after Kleene: what is not known is neither yes nor no."""

from __future__ import annotations

from enum import StrEnum


class Known(StrEnum):
    """Whether a fact holds, as far as is known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, fact: bool | None, /) -> Known:  # noqa: FBT001 - the fact is what the call is about
        """Return YES for True, NO for False, UNKNOWN for None."""
        return _FROM_BOOL[fact]

    def to_bool(self) -> bool | None:
        """Return True, False, or None when unknown."""
        return _TO_BOOL[self]

    def __and__(self, other: Known) -> Known:
        return _LADDER[min(_LADDER.index(self), _LADDER.index(other))]

    def __or__(self, other: Known) -> Known:
        return _LADDER[max(_LADDER.index(self), _LADDER.index(other))]

    def __invert__(self) -> Known:
        return _LADDER[2 - _LADDER.index(self)]


# On the ladder no < unknown < yes, "and" is the lower and "or" the higher of two.
_LADDER = (Known.NO, Known.UNKNOWN, Known.YES)
_FROM_BOOL = {True: Known.YES, False: Known.NO, None: Known.UNKNOWN}
_TO_BOOL = {known: fact for fact, known in _FROM_BOOL.items()}


def all_of(*facts: Known) -> Known:
    """Return NO if one fact is NO, else UNKNOWN if one is unknown, else YES; YES for no facts."""
    return _LADDER[min(map(_LADDER.index, facts), default=2)]


def any_of(*facts: Known) -> Known:
    """Return YES if one fact is YES, else UNKNOWN if one is unknown, else NO; NO for no facts."""
    return _LADDER[max(map(_LADDER.index, facts), default=0)]
