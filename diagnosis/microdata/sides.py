"""What stands behind each category of a model or a map: children, cases, the verdict on their share.

A marginal effect and a ratio of a map tell the share of a category, so the rule for shares decides on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.quality import strictest

type Side = dict[str, Any]

NOBODY: Mapping[str, Any] = {"n": 0, "cases": 0, "verdict": Verdict.SUPPRESS.value, "failed": ["n", "cases"]}


def sides_of(variable: str, groups: Iterable[Mapping[str, Any]]) -> list[Side]:
    """Return the categories of one variable with what `analyses.proportion` found of each."""
    return [
        {
            "variable": variable,
            "category": one["group"][variable],
            **{name: one[name] for name in ("n", "cases", "verdict", "failed")},
        }
        for one in groups
    ]


def judged(effect: Mapping[str, Any], sides: Iterable[Side]) -> dict[str, Any]:
    """Return a marginal effect with the cases on both of its sides; never better than what either allows.

    Parameters
    ----------
    effect : mapping
        As `analyses.logit` made it.
    sides : iterable of dict
        Of all variables of the model, among the records that it used.
    """
    found = {(one["variable"], one["category"]): one for one in sides}
    category, reference = (
        found.get((effect["variable"], effect[name]), NOBODY) for name in ("category", "reference")
    )
    verdict = strictest(*(Verdict(one["verdict"]) for one in (effect, category, reference)))
    failed = dict.fromkeys((*effect["failed"], *category["failed"], *reference["failed"]))
    return {
        **effect,
        "cases_category": category["cases"],
        "cases_reference": reference["cases"],
        "verdict": verdict.value,
        "failed": list(failed),
    }
