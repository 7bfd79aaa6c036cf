"""The factor ranking as a table: direction, difference with its interval, weight in use, source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import percent, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.pieces import value_of
from diagnosis.models import Direction
from diagnosis.queries.factors import FactorRanking, RankedFactor


@dataclass(frozen=True)
class FactorLine:
    """One factor as texts."""

    code: str
    name: str
    url: str
    detail: str
    direction: str
    effect: str
    interval: str
    share: str
    weight: str
    source: str
    illustrative: bool
    weight_pk: int | None  # of what is recorded here, which has a history


def direction_words(direction: str) -> str:
    """Return which way a factor is associated; never that it causes anything."""
    return str(Direction(direction).label)


def factor_lines(
    ranking: FactorRanking, *, urls: Callable[[RankedFactor], str] | None = None
) -> list[FactorLine]:
    """Make one line per priority factor, in the order of the ranking."""
    return [_line(row, urls(row) if urls else "") for row in ranking.priority]


def other_lines(
    ranking: FactorRanking, *, urls: Callable[[RankedFactor], str] | None = None
) -> list[FactorLine]:
    """Make one line per factor of the method that is no priority here."""
    return [_line(row, urls(row) if urls else "") for row in ranking.rows if not row.is_priority]


def factor_table(ranking: FactorRanking) -> dict[str, Any]:
    """Make the table of the priority factors as the table component takes it, for print."""
    labels = [
        gettext("Factor"),
        gettext("Direction"),
        gettext("Difference in points"),
        gettext("Weight in use"),
        gettext("Source"),
    ]
    numbers = (2, 3)
    rows = []
    for line, factor in zip(factor_lines(ranking), ranking.priority, strict=True):
        share = None if factor.share is None else round(100 * factor.share)
        texts: list[dict[str, Any]] = [
            {"text": line.name, "small": line.detail},
            {"text": line.direction},
            {
                "text": line.effect,
                "small": line.interval,
                "illustrative": line.illustrative,
                **value_of(factor.effect),
            },
            {"text": line.share, "small": line.weight, "value": share},
            {"text": line.source},
        ]
        cells = [
            {**cell, "label": label, "number": i in numbers}
            for i, (cell, label) in enumerate(zip(texts, labels, strict=True))
        ]
        rows.append({"cells": cells})
    return {
        "caption": gettext("Ranking of the associated factors"),
        "holds": render(ranking.note),
        "columns": [
            {"label": label, "number": i in numbers, "unit": "%" if i == numbers[-1] else ""}
            for i, label in enumerate(labels)
        ],
        "rows": rows,
    }


def _line(row: RankedFactor, url: str) -> FactorLine:
    words = words_for(row.effect)
    return FactorLine(
        code=row.code,
        name=row.name,
        url=url,
        detail=row.note or row.explanation,
        direction=direction_words(row.direction),
        effect=words.value or words.missing,
        interval=words.interval if words.value else "",
        share=percent(100 * row.share) if row.share is not None else "",
        weight=_weight_words(row),
        source=_source_words(row),
        illustrative=row.illustrative,
        weight_pk=row.weight_pk,
    )


def _weight_words(row: RankedFactor) -> str:
    return gettext("weight not published") if row.weight is None else gettext("published weight")


def _source_words(row: RankedFactor) -> str:
    if not row.source:
        return gettext("no source recorded") if row.effect.is_available else ""
    return f"{row.source}, {row.year}" if row.year and str(row.year) not in row.source else row.source


def shared_source(lines: Sequence[FactorLine]) -> str:
    """Return the source when all numbers have the same one: it is then said once."""
    sources = {line.source for line in lines}
    return sources.pop() if len(sources) == 1 else ""


def sources_of(ranking: FactorRanking) -> str:
    """Return the sources of the published numbers in one line."""
    sources = dict.fromkeys(_source_words(row) for row in ranking.priority if row.source)
    if not sources:
        return ""
    return ngettext("Source: %(sources)s", "Sources: %(sources)s", len(sources)) % {
        "sources": "; ".join(sources)
    }
