"""One concept per file; import them from here."""

from planning.models.action_line import ActionLine, LineStatus, Outcome
from planning.models.gap_answer import GapAnswer, GapDecision
from planning.models.gate_reason import GateReason, ReasonedRule
from planning.models.indicator import Indicator
from planning.models.line_activity import LineActivity
from planning.models.pilot import InterventionType, Pilot, ScopeRole, ScopeZone

__all__ = [
    "ActionLine",
    "GapAnswer",
    "GapDecision",
    "GateReason",
    "Indicator",
    "InterventionType",
    "LineActivity",
    "LineStatus",
    "Outcome",
    "Pilot",
    "ReasonedRule",
    "ScopeRole",
    "ScopeZone",
]
