"""Computes one technique on what is left of a file: of all, girls and boys, work and chores apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from clrisk_site.figures.message import Message, says
from diagnosis.analyses import correspondence, difference, logit, proportion
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.keys import READING_KEYS, Keys
from diagnosis.analyses.plain_yaml import Tree
from diagnosis.analyses.records import Records
from diagnosis.analyses.running import open_records, software
from diagnosis.analyses.specification import Specification
from diagnosis.microdata.plan import (
    ALL,
    BOYS,
    CORRESPONDENCE,
    DIFFERENCE,
    GIRLS,
    LOGIT,
    AnalysisPlan,
    OutcomePlan,
)
from diagnosis.microdata.reducing import BASE, SEX, STRATUM, UNIT, WEIGHT, YES, outcome_column
from diagnosis.microdata.sides import Side, judged, sides_of
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.results import plain
from diagnosis.survey.presets import COUNTRY

__all__ = ["NothingComputedError", "compute", "software"]

type Part = dict[str, Any]


class NothingComputedError(Exception):
    """No part of an analysis could be computed; the message is the first reason."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def compute(path: Path, plan: AnalysisPlan, *, country: str) -> dict[str, dict[str, Any]]:
    """Return the plain result of each outcome of a plan.

    Parameters
    ----------
    path : Path
        What is left of the file, as `reducing` made it.
    plan : AnalysisPlan
        What was chosen.
    country : str
        Two letters, for the limit of quality of the country.

    Returns
    -------
    dict of str to dict
        By the kind of outcome: ``shares`` and ``parts``, each part with its sex, its variable, its numbers
        and its warnings, or the reason why it has none.

    Raises
    ------
    NothingComputedError
        If not one part of any outcome could be computed.
    """
    records = open_records(path, Specification(dict(_READ), READING_KEYS))
    found: dict[str, dict[str, Any]] = {}
    for outcome in plan.outcomes:
        work = _Work(records, plan, outcome, country)
        found[outcome.kind] = {
            "shares": list(work.shares()),
            "parts": list(_TECHNIQUES[plan.technique](work)),
        }
    parts = [part for one in found.values() for part in one["parts"]]
    if all(part["fault"] is not None for part in parts):
        fault = next((part["fault"] for part in parts), None)
        message = Message.from_json(fault) if fault else says("No variable has two categories to compare.")
        raise NothingComputedError(message)
    return found


_READ: Mapping[str, Tree] = {"separator": "comma", "encoding": "utf-8", "decimal": "point", "header": "1"}


class _Work:
    """One outcome of one plan on the records."""

    def __init__(self, records: Records, plan: AnalysisPlan, outcome: OutcomePlan, country: str) -> None:
        self.records, self.plan, self.outcome = records, plan, outcome
        self.column = outcome_column(outcome.kind)
        self.preset = f"country:{country}" if plan.preset == COUNTRY else plan.preset

    def shares(self) -> Iterator[Part]:
        """Yield the share of all, of girls and of boys."""
        for sex in self.plan.sexes:
            yield self.part(proportion, sex, {"outcome": self.case, "preset": self.preset} | self.design)

    @property
    def case(self) -> Tree:
        """The outcome as a condition."""
        return {"column": self.column, "value": YES}

    @property
    def design(self) -> dict[str, Tree]:
        """The sample as a specification names it."""
        wanted = (("weights", WEIGHT, self.plan.weight), ("strata", STRATUM, self.plan.stratum))
        found: dict[str, Tree] = {key: name for key, name, column in wanted if column}
        return found | ({"clusters": UNIT} if self.plan.unit else {})

    def labels(self, title: str, wanted: tuple[str, ...]) -> list[str]:
        """Return those categories that some record has."""
        present = set(self.records.codes(title).labels)
        return [label for label in wanted if label in present]

    def sides(self, sex: str, titles: Sequence[str]) -> list[Side]:
        """Return what stands behind each category of several variables, among those who answered them all."""
        among: list[Tree] = [
            {"column": title, "values": list(self.records.codes(title).labels)} for title in titles
        ]
        found: list[Side] = []
        for title in titles:
            tree: dict[str, Tree] = {"outcome": self.case, "preset": self.preset, "by": [title]}
            part = self.part(proportion, sex, tree | self.design, among=among)
            found += sides_of(title, part["data"]["groups"]) if part["data"] else []
        return found

    def part(
        self,
        method: Any,
        sex: str,
        tree: dict[str, Tree],
        *,
        variable: str = "",
        among: Sequence[Tree] = (),
    ) -> Part:
        """Return the numbers of one analysis among one sex, or why there are none."""
        domain: list[Tree] = [{"column": BASE, "value": YES}, *among]
        if sex != ALL:
            domain.append({"column": SEX, "value": sex})
        named: Part = {"sex": sex, "variable": variable, "fault": None, "data": None, "warnings": []}
        if sex != ALL and not self.labels(SEX, (sex,)):
            message = says("No record of these ages is of this sex. Look at the codes of girls and of boys.")
            return named | {"fault": message.to_json()}
        keys: Keys = method.KEYS
        analyse: Callable[[Records, Specification], Analysis] = method.analyse
        try:
            found = analyse(self.records, Specification({**tree, "domain": domain}, (*keys, *READING_KEYS)))
        except AnalysisError as fault:
            return named | {"fault": fault.message.to_json()}
        except (np.linalg.LinAlgError, ArithmeticError):
            message = says("These numbers cannot be computed with. Join small categories.")
            return named | {"fault": message.to_json()}
        return named | {"data": plain(dict(found.data)), "warnings": plain(list(found.warnings))}


def _differences(work: _Work) -> Iterator[Part]:
    """Yield for each variable the difference of its categories: against the first of two, or the rest."""
    for sex in work.plan.sexes:
        if sex == ALL and work.plan.sex:
            yield _difference(work, sex, SEX, work.labels(SEX, (GIRLS, BOYS)))
        for one in work.plan.variables:
            labels = work.labels(one.title, one.labels)
            yield _difference(work, sex, one.title, labels[::-1] if len(labels) == 2 else labels)


def _difference(work: _Work, sex: str, title: str, labels: list[str]) -> Part:
    if len(labels) < 2:
        message = says("Fewer than two categories have records. Nothing can be compared.")
        return {"sex": sex, "variable": title, "fault": message.to_json(), "data": None, "warnings": []}
    tree: dict[str, Tree] = {
        "outcome": work.case,
        "groups": {"column": title, "values": list(labels)},
        "preset": work.preset,
    }
    return work.part(difference, sex, tree | work.design, variable=title)


def _models(work: _Work) -> Iterator[Part]:
    """Yield a logit of all, with the sex among its predictors, and one each of girls and of boys."""
    for sex in work.plan.sexes:
        references: dict[str, str] = {}
        for one in work.plan.variables:
            labels = work.labels(one.title, one.labels)
            if len(labels) > 1:
                references[one.title] = labels[0]
        if sex == ALL and work.plan.sex and len(work.labels(SEX, (GIRLS, BOYS))) > 1:
            references[SEX] = BOYS
        predictors: list[Tree] = [
            {"column": title, "kind": "category", "reference": label} for title, label in references.items()
        ]
        if not predictors:
            message = says("No variable has two categories to compare.")
            yield {"sex": sex, "variable": "", "fault": message.to_json(), "data": None, "warnings": []}
            continue
        # The kind of the outcome stays unsaid: the method would miss models that are parts of their own here.
        part = work.part(logit, sex, {"outcome": work.case, "predictors": predictors} | work.design)
        if part["data"]:
            sides = work.sides(sex, list(references))
            part["data"]["ame"] = [judged(one, sides) for one in part["data"]["ame"]]
        yield part


def _maps(work: _Work) -> Iterator[Part]:
    """Yield the map of what goes with what, of all, of girls and of boys."""
    for sex in work.plan.sexes:
        variables = [one.title for one in work.plan.variables if len(work.labels(one.title, one.labels)) > 1]
        if sex == ALL and work.plan.sex and len(work.labels(SEX, (GIRLS, BOYS))) > 1:
            variables.append(SEX)
        tree: dict[str, Tree] = {
            "variables": [work.column, *variables],
            "nearest": [f"{work.column}:{YES}"],
        }
        if work.plan.weight:
            tree["weights"] = WEIGHT
        part = work.part(correspondence, sex, tree)
        yield part | {"sides": work.sides(sex, variables) if part["data"] else []}


_TECHNIQUES: Mapping[str, Callable[[_Work], Iterator[Part]]] = {
    DIFFERENCE: _differences,
    CORRESPONDENCE: _maps,
    LOGIT: _models,
}
