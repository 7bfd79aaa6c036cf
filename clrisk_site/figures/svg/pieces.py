"""Small drawings beside a key figure: its interval, its share."""

from __future__ import annotations

from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import released
from clrisk_site.figures.svg.marks import COLOURS, Mark
from clrisk_site.figures.svg.markup import document, element, line, number, text
from clrisk_site.figures.svg.patterns import BASE_FILLS, ShapeKind
from clrisk_site.figures.svg.wording import width_of

_WIDTH = 232
_TYPE = 14
_TINTS = {Mark.GIRLS: palette.GIRLS_TINT, Mark.BOYS: palette.PETROL_MID, Mark.ALL: palette.PETROL_MID}


def draw_interval(
    estimate: Estimate,
    *,
    maximum: float,
    least: str = "0",
    most: str,
    mark: Mark = Mark.ALL,
    title: str,
    description: str = "",
    prefix: str = "",
) -> str:
    """Return the scale of a key figure, from zero to a maximum, with its interval and value.

    Parameters
    ----------
    estimate : Estimate
        Without a value only an empty scale is drawn, without an interval only the value.
    maximum : float
        End of the scale, above zero; what lies beyond is drawn at the end.
    least, most : str
        The ends of the scale in words and figures.
    mark : Mark
        Whom the number speaks of; decides the colour.
    title, description, prefix : str
        As for every drawing.

    Raises
    ------
    ValueError
        If the maximum is not above zero.
    """
    if maximum <= 0:
        raise ValueError("a scale needs a maximum above zero")
    estimate = released(estimate)
    left, right = width_of(least, _TYPE) + 7, _WIDTH - width_of(most, _TYPE) - 7
    middle = 11.0

    def place(value: float) -> float:
        return left + min(max(value / maximum, 0), 1) * (right - left)

    ends = f"M{number(left)} 6v10M{number(right)} 6v10"
    parts = [
        line(
            left,
            middle,
            right,
            middle,
            stroke=palette.RULE,
            stroke_width=2,
            stroke_dasharray=None if estimate.value is not None else "4 4",
        ),
        element("path", d=ends, stroke=palette.EMPTY_EDGE, stroke_width=1.2),
        text(least, 0, middle + 4.8, font_size=_TYPE, fill=palette.INK_SOFT),
        text(most, _WIDTH, middle + 4.8, font_size=_TYPE, fill=palette.INK_SOFT, text_anchor="end"),
    ]
    if estimate.lower is not None and estimate.upper is not None:
        start, end = place(estimate.lower), place(estimate.upper)
        band = max(end - start, 2)
        parts.append(element("rect", x=start, y=middle - 5, width=band, height=10, fill=_TINTS[mark]))
    if estimate.value is not None:
        x = place(estimate.value)
        parts.append(element("rect", x=x - 2, y=middle - 8, width=4, height=16, fill=COLOURS[mark]))
    return document(
        *parts,
        width=_WIDTH,
        height=22,
        name="chart chart-interval",
        title=title,
        description=description,
        prefix=prefix,
    )


def draw_share(
    share: float, *, kind: ShapeKind = ShapeKind.ZONE, title: str, description: str = "", prefix: str = ""
) -> str:
    """Return a bar filled up to a share from 0 to 1, for counts that are part of a whole.

    Raises
    ------
    ValueError
        If the share is below 0 or above 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    filled = element("rect", width=share * _WIDTH, height=12, fill=BASE_FILLS[kind]) if share else ""
    return document(
        element("rect", width=_WIDTH, height=12, fill=palette.EMPTY),
        filled,
        width=_WIDTH,
        height=12,
        name="chart chart-share",
        title=title,
        description=description,
        prefix=prefix,
    )
