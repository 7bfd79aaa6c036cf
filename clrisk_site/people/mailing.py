"""Sends the letter with an access link, and remembers when that failed; nothing is sent without a server."""

import datetime as dt
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.utils import timezone

from clrisk_site.people.letters import Letter
from clrisk_site.people.models import User

FAILED_AT = "mail-failed-at"
REMEMBERED = 7 * 24 * 60 * 60  # seconds

logger = logging.getLogger(__name__)


def send_letter(letter: Letter, user: User) -> bool:
    """Send a letter to a person; return whether it is on its way."""
    return send_message(letter.title, letter.as_message, user)


def send_message(title: str, text: str, user: User) -> bool:
    """Send a plain message to a person; return whether it is on its way."""
    if not settings.SENDS_MAIL:
        return False
    try:
        send_mail(title, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except (OSError, SMTPException):
        # Neither the address nor the link belongs in a log.
        logger.exception("A message to person %s could not be sent.", user.pk)
        cache.set(FAILED_AT, timezone.now(), REMEMBERED)
        return False
    cache.delete(FAILED_AT)
    return True


def failed_at() -> dt.datetime | None:
    """Return when a message could not be sent, while none has been sent since."""
    return cache.get(FAILED_AT) if settings.SENDS_MAIL else None
