"""Keeps and drops drafts: what a person typed and did not save. No draft ever touches a record."""

import json
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import Message, says
from clrisk_site.people.models import Draft, Submission, User
from clrisk_site.people.tickets import DRAFT_LIFE, Ticket

MOST_BYTES = 64 * 1024
MOST_DRAFTS = 50


class DraftRefusedError(Exception):
    """Nothing was kept; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@transaction.atomic
def keep_draft(*, ticket: Ticket, fields: Mapping[str, Sequence[str]], limited: bool = True) -> Draft | None:
    """Keep what stands in a form for the person to whom it was shown, in place of an earlier draft.

    Parameters
    ----------
    limited : bool
        Whether the limits for what a browser sends by itself hold. A text that a person sent to be saved is
        kept in any size that the server reads.

    Returns
    -------
    Draft or None
        None when this very form was saved in the meantime, so that a late message makes no draft of it.

    Raises
    ------
    DraftRefusedError
        When it is too long, there are too many, or the form keeps no drafts.
    """
    if not ticket.page:
        raise DraftRefusedError(says("This form keeps no drafts."))
    # One after the other for each person: a draft must not slip in behind the save that drops it.
    User.objects.select_for_update(no_key=True).get(pk=ticket.user_id)
    if limited:
        if Submission.objects.filter(token=ticket.token).exists():
            return None
        _check_limits(ticket, fields)
    draft, _new = Draft.objects.update_or_create(
        user_id=ticket.user_id,
        page=ticket.page,
        defaults={"fields": dict(fields), "base_version": ticket.base_version},
    )
    return draft


def _check_limits(ticket: Ticket, fields: Mapping[str, Sequence[str]]) -> None:
    if len(json.dumps(dict(fields), ensure_ascii=False).encode()) > MOST_BYTES:
        raise DraftRefusedError(says("This text is too long for a draft. Save it, so that it is not lost."))
    others = Draft.objects.filter(user_id=ticket.user_id).exclude(page=ticket.page)
    if others.count() >= MOST_DRAFTS:
        raise DraftRefusedError(
            says("You have %(count)s drafts, and no more are kept. Save this form.", count=MOST_DRAFTS)
        )


@transaction.atomic
def drop_draft(*, user: User, page: str) -> None:
    """Forget the draft of a page, if there is one."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Draft.objects.filter(user=user, page=page).delete()


def sweep_drafts() -> int:
    """Forget drafts that nobody took up for thirty days; return how many."""
    deleted, _by_model = Draft.objects.filter(saved_at__lt=timezone.now() - DRAFT_LIFE).delete()
    return deleted
