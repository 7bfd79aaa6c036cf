"""The register of information requests: its lead, its table, the days by route, what others share."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.models import InformationRequest
from diagnosis.presenters.request_words import deadline_words, short_day, standing_note, standing_words
from diagnosis.queries.information_requests import RequestFindings, RequestRow, RouteMedian
from diagnosis.request_deadlines import MedianDays, Standing


def requests_lead(found: RequestFindings) -> str:
    """Say how many requests there are, and what waits."""
    if not found.rows:
        return gettext("No information request has been recorded yet.")
    count = len(found.rows)
    answered = len(found.standing(Standing.ANSWERED))
    said = ngettext(
        "%(count)s request recorded, %(answered)s of them answered.",
        "%(count)s requests recorded, %(answered)s of them answered.",
        count,
    ) % {"count": count, "answered": answered}
    return f"{said} {_waits(found)}"


def _waits(found: RequestFindings) -> str:
    overdue, remind = len(found.standing(Standing.OVERDUE)), len(found.standing(Standing.REMIND))
    if overdue and remind:
        words = gettext("%(overdue)s past the due date; %(remind)s to be reminded of.")
        return words % {"overdue": overdue, "remind": remind}
    if overdue:
        return ngettext("%(count)s is past its due date.", "%(count)s are past their due dates.", overdue) % {
            "count": overdue
        }
    if remind:
        return ngettext("%(count)s waits for a reminder.", "%(count)s wait for a reminder.", remind) % {
            "count": remind
        }
    if found.standing(Standing.WAITING):
        return gettext("None is past its due date.")
    return gettext("None is waiting for an answer.")


def request_table(rows: Sequence[RequestRow], *, path: str, today: dt.date) -> dict[str, Any]:
    """Return the register for components/table.html and for its file, the most urgent first."""
    labels = [
        gettext("Data asked for"),
        gettext("Standing"),
        gettext("Route"),
        gettext("Level"),
        gettext("Sent on"),
        gettext("Due on"),
        gettext("Quality"),
        gettext("Next action"),
    ]
    return {
        "caption": gettext("Information requests"),
        "holds": gettext(
            "What is overdue stands first. Due dates follow from the route; holidays are not known."
        ),
        "columns": [{"label": label} for label in labels],
        "rows": [{"cells": _labelled(_cells(row, path, today), labels, set())} for row in rows],
        "empty": gettext("No request matches the filter."),
    }


def _labelled(
    cells: Sequence[dict[str, Any]], labels: Sequence[str], numbers: set[int]
) -> list[dict[str, Any]]:
    return [
        {"label": label, "number": place in numbers, **cell}
        for place, (label, cell) in enumerate(zip(labels, cells, strict=True))
    ]


def _cells(row: RequestRow, path: str, today: dt.date) -> list[dict[str, Any]]:
    request = row.request
    return [
        {
            "text": request.dataset,
            "url": reverse("request", args=[path, request.pk]),
            "small": request.holder,
            "illustrative": request.illustrative,
        },
        {"text": standing_words(row.standing), "small": standing_note(row, today)},
        {"text": str(request.route), "small": request.folio},
        {"text": request.get_level_display()},
        {
            "text": short_day(request.sent_on) or gettext("not yet"),
            "small": _reminded(row),
            "value": request.sent_on,
        },
        {"text": _due(request), "value": request.due_on},
        _quality(request),
        {"text": request.next_action or gettext("not recorded")},
    ]


def _reminded(row: RequestRow) -> str:
    count = len(row.reminders)
    if not count:
        return ""
    return ngettext("%(count)s reminder", "%(count)s reminders", count) % {"count": count}


def _due(request: InformationRequest) -> str:
    if request.sent_on is None:
        return gettext("not yet")
    return short_day(request.due_on) or gettext("no deadline known")


def _quality(request: InformationRequest) -> dict[str, Any]:
    if request.quality is None:
        return {"text": gettext("not judged"), "small": request.quality_note}
    words = gettext("%(quality)s of 4") % {"quality": request.quality}
    return {"text": words, "value": request.quality, "small": request.quality_note}


def median_table(medians: Sequence[RouteMedian]) -> dict[str, Any]:
    """Return the days by route for components/table.html."""
    labels = [
        gettext("Route"),
        gettext("Median days to an answer"),
        gettext("Answers"),
        gettext("Without an answer"),
        gettext("Legal deadline"),
    ]
    numbers = {1, 2, 3}
    rows: list[list[dict[str, Any]]] = [
        [
            {"text": str(one.route)},
            {
                "text": _median_text(one.median),
                "small": _few(one.median),
                "value": one.median.days,
                "decimals": 1,
            },
            {"text": str(one.median.answers), "value": one.median.answers},
            {"text": str(one.unanswered), "value": one.unanswered},
            {"text": deadline_words(one.route) or gettext("not known")},
        ]
        for one in medians
    ]
    return {
        "caption": gettext("Days by route"),
        "holds": gettext(
            "Calendar days from sending to answer, denials included. Unanswered requests are not in it."
        ),
        "columns": [{"label": label, "number": place in numbers} for place, label in enumerate(labels)],
        "rows": [{"cells": _labelled(row, labels, numbers)} for row in rows],
    }


def _median_text(found: MedianDays) -> str:
    if found.days is None:
        return gettext("no answer yet")
    return f"{found.days:.0f}" if found.days == round(found.days) else f"{found.days:.1f}"


def _few(found: MedianDays) -> str:
    if not found.is_few:
        return ""
    return ngettext("from %(count)s answer only", "from %(count)s answers only", found.answers) % {
        "count": found.answers
    }


def shared_table(shared: Sequence[InformationRequest], *, path: str) -> dict[str, Any]:
    """Return the answered requests that other places share with this one."""
    labels = [gettext("Data asked for"), gettext("Shared by"), gettext("Answered on"), gettext("Quality")]
    rows: list[list[dict[str, Any]]] = [
        [
            {
                "text": one.dataset,
                "url": reverse("request-shared", args=[path, one.pk]),
                "small": one.holder,
                "illustrative": one.illustrative,
            },
            {"text": one.territory.name},
            {"text": short_day(one.answered_on)},
            _quality(one),
        ]
        for one in shared
    ]
    return {
        "caption": gettext("Shared with this place"),
        "holds": gettext("Answers that other municipalities obtained and let you read."),
        "columns": [{"label": label} for label in labels],
        "rows": [{"cells": _labelled(row, labels, set())} for row in rows],
    }
