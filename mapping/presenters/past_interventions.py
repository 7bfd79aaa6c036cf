"""Past interventions: the lead, the table, the sheet for files, and the facts of one."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.models import Evidence, InterventionKind, Known, PastIntervention
from mapping.presenters.saying import joined

type Row = dict[str, Any]


def interventions_lead(interventions: Iterable[PastIntervention]) -> str:
    """Say how many there are, of which kind, and how many left lessons."""
    found = list(interventions)
    if not found:
        return gettext("No past intervention has been recorded yet. Ask for them in every interview.")
    against = sum(one.kind == InterventionKind.CHILD_LABOUR for one in found)
    learned = sum(bool(one.lessons) for one in found)
    total = ngettext("%(count)s past intervention", "%(count)s past interventions", len(found))
    more = gettext("%(against)s against child labour, %(sector)s of one sector; %(learned)s with lessons.")
    numbers = {"against": against, "sector": len(found) - against, "learned": learned}
    return f"{total % {'count': len(found)}}: {more % numbers}"


def intervention_lead(intervention: PastIntervention) -> str:
    """Say what it was about, when, and how well it is supported."""
    parts = [intervention.get_kind_display(), years_words(intervention), intervention.place]
    said = ", ".join(part for part in parts if part)
    told = {
        Known.YES: gettext("It is said to have reached its aims."),
        Known.NO: gettext("It is said not to have reached its aims."),
        Known.UNKNOWN: gettext("Whether it reached its aims is not known yet."),
    }[Known(intervention.was_successful)]
    return f"{said}. {told}"


def years_words(intervention: PastIntervention) -> str:
    """Return the years as far as they are known."""
    first, last = intervention.year_from, intervention.year_to
    if first and last and first != last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return str(first) if last else gettext("since %(first)s") % {"first": first}
    return gettext("until %(last)s") % {"last": last} if last else ""


def intervention_table(interventions: Iterable[PastIntervention], *, path: str) -> Row:
    """Return the list for components/table.html."""
    labels = [
        gettext("Intervention"),
        gettext("What it was about"),
        gettext("Factors"),
        gettext("Lessons"),
        gettext("Reached its aims"),
        gettext("Evidence"),
    ]
    rows: list[list[Row]] = [
        [
            {
                "text": one.name,
                "url": reverse("past-intervention", args=[path, one.pk]),
                "small": " · ".join(part for part in (years_words(one), one.place) if part),
                "illustrative": one.illustrative,
            },
            {"text": one.get_kind_display()},
            {"text": _factors(one) or gettext("None named")},
            {"text": one.lessons or gettext("None recorded")},
            {"text": one.get_was_successful_display()},
            {"text": one.get_evidence_display()},
        ]
        for one in interventions
    ]
    return _table(gettext("Past interventions"), labels, rows)


def intervention_sheet(interventions: Iterable[PastIntervention]) -> Row:
    """Return every column for files; the post that knows about it stays on the page."""
    labels = [
        gettext("Intervention"),
        gettext("What it was about"),
        gettext("Years"),
        gettext("Where it worked"),
        gettext("Institutions that took part"),
        gettext("Factors"),
        gettext("What was done"),
        gettext("What came of it"),
        gettext("Reached its aims"),
        gettext("Lessons"),
        gettext("Evidence"),
        gettext("Document that confirms it"),
        gettext("Source"),
    ]
    rows = [
        [
            {"text": text}
            for text in (
                one.name,
                one.get_kind_display(),
                years_words(one),
                one.place,
                _institutions(one),
                _factors(one),
                one.what_was_done,
                one.results,
                one.get_was_successful_display(),
                one.lessons,
                one.get_evidence_display(),
                one.evidence_document,
                one.source,
            )
        ]
        for one in interventions
    ]
    return _table(gettext("Past interventions"), labels, rows)


def intervention_facts(intervention: PastIntervention) -> list[Row]:
    """Return the short facts of one for components/summary_list.html."""
    confirmed = intervention.evidence == Evidence.CONFIRMED
    return [
        {"label": gettext("What it was about"), "value": intervention.get_kind_display()},
        {"label": gettext("Years"), "value": years_words(intervention)},
        {"label": gettext("Where it worked"), "value": intervention.place},
        {"label": gettext("Institutions that took part"), "value": _institutions(intervention)},
        {"label": gettext("Factors that it worked on"), "value": _factors(intervention)},
        {"label": gettext("Reached its aims"), "value": intervention.get_was_successful_display()},
        {"label": gettext("Post that knows about it"), "value": intervention.contact_post},
        {
            "label": gettext("Evidence"),
            "value": intervention.get_evidence_display(),
            "small": intervention.evidence_document if confirmed else "",
            "illustrative": intervention.illustrative,
        },
        {"label": gettext("Source"), "value": intervention.source},
    ]


def _factors(intervention: PastIntervention) -> str:
    return joined([str(factor) for factor in intervention.factors.all()])


def _institutions(intervention: PastIntervention) -> str:
    return joined([str(institution) for institution in intervention.institutions.all()])


def _table(caption: str, labels: list[str], rows: list[list[Row]]) -> Row:
    return {
        "caption": caption,
        "holds": gettext("Of the municipality, its state and the country. What came of it is as reported."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}
            for cells in rows
        ],
    }
