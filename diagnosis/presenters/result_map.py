"""The page of a correspondence analysis: what goes together, as a map and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, percent
from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.suppression import SMALLEST_BASE, Audience
from clrisk_site.figures.svg.charts import PlotPoint, draw_scatter
from clrisk_site.figures.svg.sizes import Size
from diagnosis.microdata.reducing import outcome_column
from diagnosis.models import AnalysisResult
from diagnosis.presenters.result_numbers import is_for_team
from diagnosis.presenters.result_open import Counted, Key, open_categories
from diagnosis.presenters.result_remarks import shown_remarks
from diagnosis.presenters.result_words import category_words, sex_words, told, variable_words

type Open = frozenset[tuple[str, str, str]]

POORLY = 0.3
"""Below it the two axes show a category poorly."""


@dataclass(frozen=True)
class ShownPoint:
    """One category as an audience may see it, with its number on the map."""

    number: int
    variable: str
    category: str
    x: float
    y: float
    cos2: float
    ratio: float | None
    marked: bool


def maps_of(result: AnalysisResult, audience: Audience) -> list[dict[str, Any]]:
    """Make one map for all, one for girls and one for boys, each with its table, or why there is none."""
    parts: Sequence[Mapping[str, Any]] = result.result["parts"]
    grids: dict[str, dict[Key, Counted]] = {}
    for part in parts:
        for one in part.get("sides", ()):
            grid = grids.setdefault(one["variable"], {})
            grid[part["sex"], one["category"]] = Counted(one["n"], one["cases"])
    shown = open_categories(grids, audience)
    return [_map(result, part, audience, shown) for part in parts]


def _map(result: AnalysisResult, part: Mapping[str, Any], audience: Audience, shown: Open) -> dict[str, Any]:
    title, data = sex_words(part["sex"]), part["data"]
    if data is None:
        return {"title": title, "fault": told(part["fault"])}
    if is_for_team(result) and audience is not Audience.TEAM:
        return {"title": title, "fault": gettext("The working rule was chosen: only the team sees this map.")}
    points = _points(result, part, audience, shown)
    return {
        "title": title,
        "words": _near_words(points),
        "chart": _chart(title, data, points),
        "table": _table(title, points),
        "warnings": shown_remarks(part["warnings"], audience),
    }


def _points(
    result: AnalysisResult, part: Mapping[str, Any], audience: Audience, is_open: Open
) -> list[ShownPoint]:
    """Return the categories that enough children have; the mass tells how many.

    A ratio tells the share of its category, so it stands only where that share may be published.
    """
    data = part["data"]
    column = outcome_column(result.outcome)
    fit = {
        (one["variable"], one["category"])
        for one in part.get("sides", ())
        if one["verdict"] != Verdict.SUPPRESS
    }
    ratios = _ratios(data)
    shown: list[ShownPoint] = []
    questions, records = data["questions"], data["records"]
    for one in data["columns"]:
        name = (one["variable"], one["category"])
        marked = one["variable"] == column
        if one["mass"] * questions * records < SMALLEST_BASE[audience]:
            continue
        if not marked and (part["sex"], *name) not in is_open:
            continue
        x, y = [*one["coordinates"], 0.0, 0.0][:2]
        shown.append(
            ShownPoint(
                number=len(shown) + 1,
                variable=variable_words(one["variable"], result.outcome),
                category=category_words(one["category"], one["variable"]),
                x=x,
                y=y,
                cos2=min(1.0, sum(one["cos2"][:2])),
                ratio=ratios.get(one["label"]) if name in fit else None,
                marked=marked,
            )
        )
    return shown


def _ratios(data: Mapping[str, Any]) -> dict[str, float]:
    near = data["nearest"][0]["nearest"] if data.get("nearest") else ()
    return {one["label"]: one["ratio"] for one in near if one["ratio"] is not None}


def _near_words(points: Sequence[ShownPoint]) -> str:
    if all(one.ratio is None for one in points):
        return gettext("No category has cases enough to say what goes together with the outcome.")
    together = [one for one in points if one.ratio is not None and one.ratio > 1 and not one.marked]
    if not together:
        return gettext("No category stands out as going together with the outcome.")
    first = max(together, key=lambda one: one.ratio or 0)
    return gettext(
        "«%(category)s» (%(variable)s) and the outcome stand together %(ratio)s times as often "
        "as if they were unrelated."
    ) % {"category": first.category, "variable": first.variable, "ratio": grouped(first.ratio or 0, 1)}


def _chart(title: str, data: Mapping[str, Any], points: Sequence[ShownPoint]) -> dict[str, Any] | None:
    if len(points) < 2:
        return None
    shares = [*data["share"], 0.0, 0.0][:2]
    axes = [
        gettext("Axis %(number)s (%(share)s)") % {"number": place + 1, "share": percent(100 * share, 0)}
        for place, share in enumerate(shares)
    ]
    label = gettext("Correspondence map: %(who)s") % {"who": title}
    return {
        "wide": _draw(points, axes, label, Size.WIDE),
        "phone": _draw(points, axes, label, Size.PHONE),
        "label": label,
        "source": gettext("Square: the outcome. The numbers are those of the table."),
    }


def _draw(points: Sequence[ShownPoint], axes: Sequence[str], label: str, size: Size) -> SafeString:
    drawing = draw_scatter(
        [PlotPoint(str(one.number), one.x, one.y, marked=one.marked) for one in points],
        across=axes[0],
        upward=axes[1],
        size=size,
        title=label,
        description="; ".join(f"{one.number}: {one.variable}, {one.category}" for one in points),
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by figures, which escapes every text


def _table(title: str, points: Sequence[ShownPoint]) -> dict[str, Any]:
    labels = [
        gettext("Category"),
        gettext("Number on the map"),
        gettext("Axis 1"),
        gettext("Axis 2"),
        gettext("How well the map shows it"),
        gettext("Together with the outcome"),
    ]
    rows = []
    for one in points:
        cells: list[dict[str, Any]] = [
            {"text": one.category, "small": one.variable},
            {"text": str(one.number)},
            {"text": grouped(one.x, 2), "value": round(one.x, 2), "decimals": 2},
            {"text": grouped(one.y, 2), "value": round(one.y, 2), "decimals": 2},
            {
                "text": percent(100 * one.cos2, 0),
                "small": gettext("poorly") if one.cos2 < POORLY else "",
                "value": round(100 * one.cos2),
                "decimals": 0,
            },
            {
                "text": "–" if one.ratio is None else f"× {grouped(one.ratio, 1)}",
                "value": None if one.ratio is None else round(one.ratio, 1),
                "decimals": 1,
            },
        ]
        rows.append(
            {
                "cells": [
                    {**cell, "label": label, "number": place > 0}
                    for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
        )
    return {
        "caption": gettext("Categories of the map: %(who)s") % {"who": title},
        "holds": gettext("Categories that lie close go together. A distance is no size."),
        "columns": [{"label": label, "number": place > 0} for place, label in enumerate(labels)],
        "rows": rows,
    }
