"""Parts of the plan that the diagnosis and the mapping supply: factors, zones, supply and gaps."""

from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.pieces import estimate_cell
from diagnosis.presenters import factor_chart, zone_map
from diagnosis.presenters.factor_table import factor_table, sources_of
from diagnosis.presenters.leads import factors_lead, zones_lead
from diagnosis.presenters.zone_table import area_words, rank_words
from diagnosis.queries.zones import ZoneFinding
from mapping.presenters.gap_matrix import matrix_for, matrix_lead
from mapping.supply import FactorRow
from planning.chain_facts import AnswerFact
from planning.documents.action_plan.content import ActionPlan
from planning.presenters.chain import gap_title


def factors_part(plan: ActionPlan, *, for_screen: bool) -> dict[str, Any]:
    """Make the ranking drawn and as a table, and what answers each factor."""
    ranking = plan.findings.ranking
    drawing = factor_chart.draw(ranking, Size.PRINT)
    return {
        "lead": factors_lead(ranking),
        "chart": {
            "wide": drawing,
            "phone": factor_chart.draw(ranking, Size.PHONE) if for_screen else "",
            "label": gettext("Ranking of the associated factors"),
        }
        if drawing
        else None,
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
            {"text": str(row.programmes), "number": True, "label": labels[2], "value": row.programmes},
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


def zones_part(plan: ActionPlan, *, for_screen: bool) -> dict[str, Any]:
    """Make the map, its legend and source, the table of zones and how to read them."""
    findings = plan.findings
    drawing = zone_map.draw(findings, Size.PRINT)
    return {
        "lead": zones_lead(findings),
        "map": {
            "wide": drawing,
            "phone": zone_map.draw(findings, Size.PHONE) if for_screen else "",
            "legend": zone_map.legend(findings),
            "source": zone_map.source(findings),
            "illustrative": findings.index.illustrative,
        }
        if drawing
        else None,
        "table": zone_table(plan) if findings.zones else None,
        "notes": zone_map.reading_notes(findings),
    }


def zone_table(plan: ActionPlan) -> dict[str, Any]:
    """Make the zones as a table, the highest index first, with the numbers that paper may show."""
    labels = (
        gettext("Zone"),
        gettext("Neighbourhoods"),
        gettext("Role in the plan"),
        gettext("Index, 0 to 100"),
        gettext("Aged 5 to 17"),
    )
    findings = plan.findings
    order = sorted(findings.zones, key=lambda zone: (zone.index_mean is None, -(zone.index_mean or 0)))
    rows = [_zone_cells(zone, plan) for zone in order]
    if findings.rest.areas:
        rows.append(_rest_cells(plan))
    return {
        "caption": gettext("The zones"),
        "columns": [{"label": label, "number": position in (3, 4)} for position, label in enumerate(labels)],
        "rows": [
            {
                "cells": [
                    {**cell, "label": label, "number": position in (3, 4)}
                    for position, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
            for cells in rows
        ],
    }


def _zone_cells(zone: ZoneFinding, plan: ActionPlan) -> list[dict[str, Any]]:
    role = next((one.role_words for one in plan.roles if one.zone_id == zone.zone_id), "")
    return [
        {
            "text": f"{zone.letter} {zone.name}",
            "small": area_words(len(zone.area_ids), plan.findings),
        },
        {"text": ", ".join(zone.neighbourhoods)},
        {"text": role or gettext("not chosen yet"), "small": zone.status_label},
        {**_index_cell(zone.index_mean), "small": rank_words(zone)},
        estimate_cell(plan.printed.zones[zone.letter]),
    ]


def _rest_cells(plan: ActionPlan) -> list[dict[str, Any]]:
    rest, outside = plan.findings.rest, plan.printed.outside
    return [
        {"text": gettext("Rest of the municipality"), "small": area_words(rest.areas, plan.findings)},
        {"text": "—"},
        {"text": "—"},
        _index_cell(rest.index_mean),
        estimate_cell(outside) if outside is not None else {"text": gettext("No data")},
    ]


def _index_cell(mean: float | None) -> dict[str, Any]:
    if mean is None:
        return {"text": gettext("no data")}
    return {"text": grouped(mean), "value": round(mean)}


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
