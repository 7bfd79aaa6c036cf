"""A few bars that show how the numbers of a column lie; beside them stand the words that say it."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, text

WIDTH, HEIGHT = 240, 74
_BASE, _TOP = 54, 4
_GAP = 1.5
_SMALLEST = 1.5
_ALONE = 28
_TYPE = 13


def draw_histogram(counts: Sequence[int], lower: str, upper: str, title: str) -> str:
    """Return the drawing.

    Parameters
    ----------
    counts : sequence of int
        Values per bin, from the lowest; empty when there is no value, which draws the bare axis.
    lower, upper : str
        The lowest and the highest value as they are written below the ends.
    title : str
        What is read out instead of the picture.

    Returns
    -------
    str
        SVG without style attributes. A bin with few values keeps a bar that can be seen.
    """
    bars = _bars(counts)
    axis = line(0, _BASE, WIDTH, _BASE, stroke=palette.INK, stroke_width=1.5)
    drawn = group(*bars, fill=palette.PETROL)
    return document(
        drawn, axis, *_ends(counts, lower, upper), width=WIDTH, height=HEIGHT, name="c-histogram", title=title
    )


def _bars(counts: Sequence[int]) -> list[str]:
    tallest = max(counts, default=0)
    if not tallest:
        return []
    slot = WIDTH / len(counts)
    wide = min(slot - _GAP, _ALONE) if len(counts) == 1 else slot - _GAP
    bars = []
    for number, count in enumerate(counts):
        if count:
            high = max(_SMALLEST, (_BASE - _TOP) * count / tallest)
            x = number * slot + (slot - wide) / 2
            bars.append(element("rect", x=x, y=_BASE - high, width=wide, height=high))
    return bars


def _ends(counts: Sequence[int], lower: str, upper: str) -> list[str]:
    at = HEIGHT - 4
    look: dict[str, str | float | None] = {"font_size": _TYPE, "fill": palette.INK_SOFT}
    if not counts:
        return []
    if lower == upper:
        return [text(lower, WIDTH / 2, at, text_anchor="middle", **look)]
    return [text(lower, 0, at, **look), text(upper, WIDTH, at, text_anchor="end", **look)]
