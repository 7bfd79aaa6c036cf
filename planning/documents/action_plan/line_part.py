"""One action line of the plan in words: sheet, chain, resources, calendar, indicators, signatures."""

from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.people.models import Constituency
from diagnosis.presenters.number_words import listed
from planning.documents.action_plan.content import ActionPlan, PlanLine
from planning.models import ActionLine
from planning.presenters.chain import ChainLink, chain_links
from planning.presenters.dates import span
from planning.presenters.line import (
    activity_days,
    ages_words,
    cost_words,
    indicator_table,
    resource_rows,
    status_tag,
)

_ALWAYS = (Constituency.GOVERNMENT, Constituency.EMPLOYERS, Constituency.WORKERS)


def lines_lead(plan: ActionPlan) -> str:
    """Say how many lines there are, in how many zones, and which strategy they follow."""
    lines = [one.line for one in plan.lines]
    if not lines:
        return gettext("No action line is written yet. What the diagnosis found is printed above.")
    prevention = sum(line.strategy == "prevention" for line in lines)
    counted = ngettext("%(count)s action line", "%(count)s action lines", len(lines)) % {"count": len(lines)}
    return gettext("%(lines)s: %(prevention)s of prevention, %(removal)s of removal or restoration.") % {
        "lines": counted,
        "prevention": prevention,
        "removal": len(lines) - prevention,
    }


def line_part(one: PlanLine, plan: ActionPlan, number: int) -> dict[str, Any]:
    """Make the block of one line."""
    line, chain = one.line, one.chain
    activities = list(line.activities.all())
    return {
        "id": f"line-{number}",
        "code": line.code,
        "title": line.title,
        "objective": line.objective,
        "tag": status_tag(line),
        "facts": _facts(one),
        "links": printed_links(one),
        "mechanism": line.mechanism,
        "girls_mechanism": line.girls_mechanism,
        "risks": line.risks,
        "resources": _printed_resources(line),
        "calendar": activity_days(activities),
        "indicators": indicator_table(chain.indicators, illustrative=line.illustrative)
        if chain.indicators
        else None,
        "exception": _exception(line),
        "sectors": sectors(plan),
        "illustrative": line.illustrative,
    }


def printed_links(one: PlanLine) -> list[ChainLink]:
    """Return the chain from statistic to indicator: a plan has no result yet, and paper does not wait."""
    return [link for link in chain_links(one.chain) if link.kind != "result"]


def _printed_resources(line: ActionLine) -> list[dict[str, Any]]:
    """Put the budget code under its source, so that a line stays on one sheet."""
    available, missing, source, budget = resource_rows(line)
    code = gettext("budget code: %(code)s") % {"code": budget["value"] or gettext("not provided")}
    return [
        available,
        missing,
        {**source, "value": source["value"] or code, "small": code if source["value"] else ""},
    ]


def _facts(one: PlanLine) -> list[dict[str, str]]:
    line, links = one.line, one.links
    where = listed(links.zones) if links.zones else gettext("whole municipality")
    support = ""
    if links.supporters:
        support = gettext("support: %(others)s") % {"others": ", ".join(links.supporters)}
    return [
        {
            "label": gettext("Leads"),
            "value": str(line.lead or gettext("not named yet")),
            "small": support,
        },
        {"label": gettext("Strategy"), "value": line.get_strategy_display(), "small": ""},
        {"label": gettext("Zones and population"), "value": where, "small": ages_words(line)},
        {
            "label": gettext("Dates and marginal cost"),
            "value": span(line.starts_on, line.ends_on) or gettext("not dated yet"),
            "small": gettext("marginal cost: %(cost)s") % {"cost": cost_words(line)},
        },
    ]


def _exception(line: ActionLine) -> list[dict[str, str]]:
    if not line.exception_reason:
        return []
    state = (
        gettext("approved by the authority") if line.exception_approved_at else gettext("not approved yet")
    )
    return [
        {"label": gettext("Exception"), "value": line.exception_reason, "small": state},
        {"label": gettext("Funding plan"), "value": line.exception_funding_plan},
    ]


def sectors(plan: ActionPlan) -> list[str]:
    """Return who signs: the three sectors always, further ones where they have a seat."""
    seated = set(plan.composition.by_constituency) if plan.composition else set()
    further = [sector for sector in Constituency if sector not in _ALWAYS and sector.value in seated]
    return [str(sector.label) for sector in (*_ALWAYS, *further)]
