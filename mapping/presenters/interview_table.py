"""The list of interviews: its lead, its table, and what was agreed and waits."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from mapping.models import FollowUp, Interview
from mapping.queries.interviews import InterviewCounts, is_overdue

type Row = dict[str, Any]


def interviews_lead(counts: InterviewCounts) -> str:
    """Say how many interviews there are, how far they have come and what is due."""
    if not counts.all:
        return gettext("No interview has been planned yet. The documents come first, then the talks.")
    words = ngettext("%(count)s interview.", "%(count)s interviews.", counts.all) % {"count": counts.all}
    parts = gettext("Planned: %(planned)s. Held: %(held)s. Closed, with answers written back: %(closed)s.")
    text = f"{words} {parts % {'planned': counts.planned, 'held': counts.held, 'closed': counts.closed}}"
    if not counts.due:
        return text
    due = ngettext("%(count)s agreement waits.", "%(count)s agreements wait.", counts.due)
    return f"{text} {due % {'count': counts.due}}"


def state_words(interview: Interview) -> str:
    """Say how far an interview has come; one that was withdrawn says that alone."""
    return gettext("Withdrawn") if interview.is_withdrawn else interview.get_state_display()


def day_words(day: dt.date | None) -> str:
    """Return a day in words, or that none is set."""
    return formats.date_format(day, "DATE_FORMAT") if day else gettext("No day yet")


def interview_table(interviews: Iterable[Interview], *, path: str) -> Row:
    """Return the interviews for components/table.html and for exports: posts, never names or notes."""
    labels = [
        gettext("Institution"),
        gettext("Day"),
        gettext("How it is held"),
        gettext("Post of who speaks"),
        gettext("How far it has come"),
        gettext("Facts answered"),
        gettext("Agreements that wait"),
    ]
    rows = [
        {"cells": [{"label": label, **cell} for label, cell in zip(labels, _cells(one, path), strict=True)]}
        for one in interviews
    ]
    return {
        "caption": gettext("Interviews"),
        "holds": gettext("One row is one talk with one institution."),
        "columns": [{"label": label, "number": label in labels[5:]} for label in labels],
        "rows": rows,
        "empty": gettext("No interview fits these filters."),
    }


def _cells(interview: Interview, path: str) -> list[Row]:
    return [
        {
            "text": interview.institution.full_name,
            "url": reverse("interview", args=[path, interview.pk]),
            "illustrative": interview.illustrative,
        },
        {"text": day_words(interview.day)},
        {"text": interview.get_medium_display()},
        {"text": interview.interviewee_post or gettext("not recorded")},
        {"text": state_words(interview)},
        {"text": str(getattr(interview, "said", 0)), "number": True},
        {"text": str(getattr(interview, "open_follow_ups", 0)), "number": True},
    ]


def follow_up_rows(follow_ups: Iterable[FollowUp], *, path: str, today: dt.date) -> list[Row]:
    """Return what was agreed, each with what stands of it in words."""
    return [
        {
            "what": one.what,
            "responsible": one.responsible,
            "institution": str(one.interview.institution),
            "url": reverse("interview", args=[path, one.interview_id]),
            "edit_url": reverse("follow-up-edit", args=[path, one.pk]),
            "remove_url": reverse("follow-up-remove", args=[path, one.pk]),
            "version": one.version,
            "state": _standing(one, today),
            "label": _standing_words(one, today),
        }
        for one in follow_ups
    ]


def _standing(one: FollowUp, today: dt.date) -> str:
    if one.done_on is not None:
        return "done"
    return "warn" if is_overdue(one, today) else "open"


def _standing_words(one: FollowUp, today: dt.date) -> str:
    if one.done_on is not None:
        return gettext("Done on %(day)s") % {"day": day_words(one.done_on)}
    if one.due_on is None:
        return gettext("No day was agreed")
    words = gettext("Was due on %(day)s") if is_overdue(one, today) else gettext("Due on %(day)s")
    return words % {"day": day_words(one.due_on)}
