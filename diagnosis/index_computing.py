"""Computes the index of areas from its plain inputs: for the page, for what is kept and for a rerun."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.figures.message import N_, says
from clrisk_site.places.models import Territory
from diagnosis.models import Technique
from diagnosis.queries.index_inputs import index_inputs
from diagnosis.recomputing import Recomputation, register
from diagnosis.statistics.classes import Method
from diagnosis.statistics.composite import (
    LEAST_CHILDREN,
    LEAST_OBSERVED,
    AreaChildren,
    IndexReport,
    Mean,
    Recipe,
    Scale,
    Scenario,
    report_index,
)

type Plain = Mapping[str, Any]

PARAMETERS: Plain = {
    "scale": Scale.MIN_MAX.value,
    "mean": Mean.ARITHMETIC.value,
    "winsorised": False,
    "method": Method.JENKS.value,
    "classes": 3,
    "least_children": LEAST_CHILDREN,
    "least_observed": LEAST_OBSERVED,
}
"""The choices in use; every result keeps those of its day."""


def report_of(inputs: Plain, parameters: Plain = PARAMETERS) -> IndexReport:
    """Return the index of the areas, by their paths.

    Only an area that is known to be small is left out: one whose children nobody counted takes part.

    Raises
    ------
    AnalysisError
        If the inputs make no index.
    """
    proxies, areas = inputs["proxies"], inputs["areas"]
    weights = {code: one["weight"] for code, one in proxies.items()}
    return report_index(
        {path: one["values"] for path, one in areas.items()},
        {code: one["sign"] for code, one in proxies.items()},
        weights if any(weights.values()) else None,
        children={
            path: AreaChildren(path, one["children"], estimated=one["estimated"])
            for path, one in areas.items()
        },
        recipe=Recipe(Scale(parameters["scale"]), Mean(parameters["mean"]), parameters["winsorised"]),
        method=Method(parameters["method"]),
        classes=parameters["classes"],
        least_children=parameters["least_children"],
        least_observed=parameters["least_observed"],
        keep_uncounted=True,
    )


def compute(inputs: Plain, parameters: Plain, _seed: int | None = None) -> dict[str, Any]:
    """Return the index as plain data, to be stored or held against what is stored."""
    return plain_report(report_of(inputs, parameters), inputs)


def plain_report(report: IndexReport, inputs: Plain) -> dict[str, Any]:
    """Return what is kept of a report: areas with index and ranks, classes, weights and sensitivity."""
    return {
        "areas": [
            {
                "path": area.code,
                "code": inputs["areas"][area.code]["code"],
                "index": area.index,
                "class": area.class_name,
                "rank": area.rank,
                "rank_range": list(area.rank_range) if area.rank_range else None,
                "observed_weight": area.observed_weight,
                "children": area.children,
                "children_estimated": area.children_estimated,
                "index_by_children": area.by_children,
                "rank_by_children": area.rank_by_children,
                "excluded": area.excluded.value if area.excluded else None,
            }
            for area in report.areas
        ],
        "weights": dict(report.weights),
        "classes": {
            "k": report.k,
            "breaks": list(report.breaks),
            "gvf": report.gvf,
            "counts": list(report.counts),
        },
        "sensitivity": [_scenario(one, inputs) for one in report.scenarios],
        "shown": _shown(report, inputs),
        "warnings": [message.to_json() for message in report.warnings],
    }


def register_index() -> None:
    """Say how a kept index is computed again."""
    register(Technique.INDEX, Recomputation(inputs=_inputs, compute=compute))


def _inputs(territory: Territory, _parameters: Plain) -> dict[str, Any]:
    return index_inputs(territory)


def _shown(report: IndexReport, inputs: Plain) -> dict[str, Any]:
    """Return the table that the page of a result prints: the order without any number of children."""
    labels = (
        (N_("Area"), False),
        (N_("Index, 0 to 100"), True),
        (N_("Rank"), True),
        (N_("Best rank"), True),
        (N_("Worst rank"), True),
        (N_("Weight observed, %%"), True),
    )
    ordered = sorted(report.areas, key=lambda area: (area.rank is None, area.rank or 0))
    return {
        "columns": [{"label": says(text).to_json(), "number": number} for text, number in labels],
        "rows": [
            [
                inputs["areas"][area.code]["code"],
                area.index,
                area.rank,
                *(area.rank_range or (None, None)),
                100 * area.observed_weight,
            ]
            for area in ordered
        ],
    }


def _scenario(one: Scenario, inputs: Plain) -> dict[str, Any]:
    return {
        "change": one.change.value,
        "without": one.proxy,
        "tau": one.tau,
        "areas": one.n,
        "largest_move": one.largest_move,
        "changing_class": one.changing_class,
        "changing": [inputs["areas"][path]["code"] for path in one.changing],
    }
