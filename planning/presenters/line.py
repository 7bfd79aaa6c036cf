"""One action line beside its chain: sheet, resources, checks before validation, activities, indicators."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.catalogue.quantities import money
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.kleene import Known
from diagnosis.models import Sex
from planning.chain_facts import IndicatorLink
from planning.gate_checks import lacking
from planning.gate_subject import LineFact
from planning.models import ActionLine, LineActivity, LineStatus
from planning.presenters.chain import baseline_words, target_day, target_value
from planning.presenters.dates import span

type Row = dict[str, Any]

_STATES = {LineStatus.DRAFT: "started", LineStatus.SUBMITTED: "started", LineStatus.PAUSED: "closed"}


def status_tag(line: ActionLine) -> dict[str, str]:
    """Make the tag of a line's status."""
    return {"state": _STATES.get(LineStatus(line.status), "done"), "label": line.get_status_display()}


def ages_words(line: ActionLine) -> str:
    """Return the ages and the sex that a line is for; empty where none was written."""
    if line.age_from is not None and line.age_to is not None:
        ages = gettext("aged %(first)s to %(last)s") % {"first": line.age_from, "last": line.age_to}
    elif line.age_from is not None:
        ages = gettext("from age %(first)s") % {"first": line.age_from}
    elif line.age_to is not None:
        ages = gettext("to age %(last)s") % {"last": line.age_to}
    else:
        ages = ""
    return f"{Sex(line.sex).label} {ages}".strip() if ages else str(Sex(line.sex).label)


def sheet_rows(line: ActionLine, roles: dict[int, str] | None = None) -> list[Row]:
    """Make the sheet of a line for components/summary_list.html.

    Parameters
    ----------
    roles : dict of int to str, optional
        Role of each zone in the intervention, by its key.
    """
    zones = list(line.zones.all())
    named = dict.fromkeys((roles or {}).get(zone.pk, "") for zone in zones)
    supporters = [str(institution) for institution in line.co_responsible.all()]
    return [
        {"label": gettext("Strategy"), "value": line.get_strategy_display()},
        {"label": gettext("Outcome"), "value": line.get_outcome_display()},
        {"label": gettext("Population"), "value": line.population, "small": ages_words(line)},
        {
            "label": gettext("Zones"),
            "letters": [zone.letter for zone in zones],
            "value": ", ".join(role for role in named if role)
            or ("" if zones else gettext("whole municipality")),
        },
        {"label": gettext("Leads"), "value": str(line.lead or "")},
        {"label": gettext("Support"), "value": ", ".join(supporters) or gettext("nobody yet")},
        {"label": gettext("Dates"), "value": span(line.starts_on, line.ends_on)},
        {
            "label": gettext("Marginal cost"),
            "value": cost_words(line),
            "illustrative": line.illustrative and line.marginal_cost_mxn is not None,
        },
    ]


def cost_words(line: ActionLine) -> str:
    """Return the marginal cost; unknown is said, never zero."""
    if line.marginal_cost_mxn is None:
        return gettext("not known yet")
    return money(float(line.marginal_cost_mxn))


def resource_rows(line: ActionLine) -> list[Row]:
    """Make what is there and what is missing."""
    missing = line.resources_missing or _none_because(line.nothing_missing_because)
    budget = line.budget_code or _none_because(line.no_budget_code_because)
    return [
        {"label": gettext("Available"), "value": line.resources_available},
        {"label": pgettext("resources", "Missing"), "value": missing},
        {"label": gettext("Source"), "value": line.funding_source},
        {"label": gettext("Budget code"), "value": budget},
    ]


def _none_because(reason: str) -> str:
    if not reason.strip():
        return ""
    return gettext("None, because %(reason)s") % {"reason": reason[:1].lower() + reason[1:]}


def checks_before_validation(fact: LineFact, *, local_government_leads: bool) -> list[Row]:
    """Make the short list of what a line still needs; the gate judges the whole plan."""
    eligible = any(offer.eligible is Known.YES for offer in fact.offers) or fact.exception.granted
    checks: list[Row] = []
    if fact.for_girls:
        checks.append(
            _check(
                fact.girls_mechanism,
                gettext("It has its own mechanism for girls"),
                gettext("Missing: its own mechanism for girls"),
            )
        )
    offer_missing = (
        gettext("Missing: what is not known of its offers")
        if any(offer.eligible is Known.UNKNOWN for offer in fact.offers)
        else gettext("Missing: an offer that can be used, or an exception")
    )
    checks.append(_check(eligible, gettext("It rests on an offer that can be used"), offer_missing))
    checks.append(
        _check(
            local_government_leads,
            gettext("The local government leads the space"),
            gettext("Missing: that the local government leads the space"),
        )
    )
    checks += [_absent(gettext("Missing: %(what)s") % {"what": render(what)}) for what in lacking(fact)]
    checks += _indicator_checks(fact)
    return checks


def _indicator_checks(fact: LineFact) -> list[Row]:
    if not fact.indicators:
        return [_absent(gettext("Missing: an indicator"))]
    based = all(indicator.has_baseline_or_plan for indicator in fact.indicators)
    aimed = all(indicator.has_target for indicator in fact.indicators)
    return [
        _check(
            based, gettext("Its indicators have a baseline or a plan for it"), gettext("Missing: a baseline")
        ),
        _check(aimed, gettext("Its indicators have a target"), gettext("Missing: a target")),
    ]


def _check(passed: bool, words: str, otherwise: str) -> Row:  # noqa: FBT001 - the fact is what it is about
    return {"passed": passed, "words": words if passed else otherwise}


def _absent(words: str) -> Row:
    return {"passed": False, "words": words}


def indicator_table(indicators: Sequence[IndicatorLink], *, illustrative: bool) -> dict[str, Any]:
    """Make the table of indicators for components/table.html."""
    labels = (
        gettext("Indicator"),
        gettext("Baseline"),
        gettext("Target"),
        gettext("Means of verification"),
        gettext("Every"),
    )
    rows = [
        {
            "cells": [
                {"text": one.name, "small": one.unit, "illustrative": illustrative},
                {"text": baseline_words(one), "small": one.baseline_plan, "number": True, "label": labels[1]},
                {
                    "text": target_value(one),
                    "small": target_day(one),
                    "number": True,
                    "label": labels[2],
                },
                {"text": one.means_of_verification, "label": labels[3]},
                {"text": one.every, "label": labels[4]},
            ]
        }
        for one in indicators
    ]
    columns = [{"label": label, "number": position in (1, 2)} for position, label in enumerate(labels)]
    return {"caption": gettext("Indicators"), "columns": columns, "rows": rows}


def activity_days(activities: Sequence[LineActivity]) -> list[dict[str, str]]:
    """Make the calendar of a line for components/dates.html."""
    return [
        {
            "day": span(activity.starts_on, activity.ends_on),
            "title": activity.title,
            "note": activity.responsible,
        }
        for activity in activities
    ]


def lines_lead(lines: Sequence[ActionLine]) -> str:
    """Say how many lines there are and how far they came."""
    if not lines:
        return gettext("The plan has no action line yet. Begin with the heaviest gap.")
    drafts = sum(line.status == LineStatus.DRAFT for line in lines)
    for_girls = sum(line.is_for_girls for line in lines)
    first = ngettext("%(count)s action line", "%(count)s action lines", len(lines)) % {"count": len(lines)}
    girls = ngettext("%(count)s is specific to girls", "%(count)s are specific to girls", for_girls) % {
        "count": for_girls
    }
    still = ngettext("%(count)s is still a draft", "%(count)s are still drafts", drafts) % {"count": drafts}
    return gettext("%(lines)s: %(drafts)s and %(girls)s.") % {"lines": first, "drafts": still, "girls": girls}
