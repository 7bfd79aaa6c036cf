"""The factor ranking drawn: dots with intervals where effects are published, else the weights in use."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from plotly.graph_objects import Figure, Scatter

from clrisk_site.catalogue.quantities import grouped, percent, signed, words_for
from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Estimate, Story, Unit
from clrisk_site.figures.suppression import released
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, dot_axis, draw_dots
from clrisk_site.figures.svg.sizes import Size
from diagnosis.queries.factors import FactorRanking, RankedFactor

ROW_PIXELS, HEAD_PIXELS = 64, 74


def factor_chart(ranking: FactorRanking) -> dict[str, Any] | None:
    """Make the chart of a page: drawings for both screens and the same data for plotly."""
    rows = _rows(ranking)
    if not rows:
        return None
    return {
        "wide": draw(ranking, Size.WIDE),
        "phone": draw(ranking, Size.PHONE),
        "data": plotly_figure(ranking),
        "label": _title(ranking),
        "source": "",
    }


def draw(ranking: FactorRanking, size: Size) -> SafeString:
    """Draw the ranking of the priority factors; an empty text when there are none."""
    rows = _rows(ranking)
    if not rows:
        return SafeString("")
    effects = ranking.has_effects
    text = draw_dots(
        rows,
        unit_label=_unit(ranking),
        size=size,
        title=_title(ranking),
        description="; ".join(f"{row.label}: {row.dots[0].words}" for row in rows),
        tick=_tick if effects else grouped,
        less=gettext("less") if effects else "",
        more=gettext("more work") if effects else "",
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def plotly_figure(ranking: FactorRanking) -> dict[str, Any]:
    """Return the same rows as a plotly figure: one trace, top factor first, names above their marks."""
    rows = _rows(ranking)
    places = list(range(len(rows), 0, -1))
    shown = [
        (y, row.dots[0].estimate, row.dots[0].words, row.label)
        for y, row in zip(places, rows, strict=True)
        if row.dots[0].estimate.value is not None
    ]
    trace = Scatter(
        mode="markers",
        x=[released(estimate).value for _, estimate, _, _ in shown],
        y=[y for y, _, _, _ in shown],
        text=[f"{label}: {words}" for _, _, words, label in shown],
        hoverinfo="text",
        marker={"symbol": "diamond", "size": 13, "color": palette.PETROL},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_above(estimate) for _, estimate, _, _ in shown],
            "arrayminus": [_below(estimate) for _, estimate, _, _ in shown],
            "color": palette.PETROL,
            "thickness": 2.5,
            "width": 5,
        },
    )
    figure = Figure(data=[trace], layout={**_layout(ranking, rows, places), "template": None})
    return dict(figure.to_plotly_json())


def _layout(ranking: FactorRanking, rows: list[DotRow], places: list[int]) -> dict[str, Any]:
    axis = dot_axis(rows)
    font = {"family": "Source Sans 3, Noto Sans, sans-serif", "size": 15, "color": palette.INK}
    labels = [
        label
        for y, row in zip(places, rows, strict=True)
        for label in (_label(y, row.label, 0), _label(y, _figures(row), 1))
    ]
    ticks = [_tick(one) if ranking.has_effects else grouped(one) for one in axis.ticks]
    return {
        "height": HEAD_PIXELS + ROW_PIXELS * len(rows),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 44},
        "showlegend": False,
        "font": font,
        "paper_bgcolor": palette.WHITE,
        "plot_bgcolor": palette.WHITE,
        "hovermode": "closest",
        "dragmode": False,
        "annotations": labels,
        "shapes": [_rule(y - 0.32) for y in places],
        "xaxis": {
            "title": {"text": _axis_title(ranking), "font": font},
            "range": [axis.low, axis.high],
            "tickvals": list(axis.ticks),
            "ticktext": ticks,
            "gridcolor": palette.GRID,
            "zeroline": True,
            "zerolinecolor": palette.INK,
            "zerolinewidth": 1.5,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [0.4, len(rows) + 0.75],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    }


def _label(y: int, text: str, x: int) -> dict[str, Any]:
    """Return words above the mark of a row: its name at the left, its figures at the right."""
    return {
        "xref": "paper",
        "x": x,
        "xanchor": "right" if x else "left",
        "yref": "y",
        "y": y,
        "yshift": 21,
        "yanchor": "middle",
        "showarrow": False,
        "text": escape(text),
        "font": {"weight": 400 if x else 600},
        "bgcolor": palette.WHITE,
        "borderpad": 1,
    }


def _rule(y: float) -> dict[str, Any]:
    line = {"color": palette.RULE, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line}


def _figures(row: DotRow) -> str:
    estimate = row.dots[0].estimate
    if estimate.lower is None or estimate.upper is None:
        return row.dots[0].words
    ends = {"lower": signed(estimate.lower), "upper": signed(estimate.upper)}
    return f"{row.dots[0].words} ({gettext('%(lower)s to %(upper)s') % ends})"


def _axis_title(ranking: FactorRanking) -> str:
    if not ranking.has_effects:
        return _unit(ranking)
    return f"◂ {gettext('less work')} · {_unit(ranking)} · {gettext('more work')} ▸"


def _above(estimate: Estimate) -> float:
    return 0 if estimate.upper is None or estimate.value is None else estimate.upper - estimate.value


def _below(estimate: Estimate) -> float:
    return 0 if estimate.lower is None or estimate.value is None else estimate.value - estimate.lower


def _rows(ranking: FactorRanking) -> list[DotRow]:
    return [_dot_row(row, ranking) for row in ranking.priority]


def _dot_row(row: RankedFactor, ranking: FactorRanking) -> DotRow:
    if ranking.has_effects:
        words = words_for(row.effect)
        text = words.value or words.missing.lower()
        return DotRow(row.name, (Dot(Mark.ALL, row.effect, text),))
    share = Estimate(100 * (row.share or 0), Unit.NUMBER, Story())
    return DotRow(row.name, (Dot(Mark.ALL, share, percent(100 * (row.share or 0))),))


def _tick(value: float) -> str:
    return signed(value, 0 if value == round(value) else 1)


def _unit(ranking: FactorRanking) -> str:
    if ranking.has_effects:
        return gettext("Difference in percentage points")
    return gettext("Weight in use, %")


def _title(ranking: FactorRanking) -> str:
    if ranking.has_effects:
        return gettext("Priority factors by difference in percentage points")
    return gettext("Priority factors by weight")
