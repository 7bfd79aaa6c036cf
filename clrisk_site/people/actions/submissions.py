"""Lets a form that is sent twice have one effect: a double click, a reload, a network that repeats."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from clrisk_site.people.models import Submission
from clrisk_site.people.tickets import TOKEN_LIFE, Ticket


class SentBeforeError(Exception):
    """The same form was sent before with another text, and led to `led_to`; nothing was done now."""

    def __init__(self, led_to: str) -> None:
        super().__init__(led_to)
        self.led_to = led_to


@transaction.atomic
def send_once(*, ticket: Ticket | None, content: str, act: Callable[[], str]) -> str:
    """Do `act` unless the same form with the same content did it before; return where it led.

    The token is taken and the act is done in one transaction. If the act fails, the token is free again;
    whoever comes second at the same moment waits for the first.

    Parameters
    ----------
    ticket : Ticket or None
        Without one the act is simply done.
    content : str
        Hash of all that was typed.
    act : callable
        Does the work and returns the address of the next page.

    Raises
    ------
    SentBeforeError
        When this token was used with other content. The text is new and must not be taken for a repetition.
    """
    if ticket is None:
        return act()
    submission = claim(ticket, content)
    if not submission.led_to:
        lead(submission, act())
    elif submission.content != content:
        raise SentBeforeError(submission.led_to)
    return submission.led_to


def claim(ticket: Ticket, content: str) -> Submission:
    """Take the token within the caller's transaction; with `led_to` it was taken and used before."""
    new = Submission(token=uuid.UUID(ticket.token), user_id=ticket.user_id, page=ticket.page, content=content)
    # A second sender waits here until the first has finished, and then finds its row.
    Submission.objects.bulk_create([new], ignore_conflicts=True)
    return Submission.objects.get(token=new.token)


def lead(submission: Submission, address: str) -> None:
    """Note where the first sending led."""
    submission.led_to = address
    submission.save(update_fields=["led_to"])


def forget(submission: Submission) -> None:
    """Give a token back, since its form led nowhere."""
    submission.delete()


def where_it_led(ticket: Ticket, content: str) -> str:
    """Return where an earlier sending of the same form with the same content led, or ""."""
    found = Submission.objects.filter(token=ticket.token, user_id=ticket.user_id, content=content)
    return found.values_list("led_to", flat=True).first() or ""


def sweep_submissions() -> int:
    """Forget tokens that are too old to be sent again; return how many."""
    deleted, _by_model = Submission.objects.filter(sent_at__lt=timezone.now() - TOKEN_LIFE).delete()
    return deleted
