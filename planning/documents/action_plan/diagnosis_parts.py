"""Parts of the plan that the diagnosis and the mapping supply: factors, zones, supply and gaps."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.figures.svg.sizes import Size
from diagnosis.presenters import factor_chart, zone_map
from diagnosis.presenters.factor_table import factor_table, sources_of
from diagnosis.presenters.leads import factors_lead, zones_lead
from diagnosis.presenters.zone_table import ZoneRow, zone_rows
from mapping.presenters.gap_matrix import matrix_for, matrix_lead
from mapping.supply import FactorRow
from planning.chain_facts import AnswerFact
from planning.documents.action_plan.content import ActionPlan
from planning.presenters.chain import gap_title
from planning.printed import AUDIENCE


def factors_part(plan: ActionPlan) -> dict[str, Any]:
    """Make the ranking drawn and as a table, and what answers each factor."""
    ranking = plan.findings.ranking
    return {
        "lead": factors_lead(ranking),
        "drawing": factor_chart.draw(ranking, Size.PRINT),
        "table": factor_table(ranking),
        "source": sources_of(ranking),
        "notes": _factor_notes(plan),
        "answers": answers_table(plan),
    }


def _factor_notes(plan: ActionPlan) -> list[str]:
    notes = [gettext("Associated is not caused.")]
    if plan.findings.ranking.has_effects:
        notes.append(
            gettext(
                "Where an interval crosses zero, the data do not tell whether the factor adds or takes away."
            )
        )
    else:
        notes.append(gettext("No size was published, so the order is that of the method, not of importance."))
    notes.append(gettext("Chores in the own home are looked at apart, so that girls do not vanish."))
    return notes


def answers_table(plan: ActionPlan) -> dict[str, Any]:
    """Say for each factor which lines and programmes answer it, and which gap remains."""
    labels = (
        gettext("Factor"),
        gettext("Lines of the plan"),
        gettext("Programmes"),
        gettext("Gap that remains"),
    )
    rows = []
    for row in plan.matrix.rows:
        cells = [
            {"text": row.factor.name},
            {"text": _lines_for(plan, row.factor.code), "label": labels[1]},
            {"text": str(row.programmes), "number": True, "label": labels[2]},
            {"text": _remaining(row), "label": labels[3]},
        ]
        rows.append({"cells": cells})
    return {
        "caption": gettext("What answers each factor"),
        "columns": [{"label": label, "number": position == 2} for position, label in enumerate(labels)],
        "rows": rows,
    }


def _lines_for(plan: ActionPlan, code: str) -> str:
    codes = [one.line.code for one in plan.lines if code in {factor.code for factor in one.chain.factors}]
    if codes:
        return ", ".join(codes)
    accepted = any(answer.factor_code == code for answer in plan.answers)
    return gettext("answered without a line") if accepted else gettext("none yet")


def _remaining(row: FactorRow) -> str:
    open_cells = [cell for cell in row.cells if not cell.is_covered]
    return gap_title(open_cells) if open_cells else gettext("none: covered everywhere")


def zones_part(plan: ActionPlan) -> dict[str, Any]:
    """Make the map for paper, its legend and source, the table of zones and how to read them."""
    findings = plan.findings
    drawing = zone_map.draw(findings, Size.PRINT)
    return {
        "lead": zones_lead(findings),
        "map": {
            "wide": drawing,
            "legend": zone_map.legend(findings),
            "source": zone_map.source(findings),
            "illustrative": findings.index.illustrative,
        }
        if drawing
        else None,
        "table": zone_table(plan),
        "notes": zone_map.reading_notes(findings),
    }


def zone_table(plan: ActionPlan) -> dict[str, Any]:
    """Make the zones as a table, with the numbers that paper may show."""
    labels = (
        gettext("Zone"),
        gettext("Neighbourhoods"),
        gettext("Role"),
        gettext("Index, 0 to 100"),
        gettext("Aged 5 to 17"),
    )
    rows = [
        {"cells": _zone_cells(_as_paper(row, plan), labels)}
        for row in zone_rows(plan.findings, audience=AUDIENCE)
    ]
    return {
        "caption": gettext("The zones"),
        "columns": [{"label": label, "number": position in (3, 4)} for position, label in enumerate(labels)],
        "rows": rows,
    }


def _as_paper(row: ZoneRow, plan: ActionPlan) -> ZoneRow:
    """Replace the number of a row by the one that paper may show."""
    children = plan.printed.zones.get(row.letter) if row.letter else plan.printed.outside
    if children is None:
        return row
    words = words_for(children)
    return replace(row, children=words.value or words.missing, children_note=words.interval)


def _zone_cells(row: ZoneRow, labels: tuple[str, ...]) -> list[dict[str, Any]]:
    title = f"{row.letter} {row.name}".strip() or row.title
    return [
        {"text": title, "small": row.areas, "illustrative": row.illustrative},
        {"text": row.neighbourhoods, "label": labels[1]},
        {"text": row.status, "label": labels[2]},
        {"text": row.index, "small": row.rank, "number": True, "label": labels[3]},
        {"text": row.children, "small": row.children_note, "number": True, "label": labels[4]},
    ]


def gaps_part(plan: ActionPlan) -> dict[str, Any]:
    """Make the matrix of supply and gaps, and what people answered."""
    unlinked = plan.matrix.unlinked_programmes
    return {
        "lead": matrix_lead(plan.matrix),
        "matrix": matrix_for(plan.matrix),
        "unlinked": ngettext(
            "%(count)s programme has not been linked to factors yet, so its cells are unknown.",
            "%(count)s programmes have not been linked to factors yet, so their cells are unknown.",
            unlinked,
        )
        % {"count": unlinked}
        if unlinked
        else "",
        "answers": [_answer_row(one) for one in plan.answers],
    }


def _answer_row(answer: AnswerFact) -> dict[str, Any]:
    place = gettext("%(factor)s, %(place)s") % {"factor": answer.factor_name, "place": answer.where}
    stale = gettext("given to earlier evidence: to be looked at again") if answer.stale else ""
    return {
        "label": place if answer.where else answer.factor_name,
        "value": f"{answer.decision}: {answer.reason}",
        "small": stale,
    }
