"""The page of one information request: its lead, its facts, its letters, and what waits next."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.files.letter_response import LETTER_FORMATS
from diagnosis.models import InformationRequest
from diagnosis.presenters.request_letter import version_label, versions_of
from diagnosis.presenters.request_words import (
    day_words,
    deadline_words,
    standing_note,
    standing_words,
)
from diagnosis.queries.information_requests import RequestRow
from diagnosis.request_deadlines import Standing

type Fact = dict[str, Any]


def request_lead(row: RequestRow, today: dt.date) -> str:
    """Say how the request stands and what follows."""
    request, standing = row.request, row.standing
    words = {"holder": request.holder, "due": day_words(request.due_on), "sent": day_words(request.sent_on)}
    if standing is Standing.DRAFT:
        return gettext("Not sent yet to %(holder)s. Take a letter, send it, then record the day.") % words
    if standing is Standing.OVERDUE:
        late = (today - request.due_on).days if request.due_on else 0
        said = gettext("%(holder)s was to answer until %(due)s.") % words
        over = ngettext("That was %(count)s day ago.", "That was %(count)s days ago.", late) % {"count": late}
        return f"{said} {over}"
    if standing is Standing.REMIND:
        return gettext("Sent on %(sent)s without an answer so far. A reminder is due.") % words
    if standing is Standing.WAITING and request.due_on:
        return gettext("Sent on %(sent)s. %(holder)s has until %(due)s to answer.") % words
    if standing is Standing.WAITING:
        return gettext("Sent on %(sent)s. No deadline is known for this route.") % words
    if standing is Standing.CLOSED:
        return (
            gettext("%(holder)s never answered. The register keeps it, so that nobody asks in vain.") % words
        )
    return _answered_lead(request)


def _answered_lead(request: InformationRequest) -> str:
    words = {
        "holder": request.holder,
        "day": day_words(request.answered_on),
        "answer": request.get_answer_display(),
    }
    said = gettext("%(answer)s of %(holder)s on %(day)s.") % words
    if request.sent_on is None or request.answered_on is None:
        return said
    days = (request.answered_on - request.sent_on).days
    took = ngettext("It took %(count)s day.", "It took %(count)s days.", days) % {"count": days}
    return f"{said} {took}"


def request_facts(request: InformationRequest) -> list[Fact]:
    """Return what was asked, for components/summary_list.html."""
    route = request.route
    deadline = deadline_words(route)
    return [
        {"label": gettext("Who holds them"), "value": request.holder},
        {"label": gettext("Level of the data"), "value": request.get_level_display()},
        {"label": gettext("What they are for"), "value": request.purpose},
        {
            "label": gettext("Route"),
            "value": str(route),
            "small": gettext("Time to answer: %(deadline)s") % {"deadline": deadline}
            if deadline
            else route.explanation,
        },
        {
            "label": gettext("Legal basis"),
            "value": request.legal_basis or route.legal_basis,
            "small": gettext("Check the rule in force before you rely on it."),
        },
    ]


def sending_facts(row: RequestRow, today: dt.date) -> list[Fact]:
    """Return what became of the sending."""
    request = row.request
    due = day_words(request.due_on) or (gettext("No deadline known") if request.sent_on else "")
    open_yet = gettext("not recorded")
    return [
        {
            "label": gettext("Standing"),
            "value": standing_words(row.standing),
            "small": standing_note(row, today),
        },
        {"label": gettext("Sent on"), "value": day_words(request.sent_on) or gettext("not yet")},
        {"label": gettext("Folio or number of the letter"), "value": request.folio or open_yet},
        {
            "label": gettext("Due on"),
            "value": due or gettext("not yet"),
            "small": gettext("Holidays are not known here.") if request.due_on else "",
        },
        {"label": gettext("Next reminder"), "value": day_words(row.remind_on) or gettext("none")},
        {"label": gettext("Next action"), "value": request.next_action or open_yet},
    ]


def answer_facts(request: InformationRequest) -> list[Fact]:
    """Return what came back."""
    if request.answered_on is None:
        return [{"label": gettext("Answer"), "value": request.get_answer_display()}]
    quality = "" if request.quality is None else gettext("%(quality)s of 4") % {"quality": request.quality}
    return [
        {"label": gettext("Answer"), "value": request.get_answer_display()},
        {"label": gettext("Answered on"), "value": day_words(request.answered_on)},
        {"label": gettext("Format"), "value": request.answer_format},
        {"label": gettext("Quality of the data"), "value": quality, "small": request.quality_note},
    ]


def letter_rows(request: InformationRequest, path: str) -> list[dict[str, Any]]:
    """Return the letters with their print view and their files."""
    return [
        {
            "label": version_label(version),
            "url": reverse("request-letter", args=[path, request.pk, version.value]),
            "files": [
                {
                    "label": one.label,
                    "url": reverse("request-letter-file", args=[path, request.pk, version.value, one.value]),
                }
                for one in LETTER_FORMATS
            ],
        }
        for version in versions_of(request)
    ]


def next_step(row: RequestRow, path: str) -> dict[str, str] | None:
    """Return the one thing that waits, or None."""
    request, standing = row.request, row.standing
    if standing is Standing.DRAFT:
        return {
            "title": gettext("Next: send the request"),
            "consequence": gettext("With its day the due date is computed."),
            "url": reverse("request-send", args=[path, request.pk]),
            "action": gettext("Record the sending"),
        }
    if standing in (Standing.OVERDUE, Standing.REMIND):
        return {
            "title": gettext("Next: remind them"),
            "consequence": gettext(
                "The letter of the reminder names the days. A complaint is the step after it."
            ),
            "url": reverse("request-remind", args=[path, request.pk]),
            "action": gettext("Record a reminder"),
        }
    if standing is Standing.WAITING:
        return {
            "title": gettext("Next: wait for the answer"),
            "consequence": gettext("When it comes, record what came and how good it is."),
            "url": reverse("request-answer", args=[path, request.pk]),
            "action": gettext("Record the answer"),
        }
    return None
