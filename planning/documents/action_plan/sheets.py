"""The plan as sheets: the tables of its document, and lines, activities and indicators as rows to sort."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from clrisk_site.files.documents.content import Cell, Column, Document, Head, Imprint, Kind, Table
from clrisk_site.files.documents.pieces import gate_word, table_block
from diagnosis.presenters.number_words import listed
from mapping.presenters.gap_table import gaps_list, matrix_table
from planning.documents.action_plan.content import ActionPlan, PlanLine
from planning.presenters.chain import baseline_words, target_day, target_value
from planning.presenters.line import ages_words, cost_words, resource_rows

type Part = Mapping[str, Any]


def plan_workbook(
    plan: ActionPlan, context: Part, *, language: str, head: Head, imprint: Imprint
) -> Document:
    """Make the document whose tables become the sheets."""
    return Document(
        title=context["title"],
        language=language,
        head=head,
        imprint=imprint,
        blocks=tuple(_tables(plan, context)),
        running=context["document"],
        lead=context["cover"]["lead"],
    )


def _tables(plan: ActionPlan, context: Part) -> Iterator[Table]:
    yield _lines(plan)
    yield _activities(plan)
    yield _indicators(plan)
    yield table_block(context["evidence"]["table"], sheet=gettext("Numbers"))
    if context["evidence"]["needs"]:
        yield table_block(context["evidence"]["needs"], sheet=gettext("Children by factor"))
    yield table_block(context["factors"]["table"], sheet=gettext("Factors"))
    yield table_block(context["factors"]["answers"], sheet=gettext("What answers factors"))
    if context["zones"]["table"]:
        yield table_block(context["zones"]["table"], sheet=gettext("Zones"))
    yield table_block(matrix_table(context["gaps"]["matrix"]), sheet=gettext("Gaps"))
    yield table_block(gaps_list(plan.matrix), sheet=gettext("Gaps as list"))
    yield _gate(context["gate"]["rows"])
    yield _limits(context)


def _lines(plan: ActionPlan) -> Table:
    columns = (
        Column(gettext("Code")),
        Column(gettext("Title")),
        Column(pgettext("of a record", "State")),
        Column(gettext("Objective")),
        Column(gettext("Factors")),
        Column(gettext("Strategy")),
        Column(gettext("Outcome")),
        Column(gettext("Population")),
        Column(gettext("Zones")),
        Column(gettext("Leads")),
        Column(gettext("Support")),
        Column(gettext("Starts"), Kind.DATE),
        Column(gettext("Ends"), Kind.DATE),
        Column(gettext("Marginal cost"), Kind.NUMBER, gettext("pesos")),
        Column(gettext("Resources available")),
        Column(gettext("Resources missing")),
        Column(gettext("Source of funding")),
        Column(gettext("Budget code")),
    )
    rows = tuple(_line(one) for one in plan.lines)
    return Table(gettext("Action lines"), columns, rows, sheet=gettext("Lines"))


def _line(one: PlanLine) -> tuple[Cell, ...]:
    line, links = one.line, one.links
    cost = None if line.marginal_cost_mxn is None else round(float(line.marginal_cost_mxn))
    resources = [str(row["value"]) for row in resource_rows(line)]
    missing = gettext("Not provided")
    return (
        Cell(line.code, illustrative=line.illustrative),
        Cell(line.title),
        Cell(line.get_status_display()),
        Cell(line.objective),
        Cell("; ".join(name for _code, name in links.factors) or missing),
        Cell(line.get_strategy_display()),
        Cell(str(line.get_outcome_display())),
        Cell(f"{line.population} ({ages_words(line)})"),
        Cell(listed(links.zones) if links.zones else gettext("whole municipality")),
        Cell(str(line.lead or gettext("not named yet"))),
        Cell("; ".join(links.supporters) or gettext("nobody yet")),
        day_cell(line.starts_on),
        day_cell(line.ends_on),
        Cell(cost_words(line), value=cost),
        *(Cell(words or missing) for words in resources),
    )


def _activities(plan: ActionPlan) -> Table:
    columns = (
        Column(gettext("Line")),
        Column(gettext("Activity")),
        Column(gettext("Starts"), Kind.DATE),
        Column(gettext("Ends"), Kind.DATE),
        Column(gettext("Answers for it")),
        Column(gettext("Leads")),
    )
    rows = tuple(
        (
            Cell(one.line.code, illustrative=one.line.illustrative),
            Cell(activity.title),
            day_cell(activity.starts_on),
            day_cell(activity.ends_on),
            Cell(activity.responsible),
            Cell(str(one.line.lead or gettext("not named yet"))),
        )
        for one in plan.lines
        for activity in one.line.activities.all()
    )
    return Table(gettext("Activities by line"), columns, rows, sheet=gettext("Activities"))


def _indicators(plan: ActionPlan) -> Table:
    columns = (
        Column(gettext("Line")),
        Column(gettext("Indicator")),
        Column(gettext("Unit")),
        Column(gettext("Baseline"), Kind.NUMBER),
        Column(gettext("Target"), Kind.NUMBER),
        Column(gettext("Means of verification")),
        Column(gettext("Every")),
    )
    rows = tuple(
        (
            Cell(one.line.code, illustrative=one.line.illustrative),
            Cell(link.name),
            Cell(link.unit),
            _number_cell(link.baseline, baseline_words(link), link.baseline_year or link.baseline_plan),
            _number_cell(link.target, target_value(link), target_day(link)),
            Cell(link.means_of_verification),
            Cell(str(link.every)),
        )
        for one in plan.lines
        for link in one.chain.indicators
    )
    return Table(gettext("Indicators"), columns, rows, sheet=gettext("Indicators"))


def _number_cell(number: float | None, words: str, note: object) -> Cell:
    if number is None:
        return Cell(words, str(note or ""))
    decimals = 0 if number == round(number) else 1
    return Cell(words, str(note or ""), round(number, decimals), decimals)


def _gate(rows: list[dict[str, Any]]) -> Table:
    columns = (
        Column(gettext("Question")),
        Column(gettext("Answer")),
        Column(gettext("Evidence")),
        Column(gettext("How to mend it")),
    )
    cells = tuple(
        (
            Cell(row["question"]),
            Cell(gate_word(row["verdict"])),
            Cell(" ".join(row["evidence"])),
            Cell(row["cure"] or "—"),
        )
        for row in rows
    )
    return Table(gettext("What the plan answers"), columns, cells, sheet=gettext("Questions of the plan"))


def _limits(context: Part) -> Table:
    columns = (Column(pgettext("of a remark", "Kind")), Column(gettext("Text")))
    rows = [(Cell(gettext("Source")), Cell(text)) for text in context["sources"]]
    rows += [(Cell(gettext("Limit")), Cell(text)) for text in context["limits"]]
    return Table(gettext("Sources and limits"), columns, tuple(rows), sheet=gettext("Sources and limits"))


def day_cell(day: dt.date | None) -> Cell:
    """Make the cell of a day; one that nobody set is said."""
    if day is None:
        return Cell(gettext("not dated yet"))
    return Cell(date_format(day, "SHORT_DATE_FORMAT"), value=day)
