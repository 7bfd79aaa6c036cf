"""Tables of the index of areas for people."""

from __future__ import annotations

from collections.abc import Mapping

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Column, Facts, Form, Table
from diagnosis.analyses.classes import class_table, class_word
from diagnosis.analyses.zone_tables import moran_facts, zone_tables
from diagnosis.statistics.classes import names_of
from diagnosis.statistics.composite import Change, Excluded, IndexReport, ReportedArea, Scenario, WeightSource
from diagnosis.statistics.zones import Moran, Zones

EXCLUDED: Mapping[Excluded, Message] = {
    Excluded.TOO_FEW_CHILDREN: says("too few children"),
    Excluded.CHILDREN_UNKNOWN: says("children unknown"),
    Excluded.TOO_LITTLE_OBSERVED: says("too little observed"),
}
CHANGES: Mapping[Change, Message] = {
    Change.EQUAL_WEIGHTS: says("equal weights"),
    Change.Z_SCORE: says("z-scores"),
    Change.MIN_MAX: says("min-max scores"),
    Change.GEOMETRIC: says("geometric mean"),
    Change.ARITHMETIC: says("arithmetic mean"),
}
WEIGHTS_FROM: Mapping[WeightSource, Message] = {
    WeightSource.AME: says("Weights from average marginal effects"),
    WeightSource.BETA: says("Weights from coefficients"),
    WeightSource.EXPERT: says("Weights of experts"),
    WeightSource.EQUAL: says("Equal weights"),
}
BY_CHILDREN = Column(says("Index times children (order only)"), Form.WHOLE)


def shown(
    report: IndexReport, source: WeightSource, moran: Moran | None, zones: Zones | None
) -> tuple[Table | Facts, ...]:
    """Return the tables in their order: areas, classes, weights, sensitivity, map."""
    return (
        _areas(report, {} if zones is None else zones.zone_of),
        *class_table(names_of(report.k) if report.k else (), report.breaks, report.counts),
        *_weights(report, source),
        *_sensitivity(report),
        *(() if moran is None else (moran_facts(moran),)),
        *(() if zones is None else zone_tables(zones, BY_CHILDREN)),
    )


def _areas(report: IndexReport, zone_of: Mapping[str, str]) -> Table:
    columns = (
        Column(says("Area"), Form.TEXT),
        Column(says("Index"), Form.NUMBER, 2),
        Column(says("Class"), Form.TEXT),
        Column(says("Place"), Form.WHOLE),
        Column(says("Places under other choices"), Form.TEXT),
        Column(says("Observed weight"), Form.SHARE, 1),
        Column(says("Children"), Form.WHOLE),
        Column(says("Place by children"), Form.WHOLE),
        Column(says("Zone"), Form.TEXT),
    )
    ordered = sorted(report.areas, key=lambda area: (area.rank is None, area.rank or 0, area.code))
    rows = tuple(
        (
            area.code,
            area.index,
            _class_of(area),
            area.rank,
            None if area.rank_range is None else f"{area.rank_range[0]}–{area.rank_range[1]}",
            area.observed_weight,
            area.children,
            area.rank_by_children,
            zone_of.get(area.code),
        )
        for area in ordered
    )
    note = says("The index orders areas. It is no probability, and says nothing of single children.")
    return Table(says("Areas by their index"), columns, rows, (note,))


def _class_of(area: ReportedArea) -> Message | str | None:
    return class_word(area.class_name) if area.excluded is None else EXCLUDED[area.excluded]


def _weights(report: IndexReport, source: WeightSource) -> tuple[Table, ...]:
    if not report.weights:
        return ()
    columns = (Column(says("Proxy"), Form.TEXT), Column(says("Weight"), Form.SHARE, 1))
    return (Table(WEIGHTS_FROM[source], columns, tuple(report.weights.items())),)


def _sensitivity(report: IndexReport) -> tuple[Table, ...]:
    if not report.scenarios:
        return ()
    columns = (
        Column(says("What is changed"), Form.TEXT),
        Column(says("Kendall's tau"), Form.NUMBER, 3),
        Column(says("Largest move in places"), Form.WHOLE),
        Column(says("Areas in another class"), Form.WHOLE),
    )
    rows = tuple((_change(one), one.tau, one.largest_move, one.changing_class) for one in report.scenarios)
    return (Table(says("Under other choices"), columns, rows),)


def _change(one: Scenario) -> Message:
    if one.change is Change.WITHOUT:
        return says("without %(proxy)s", proxy=one.proxy)
    return CHANGES[one.change]
