"""Asks the child process for the shares of a survey, and believes only what has the right form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Unpack

from clrisk_site.tables.asking import ask, refusal
from clrisk_site.tables.guard import Choices
from clrisk_site.tables.limits import MEBIBYTE, Limits
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.spec import Refusal
from diagnosis.survey.answer import EVERYONE, LONGEST_CODE, Answer, GroupShare
from diagnosis.survey.plan import Plan

PROGRAM = "diagnosis.survey.child"
LIMITS = Limits(file_bytes=50 * MEBIBYTE, unzipped_bytes=300 * MEBIBYTE, rows=300_000, columns=600)
"""National files of microdata are longer and wider than tables that people type."""


def ask_shares(
    path: Path, plan: Plan, *, name: str, limits: Limits = LIMITS, **choices: Unpack[Choices]
) -> Answer | Refusal:
    """Have the shares of a file made in the child process.

    Parameters
    ----------
    path : Path
        The file, or what `anonymous_file.path_of_descriptor` gave for one without a name.
    plan : Plan
        What was chosen on its header.
    name : str
        What the user calls the file, for the sentences.
    **choices : Choices
        How the header was read.

    Returns
    -------
    Answer or Refusal
        Never raises for what the file holds.
    """
    found = ask(path, limits, name=name, program=PROGRAM, plan=plan.to_plain(), **choices)
    return found if isinstance(found, Refusal) else believed(found[0], plan, name)


def believed(head: Mapping[str, Any], plan: Plan, name: str) -> Answer | Refusal:
    """Return the answer of the child, or the general refusal when it is none to what the plan asks."""
    try:
        answer = Answer.from_plain(head)
    except (KeyError, TypeError, ValueError):
        return refusal(RefusedError("ended"), name)
    if all(_is_asked(share, plan) for share in answer.shares):
        return answer
    return refusal(RefusedError("ended"), name)


def _is_asked(share: GroupShare, plan: Plan) -> bool:
    """Whether a share is of a group of the plan: words of ours, or a short code, and nothing longer."""
    if share.variable == EVERYONE:
        return not share.category
    if not 0 <= share.variable < len(plan.groups):
        return False
    labels = {label for _codes, label in plan.groups[share.variable].lines}
    return share.category in labels | {""} if labels else len(share.category) <= LONGEST_CODE
