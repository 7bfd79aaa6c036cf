"""What was asked of the records of a multiple analysis: counted, checked, and what takes part decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.correspondence.answers import Answers, Missing, Values, answers, weights_of
from diagnosis.statistics.correspondence.burt import burt_matrix
from diagnosis.statistics.correspondence.errors import (
    InvalidShareError,
    OneVariableError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownLabelError,
    UnknownVariableError,
)
from diagnosis.statistics.correspondence.parts import SMALL, Marks
from diagnosis.statistics.correspondence.tables import MOST_CATEGORIES, left_out
from diagnosis.statistics.correspondence.warning import blanks, empty, set_aside, shown_for_others, small
from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.errors import EmptyDomainError

ALL_TOGETHER = says("All variables together")


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Pairs of answers, counted; make one with `asked`.

    Parameters
    ----------
    names : tuple of (str, str)
        Variable and category of each column; active variables first. None is empty.
    variable : ndarray of int of shape (J,)
        Place of the variable of each column.
    questions : int
        Number of active variables.
    burt : ndarray of shape (J, J)
        Persons with each pair of answers.
    active : ndarray of bool of shape (J,)
        Which columns take part in finding the axes.
    records : int
        Records that take part.
    size : float
        Sum of their weights.
    warnings : tuple of Message
        What happened on the way from the records.
    """

    names: tuple[tuple[str, str], ...]
    variable: Places
    questions: int
    burt: Floats
    active: Marks
    records: int
    size: float
    warnings: tuple[Message, ...]

    @property
    def mass(self) -> Floats:
        """Share of each category among all answers to active questions."""
        return np.asarray(np.diag(self.burt) / (self.size * self.questions))

    @property
    def dimensions(self) -> int:
        """Number of axes: active categories, less one for each variable of which none is set aside."""
        whole = sum(bool(self.active[self.variable == question].all()) for question in range(self.questions))
        return int(self.active.sum()) - whole

    def same_question(self) -> Marks:
        """Return for each pair of columns whether they are answers to one question."""
        return np.asarray(self.variable[:, np.newaxis] == self.variable)

    def residuals(self) -> Floats:
        """Return the standardised residuals of the active part of the Burt matrix."""
        taken = np.ix_(self.active, self.active)
        roots = np.sqrt(self.mass[self.active])
        expected = np.outer(roots, roots)
        return np.asarray(self.burt[taken] / (self.size * self.questions**2) / expected - expected)

    def profiles(self, *, without_own: bool) -> Floats:
        """Return which share of the answers of each category's records is each active category.

        Parameters
        ----------
        without_own : bool
            Whether the question of an active variable's own category is left out of the answers.
        """
        shares = self.burt[:, self.active] / np.diag(self.burt)[:, np.newaxis]
        others = np.full(len(self.names), float(self.questions))
        if without_own:
            shares[self.same_question()[:, self.active]] = 0
            others -= self.variable < self.questions
        return np.asarray(shares / others[:, np.newaxis])

    def ratios(self) -> Floats:
        """Return counts of pairs divided by those expected among who answered both; NaN within a question."""
        of_question = np.eye(int(self.variable.max()) + 1)[self.variable]
        of_each = (self.burt @ of_question)[:, self.variable]
        of_both = (of_question.T @ self.burt @ of_question)[np.ix_(self.variable, self.variable)]
        with np.errstate(invalid="ignore", divide="ignore"):
            ratios = self.burt / of_each * (of_both / of_each.T)
        return np.where(self.same_question(), np.nan, ratios)


def asked(
    variables: Mapping[str, Values],
    weights: ArrayLike | None,
    *,
    supplementary: Mapping[str, Values],
    aside: Mapping[str, Collection[str]],
    missing: Missing,
    no_answer: str,
    least_mass: float,
) -> Questions:
    """Count the pairs of answers and decide what takes part; parameters as in `multiple_correspondence`."""
    if not 0 <= least_mass < 1:
        raise InvalidShareError
    coded = {name: answers(values) for name, values in variables.items()}
    shown = {name: answers(values) for name, values in supplementary.items()}
    _check(coded, shown, aside)
    n = len(next(iter(coded.values())).codes)
    numbers = weights_of(weights, n)
    coded, aside, taken, warnings = _blanks(coded, numbers, aside, missing, no_answer)
    counted = _counted(coded, shown, numbers, taken)
    counted = replace(counted, warnings=(*warnings, *counted.warnings))
    return _decided(_without_empty(counted, list(coded)), aside, least_mass)


def _check(
    coded: Mapping[str, Answers], shown: Mapping[str, Answers], aside: Mapping[str, Collection[str]]
) -> None:
    if len(coded) < 2:
        raise OneVariableError
    if set(coded) & set(shown):
        raise ValueError("a variable is both active and supplementary")
    if len({len(one.codes) for one in (*coded.values(), *shown.values())}) > 1:
        raise ValueError("variables have different numbers of records")
    for name, labels in aside.items():
        if name not in coded:
            raise UnknownVariableError(name)
        for label in labels:
            if label not in coded[name].categories:
                raise UnknownLabelError(label, coded[name].categories)
    for name, one in {**coded, **shown}.items():
        _check_number(name, len(one.categories))
    _check_number(ALL_TOGETHER, sum(len(one.categories) for one in (*coded.values(), *shown.values())))


def _check_number(name: Message | str, number: int) -> None:
    if number > MOST_CATEGORIES:
        raise TooManyCategoriesError(name, number, MOST_CATEGORIES)


def _blanks(
    coded: dict[str, Answers],
    weights: Floats | None,
    aside: Mapping[str, Collection[str]],
    missing: Missing,
    no_answer: str,
) -> tuple[dict[str, Answers], Mapping[str, Collection[str]], Marks | None, list[Message]]:
    """Return the answers, what is set aside, which records take part (None for all), and what to say."""
    counts = {
        name: one.blank if weights is None else one.blank & (weights > 0) for name, one in coded.items()
    }
    blank = {name: int(mark.sum()) for name, mark in counts.items() if mark.any()}
    taken = None if weights is None or weights.all() else weights > 0
    if not blank:
        return coded, aside, taken, []
    if missing is Missing.LEAVE_OUT:
        lacking = np.logical_or.reduce([counts[name] for name in blank])
        taken = ~lacking if taken is None else taken & ~lacking
        return coded, aside, taken, [left_out(int(lacking.sum()))]
    shown = missing is Missing.CATEGORY
    warnings = [blanks(name, number, shown=shown) for name, number in blank.items()]
    filled = {name: one.with_blanks_as(no_answer) if name in blank else one for name, one in coded.items()}
    if shown:
        return filled, aside, taken, warnings
    return filled, dict(aside) | {n: (*aside.get(n, ()), no_answer) for n in blank}, taken, warnings


def _counted(
    coded: Mapping[str, Answers], shown: Mapping[str, Answers], weights: Floats | None, taken: Marks | None
) -> Questions:
    every = {**coded, **shown}
    codes = [one.codes if taken is None else one.codes[taken] for one in every.values()]
    part = weights if weights is None or taken is None else weights[taken]
    if not len(codes[0]):
        raise EmptyDomainError
    blank = {name: int((one < 0).sum()) for name, one in zip(every, codes, strict=True) if name in shown}
    sizes = [len(one.categories) for one in every.values()]
    variable = np.repeat(np.arange(len(every)), sizes)
    return Questions(
        names=tuple((name, label) for name, one in every.items() for label in one.categories),
        variable=variable,
        questions=len(coded),
        burt=burt_matrix(codes, sizes, part),
        active=variable < len(coded),
        records=len(codes[0]),
        size=float(len(codes[0]) if part is None else part.sum()),
        warnings=tuple(shown_for_others(name, number) for name, number in blank.items() if number),
    )


def _without_empty(counted: Questions, variables: Sequence[str]) -> Questions:
    there = np.diag(counted.burt) > 0
    for question, name in enumerate(variables):
        if there[counted.variable == question].sum() < 2:
            raise TooFewCategoriesError(name)
    if there.all():
        return counted
    gone = tuple(":".join(counted.names[place]) for place in np.flatnonzero(~there))
    return replace(
        counted,
        names=tuple(counted.names[place] for place in np.flatnonzero(there)),
        variable=counted.variable[there],
        burt=counted.burt[np.ix_(there, there)],
        active=counted.active[there],
        warnings=(*counted.warnings, empty(gone)),
    )


def _decided(counted: Questions, aside: Mapping[str, Collection[str]], least_mass: float) -> Questions:
    """Set categories aside: those that were named, and those under the least mass."""
    named = np.array([category in aside.get(variable, ()) for variable, category in counted.names])
    active, warnings = counted.active & ~named, counted.warnings
    light = active & (np.diag(counted.burt) / counted.size < (least_mass or SMALL))
    if light.any():
        labels = [":".join(counted.names[place]) for place in np.flatnonzero(light)]
        warnings = (*warnings, (set_aside if least_mass else small)(labels, least_mass or SMALL))
    if least_mass:
        active = active & ~light
    for question in range(counted.questions):
        own = counted.variable == question
        if not active[own].any():
            raise TooFewCategoriesError(counted.names[int(np.argmax(own))][0])
    return replace(counted, active=active, warnings=warnings)
