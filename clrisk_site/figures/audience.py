"""Who reads a number. What each may see is decided in suppression.py and in disclosure."""

from enum import StrEnum


class Audience(StrEnum):
    """Who reads the number; each sees no more than the one before it."""

    TEAM = "team"
    COMMISSION = "commission"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        """How far the number travels: 0 inside the team, 2 outside everything."""
        return list(Audience).index(self)
