"""The merged ranking as lines of the page, as a chart, and as the table of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import percent, signed, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate, Verdict
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark
from clrisk_site.files.documents.pieces import value_of, verdict_words
from diagnosis.evidence import Effect, FactorEvidence, told_by_sex
from diagnosis.models import Sex
from diagnosis.presenters.dot_plot import DotPlot, dot_chart
from diagnosis.presenters.evidence_words import (
    agreement_words,
    origin_words,
    outcome_words,
    sex_words,
    speaks_of,
    voices_words,
)
from diagnosis.presenters.factor_chart import points_plot
from diagnosis.presenters.factor_table import direction_words

MARKS = {Sex.GIRLS.value: Mark.GIRLS, Sex.BOYS.value: Mark.BOYS}


@dataclass(frozen=True)
class NumberLine:
    """One number of a factor as texts. `whom` is empty where nobody is told apart."""

    whom: str
    value: str
    interval: str
    verdict: str
    reason: str
    illustrative: bool
    stale: str


@dataclass(frozen=True)
class EvidenceLine:
    """One factor as texts: numbers, documents and interviews side by side."""

    name: str
    url: str
    edit_url: str
    detail: str
    direction: str
    agreement: str
    is_apart: bool
    numbers: tuple[NumberLine, ...]
    documents: int
    documents_say: str
    interviews: int
    interviews_say: str
    share: str
    weight: str
    origin: str
    weight_pk: int | None


def evidence_line(row: FactorEvidence, *, path: str, edits: bool) -> EvidenceLine:
    """Make the line of one factor."""
    factor, shown = row.factor, told_by_sex(row.effects)
    return EvidenceLine(
        name=factor.name,
        url=reverse("factor", args=[path, factor.factor_id]),
        edit_url=reverse("factor-edit", args=[path, factor.factor_id]) if edits else "",
        detail=(speaks_of(shown[0]) if shown else "") or factor.note or factor.explanation,
        direction=direction_words(row.direction),
        agreement=agreement_words(row.agreement),
        is_apart=row.agreement.value == "apart",
        numbers=tuple(number_line(one, told_apart=len(shown) > 1) for one in shown),
        documents=row.documentary.total,
        documents_say=voices_words(row.documentary),
        interviews=row.qualitative.total,
        interviews_say=voices_words(row.qualitative),
        share=percent(100 * factor.share) if factor.share is not None else "",
        weight=gettext("weight not published") if factor.weight is None else gettext("published weight"),
        origin=origin_words(shown[0]) if shown else "",
        weight_pk=factor.weight_pk,
    )


def number_line(effect: Effect, *, told_apart: bool) -> NumberLine:
    """Put one number into texts."""
    words = words_for(effect.points)
    return NumberLine(
        whom=sex_words(effect.sex) if told_apart or effect.sex != Sex.ALL else "",
        value=words.value or words.missing,
        interval=words.interval if words.value else "",
        verdict=effect.points.verdict.value,
        reason=why(effect.points),
        illustrative=effect.points.story.illustrative,
        stale=render(effect.stale) if effect.stale else "",
    )


def why(points: Estimate) -> str:
    """Return the objection to a number in words; of a published one, that nobody judged it here."""
    if points.failed:
        return render(points.failed[0])
    return gettext("not judged here") if points.verdict is Verdict.NONE and points.is_available else ""


def evidence_chart(rows: Iterable[FactorEvidence]) -> dict[str, Any] | None:
    """Draw the numbers of the factors, girls above boys; None where there is no number."""
    plot = evidence_plot(rows)
    return None if plot is None else dot_chart(plot)


def evidence_plot(rows: Iterable[FactorEvidence]) -> DotPlot | None:
    """Return the same rows for a drawing of any size; None where there is no number."""
    drawn = [_dot_row(row) for row in rows if row.effects]
    if not any(dot.estimate.is_available for row in drawn for dot in row.dots):
        return None
    return points_plot(drawn, gettext("Factors by difference in percentage points"))


def _dot_row(row: FactorEvidence) -> DotRow:
    dots = tuple(_dot(one) for one in told_by_sex(row.effects))
    return DotRow(row.factor.name, dots, detail=speaks_of(row.effects[0]))


def _dot(effect: Effect) -> Dot:
    words = words_for(effect.points)
    text = words.value or words.missing.lower()
    whom = "" if effect.sex == Sex.ALL else f"{sex_words(effect.sex)} "
    return Dot(MARKS.get(effect.sex, Mark.ALL), effect.points, f"{whom}{text}")


def evidence_sheet(rows: Sequence[FactorEvidence]) -> dict[str, Any]:
    """Make the table of a file: one row per factor and number, so that none is lost."""
    labels = [
        gettext("Factor"),
        gettext("Priority here"),
        gettext("Direction"),
        gettext("Whom the number speaks of"),
        gettext("More or less of"),
        gettext("Category"),
        gettext("Difference in points"),
        gettext("Lower end of the interval"),
        gettext("Upper end of the interval"),
        gettext("Quality"),
        gettext("Where the number comes from"),
        gettext("Documents"),
        gettext("Interviews"),
        gettext("Evidence together"),
    ]
    numbers = {6, 7, 8}
    return {
        "caption": gettext("Ranking of the associated factors"),
        "holds": gettext("Associated, not caused. An empty number is not known, never zero."),
        "columns": [{"label": label, "number": place in numbers} for place, label in enumerate(labels)],
        "rows": [{"cells": cells} for row in rows for cells in _sheet_rows(row)],
    }


def _sheet_rows(row: FactorEvidence) -> Iterable[list[dict[str, Any]]]:
    factor = row.factor
    head: list[dict[str, Any]] = [
        {"text": factor.name},
        {"text": gettext("Yes") if factor.is_priority else gettext("No")},
        {"text": direction_words(row.direction)},
    ]
    tail: list[dict[str, Any]] = [
        {"text": voices_words(row.documentary)},
        {"text": voices_words(row.qualitative)},
        {"text": agreement_words(row.agreement)},
    ]
    if not row.effects:
        yield [*head, *({"text": ""} for _ in range(8)), *tail]
    for one in row.effects:
        yield [*head, *_number_cells(one), *tail]


def _number_cells(effect: Effect) -> list[dict[str, Any]]:
    points = effect.points
    line = number_line(effect, told_apart=True)
    objection = line.stale or line.reason
    return [
        {"text": line.whom},
        {"text": outcome_words(effect.outcome) if effect.result_id else gettext("not recorded")},
        {"text": speaks_of(effect)},
        {"text": line.value, "illustrative": line.illustrative, **value_of(points)},
        _end(points.lower),
        _end(points.upper),
        {"text": verdict_words(line.verdict, "") or objection, "small": objection},
        {"text": origin_words(effect)},
    ]


def _end(end: float | None) -> dict[str, Any]:
    if end is None:
        return {"text": "", "value": None}
    return {"text": signed(end), "value": round(end, 1), "decimals": 1}
