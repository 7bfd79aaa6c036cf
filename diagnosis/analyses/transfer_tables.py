"""The tables of `analyse transfer` for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Cell, Column, Facts, Form, Table, as_written
from diagnosis.analyses.classes import CLASS_WORDS
from diagnosis.statistics.classes import Classification, Membership
from diagnosis.statistics.transfer.transferred import Risk, RiskDifference, Transfer


def shown_of(
    found: Transfer,
    classes: Classification,
    members: Mapping[str, Membership],
    in_top: Mapping[str, float],
    groups: Mapping[str, Risk],
    differences: Sequence[tuple[str, str, RiskDifference]],
) -> tuple[Table | Facts, ...]:
    """Return the total, the areas, and what was asked of groups and differences."""
    shown: tuple[Table | Facts, ...] = (_total(found), _areas(found, classes, members, in_top))
    if groups:
        columns = (Column(says("Group"), Form.TEXT), *RISK_COLUMNS)
        rows = tuple((as_written(name), *_risk(one)) for name, one in groups.items())
        shown += (Table(says("Groups of areas"), columns, rows),)
    if differences:
        shown += (_differences(differences),)
    return shown


RISK_COLUMNS = (
    Column(says("Children"), Form.WHOLE),
    Column(says("Risk"), Form.SHARE),
    Column(says("SE"), Form.SHARE),
    Column(says("Interval"), Form.SHARE),
    Column(says("Expected"), Form.WHOLE),
)


def _risk(one: Risk) -> tuple[Any, ...]:
    return (one.children, one.risk, one.se, one.interval, round(one.expected))


def _total(found: Transfer) -> Facts:
    total = found.total()
    return Facts(
        says("All areas together"),
        (
            (says("Children"), Cell(total.children, Form.WHOLE)),
            (says("Estimated risk"), Cell(total.risk, Form.SHARE)),
            (says("Standard error"), Cell(total.se, Form.SHARE)),
            (says("of the coefficients"), Cell(total.se_coef, Form.SHARE)),
            (says("of chance"), Cell(total.se_chance, Form.SHARE)),
            (
                says("Interval of %(confidence)s %%", confidence=f"{100 * found.confidence:g}"),
                Cell(total.interval, Form.SHARE),
            ),
            (says("Expected number"), Cell(total.expected, Form.WHOLE)),
        ),
    )


def _areas(
    found: Transfer,
    classes: Classification,
    members: Mapping[str, Membership],
    in_top: Mapping[str, float],
) -> Table:
    of_area = {one.code: one for one in classes.areas}
    columns: tuple[Column, ...] = (
        Column(says("Area"), Form.TEXT),
        *RISK_COLUMNS,
        Column(says("Class"), Form.TEXT),
        Column(says("Class probability"), Form.SHARE, 0),
    )
    if in_top:
        columns += (Column(says("In the top"), Form.SHARE, 0),)
    rows = []
    for one in found.areas:
        classed = of_area[one.code]
        sure = _sure(members.get(one.code), classed.number)
        row = (as_written(one.code), *_risk(one), _word(classed.name), sure)
        rows.append((*row, in_top.get(one.code)) if in_top else row)
    return Table(says("Areas"), columns, tuple(rows))


def _word(name: str | None) -> Message | None:
    return None if name is None else CLASS_WORDS.get(name, as_written(name))


def _sure(member: Membership | None, number: int | None) -> float | None:
    """Return how probable the class is in which an area was put."""
    if member is None or not member.probabilities or number is None:
        return None
    return member.probabilities[number]


def _in_points(se: float | None) -> float | None:
    """Return a standard error in percentage points; it has no sign."""
    return None if se is None else 100 * se


def _differences(differences: Sequence[tuple[str, str, RiskDifference]]) -> Table:
    columns = (
        Column(says("First"), Form.TEXT),
        Column(says("Second"), Form.TEXT),
        Column(says("Difference"), Form.POINTS),
        Column(says("Standard error, in points"), Form.NUMBER, 2),
        Column(says("Interval"), Form.POINTS),
        Column(says("p"), Form.P),
    )
    rows = tuple(
        (as_written(first), as_written(second), one.difference, _in_points(one.se), one.interval, one.p)
        for first, second, one in differences
    )
    return Table(says("Differences"), columns, rows)
