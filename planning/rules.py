"""The gate of stage 3: rules a to l of the method. What each looks at is in gate_checks.py."""

from __future__ import annotations

from clrisk_site.figures.message import says
from clrisk_site.figures.rules import Rule
from planning.gate_checks import (
    check_balance,
    check_definition,
    check_girls,
    check_leadership,
    check_lines_complete,
    check_mandate,
    check_monitoring,
    check_offers,
    check_own_actions,
    check_scope,
    check_space,
    check_suppression,
)
from planning.gate_subject import GateSubject

_REASON = says("A written reason.")

GATE: tuple[Rule[GateSubject], ...] = (
    Rule(
        "a",
        says("Is at least one active line specific to girls, with its own mechanism?"),
        check_girls,
        blocking=True,
        exception=None,
        cure=says(
            "Write a line for girls and say how it reaches them. Splitting an indicator by sex is not enough."
        ),
    ),
    Rule(
        "b",
        says("Does every line rest on a local offer that can be used?"),
        check_offers,
        blocking=True,
        exception=says("Written, approved by the authority, with a funding plan."),
        cure=says(
            "Choose an offer with established funds, settle what is not known, or ask for an exception."
        ),
    ),
    Rule(
        "c",
        says("Is there at least one line of prevention and one of removal or restoration?"),
        check_balance,
        blocking=False,
        exception=_REASON,
        cure=says("Add the line that is absent, or write why the plan goes without it."),
    ),
    Rule(
        "d",
        says("Is the coordination space institutionalised?"),
        check_space,
        blocking=False,
        exception=None,
        cure=says("Record the instrument of the space. Until then the proposal is semi-finished."),
    ),
    Rule(
        "e",
        says("Are the scope, the pilot zones and the criteria for expansion chosen?"),
        check_scope,
        blocking=True,
        exception=None,
        cure=says("Give at least one zone the role of pilot and write when the others follow."),
    ),
    Rule(
        "f",
        says("Is monitoring complete: baseline method, indicators, baselines and targets?"),
        check_monitoring,
        blocking=False,
        exception=_REASON,
        cure=says("Complete the indicators of each line, or write why that must wait."),
    ),
    Rule(
        "g",
        says("Does the local government chair the space or act as its secretariat?"),
        check_leadership,
        blocking=True,
        exception=says("Not asked of a semi-finished proposal."),
        cure=says(
            "Propose that the local government chairs the space, or is its secretariat, and record it."
        ),
    ),
    Rule(
        "h",
        says("Is there an action of the coordinating agency, and one on restitution or work in the street?"),
        check_own_actions,
        blocking=False,
        exception=_REASON,
        cure=says("Mark the lines that already do this, add one, or write why there is none."),
    ),
    Rule(
        "i",
        says("Does each line name lead, dates, resources available and missing, and budget code or reason?"),
        check_lines_complete,
        blocking=True,
        exception=None,
        cure=says("Open each line named here and complete it."),
    ),
    Rule(
        "j",
        says("Is the definition sheet frozen and acknowledged by each unit with a line?"),
        check_definition,
        blocking=True,
        exception=None,
        cure=says("Freeze the definition sheet and record who acknowledged it."),
    ),
    Rule(
        "k",
        says("Does the liaison have a mandate or a written delegation?"),
        check_mandate,
        blocking=True,
        exception=None,
        cure=says("Record the legal basis of the mandate, or the delegation signed by the mayor."),
    ),
    Rule(
        "l",
        says("Did every printed number of persons pass suppression?"),
        check_suppression,
        blocking=True,
        exception=None,
        cure=says("Hide one more number of the group, or print the group as one number."),
    ),
)
