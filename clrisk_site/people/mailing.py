"""Sends the letter with an access link. Where no mail is set up, nothing is sent."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from clrisk_site.people.letters import Letter
from clrisk_site.people.models import User

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
        return False
    return True
