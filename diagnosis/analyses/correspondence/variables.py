"""Two variables or more at once: read, analysed and handed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clrisk_site.figures.message import says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.correspondence.answers import answers_of, asked_of, choices_of
from diagnosis.analyses.correspondence.keys import SUPPLEMENTARY
from diagnosis.analyses.correspondence.shown import near_table, point_table, summary
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.correspondence.answers import Answers
from diagnosis.statistics.correspondence.errors import UnknownLabelError
from diagnosis.statistics.correspondence.multiple import Variant, multiple_correspondence
from diagnosis.statistics.correspondence.nearest import nearest_categories


def analyse_variables(records: Records, spec: Specification) -> Analysis:
    """Return the multiple analysis of the variables."""
    for name in ("rows", "columns"):
        if name in spec:
            raise spec.invalid(name, says("Name «rows» and «columns», or «variables», but not both."))
    shown = spec.part("supplementary", SUPPLEMENTARY)
    for name in ("rows", "columns"):
        if shown and name in shown:
            raise shown.invalid(name, says("Variables and categories can be supplementary in this analysis."))
    names = [records.spelled(name) for name in spec.columns("variables")]
    more = [records.spelled(name) for name in (shown.columns("variables") if shown else ())]
    if shown and set(names) & set(more):
        raise shown.invalid("variables", says("A variable either takes part or is only shown."))
    asked = asked_of(records, spec, [*names, *more])
    variables = {name: answers_of(records, spec, name, asked) for name in names}
    found = multiple_correspondence(
        variables,
        asked.weights,
        supplementary={name: answers_of(records, spec, name, asked) for name in more},
        aside=_aside(variables, shown),
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
    tables = (
        summary(found),
        point_table(says("Categories"), found.columns),
        *(near_table(one) for one in near),
    )
    return Analysis(data, tables, (*asked.warnings, *found.warnings))


def _aside(variables: Mapping[str, Answers], shown: Specification | None) -> dict[str, list[str]]:
    known = {
        f"{name}:{category}": (name, category)
        for name, one in variables.items()
        for category in one.categories
    }
    aside: dict[str, list[str]] = {}
    for label in shown.columns("categories") if shown else ():
        if label not in known:
            raise UnknownLabelError(label, known)
        name, category = known[label]
        aside.setdefault(name, []).append(category)
    return aside
