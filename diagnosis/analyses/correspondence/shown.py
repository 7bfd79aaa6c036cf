"""The tables of the text output: axes, points on the first two of them, and what lies near."""

from __future__ import annotations

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Column, Form, Table
from diagnosis.statistics.correspondence.multiple import MultipleCorrespondence, Variant
from diagnosis.statistics.correspondence.nearest import Nearest
from diagnosis.statistics.correspondence.points import Points
from diagnosis.statistics.correspondence.simple import Correspondence

MOST_AXES = 2
KINDS = {
    Variant.ADJUSTED: says(
        "Inertia is adjusted; shares are of Greenacre's total and may sum to less than 1."
    ),
    Variant.INDICATOR: says("Inertia is that of the indicator matrix; its shares understate the first axes."),
    Variant.BURT: says("Inertia is that of the Burt matrix."),
}


def summary(found: Correspondence | MultipleCorrespondence) -> Table:
    """Return the inertia of the axes and their shares."""
    rows = tuple(
        (axis + 1, float(found.inertia[axis]), float(found.share[axis])) for axis in range(len(found.inertia))
    )
    notes: tuple[Message, ...] = (says("Total inertia: %(total)s.", total=f"{found.total:.6f}"),)
    if isinstance(found, MultipleCorrespondence):
        notes += (KINDS[found.variant],)
    columns = (
        Column(says("Axis"), Form.WHOLE),
        Column(says("Inertia"), Form.NUMBER, 6),
        Column(says("Share"), Form.SHARE, 2),
    )
    return Table(says("Axes"), columns, rows, notes)


def point_table(title: Message, points: Points) -> Table:
    """Return where points lie on the first axes, and how far each can be trusted."""
    axes = range(min(MOST_AXES, points.coordinates.shape[1]))
    columns = [Column(says("Category"), Form.TEXT), Column(says("Mass"), Form.SHARE, 1)]
    for axis in axes:
        columns += [
            Column(says("Axis %(axis)s", axis=axis + 1), Form.NUMBER, 4),
            Column(says("contribution"), Form.SHARE, 1),
            Column(says("cos²"), Form.NUMBER, 3),
        ]
    rows = []
    for point in points.listed():
        label = says("%(label)s (supplementary)", label=point.label) if point.supplementary else point.label
        cells: list[object] = [label, point.mass]
        for axis in axes:
            cells += [point.coordinates[axis], _number(point.contributions[axis]), _number(point.cos2[axis])]
        rows.append(tuple(cells))
    return Table(title, tuple(columns), tuple(rows))


def near_table(found: Nearest) -> Table:
    """Return what lies near a category, with the cautions."""
    columns = (
        Column(says("Category"), Form.TEXT),
        Column(says("Distance"), Form.NUMBER, 4),
        Column(says("Observed / expected"), Form.NUMBER, 2),
        Column(says("cos²"), Form.NUMBER, 3),
    )
    rows = tuple((one.label, one.distance, one.ratio, one.cos2) for one in found.nearest)
    return Table(says("Nearest to «%(label)s»", label=found.label), columns, rows, found.cautions)


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else value
