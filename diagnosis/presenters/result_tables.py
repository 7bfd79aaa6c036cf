"""Tables and charts of differences and of logistic models. Which numbers may be shown: result_numbers."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, signed, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Estimate, Verdict
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, draw_dots
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.pieces import value_of, verdict_words
from diagnosis.analyses.verdicts import TESTS
from diagnosis.models import AnalysisResult, Technique
from diagnosis.presenters.result_numbers import ShownCell
from diagnosis.presenters.result_words import case_words, category_words, sex_words, variable_words

type Cell = dict[str, Any]
type Maker = tuple[str, bool, Callable[[ShownCell], Cell]]

_MARKS = {"girls": Mark.GIRLS, "boys": Mark.BOYS, "all": Mark.ALL}


def share_table(result: AnalysisResult, cells: Sequence[ShownCell]) -> dict[str, Any]:
    """Make the table of the shares of all, of girls and of boys."""
    makers: list[Maker] = [
        (gettext("Children"), False, lambda one: {"text": sex_words(one.sex)}),
        (gettext("Estimated share"), True, lambda one: _number(one.share)),
        *_counts(),
        (gettext("Quality"), False, _quality),
    ]
    caption = gettext("Children who %(do)s") % {"do": case_words(result.outcome)}
    return _table(
        caption, makers, cells, holds=gettext("With the 95 % interval. What is not shown is not zero.")
    )


def variable_tables(result: AnalysisResult, cells: Iterable[ShownCell]) -> list[dict[str, Any]]:
    """Make one table for each variable."""
    return [
        _table(variable_words(variable), _makers(result), list(found), holds=_holds(result))
        for variable, found in groupby(cells, key=lambda one: one.variable)
    ]


def whole_table(result: AnalysisResult, cells: Sequence[ShownCell]) -> dict[str, Any]:
    """Make one table of all variables, for a file, with both ends of the interval and the odds ratio."""
    variable: Maker = (gettext("Variable"), False, lambda one: {"text": variable_words(one.variable)})
    makers = [variable, *_makers(result)]
    ends: list[Maker] = [
        (gettext("Lower end of the interval"), True, lambda one: _end(one.points, 0)),
        (gettext("Upper end of the interval"), True, lambda one: _end(one.points, 1)),
    ]
    if result.technique == Technique.LOGIT:
        ends.append((gettext("Odds ratio"), True, _odds))
    return _table(str(result.title), [*makers, *ends], cells, holds=_holds(result))


def odds_table(cells: Sequence[ShownCell]) -> dict[str, Any]:
    """Make the table of odds ratios, which the page keeps one click away."""
    makers: list[Maker] = [
        (gettext("Category"), False, _category),
        (gettext("Children"), False, lambda one: {"text": sex_words(one.sex)}),
        (gettext("Odds ratio"), True, _odds),
        (gettext("p"), True, lambda one: {"text": _p(one.p)}),
    ]
    holds = gettext("An odds ratio is not a ratio of risks. Read the percentage points first.")
    return _table(gettext("Odds ratios"), makers, cells, holds=holds)


def _holds(result: AnalysisResult) -> str:
    if result.technique == Technique.LOGIT:
        return gettext(
            "Percentage points of estimated risk beside the reference, the other variables held equal."
        )
    return gettext("Percentage points beside the reference, or beside all other children.")


def _makers(result: AnalysisResult) -> list[Maker]:
    makers: list[Maker] = [
        (gettext("Category"), False, _category),
        (gettext("Children"), False, lambda one: {"text": sex_words(one.sex)}),
    ]
    if result.technique != Technique.LOGIT:
        makers.append((gettext("Estimated share"), True, lambda one: _number(one.share)))
    makers.append((gettext("Difference, points"), True, _points))
    if result.technique != Technique.LOGIT:
        makers += _counts()
    return [*makers, (gettext("Quality"), False, _quality)]


def _counts() -> list[Maker]:
    return [
        (gettext("In the sample"), True, lambda one: _count(one.n)),
        (gettext("Of them cases"), True, lambda one: _count(one.cases)),
    ]


def _table(
    caption: str, makers: Sequence[Maker], cells: Iterable[ShownCell], *, holds: str
) -> dict[str, Any]:
    return {
        "caption": caption,
        "holds": holds,
        "columns": [{"label": label, "number": number} for label, number, _make in makers],
        "rows": [
            {"cells": [{**make(one), "label": label, "number": number} for label, number, make in makers]}
            for one in cells
        ],
    }


def _category(one: ShownCell) -> Cell:
    beside = category_words(one.reference, one.variable)
    small = gettext("beside «%(reference)s»") % {"reference": beside} if one.reference else ""
    return {"text": category_words(one.category, one.variable), "small": small}


def _number(estimate: Estimate | None) -> Cell:
    if estimate is None:
        return {"text": "–", "value": None}
    words = words_for(estimate)
    return {
        "text": f"{words.value} %" if words.value else words.missing,
        "small": words.interval,
        "illustrative": words.illustrative and bool(words.value),
        **value_of(estimate),
    }


def _points(one: ShownCell) -> Cell:
    if one.points is None:
        return {"text": gettext("reference"), "value": None}
    words = words_for(one.points)
    return {
        "text": words.value or words.missing,
        "small": words.interval,
        "illustrative": words.illustrative and bool(words.value),
        **value_of(one.points),
    }


def _end(estimate: Estimate | None, which: int) -> Cell:
    if estimate is None or estimate.value is None:
        return {"text": "–", "value": None}
    end = (estimate.lower, estimate.upper)[which]
    if end is None:
        return {"text": gettext("no interval"), "value": None}
    return {"text": signed(end), "value": round(end, 1), "decimals": 1}


def _odds(one: ShownCell) -> Cell:
    if one.odds is None:
        return {"text": "–", "value": None}
    value, low, high = one.odds
    small = "" if low is None or high is None else f"{grouped(low, 2)}–{grouped(high, 2)}"
    return {"text": grouped(value, 2), "small": small, "value": round(value, 2), "decimals": 2}


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return f"< {grouped(0.001, 3)}" if value < 0.001 else grouped(value, 3)


def _count(estimate: Estimate | None) -> Cell:
    if estimate is None:
        return {"text": "–", "value": None}
    words = words_for(estimate)
    return {"text": words.value or gettext("Not shown"), **value_of(estimate)}


def _quality(one: ShownCell) -> Cell:
    failed = ", ".join(render(TESTS[name]) for name in one.failed if name in TESTS)
    return {"text": verdict_words(one.verdict.value, ""), "small": failed}


def point_chart(result: AnalysisResult, cells: Sequence[ShownCell]) -> dict[str, Any] | None:
    """Draw the differences with their intervals, girls, boys and all on one row; None without any."""
    rows: dict[tuple[str, str], list[ShownCell]] = {}
    for one in cells:
        if one.points is not None and one.points.is_available:
            rows.setdefault((one.variable, one.category), []).append(one)
    if not rows:
        return None
    drawn = [
        DotRow(
            category_words(category, variable),
            tuple(_dot(one) for one in found),
            detail=variable_words(variable),
        )
        for (variable, category), found in rows.items()
    ]
    label = gettext("Differences in percentage points, children who %(do)s") % {
        "do": case_words(result.outcome)
    }
    return {
        "wide": _draw(drawn, label, Size.WIDE),
        "phone": _draw(drawn, label, Size.PHONE),
        "label": label,
        "source": gettext("Circle: girls. Open square: boys. Diamond: all. A dashed line is to be reviewed."),
    }


def _dot(one: ShownCell) -> Dot:
    points = one.points
    if points is None or points.value is None:
        raise ValueError("nothing to draw")
    return Dot(_MARKS[one.sex], points, signed(points.value))


def _draw(rows: Sequence[DotRow], label: str, size: Size) -> SafeString:
    text = draw_dots(
        rows,
        unit_label=gettext("Percentage points"),
        size=size,
        title=label,
        description="; ".join(f"{row.label}: {', '.join(dot.words for dot in row.dots)}" for row in rows),
        less=gettext("less"),
        more=gettext("more"),
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def is_any_hidden(cells: Sequence[ShownCell]) -> bool:
    """Whether quality or small numbers keep something back: then the page leads to other ways.

    Often the total may be published and the girls may not.
    """
    return not cells or any(one.verdict is Verdict.SUPPRESS for one in cells)
