"""The signed ticket that a form carries in its hidden field `submission`: who was shown which form, and when.

It proves to the server what it said itself, so a text can be kept for its writer even when the session has
ended. Nothing here writes; drafts and submissions do.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

FIELD = "submission"
SALT = "clrisk.people.ticket"
LONGEST_PAGE = 300
TOKEN_LIFE = dt.timedelta(days=1)  # how long a form may be sent, and how long its sending is remembered
DRAFT_LIFE = dt.timedelta(days=30)  # how long what was typed into it may be kept as a draft


@dataclass(frozen=True)
class Ticket:
    """One form, shown to one person.

    Attributes
    ----------
    token : str
        UUID of this showing, as hexadecimal.
    user_id : int
        To whom it was shown.
    issued : int
        When, in seconds since 1970.
    page : str
        Address of a form whose text may be kept as a draft; empty for a button.
    base_version : int or None
        Version of the record that the person saw; None for a new one.
    names : tuple of str
        Fields that a draft may hold: visible ones without files and passwords.
    form : str
        Class of the form, by which its labels are found.
    above : str
        Address of the page to which the record belongs, for when the record is gone.
    """

    token: str
    user_id: int
    issued: int
    page: str = ""
    base_version: int | None = None
    names: tuple[str, ...] = ()
    form: str = ""
    above: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether the form may still be sent with this token."""
        return timezone.now().timestamp() - self.issued < TOKEN_LIFE.total_seconds()


def new_ticket(user_id: int, *, token: str = "") -> Ticket:
    """Return the ticket of a button, or the beginning of a form's."""
    return Ticket(token or uuid.uuid4().hex, user_id, int(timezone.now().timestamp()))


def write_ticket(ticket: Ticket) -> str:
    """Return the ticket as the text of the hidden field."""
    return signing.dumps(asdict(ticket), salt=SALT, compress=True)


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket, or None if it is not ours or too old for anything."""
    try:
        values = signing.loads(text, salt=SALT, max_age=DRAFT_LIFE)
    except signing.BadSignature:
        return None
    return _made_of(values)


def ticket_of(request: HttpRequest) -> Ticket | None:
    """Return the ticket that a request carries, whoever sends it."""
    return read_ticket(request.POST.get(FIELD, ""))


def _made_of(values: Mapping[str, object]) -> Ticket | None:
    try:
        ticket = Ticket(**values)  # type: ignore[arg-type]  # signed by us; another release may have had other fields
    except TypeError:
        return None
    return Ticket(**(asdict(ticket) | {"names": tuple(ticket.names)}))
