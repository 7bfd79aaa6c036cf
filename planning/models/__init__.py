"""One concept per file; import them from here."""

from planning.models.action_line import ActionLine, LineStatus
from planning.models.gap_answer import GapAnswer
from planning.models.indicator import Indicator
from planning.models.line_activity import LineActivity
from planning.models.pilot import InterventionType, Pilot, ScopeRole, ScopeZone

__all__ = [
    "ActionLine",
    "GapAnswer",
    "Indicator",
    "InterventionType",
    "LineActivity",
    "LineStatus",
    "Pilot",
    "ScopeRole",
    "ScopeZone",
]
