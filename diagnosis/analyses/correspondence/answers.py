"""Columns of the records as answers with the names that the specification gives them, within the domain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.faults import UnknownCodeError
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import domain_of, years_of
from diagnosis.analyses.specification import Specification
from diagnosis.analyses.tabulated import counts_of
from diagnosis.statistics import cautions
from diagnosis.statistics.correspondence.answers import Answers, Missing
from diagnosis.statistics.correspondence.tables import NO_ANSWER
from diagnosis.statistics.design import checked_weights
from diagnosis.survey.codes import canonical


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Which records are analysed, and what becomes of their blanks.

    Parameters
    ----------
    domain : ndarray of bool of shape (n,)
        Of all records.
    weights : ndarray of shape (m,) or None
        Of those in the domain; None where each counts once.
    blanks : Missing
        What becomes of blanks.
    no_answer : str
        Their label.
    warnings : tuple of Message
        What was left out.
    """

    domain: NDArray[np.bool_]
    weights: NDArray[np.float64] | None
    blanks: Missing
    no_answer: str
    warnings: tuple[Message, ...]


def asked_of(records: Records, spec: Specification, names: Collection[str]) -> Asked:
    """Return the domain with its checked weights; `names` are the columns that are analysed."""
    if "counts" in spec and "weights" in spec:
        raise spec.invalid("counts", says("Name either counts or weights."))
    if "weighted" in spec:
        raise spec.invalid("weighted", says("Name the column of the weights instead."))
    blanks = Missing(spec.text("blanks", Missing.LEAVE_OUT.value))
    if "no_answer" in spec and blanks is Missing.LEAVE_OUT:
        raise spec.invalid("no_answer", says("Say with «blanks» that they form a category or are set aside."))
    labels: Any = spec.tree_of("labels") or {}
    for named in labels:
        if records.spelled(named) not in names:
            raise spec.invalid("labels", says("The column «%(column)s» is not analysed.", column=named))
    domain, warnings = domain_of(records, spec)
    warnings += years_of(records, spec, domain)
    weights = None
    if "counts" in spec:
        # Published tables of surveys hold sums of weights, which are not whole.
        weights = counts_of(records, spec, domain, whole=False)[domain]
    elif column := spec.column("weights"):
        numbers = records.numbers(column, finite=False)
        # Who is not analysed need not have a weight.
        numbers[~domain] = 0
        weights = checked_weights(numbers)[domain]
    if weights is not None:
        warnings += cautions.no_weight(int(np.count_nonzero(weights == 0)))
    return Asked(
        domain,
        weights,
        blanks,
        spec.text("no_answer", NO_ANSWER),
        warnings,
    )


def answers_of(records: Records, spec: Specification, name: str, asked: Asked) -> Answers:
    """Return a column as answers; codes with one name are one category."""
    codes = records.codes(name)
    places = codes.places if asked.domain.all() else codes.places[asked.domain]
    named = _names_of(records, spec, name)
    labels = [named.get(canonical(label), label) for label in codes.labels]
    if any(label in named.values() for label in codes.labels if canonical(label) not in named):
        raise spec.invalid("labels", says("A name is a code of its own. Name both codes if they are one."))
    categories = tuple(dict.fromkeys(labels))
    if len(categories) < len(labels):
        places = np.array([*(categories.index(label) for label in labels), -1])[places]
    found = _without_others(Answers(places, categories), asked)
    if asked.blanks is not Missing.LEAVE_OUT and asked.no_answer in found.categories and found.blank.any():
        raise spec.invalid(
            "no_answer",
            says(
                "«%(label)s» is an answer to «%(column)s». Name blanks apart.",
                label=asked.no_answer,
                column=name,
            ),
        )
    return found


def _names_of(records: Records, spec: Specification, name: str) -> dict[str, str]:
    """Return the names that the specification gives the codes of a column."""
    named: Any = spec.tree_of("labels") or {}
    tree = {records.spelled(column): names for column, names in named.items()}.get(records.spelled(name), {})
    if not isinstance(tree, dict) or not all(isinstance(text, str) for text in tree.values()):
        raise spec.invalid("labels", says("Write a name for each code, by column."))
    known = {canonical(label) for label in records.codes(name).labels}
    for code in tree:
        if canonical(code) not in known:
            raise UnknownCodeError(name, code, records.codes(name).labels)
    return {canonical(code): text for code, text in tree.items()}


def _without_others(given: Answers, asked: Asked) -> Answers:
    """Return the answers without the categories that only records outside the domain have."""
    if asked.domain.all():
        return given
    there = np.bincount(given.codes[given.codes >= 0], minlength=len(given.categories)) > 0
    kept = tuple(label for label, is_there in zip(given.categories, there, strict=True) if is_there)
    places = np.array([*np.where(there, np.cumsum(there) - 1, -1), -1])
    return Answers(places[given.codes], kept)


def choices_of(spec: Specification) -> dict[str, Any]:
    """Return what both kinds of analysis are asked in the same words."""
    axes = spec.whole("axes", 0)
    return {"least_mass": spec.number("least_mass", 0.0), "axes": axes or None}
