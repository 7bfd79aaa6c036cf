"""Puts the collected plan into words, tables and drawings: the one content of screen, print and PDF."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.content import Head
from clrisk_site.files.documents.imprint_words import classification_words, fingerprint_words
from clrisk_site.files.presenters.heads import make_head
from diagnosis.presenters import zone_map
from planning.documents.action_plan.closing import limits, sources_list
from planning.documents.action_plan.content import ActionPlan
from planning.documents.action_plan.diagnosis_parts import factors_part, gaps_part, zones_part
from planning.documents.action_plan.evidence import evidence_part
from planning.documents.action_plan.line_part import line_part, lines_lead, sectors
from planning.models import LineStatus
from planning.presenters.dates import long_date
from planning.presenters.gate import gate_lead, gate_rows
from planning.presenters.work_plan import work_plan_lead, work_plan_table
from planning.queries.stage_facts import VALIDATED_ON


@dataclass(frozen=True, slots=True)
class Making:
    """What depends on when, by whom and for whom a document is made, and on nothing in the plan.

    Parameters
    ----------
    digest : str
        Fingerprint of the content.
    author, number : str
        Who had it made, and its number in the print log; both empty where there is none.
    """

    digest: str
    printed_on: dt.date
    author: str = ""
    number: str = ""
    head: Head | None = None


def present(plan: ActionPlan, making: Making, *, for_screen: bool = False) -> dict[str, Any]:
    """Make the context of the template.

    Parameters
    ----------
    for_screen : bool
        Adds what only a browser needs: drawings for phones, the bar above the sheet.
    """
    lines = [line_part(one, plan, number) for number, one in enumerate(plan.lines, start=1)]
    activities = sorted(
        (activity for one in plan.lines for activity in one.line.activities.all()),
        key=lambda activity: (activity.starts_on, activity.ends_on, activity.line.code),
    )
    name = plan.territory.name
    return {
        "for_screen": for_screen,
        "patterns": mark_safe(pattern_definitions()) if for_screen else "",  # noqa: S308 - drawn by figures
        "document": gettext("Action plan · %(name)s") % {"name": ", ".join(filter(None, (name, plan.above)))},
        "title": gettext("Action plan of %(name)s") % {"name": name},
        "state": standing(plan),
        "version": _version(plan),
        "classification": classification_words(is_draft=not _is_validated(plan)),
        "imprint": _imprint(plan, making),
        "head": make_head(making.head),
        "description": cover_lead(plan),
        "cover": _cover(plan, making),
        "contents": _contents(lines),
        "evidence": evidence_part(plan),
        "factors": factors_part(plan, for_screen=for_screen),
        "zones": zones_part(plan, for_screen=for_screen),
        "gaps": gaps_part(plan),
        "lines_lead": lines_lead(plan),
        "lines": lines,
        "work_plan": {
            "lead": work_plan_lead(activities, making.printed_on),
            "table": work_plan_table(activities) if activities else None,
        },
        "gate": {
            "lead": gate_lead(plan.judgements, semi_finished=plan.semi_finished),
            "rows": gate_rows(plan.judgements),
        },
        "sources": sources_list(plan),
        "limits": limits(plan),
        "sectors": sectors(plan),
        "independent": gettext(
            "Made with an independent programme that applies a published method. No organisation owns it."
        ),
    }


def standing(plan: ActionPlan) -> str:
    """Say how far the plan is: draft, submitted or validated."""
    statuses = {LineStatus(one.line.status) for one in plan.lines} - {LineStatus.PAUSED}
    if not statuses:
        return gettext("Draft without action lines")
    if statuses <= VALIDATED_ON:
        return pgettext("state of the plan", "Validated")
    word = (
        pgettext("state of the plan", "Draft")
        if LineStatus.DRAFT in statuses
        else pgettext("state of the plan", "Submitted to the commission")
    )
    return f"{word} · {gettext('semi-finished')}" if plan.semi_finished else word


def _version(plan: ActionPlan) -> str:
    if plan.changed_at is None:
        return gettext("no record of a plan yet")
    moment = localtime(plan.changed_at)
    return f"{long_date(moment.date())}, {date_format(moment, 'H:i')}"


def _is_validated(plan: ActionPlan) -> bool:
    statuses = {LineStatus(one.line.status) for one in plan.lines} - {LineStatus.PAUSED}
    return bool(statuses) and statuses <= VALIDATED_ON


def _imprint(plan: ActionPlan, making: Making) -> str:
    words = {"version": _version(plan), "digest": fingerprint_words(making.digest)}
    said = gettext("Version: %(version)s · fingerprint %(digest)s") % words
    return f"{said} · {_number_words(making)}" if making.number else said


def _number_words(making: Making) -> str:
    return gettext("document %(number)s") % {"number": making.number}


def cover_lead(plan: ActionPlan) -> str:
    """Say what the plan holds, in one sentence."""
    lines, zones = len(plan.lines), len({zone for one in plan.lines for zone in one.links.zones})
    if not lines:
        return gettext("What is known of child labour here, and what is missing to write the plan.")
    counted = ngettext("%(count)s line", "%(count)s lines", lines) % {"count": lines}
    if not zones:
        return gettext("%(lines)s to prevent child labour, with programmes that exist.") % {"lines": counted}
    return ngettext(
        "%(lines)s to prevent child labour in %(count)s zone, with programmes that exist.",
        "%(lines)s to prevent child labour in %(count)s zones, with programmes that exist.",
        zones,
    ) % {"lines": counted, "count": zones}


def _cover(plan: ActionPlan, making: Making) -> dict[str, Any]:
    return {
        "eyebrow": gettext("Phase II · Identification of the risk of child labour"),
        "lead": cover_lead(plan),
        "map": zone_map.draw(plan.findings, Size.COVER),
        "facts": [
            {
                "label": gettext("Version"),
                "values": [standing(plan), _version(plan)],
                "under": _made(making),
            },
            {
                "label": pgettext("who or what was validated", "Validated"),
                "values": _validated(plan),
                "under": "",
            },
            {
                "label": gettext("Prepared by"),
                "values": _prepared(plan),
                "under": gettext("Demonstration document; illustrative numbers") if plan.illustrative else "",
            },
        ],
    }


def _made(making: Making) -> str:
    words = {
        "digest": fingerprint_words(making.digest),
        "day": long_date(making.printed_on),
        "author": making.author,
    }
    template = gettext("Fingerprint %(digest)s · printed on %(day)s")
    if making.author:
        template = gettext("Fingerprint %(digest)s · printed on %(day)s by %(author)s")
    said = template % words
    return f"{said} · {_number_words(making)}" if making.number else said


def _validated(plan: ActionPlan) -> list[str]:
    counted = [one for one in plan.lines if one.line.status != LineStatus.PAUSED]
    if not counted:
        return [gettext("Nothing to validate yet")]
    validated = sum(LineStatus(one.line.status) in VALIDATED_ON for one in counted)
    words = [gettext("%(done)s of %(all)s lines") % {"done": validated, "all": len(counted)}]
    if plan.pilot and plan.pilot.space:
        words.append(plan.pilot.space.name)
    else:
        words.append(gettext("No commission chosen yet"))
    return words


def _prepared(plan: ActionPlan) -> list[str]:
    if plan.pilot is None:
        return [gettext("No pilot has been opened here.")]
    if not plan.pilot.liaison_name:
        return [gettext("The liaison is not named yet")]
    return [plan.pilot.liaison_name, plan.pilot.liaison_post]


def _contents(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": "evidence", "title": gettext("What is known")},
        {"id": "factors", "title": gettext("Associated factors")},
        {"id": "zones", "title": gettext("Priority zones")},
        {"id": "gaps", "title": gettext("Supply and gaps")},
        {
            "id": "lines",
            "title": gettext("Action lines"),
            "children": [{"id": line["id"], "title": f"{line['code']} {line['title']}"} for line in lines],
        },
        {"id": "work-plan", "title": gettext("Work plan")},
        {"id": "gate", "title": gettext("What the plan answers")},
        {"id": "sources", "title": gettext("Sources")},
        {"id": "limits", "title": gettext("Limits")},
    ]
