"""The answer of an action on people that a rule forbids, and the note that it was tried."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models

from clrisk_site.figures.message import Message
from clrisk_site.people import audit
from clrisk_site.people.models import Grant, User
from clrisk_site.places.models import Territory


class RefusedError(Exception):
    """Nothing was changed; `message` says why, for the person who asked.

    Parameters
    ----------
    reason : str
        A short code for the audit, without any personal value.
    field : str
        The field of the form that the sentence is about; empty when it is about the whole.
    held : Grant, optional
        The grant that stands in the way and could be ended first.
    """

    def __init__(self, message: Message, *, reason: str, field: str = "", held: Grant | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.reason = reason
        self.field = field
        self.held = held


@contextmanager
def refusals_noted(
    *, by: User | None, territory: Territory, subject: models.Model | None = None, role: str = ""
) -> Iterator[None]:
    """Note a refusal after everything else was rolled back: put the transaction inside this block.

    Parameters
    ----------
    subject : Model, optional
        Whom or what it was about.
    role : str, optional
        Code of the role that was to be given.
    """
    try:
        yield
    except RefusedError as refused:
        audit.note(
            by=by,
            territory=territory,
            action="grant.refused",
            subject=subject,
            changes={"reason": refused.reason} | ({"role": role} if role else {}),
        )
        raise
