"""Moves an action line from one status to the next. Which moves exist is one table."""

from collections.abc import Mapping

from django.db import transaction

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from planning.actions.refusal import RefusedError
from planning.models import ActionLine, LineStatus

# Validation belongs to a session of the commission; from then on a line changes by adjustment.
MOVES: Mapping[LineStatus, LineStatus] = {LineStatus.DRAFT: LineStatus.SUBMITTED}
EDITABLE = frozenset({LineStatus.DRAFT, LineStatus.SUBMITTED})


def is_editable(line: ActionLine) -> bool:
    """Whether the liaison may still change the text of a line."""
    return LineStatus(line.status) in EDITABLE


@transaction.atomic
def submit_line(*, line: ActionLine, expected_version: int, by: User) -> ActionLine:
    """Hand a draft to the commission.

    Raises
    ------
    RefusedError
        When the line is no draft.
    ConflictError
        When somebody changed it since the person looked.
    """
    wanted = MOVES.get(LineStatus(line.status))
    if wanted is None:
        raise RefusedError(says("%(code)s was submitted already.", code=line.code))
    line.status = wanted
    return save_record(line, by=by, expected_version=expected_version, action="submit")
