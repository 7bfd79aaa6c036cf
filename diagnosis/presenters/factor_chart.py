"""The factor ranking drawn: dots with intervals where effects are published, else the weights in use."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, percent, signed, words_for
from clrisk_site.figures.estimate import Estimate, Story, Unit
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark
from clrisk_site.figures.svg.sizes import Size
from diagnosis.presenters.dot_plot import DotPlot, dot_chart, draw_plot
from diagnosis.queries.factors import FactorRanking, RankedFactor


def factor_chart(ranking: FactorRanking) -> dict[str, Any] | None:
    """Make the chart of a page: drawings for both screens and the same data for plotly."""
    return dot_chart(_plot(ranking))


def draw(ranking: FactorRanking, size: Size) -> SafeString:
    """Draw the ranking of the priority factors; an empty text when there are none."""
    return draw_plot(_plot(ranking), size)


def points_plot(rows: list[DotRow], title: str) -> DotPlot:
    """Return a plot of differences in percentage points, with words for both directions."""
    unit = gettext("Difference in percentage points")
    return DotPlot(
        rows=rows,
        unit=unit,
        title=title,
        tick=_tick,
        less=gettext("less"),
        more=gettext("more work"),
        axis_title=f"◂ {gettext('less work')} · {unit} · {gettext('more work')} ▸",
    )


def _plot(ranking: FactorRanking) -> DotPlot:
    rows = [_dot_row(row, ranking) for row in ranking.priority]
    if ranking.has_effects:
        return points_plot(rows, gettext("Priority factors by difference in percentage points"))
    return DotPlot(rows, gettext("Weight in use, %"), gettext("Priority factors by weight"), grouped)


def _dot_row(row: RankedFactor, ranking: FactorRanking) -> DotRow:
    if ranking.has_effects:
        words = words_for(row.effect)
        text = words.value or words.missing.lower()
        return DotRow(row.name, (Dot(Mark.ALL, row.effect, text),))
    share = Estimate(100 * (row.share or 0), Unit.NUMBER, Story())
    return DotRow(row.name, (Dot(Mark.ALL, share, percent(100 * (row.share or 0))),))


def _tick(value: float) -> str:
    return signed(value, 0 if value == round(value) else 1)
