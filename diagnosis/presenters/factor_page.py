"""The page of one factor: its lead, all its numbers, odds ratios apart, what documents and people say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark
from clrisk_site.files.documents.pieces import value_of, verdict_words
from diagnosis.evidence import Effect, FactorEvidence
from diagnosis.models import Direction, FactorMention, Finding, Outcome, Sex
from diagnosis.presenters.dot_plot import dot_chart
from diagnosis.presenters.evidence_table import MARKS, number_line
from diagnosis.presenters.evidence_words import (
    agreement_words,
    origin_words,
    outcome_words,
    sex_words,
    speaks_of,
)
from diagnosis.presenters.factor_chart import points_plot

SMALLEST_P = 0.001


def factor_lead(row: FactorEvidence) -> str:
    """Say which way the evidence points, and whether its kinds agree."""
    if not row.is_known:
        return gettext("Nothing is recorded of this factor here: no number, no publication, no finding.")
    way = {
        Direction.RAISES: gettext("Here it is associated with more child labour."),
        Direction.LOWERS: gettext("Here it is associated with less child labour."),
        Direction.UNCLEAR: gettext("Which way it goes here is not clear."),
    }[Direction(row.direction)]
    return f"{way} {agreement_words(row.agreement)}."


def effects_chart(row: FactorEvidence) -> dict[str, Any] | None:
    """Draw the deciding number of each outcome, together and by sex; None where one alone would be drawn."""
    shown = _deciding(row.effects)
    if len(shown) < 2:
        return None
    rows = [
        DotRow(
            _whom(one),
            (Dot(MARKS.get(one.sex, Mark.ALL), one.points, words_for(one.points).value),),
            detail=speaks_of(one) or origin_words(one),
        )
        for one in shown
    ]
    return dot_chart(points_plot(rows, gettext("Deciding numbers of this factor")))


def _deciding(effects: Sequence[Effect]) -> list[Effect]:
    """Return the first number of each outcome and sex that may be shown, outcome by outcome."""
    first: dict[tuple[bool, str, str], Effect] = {}
    for one in effects:
        if one.points.is_available:
            first.setdefault((one.result_id is None, one.outcome, one.sex), one)
    outcomes, sexes = list(Outcome), list(Sex)
    return sorted(
        first.values(),
        key=lambda one: (
            one.result_id is None,
            outcomes.index(Outcome(one.outcome)),
            sexes.index(Sex(one.sex)),
        ),
    )


def _whom(effect: Effect) -> str:
    if effect.result_id is None:
        return gettext("As published")
    what = outcome_words(effect.outcome)
    return f"{what[:1].upper()}{what[1:]}" if effect.sex == Sex.ALL else f"{sex_words(effect.sex)}: {what}"


def effects_table(row: FactorEvidence, *, path: str) -> dict[str, Any]:
    """Make the table of all numbers, each with the way to the result it comes from."""
    labels = [
        gettext("What the number speaks of"),
        gettext("Difference in points"),
        gettext("Children in the sample"),
        gettext("Of them with the outcome"),
        gettext("Quality"),
        gettext("Where the number comes from"),
    ]
    rows = []
    for one in row.effects:
        line = number_line(one, told_apart=False)
        cells: list[dict[str, Any]] = [
            {"text": _whom(one), "small": speaks_of(one)},
            {
                "text": line.value,
                "small": line.interval,
                "illustrative": line.illustrative,
                **value_of(one.points),
            },
            _count(one, "n"),
            _count(one, "cases"),
            {"text": verdict_words(line.verdict, "") or line.reason, "small": line.stale},
            {
                "text": one.title or gettext("no source recorded"),
                "small": origin_words(one),
                "url": reverse("result", args=[path, one.result_id]) if one.result_id else "",
            },
        ]
        rows.append({"cells": _labelled(cells, labels, numbers={1, 2, 3})})
    return _table(
        gettext("Numbers"),
        gettext("Difference in percentage points between children with the factor and those without."),
        labels,
        rows,
        numbers={1, 2, 3},
    ) | {"empty": gettext("No number is known: nobody published one, and none was computed here.")}


def _count(effect: Effect, name: str) -> dict[str, Any]:
    estimate = effect.n if name == "n" else effect.cases
    if estimate is None:
        return {"text": gettext("not noted"), "value": None}
    words = words_for(estimate)
    return {"text": words.value or gettext("Not shown"), **value_of(estimate)}


def odds_table(row: FactorEvidence) -> dict[str, Any] | None:
    """Make the table of odds ratios; None where there are none."""
    labels = [gettext("What the number speaks of"), gettext("Odds ratio"), gettext("p-value")]
    rows = []
    for one in row.effects:
        if one.odds is None:
            continue
        odds = one.odds
        ends = ""
        if odds.lower is not None and odds.upper is not None:
            ends = gettext("between %(lower)s and %(upper)s") % {
                "lower": grouped(odds.lower, 2),
                "upper": grouped(odds.upper, 2),
            }
        cells: list[dict[str, Any]] = [
            {"text": _whom(one), "small": speaks_of(one)},
            {"text": grouped(odds.value, 2), "small": ends},
            {"text": "" if one.p_value is None else _p_words(one.p_value)},
        ]
        rows.append({"cells": _labelled(cells, labels, numbers={1, 2})})
    if not rows:
        return None
    holds = gettext("A ratio of odds is no ratio of risks: do not read 2 as twice as many children.")
    return _table(gettext("Odds ratios"), holds, labels, rows, numbers={1, 2})


def _p_words(p_value: float) -> str:
    return (
        gettext("below %(number)s") % {"number": grouped(SMALLEST_P, 3)}
        if p_value < SMALLEST_P
        else grouped(p_value, 3)
    )


def mentions_table(mentions: Iterable[FactorMention], *, path: str) -> dict[str, Any]:
    """Make the table of the publications that speak of the factor."""
    labels = [gettext("Publication"), gettext("What it describes"), gettext("Direction"), gettext("Note")]
    rows = []
    for one in mentions:
        reference = one.reference
        cells: list[dict[str, Any]] = [
            {
                "text": reference.citation,
                "url": reverse("reference", args=[path, reference.pk]),
                "illustrative": reference.illustrative,
            },
            {"text": reference.get_level_display()},
            {"text": one.get_direction_display()},
            {"text": one.note},
        ]
        rows.append({"cells": _labelled(cells, labels)})
    return _table(
        gettext("What was written"),
        gettext("What a publication found elsewhere need not hold here."),
        labels,
        rows,
    ) | {"empty": gettext("No publication in the log speaks of this factor.")}


def told_table(findings: Iterable[Finding], *, path: str) -> dict[str, Any]:
    """Make the table of the findings on the factor."""
    labels = [gettext("What was found"), gettext("Direction"), gettext("Zone"), gettext("Exercise")]
    rows = []
    for one in findings:
        cells: list[dict[str, Any]] = [
            {"text": one.text, "illustrative": one.instrument.illustrative},
            {"text": one.get_strength_display()},
            {"text": one.zone.letter if one.zone else gettext("all")},
            {
                "text": one.instrument.title,
                "small": one.instrument.get_method_display(),
                "url": reverse("instrument", args=[path, one.instrument_id]),
            },
        ]
        rows.append({"cells": _labelled(cells, labels)})
    return _table(
        gettext("What people say"),
        gettext("What people say or what was seen. It is no measure of how many."),
        labels,
        rows,
    ) | {"empty": gettext("No finding was tied to this factor.")}


def more_words(shown: int, total: int) -> str:
    """Say that a table shows the first rows only; empty when it shows all."""
    rest = total - shown
    if rest <= 0:
        return ""
    return ngettext("%(count)s more in the log.", "%(count)s more in the log.", rest) % {
        "count": grouped(rest)
    }


def stale_words(row: FactorEvidence) -> list[str]:
    """Return each reason why some number is stale, once."""
    return list(dict.fromkeys(render(one.stale) for one in row.effects if one.stale))


def _labelled(
    cells: Sequence[dict[str, Any]], labels: Sequence[str], numbers: Iterable[int] = ()
) -> list[dict[str, Any]]:
    return [
        {**cell, "label": label, "number": place in set(numbers)}
        for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
    ]


def _table(
    caption: str,
    holds: str,
    labels: Sequence[str],
    rows: list[dict[str, Any]],
    numbers: Iterable[int] = (),
) -> dict[str, Any]:
    places = set(numbers)
    columns = [{"label": label, "number": place in places} for place, label in enumerate(labels)]
    return {"caption": caption, "holds": holds, "columns": columns, "rows": rows}
