"""Two variables or more at once: read, analysed and handed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clrisk_site.figures.message import says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.correspondence.answers import Asked, answers_of, asked_of, choices_of, names_of
from diagnosis.analyses.correspondence.keys import SUPPLEMENTARY
from diagnosis.analyses.correspondence.shown import near_table, point_table, summary
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.correspondence.answers import Answers
from diagnosis.statistics.correspondence.individuals import records_on_axes
from diagnosis.statistics.correspondence.multiple import (
    MultipleCorrespondence,
    Variant,
    multiple_correspondence,
)
from diagnosis.statistics.correspondence.nearest import nearest_categories
from diagnosis.statistics.results import plain
from diagnosis.survey.codes import canonical


def analyse_variables(records: Records, spec: Specification) -> Analysis:
    """Return the multiple analysis of the variables."""
    for name in ("rows", "columns"):
        if name in spec:
            raise spec.invalid(name, says("Name «rows» and «columns», or «variables», but not both."))
    shown = spec.part("supplementary", SUPPLEMENTARY)
    for name in ("rows", "columns"):
        if shown and name in shown:
            raise shown.invalid(name, says("Variables and categories can be supplementary in this analysis."))
    asked = asked_of(records, spec)
    names = [records.spelled(name) for name in spec.columns("variables")]
    variables = {name: answers_of(records, spec, name, asked) for name in names}
    more = [records.spelled(name) for name in (shown.columns("variables") if shown else ())]
    found = multiple_correspondence(
        variables,
        asked.weights,
        supplementary={name: answers_of(records, spec, name, asked) for name in more if name not in names},
        aside=_aside(records, spec, shown),
        variant=Variant(spec.text("variant", Variant.ADJUSTED.value)),
        missing=asked.blanks,
        no_answer=asked.no_answer,
        **choices_of(spec),
    )
    near = [nearest_categories(found, label) for label in spec.columns("nearest")]
    data: dict[str, Any] = found.to_json() | {"kind": "multiple"}
    del data["warnings"]
    if near:
        data["nearest"] = [one.to_json() for one in near]
    if spec.flag("individuals"):
        data["rows"] = _individuals(found, variables, asked)
    tables = (
        summary(found),
        point_table(says("Categories"), found.columns),
        *(near_table(one) for one in near),
    )
    return Analysis(data, tables, (*asked.warnings, *found.warnings))


def _aside(records: Records, spec: Specification, shown: Specification | None) -> dict[str, tuple[str, ...]]:
    tree: Any = shown.tree_of("categories") if shown else None
    aside = {}
    for name, labels in (tree or {}).items():
        listed = [labels] if isinstance(labels, str) else labels
        if shown and not (isinstance(listed, list) and all(isinstance(one, str) for one in listed)):
            raise shown.invalid("categories", says("Write a list of categories for each variable."))
        named = names_of(records, spec, name)
        aside[records.spelled(name)] = tuple(named.get(canonical(one), one) for one in listed)
    return aside


def _individuals(found: MultipleCorrespondence, variables: Mapping[str, Answers], asked: Asked) -> list[Any]:
    """Return every record of the domain; they are numbered within it and carry nothing else."""
    parts = records_on_axes(found, variables, asked.weights, no_answer=asked.no_answer)
    return [plain(point) for part in parts for point in part.listed()]
