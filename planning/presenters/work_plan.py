"""The work plan as a table, and what stage 4 waits for."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.svg.charts import GanttRow, draw_gantt
from clrisk_site.figures.svg.sizes import Size
from planning.models import LineActivity
from planning.presenters.dates import long_date, span
from planning.stages import DesignFacts, before_execution


def work_plan_lead(activities: Sequence[LineActivity], today: dt.date) -> str:
    """Say how many activities there are and which one is next."""
    if not activities:
        return gettext("No activity is dated yet. Add activities to the action lines.")
    first = ngettext("%(count)s dated activity.", "%(count)s dated activities.", len(activities)) % {
        "count": len(activities)
    }
    coming = [activity for activity in activities if activity.starts_on >= today]
    if not coming:
        return first
    nearest = min(coming, key=lambda activity: activity.starts_on)
    following = gettext("The next one is “%(title)s”, on %(day)s.") % {
        "title": nearest.title,
        "day": long_date(nearest.starts_on),
    }
    return f"{first} {following}"


def work_plan_table(activities: Sequence[LineActivity], today: dt.date | None = None) -> dict[str, Any]:
    """Make the work plan for components/table.html.

    Parameters
    ----------
    today : date, optional
        On the screen, days that have passed are said; paper does not know when it is read.
    """
    labels = (
        gettext("Activity"),
        gettext("Dates"),
        gettext("Line"),
        gettext("Answers for it"),
        gettext("Leads"),
    )
    rows = [
        {
            "cells": [
                {"text": activity.title},
                {
                    "text": span(activity.starts_on, activity.ends_on),
                    "small": _late(activity, today),
                    "label": labels[1],
                },
                {"text": activity.line.code, "label": labels[2]},
                {"text": activity.responsible, "label": labels[3]},
                {"text": str(activity.line.lead or "—"), "label": labels[4]},
            ]
        }
        for activity in activities
    ]
    return {
        "caption": gettext("Activities by date"),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def work_plan_chart(activities: Sequence[LineActivity], today: dt.date) -> dict[str, Any]:
    """Draw the activities by month for components/chart.html; the table beside it holds the same dates."""
    rows = [
        GanttRow(
            activity.title,
            activity.starts_on,
            activity.ends_on,
            detail=f"{activity.line.code} · {activity.responsible}",
            words=span(activity.starts_on, activity.ends_on),
            past=activity.ends_on < today,
        )
        for activity in activities
    ]
    title = gettext("Activities by month")
    begins = min(row.first for row in rows).replace(day=1)

    def month(day: dt.date) -> str:
        return date_format(day, "M Y" if day.month == 1 or day == begins else "M").lower()

    wide, phone = (
        mark_safe(  # noqa: S308 - drawn by figures, which escapes
            draw_gantt(
                rows,
                month_label=month,
                size=size,
                title=title,
                description=gettext("The table below holds the same dates."),
                today=today,
                today_words=gettext("today"),
                prefix=f"work-plan-{size.value}",
            )
        )
        for size in (Size.WIDE, Size.PHONE)
    )
    source = gettext("Light bars have ended.") if any(row.past for row in rows) else ""
    return {"wide": wide, "phone": phone, "label": title, "source": source}


def _late(activity: LineActivity, today: dt.date | None) -> str:
    return gettext("its end has passed") if today is not None and activity.ends_on < today else ""


def execution_lead(facts: DesignFacts) -> str:
    """Say whether stage 4 can start."""
    waits = before_execution(facts)
    if waits:
        missing = [render(what) for what in waits]
        return gettext("It cannot start yet. Missing: %(what)s.") % {"what": "; ".join(missing)}
    return ngettext(
        "The plan is validated. %(count)s line is running.",
        "The plan is validated. %(count)s lines are running.",
        facts.running,
    ) % {"count": facts.running}


def requirement_rows(facts: DesignFacts) -> list[dict[str, Any]]:
    """Make what stage 4 needs for components/checks.html."""
    rows = (
        (facts.lines > 0, gettext("The plan has action lines"), gettext("Missing: at least one action line")),
        (
            facts.is_validated,
            gettext("The commission validated the plan"),
            gettext("Missing: a session of the commission that validates the plan"),
        ),
    )
    return [{"passed": passed, "words": words if passed else missing} for passed, words, missing in rows]
