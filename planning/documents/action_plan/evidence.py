"""Part 1 of the plan in words: what is known, each number with its story."""

from typing import Any

from django.utils.translation import gettext, pgettext

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Verdict
from clrisk_site.files.documents.pieces import estimate_cell
from diagnosis.presenters.key_figures import also_published, class_label, phase_one_figure
from diagnosis.presenters.leads import profile_lead
from diagnosis.presenters.number_words import listed
from planning.documents.action_plan.content import ActionPlan
from planning.presenters.dates import long_date

type Cells = list[dict[str, Any]]


def evidence_part(plan: ActionPlan) -> dict[str, Any]:
    """Make the summary of evidence."""
    return {
        "lead": profile_lead(plan.territory.name, plan.phase_one),
        "figures": [phase_one_figure(plan.phase_one)],
        "table": evidence_table(plan),
        "needs": needs_table(plan),
        "definition": definition_rows(plan),
        "definition_state": _definition_state(plan),
    }


def evidence_table(plan: ActionPlan) -> dict[str, Any]:
    """Make one row per number: value or why there is none, interval, quality, source with year and n."""
    rows = [_class_row(plan), *_phase_one_row(plan)]
    printed = plan.printed
    rows += [
        number_row(gettext("Girls, boys and adolescents, 5 to 17"), printed.total),
        number_row(gettext("of them, girls and female adolescents"), printed.girls),
        number_row(gettext("of them, boys and male adolescents"), printed.boys),
    ]
    rows += [
        number_row(gettext("who live in zone %(letter)s") % {"letter": letter}, children)
        for letter, children in printed.zones.items()
    ]
    return {
        "caption": gettext("Numbers of this plan"),
        "holds": gettext("A number without a source is not printed; one that nobody published is said."),
        "columns": [{"label": label, "number": position == 1} for position, label in enumerate(_labels())],
        "rows": [{"cells": labelled(cells)} for cells in rows],
    }


def _labels() -> tuple[str, ...]:
    return (
        gettext("What"),
        gettext("Value"),
        gettext("Interval"),
        gettext("Quality"),
        gettext("Source, year, n"),
    )


def labelled(cells: Cells) -> Cells:
    """Give each cell the name of its column, which small screens show."""
    return [
        {**cell, "label": label, "number": position == 1}
        for position, (cell, label) in enumerate(zip(cells, _labels(), strict=True))
    ]


def _class_row(plan: ActionPlan) -> Cells:
    finding = plan.phase_one.best
    label = gettext("Phase I risk class")
    if finding is None:
        return [
            {"text": label},
            {"text": gettext("Not published")},
            {"text": "—"},
            {"text": gettext("nothing to judge")},
            {"text": gettext("no Phase I result is recorded")},
        ]
    scheme = listed([class_label(code).lower() for code in finding.classes])
    return [
        {
            "text": label,
            "small": ""
            if plan.phase_one.own
            else gettext("of %(place)s; none for the municipality") % {"place": finding.place_name},
        },
        {"text": class_label(finding.official_class), "small": scheme, "illustrative": finding.illustrative},
        {"text": gettext("a class has none")},
        {"text": gettext("inherited, not recalculated")},
        {"text": f"{finding.source}, {finding.year}", "small": also_published(plan.phase_one)},
    ]


def _phase_one_row(plan: ActionPlan) -> list[Cells]:
    finding = plan.phase_one.best
    if finding is None:
        return []
    return [number_row(gettext("Phase I risk, as a number"), finding.value)]


def number_row(label: str, estimate: Estimate) -> Cells:
    """Make the row of one number with its whole story."""
    words = words_for(estimate)
    value = f"{words.value} {words.unit}".strip() if words.value else words.missing
    return [
        {"text": label},
        {"text": value, "illustrative": words.illustrative},
        {"text": words.interval or "—"},
        {"text": quality_words(estimate)},
        {"text": words.source or pgettext("source of a number", "none recorded")},
    ]


def quality_words(estimate: Estimate) -> str:
    """Say how good a number is: the verdict where a rule applies, else how it came to be."""
    if estimate.availability is Availability.SUPPRESSED:
        return gettext("not shown, to protect few persons")
    if not estimate.is_available:
        return gettext("nothing to judge")
    if estimate.verdict is Verdict.PUBLISH:
        return gettext("publishable")
    if estimate.verdict is Verdict.REVIEW:
        reason = f": {render(estimate.failed[0])}" if estimate.failed else ""
        return gettext("review%(reason)s") % {"reason": reason}
    if estimate.story.official:
        return gettext("as its producer published it")
    return {
        Basis.COUNT: gettext("count"),
        Basis.MEASURED: gettext("measured"),
        Basis.ESTIMATED: gettext("rounded to 5"),
        Basis.MODELLED: gettext("modelled"),
        Basis.INHERITED: gettext("inherited, not recalculated"),
    }[estimate.story.basis]


def needs_table(plan: ActionPlan) -> dict[str, Any] | None:
    """Make the table of children concerned, factor by zone; None when nobody counted any."""
    needs = plan.printed.needs
    if not needs:
        return None
    letters = list(dict.fromkeys(letter for _code, letter in needs))
    names = {row.code: row.name for row in plan.findings.ranking.rows}
    columns = [{"label": gettext("Factor")}] + [
        {"label": _place(letter), "number": True} for letter in letters
    ]
    rows = []
    for code in dict.fromkeys(code for code, _letter in needs):
        cells: Cells = [{"text": names.get(code, code)}]
        cells += [_need_cell(needs.get((code, letter)), _place(letter)) for letter in letters]
        rows.append({"cells": cells})
    sources = dict.fromkeys(words_for(one).source for one in needs.values())
    return {
        "caption": gettext("Girls, boys and adolescents concerned by each factor"),
        "holds": gettext("Counts of an area, never persons. Factors are not added up: they overlap."),
        "columns": columns,
        "rows": rows,
        "source": gettext("Source: %(sources)s") % {"sources": "; ".join(one for one in sources if one)},
    }


def _place(letter: str) -> str:
    return gettext("Zone %(letter)s") % {"letter": letter} if letter else gettext("Municipality")


def _need_cell(estimate: Estimate | None, label: str) -> dict[str, Any]:
    if estimate is None:
        return {"text": gettext("No data"), "number": True, "label": label}
    return {**estimate_cell(estimate), "number": True, "label": label}


def definition_rows(plan: ActionPlan) -> list[dict[str, str]]:
    """Make the working definition for components/summary_list.html."""
    sheet = plan.definition
    if sheet is None:
        return []
    rows = [
        {"label": gettext("Legal"), "value": sheet.legal},
        {"label": gettext("Operational"), "value": sheet.operational},
        {"label": gettext("Working"), "value": sheet.working},
    ]
    if sheet.deviations:
        rows.append({"label": gettext("Deviations"), "value": sheet.deviations})
    return rows


def _definition_state(plan: ActionPlan) -> str:
    if plan.definition is None:
        return gettext("No definition sheet is written yet. The gate asks for one.")
    if plan.definition.frozen_at is None:
        return gettext("The sheet is a draft; it is not in force yet.")
    return gettext("In force since %(day)s.") % {"day": long_date(plan.definition.frozen_at.date())}
