"""The page of a survey: lead, table, chart. What may be shown: survey_shares; how it was made: facts."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Estimate, Verdict
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, draw_dots
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.pieces import value_of, verdict_words
from diagnosis.models import DefinitionSheet, Survey
from diagnosis.presenters.same_years import years_of_title, years_words
from diagnosis.presenters.survey_shares import ShownShare, is_rounded
from diagnosis.staleness import stale_because


def survey_lead(survey: Survey, everyone: ShownShare) -> str:
    """Say what the survey finds of everyone, or that it finds nothing that may be shown."""
    words = {"n": words_for(everyone.n).value, "ages": ages_words(survey)}
    if not everyone.n.is_available:
        return gettext("The sample is too small to say anything of these children.")
    if everyone.share.value is None:
        return (
            gettext("The sample of %(n)s children %(ages)s does not allow an estimate that may be published.")
            % words
        )
    said = gettext("Of %(n)s children %(ages)s in the sample, an estimated %(share)s work%(interval)s.")
    return said % (
        words | {"share": percent(everyone.share.value, 1), "interval": _in_brackets(everyone.share)}
    )


def ages_words(survey: Survey) -> str:
    """Return the ages of the base, "from 5 to 17 years"."""
    chosen = survey.plan["chosen"]
    if chosen["age"] is None:
        return gettext("of any age")
    ages = {"youngest": chosen["youngest"], "oldest": chosen["oldest"]}
    return gettext("from %(youngest)s to %(oldest)s years") % ages


def _in_brackets(estimate: Estimate) -> str:
    if estimate.lower is None or estimate.upper is None:
        return ""
    ends = {"lower": percent(estimate.lower, 1), "upper": percent(estimate.upper, 1)}
    return " (" + gettext("interval from %(lower)s to %(upper)s") % ends + ")"


def group_name(share: ShownShare) -> str:
    """Return what a row is called."""
    if share.is_everyone:
        return gettext("All children")
    return share.category or gettext("Other values, not stated or too small")


def failed_words(share: ShownShare) -> list[str]:
    """Return the failed tests as sentences, the deciding one first."""
    return [render(message) for message in share.failed]


def share_table(survey: Survey, shares: Sequence[ShownShare], audience: Audience) -> dict[str, Any]:
    """Make the table of everyone and of each group for the page: the interval stands below its share."""
    rows = [[cells[0], cells[1], *cells[4:]] for cells in map(_cells, shares)]
    return _table(survey, rows, _labels(), audience)


def share_sheet(survey: Survey, shares: Sequence[ShownShare], audience: Audience) -> dict[str, Any]:
    """Make the same table for a file, where both ends of the interval have a column."""
    rows = [[row[0], {**row[1], "small": ""}, *row[2:]] for row in map(_cells, shares)]
    return _table(survey, rows, _labels(ends=True), audience)


def _labels(*, ends: bool = False) -> list[str]:
    interval = [gettext("Lower end of the interval"), gettext("Upper end of the interval")] if ends else []
    return [
        gettext("Group"),
        gettext("Estimated share who work"),
        *interval,
        gettext("Children in the sample"),
        gettext("Of them work"),
        gettext("Quality"),
    ]


def _table(
    survey: Survey, rows: list[list[dict[str, Any]]], labels: list[str], audience: Audience
) -> dict[str, Any]:
    last = len(labels) - 1
    holds = gettext("With the 95 % interval. What is not shown is not zero.")
    if is_rounded(audience):
        holds = f"{holds} {gettext('Counts are rounded to 5, so sums may differ slightly.')}"
    return {
        "caption": gettext("Estimated share of children who work"),
        "holds": holds,
        "columns": [
            {"label": label, "number": 0 < place < last, "unit": "%" if 0 < place < last - 2 else ""}
            for place, label in enumerate(labels)
        ],
        "rows": [{"cells": _labelled(cells, labels)} for cells in rows],
        "source": source_words(survey),
    }


def source_words(survey: Survey) -> str:
    """Return who published it and the year, which many titles name already."""
    year = str(survey.year)
    return survey.source if year in survey.source else f"{survey.source}, {year}"


def _labelled(cells: list[dict[str, Any]], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {**cell, "label": label, "number": 0 < place < len(labels) - 1}
        for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
    ]


def _cells(share: ShownShare) -> list[dict[str, Any]]:
    words = words_for(share.share)
    ends = [_end(share.share, share.share.lower), _end(share.share, share.share.upper)]
    return [
        {"text": group_name(share), "small": share.variable},
        {
            "text": f"{words.value} %" if words.value else words.missing,
            "small": words.interval,
            "illustrative": words.illustrative and bool(words.value),
            **value_of(share.share),
        },
        *ends,
        _count(share.n),
        _count(share.cases),
        {"text": verdict_words(share.verdict.value, ""), "small": " ".join(failed_words(share))},
    ]


def _end(estimate: Estimate, end: float | None) -> dict[str, Any]:
    if estimate.value is None:
        return {"text": "–", "value": None}
    if end is None:
        return {"text": gettext("no interval"), "value": None}
    return {"text": percent(end, 1), "value": round(end, 1), "decimals": 1}


def _count(estimate: Estimate) -> dict[str, Any]:
    words = words_for(estimate)
    return {"text": words.value or gettext("Not shown"), **value_of(estimate)}


def share_chart(shares: Sequence[ShownShare]) -> dict[str, Any] | None:
    """Draw the shares that are shown, with their intervals; None when one alone would be drawn."""
    rows = [_dot_row(share) for share in shares if share.share.is_available]
    if len(rows) < 2:
        return None
    return {
        "wide": _draw(rows, Size.WIDE),
        "phone": _draw(rows, Size.PHONE),
        "label": gettext("Estimated share of children who work"),
        "source": "",
    }


def _draw(rows: Sequence[DotRow], size: Size) -> SafeString:
    text = draw_dots(
        rows,
        unit_label=gettext("Estimated share who work, %"),
        size=size,
        title=gettext("Estimated share of children who work"),
        description="; ".join(f"{row.label}: {row.dots[0].words}" for row in rows),
        tick=grouped,
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def _dot_row(share: ShownShare) -> DotRow:
    words = percent(share.share.value or 0, 1)
    return DotRow(group_name(share), (Dot(Mark.ALL, share.share, words),), detail=share.variable)


def surveys_lead(number: int, *, has_definition: bool) -> str:
    """Say how many surveys were read, and what is missing before one can be."""
    if number:
        return ngettext(
            "%(count)s survey was read here. Only shares of groups were kept of it.",
            "%(count)s surveys were read here. Only shares of groups were kept of them.",
            number,
        ) % {"count": grouped(number)}
    if not has_definition:
        return gettext("No survey has been read, and no definition is in force yet.")
    return gettext("No survey has been read yet.")


def survey_list(
    rows: Sequence[tuple[Survey, ShownShare, str]], in_force: DefinitionSheet | None
) -> dict[str, Any]:
    """Make the table of the surveys of a place; each row is a survey, its share of everyone, its address."""
    labels = [
        gettext("Survey"),
        gettext("Year of the data"),
        gettext("Estimated share who work"),
        gettext("Quality"),
    ]
    lines = []
    surveys = [survey for survey, _everyone, _url in rows]
    for survey, everyone, url in rows:
        words = words_for(everyone.share)
        mark = years_words(years_of_title(survey, surveys))
        cells: list[dict[str, Any]] = [
            {"text": survey.title, "small": " · ".join(filter(None, [survey.source, mark])), "url": url},
            {"text": str(survey.year), "number": True},
            {
                "text": f"{words.value} %" if words.value else words.missing,
                "small": words.interval,
                "number": True,
                "illustrative": words.illustrative,
            },
            {"text": verdict_words(everyone.verdict.value, ""), "small": stale_survey(survey, in_force)},
        ]
        lines.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Surveys that were read"),
        "holds": gettext("The records themselves are kept nowhere."),
        "columns": [{"label": label, "number": place in (1, 2)} for place, label in enumerate(labels)],
        "rows": lines,
    }


def stale_survey(survey: Survey, in_force: DefinitionSheet | None) -> str:
    """Say that a survey was computed under another definition than the one in force."""
    why = stale_because(survey.definition, in_force)
    return render(why) if why else ""


def verdict_lead(share: ShownShare) -> str:
    """Say in one sentence what the rule says of the share of everyone."""
    return {
        Verdict.PUBLISH: gettext(
            "The number passes all tests of the rule. It may be published with its interval."
        ),
        Verdict.REVIEW: gettext(
            "The number is uncertain. Show it only with its interval and the objections."
        ),
        Verdict.SUPPRESS: gettext("The rule does not allow this number, so it is not shown."),
        Verdict.NONE: "",
    }[share.verdict]
