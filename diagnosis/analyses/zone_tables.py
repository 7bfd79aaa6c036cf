"""Tables of zones, of hot spots and of Moran's I for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Cell, Column, Facts, Form, Table
from diagnosis.analyses.patterns import Patterns
from diagnosis.statistics.errors import listed
from diagnosis.statistics.zones import Dropped, GeneralG, GetisOrd, Moran, ProposedZone, WhyDropped, Zones

WHY_DROPPED: Mapping[WhyDropped, Message] = {
    WhyDropped.FEW_AREAS: says("too few areas"),
    WhyDropped.FEW_CHILDREN: says("too few children"),
    WhyDropped.EXCLUDED: says("taken out by people"),
}
MOST_LISTED = 12
MOST_SPOTS = 20
"""Hottest, and coldest, spots of the text output."""

NEED = Column(says("Expected need"), Form.NUMBER, 1)


def zone_tables(zones: Zones, need: Column = NEED) -> tuple[Table, ...]:
    """Return the zones, and what was dropped if anything was; `need` is the column that letters follow."""
    return (_kept(zones.zones, need), *((_left_out(zones.dropped),) if zones.dropped else ()))


def pattern_tables(patterns: Patterns) -> tuple[Table | Facts, ...]:
    """Return Moran's I, general G and the hot and cold spots, as far as there are any."""
    shown: list[Table | Facts] = []
    if patterns.moran is not None:
        shown.append(moran_facts(patterns.moran))
    if patterns.general is not None:
        shown.append(_general_facts(patterns.general))
    if patterns.getis is not None:
        shown.append(_spots(patterns.getis))
    return tuple(shown)


def moran_facts(test: Moran) -> Facts:
    """Return Moran's I with what chance alone would give."""
    return Facts(
        says("Do neighbours resemble each other?"),
        (
            (says("Moran's I"), Cell(test.i, Form.NUMBER, 6)),
            (says("Expected by chance"), Cell(test.expected, Form.NUMBER, 6)),
            (says("Pseudo p"), Cell(test.p_permutation, Form.P)),
            (says("Random orders"), Cell(test.permutations, Form.WHOLE)),
        ),
    )


def _kept(zones: Sequence[ProposedZone], need: Column) -> Table:
    columns = (
        Column(says("Zone"), Form.TEXT),
        Column(says("Areas"), Form.TEXT),
        Column(says("Children"), Form.WHOLE),
        need,
    )
    rows = tuple((one.letter, _codes(one.areas), _children(one), _need(one, need.form)) for one in zones)
    return Table(says("Zones of the top class"), columns, rows)


def _left_out(dropped: Sequence[Dropped]) -> Table:
    columns = (
        Column(says("Areas"), Form.TEXT),
        Column(says("Children"), Form.WHOLE),
        Column(says("Reason"), Form.TEXT),
    )
    rows = tuple((_codes(one.areas), _children(one), WHY_DROPPED[one.reason]) for one in dropped)
    return Table(says("Areas of the top class that make no zone"), columns, rows)


def _general_facts(general: GeneralG) -> Facts:
    return Facts(
        says("Do high values lie beside each other?"),
        (
            (says("General G"), Cell(general.g, Form.NUMBER, 6)),
            (says("Expected by chance"), Cell(general.expected, Form.NUMBER, 6)),
            (says("p, two-sided"), Cell(general.p, Form.P)),
        ),
    )


def _spots(getis: GetisOrd) -> Table:
    """Return the hottest and coldest spots only: a municipality may have thousands of areas."""
    columns = (
        Column(says("Area"), Form.TEXT),
        Column(says("z of Gi*") if getis.star else says("z of Gi"), Form.NUMBER, 3),
        Column(says("p"), Form.P),
        Column(says("p, adjusted"), Form.P),
        Column(says("Spot"), Form.TEXT),
    )
    ordered = sorted(getis.areas, key=lambda one: -(one.z or 0.0))
    hot, cold = [one for one in ordered if one.hot], [one for one in ordered if one.cold]
    shown = (*hot[:MOST_SPOTS], *cold[-MOST_SPOTS:])
    rows = tuple(
        (one.code, one.z, one.p, one.p_adjusted, says("hot") if one.hot else says("cold")) for one in shown
    )
    notes: tuple[Message, ...] = (
        says(
            "On average at most %(share)s %% of such spots are false alarms. "
            "The test does not decide priorities.",
            share=f"{100 * getis.fdr:g}",
        ),
    )
    more = len(hot) + len(cold) - len(shown)
    if more:
        notes += (says("%(count)s weaker spots are in the JSON document only.", count=more),)
    if not shown:
        notes = (says("No area stands out beyond chance. That does not lessen its need."),)
    return Table(says("Hot and cold spots"), columns, rows, notes)


def _codes(areas: Sequence[str]) -> str | Message:
    if len(areas) <= MOST_LISTED:
        return ", ".join(areas)
    return says("%(codes)s (%(count)s in all)", codes=listed(areas, MOST_LISTED), count=len(areas))


def _children(one: ProposedZone | Dropped) -> object:
    return _at_least(one.children, one.children_unknown, Form.WHOLE)


def _need(zone: ProposedZone, form: Form) -> object:
    return _at_least(zone.need, zone.need_unknown, form)


def _at_least(number: float | None, unknown: int, form: Form) -> object:
    if number is None or not unknown:
        return number
    return says("at least %(number)s", number=f"{number:.0f}" if form is Form.WHOLE else f"{number:.1f}")
