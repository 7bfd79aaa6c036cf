"""A chart of dots with intervals, drawn for both screens and described for plotly from the same rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from plotly.graph_objects import Figure, Scatter

from clrisk_site.catalogue.quantities import signed
from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import released
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, dot_axis, draw_dots
from clrisk_site.figures.svg.sizes import Size

ROW_PIXELS, HEAD_PIXELS = 64, 74
_APART = 0.2
_LOOKS = {
    Mark.GIRLS: ("circle", palette.GIRLS),
    Mark.BOYS: ("square-open", palette.BOYS),
    Mark.ALL: ("diamond", palette.PETROL),
}


@dataclass(frozen=True)
class DotPlot:
    """Rows with what their axis measures, in words of the active language.

    `less` and `more` name the two directions; both are empty where the numbers have none.
    """

    rows: Sequence[DotRow]
    unit: str
    title: str
    tick: Callable[[float], str]
    less: str = ""
    more: str = ""
    axis_title: str = ""


def dot_chart(plot: DotPlot) -> dict[str, Any] | None:
    """Make what components/chart.html takes; None without rows."""
    if not plot.rows:
        return None
    return {
        "wide": draw_plot(plot, Size.WIDE),
        "phone": draw_plot(plot, Size.PHONE),
        "data": plotly_plot(plot),
        "label": plot.title,
        "source": "",
    }


def draw_plot(plot: DotPlot, size: Size) -> SafeString:
    """Draw the rows; an empty text when there are none."""
    if not plot.rows:
        return SafeString("")
    text = draw_dots(
        plot.rows,
        unit_label=plot.unit,
        size=size,
        title=plot.title,
        description="; ".join(f"{row.label}: {_words(row)}" for row in plot.rows),
        tick=plot.tick,
        less=plot.less,
        more=plot.more,
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def plotly_plot(plot: DotPlot) -> dict[str, Any]:
    """Return the same rows as a plotly figure: one trace per mark, top row first, names above their marks."""
    places = list(range(len(plot.rows), 0, -1))
    shown = [
        (y + _APART * ((len(row.dots) - 1) / 2 - i), dot, row.label)
        for y, row in zip(places, plot.rows, strict=True)
        for i, dot in enumerate(row.dots)
        if dot.estimate.value is not None
    ]
    marks = dict.fromkeys(dot.mark for _, dot, _ in shown)
    traces = [_trace(mark, [one for one in shown if one[1].mark is mark]) for mark in marks]
    figure = Figure(data=traces, layout={**_layout(plot, places), "template": None})
    return dict(figure.to_plotly_json())


def _trace(mark: Mark, shown: list[tuple[float, Dot, str]]) -> Scatter:
    symbol, colour = _LOOKS[mark]
    return Scatter(
        mode="markers",
        x=[released(dot.estimate).value for _, dot, _ in shown],
        y=[y for y, _, _ in shown],
        text=[f"{label}: {dot.words}" for _, dot, label in shown],
        hoverinfo="text",
        marker={"symbol": symbol, "size": 13, "color": colour},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_above(dot.estimate) for _, dot, _ in shown],
            "arrayminus": [_below(dot.estimate) for _, dot, _ in shown],
            "color": colour,
            "thickness": 2.5,
            "width": 5,
        },
    )


def _layout(plot: DotPlot, places: list[int]) -> dict[str, Any]:
    axis = dot_axis(plot.rows)
    font = {"family": "Source Sans 3, Noto Sans, sans-serif", "size": 15, "color": palette.INK}
    labels = [
        label
        for y, row in zip(places, plot.rows, strict=True)
        for label in (_label(y, row.label, 0), _label(y, _figures(row), 1))
    ]
    return {
        "height": HEAD_PIXELS + ROW_PIXELS * len(plot.rows),
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
            "title": {"text": plot.axis_title or plot.unit, "font": font},
            "range": [axis.low, axis.high],
            "tickvals": list(axis.ticks),
            "ticktext": [plot.tick(one) for one in axis.ticks],
            "gridcolor": palette.GRID,
            "zeroline": True,
            "zerolinecolor": palette.INK,
            "zerolinewidth": 1.5,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [0.4, len(plot.rows) + 0.75],
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


def _words(row: DotRow) -> str:
    return ", ".join(dot.words for dot in row.dots)


def _figures(row: DotRow) -> str:
    """Return the number of a row with its interval; of several numbers, each without it."""
    dot = row.dots[0]
    if len(row.dots) > 1 or dot.estimate.lower is None or dot.estimate.upper is None:
        return _words(row)
    ends = {"lower": signed(dot.estimate.lower), "upper": signed(dot.estimate.upper)}
    return f"{dot.words} ({gettext('%(lower)s to %(upper)s') % ends})"


def _above(estimate: Estimate) -> float:
    return 0 if estimate.upper is None or estimate.value is None else estimate.upper - estimate.value


def _below(estimate: Estimate) -> float:
    return 0 if estimate.lower is None or estimate.value is None else estimate.value - estimate.lower
