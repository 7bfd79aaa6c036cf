"""The exception to the resource rule (R4): written by the liaison, approved by the authority."""

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from planning.actions.refusal import RefusedError
from planning.models import ActionLine


def withdraw_approval(line: ActionLine) -> None:
    """Forget an approval, since the text that was approved has changed; the caller saves."""
    line.exception_approved_at = None
    line.exception_approved_by = None


@transaction.atomic
def approve_exception(*, line: ActionLine, expected_version: int, by: User) -> ActionLine:
    """Approve the exception of a line as it stands at a version.

    Raises
    ------
    RefusedError
        When its reason or its funding plan is not written, or it is approved already.
    ConflictError
        When somebody changed the line since the authority read it.
    """
    if not line.exception_reason.strip() or not line.exception_funding_plan.strip():
        raise RefusedError(says("%(code)s has no exception with reason and funding plan.", code=line.code))
    if line.exception_approved_at is not None:
        raise RefusedError(says("The exception of %(code)s is approved already.", code=line.code))
    line.exception_approved_at = timezone.now()
    line.exception_approved_by = by
    return save_record(line, by=by, expected_version=expected_version, action="approve_exception")
