"""Words that the pages and letters of information requests share: days, deadlines, how a request stands."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext, ngettext

from diagnosis.models import DayKind, RequestRoute
from diagnosis.queries.information_requests import RequestRow
from diagnosis.request_deadlines import Standing


def day_words(day: dt.date | None) -> str:
    """Return a day as people read it; "" for none."""
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def short_day(day: dt.date | None) -> str:
    """Return a day for tables; "" for none."""
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else ""


def deadline_words(route: RequestRoute) -> str:
    """Return how long the law allows, as "20 working days"; "" where it is not known."""
    days = route.in_force("days", route.days)
    if days is None:
        return ""
    if route.in_force("day_kind", route.day_kind) == DayKind.WORKING:
        words = ngettext("%(count)s working day", "%(count)s working days", days)
    else:
        words = ngettext("%(count)s calendar day", "%(count)s calendar days", days)
    said = words % {"count": days}
    more = route.in_force("extension_days", route.extension_days)
    if not more:
        return said
    return gettext("%(deadline)s, and %(more)s more if they announce it") % {"deadline": said, "more": more}


def standing_words(standing: Standing) -> str:
    """Return how a request stands, in one or two words."""
    return {
        Standing.OVERDUE: gettext("Overdue"),
        Standing.REMIND: gettext("Remind now"),
        Standing.WAITING: gettext("Waiting"),
        Standing.DRAFT: gettext("Not sent yet"),
        Standing.ANSWERED: gettext("Answered"),
        Standing.CLOSED: gettext("Never answered"),
    }[standing]


def standing_note(row: RequestRow, today: dt.date) -> str:
    """Return what follows from how a request stands: days over, or what is awaited next."""
    due, answered = row.request.due_on, row.request.answered_on
    if row.standing is Standing.OVERDUE and due is not None:
        late = (today - due).days
        return ngettext("%(count)s day over", "%(count)s days over", late) % {"count": late}
    if row.standing is Standing.REMIND:
        return gettext("a reminder was foreseen for %(day)s") % {"day": short_day(row.remind_on)}
    if row.standing is Standing.WAITING and due is not None:
        return gettext("due on %(day)s") % {"day": short_day(due)}
    if row.standing is Standing.WAITING and row.remind_on is not None:
        return gettext("remind on %(day)s") % {"day": short_day(row.remind_on)}
    if row.standing is Standing.ANSWERED and answered is not None:
        return f"{row.request.get_answer_display()}, {short_day(answered)}"
    return ""
