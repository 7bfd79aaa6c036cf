"""Tells the team of a place by mail that a request is past its due date, or that a reminder is due."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from clrisk_site.people import audit
from clrisk_site.people.mailing import send_message
from clrisk_site.people.models import Grant, User
from clrisk_site.people.permissions import ALLOWS, Permission
from clrisk_site.places.models import Territory
from diagnosis.models import InformationRequest, RequestAnswer
from diagnosis.presenters.request_words import day_words
from diagnosis.queries.information_requests import RequestRow, row_of
from diagnosis.request_deadlines import Standing


def tell_requests(*, today: dt.date) -> list[InformationRequest]:
    """Tell of each request once per due date and per reminder; return those that were told of.

    Run again on the same day, it tells nobody twice.
    """
    waiting = InformationRequest.objects.filter(answer=RequestAnswer.WAITING, sent_on__isnull=False)
    found = waiting.select_related("route", "territory").prefetch_related("reminders").order_by("pk")
    rows = (row_of(request, today) for request in found)
    return [row.request for row in rows if _is_news(row) and _tell(row, today)]


def _is_news(row: RequestRow) -> bool:
    """Whether the day that makes it wait lies after the last time the team was told."""
    if row.standing is Standing.OVERDUE:
        since = row.request.due_on
    elif row.standing is Standing.REMIND:
        since = row.remind_on
    else:
        return False
    told = row.request.told_on
    return since is not None and (told is None or told <= since)


@transaction.atomic
def _tell(row: RequestRow, today: dt.date) -> bool:
    # Of two runs at once one wins the row and writes the message.
    mine = InformationRequest.objects.filter(pk=row.request.pk, told_on=row.request.told_on)
    if not mine.update(told_on=today):
        return False
    audit.note(
        by=None, territory=row.request.territory, action="informationrequest.tell", subject=row.request
    )
    team = list(_team(row.request.territory, today))
    transaction.on_commit(lambda: _send(row, team))
    return True


def _team(territory: Territory, today: dt.date) -> QuerySet[User]:
    """Return the people who may edit the diagnosis of this very place."""
    roles = [role for role, allowed in ALLOWS.items() if Permission.EDIT_DIAGNOSIS in allowed]
    grants = Grant.objects.current(today).filter(territory=territory, role__in=roles)
    return User.objects.filter(Q(pk__in=grants.values("user_id")), is_active=True)


def _send(row: RequestRow, team: list[User]) -> None:
    request = row.request
    for person in team:
        with translation.override(person.language or translation.get_language()):
            words = {"dataset": request.dataset, "holder": request.holder, "day": day_words(request.due_on)}
            if row.standing is Standing.OVERDUE:
                title = gettext("An answer is overdue: %(dataset)s")
                text = gettext("%(holder)s was to answer until %(day)s. Remind them, or record the answer.")
            else:
                title = gettext("Time to remind: %(dataset)s")
                text = gettext("%(holder)s has not answered yet. Send a reminder, or record the answer.")
            send_message(" ".join((title % words).split()), text % words, person)
