"""Reminds people that their mandate ends: thirty days before, and again seven days before."""

import datetime as dt
from typing import cast

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from clrisk_site.people import audit
from clrisk_site.people.mailing import send_message
from clrisk_site.people.models import Grant, GrantKind
from clrisk_site.people.standing import SOON, VERY_SOON


def remind_mandates(*, today: dt.date) -> list[Grant]:
    """Remind each person once per stage and return the grants that were due; twice a day does no harm."""
    return [grant for grant in _due(today) if _remind(grant, today)]


def _due(today: dt.date) -> list[Grant]:
    first = Q(reminded_on__isnull=True, ends__lte=today + SOON)
    second = Q(reminded_on__lt=F("ends") - VERY_SOON, ends__lte=today + VERY_SOON)
    ending = Grant.objects.current(today).filter(first | second, user__is_active=True)
    # A link to one record is renewed by whoever asks for the record; its letter tells the last day.
    return list(ending.exclude(kind=GrantKind.RECORD).select_related("user", "territory").order_by("pk"))


@transaction.atomic
def _remind(grant: Grant, today: dt.date) -> bool:
    # Of two runs at once one wins the row and writes the message.
    mine = Grant.objects.filter(pk=grant.pk, reminded_on=grant.reminded_on, revoked_at=None)
    if not mine.update(reminded_on=today):
        return False
    audit.note(by=None, territory=grant.territory, action="grant.remind", subject=grant)
    transaction.on_commit(lambda: _send(grant))
    return True


def _send(grant: Grant) -> None:
    day = cast("dt.date", grant.ends)  # only what ends is due
    with translation.override(grant.user.language or translation.get_language()):
        place = {"place": grant.territory, "day": date_format(day), "role": grant.get_role_display()}
        title = gettext("Your mandate in %(place)s ends on %(day)s") % place
        text = gettext(
            "Your mandate as %(role)s in %(place)s ends on %(day)s. "
            "That is the last day on which you can work there. "
            "If it is renewed, ask your administrator to record it."
        )
        send_message(title, text % place, grant.user)
