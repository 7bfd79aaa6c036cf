"""Two questions, or a ready table of counts: read, analysed and handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.correspondence.answers import Asked, answers_of, asked_of, choices_of
from diagnosis.analyses.correspondence.keys import KEYS, OF_TABLES, SUPPLEMENTARY
from diagnosis.analyses.correspondence.shown import near_table, point_table, summary
from diagnosis.analyses.faults import FileError
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.correspondence.answers import Answers, combined
from diagnosis.statistics.correspondence.errors import CellError, UnknownLabelError
from diagnosis.statistics.correspondence.nearest import nearest_categories
from diagnosis.statistics.correspondence.simple import correspondence
from diagnosis.statistics.correspondence.tables import CountTable, count_table, cross_table


class BlankLabelError(FileError):
    """A row of a table has no label."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(says("A row of the table has no label. Name it, or remove the row."), row, column)


def analyse_table(records: Records, spec: Specification) -> Analysis:
    """Return the analysis of a table whose first column holds the labels of the rows."""
    for key in KEYS:
        if key.name in spec and key.name not in OF_TABLES:
            raise spec.invalid(key.name, says("A table of counts has no records; remove this key."))
    shown = spec.part("supplementary", SUPPLEMENTARY)
    more = shown.columns("columns") if shown else ()
    names = records.names[1:]
    if "columns" in spec:
        names = tuple(dict.fromkeys(records.spelled(name) for name in (*spec.columns("columns"), *more)))
    labels = records.text(records.names[0]).tolist()
    if None in labels:
        raise BlankLabelError(records.row(labels.index(None)), records.names[0])
    counted = np.array([records.numbers(name, finite=False) for name in names]).reshape(-1, records.n).T
    kept = list(range(records.n))
    if "rows" in spec:
        asked = [*spec.columns("rows"), *(shown.columns("rows") if shown else ())]
        for label in asked:
            if label not in labels:
                raise UnknownLabelError(label, labels)
        kept = [place for place, label in enumerate(labels) if label in asked]
    try:
        table = count_table([labels[place] for place in kept], names, counted[kept])
    except CellError as fault:
        fault.row = kept[fault.row or 0]
        raise
    return _analysed(replace(table, weighted=table.weighted or spec.flag("weighted")), spec, ())


def analyse_records(records: Records, spec: Specification) -> Analysis:
    """Return the analysis of one or more columns of the records by one or more others."""
    for name in ("rows", "columns"):
        if name not in spec:
            raise spec.invalid(name, says("Name columns for «rows» and «columns», or several «variables»."))
    if "variant" in spec:
        raise spec.invalid("variant", says("Only an analysis of several «variables» has variants."))
    names = [records.spelled(name) for name in (*spec.columns("rows"), *spec.columns("columns"))]
    asked = asked_of(records, spec, names)
    table = cross_table(
        _combined(records, spec, spec.columns("rows"), asked),
        _combined(records, spec, spec.columns("columns"), asked),
        asked.weights,
        missing=asked.blanks,
        no_answer=asked.no_answer,
        frequencies="weights" not in spec and _are_whole(asked.weights),
    )
    return _analysed(table, spec, asked.warnings)


def _are_whole(counts: NDArray[np.float64] | None) -> bool:
    """Say whether these can be numbers of persons; sums of weights have no chi-squared test."""
    return counts is None or bool((counts % 1 == 0).all())


def _combined(records: Records, spec: Specification, names: Sequence[str], asked: Asked) -> Answers:
    return combined({name: answers_of(records, spec, name, asked) for name in names})


def _analysed(table: CountTable, spec: Specification, warnings: tuple[Any, ...]) -> Analysis:
    shown = spec.part("supplementary", SUPPLEMENTARY)
    for name in ("variables", "categories"):
        if shown and name in shown:
            raise shown.invalid(name, says("Rows and columns can be supplementary in this analysis."))
    found = correspondence(
        table,
        supplementary_rows=shown.columns("rows") if shown else (),
        supplementary_columns=shown.columns("columns") if shown else (),
        **choices_of(spec),
    )
    near = [nearest_categories(found, label) for label in spec.columns("nearest")]
    data = found.to_json() | {"kind": "simple"}
    del data["warnings"]
    if near:
        data["nearest"] = [one.to_json() for one in near]
    tables = (
        summary(found),
        point_table(says("Rows"), found.rows),
        point_table(says("Columns"), found.columns),
        *(near_table(one) for one in near),
    )
    return Analysis(data, tables, (*warnings, *found.warnings))
