"""Whether terms tell the outcome without exception, so that no finite estimate exists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import CONSTANT
from diagnosis.statistics.design import Floats
from diagnosis.statistics.errors import listed
from diagnosis.statistics.logit.coding import Category, Coding, Number, Part
from diagnosis.statistics.logit.errors import SeparationError
from diagnosis.statistics.logit.predictors import Predictors
from diagnosis.statistics.logit.profiles import Profiles

_AGAINST = 1e-9
_PART = 1e-6


def check_categories(predictors: Predictors, used: NDArray[np.bool_], cases: Floats, others: Floats) -> None:
    """Raise if no record of a category has the outcome, or all have it.

    Parameters
    ----------
    predictors : Predictors
        Of all records.
    used : ndarray of bool of shape (n,)
        Which take part.
    cases, others : ndarray of shape (used,)
        Weight of each with the outcome and without it.

    Raises
    ------
    SeparationError
        With the names of the categories, those of reference among them.
    """
    without: list[str] = []
    always: list[str] = []
    for name, member in _cells(predictors, used):
        if not cases[member].any():
            without.append(name)
        elif not others[member].any():
            always.append(name)
    if without:
        raise SeparationError(without, cases=False)
    if always:
        raise SeparationError(always, cases=True)


def raise_if_separated(profiles: Profiles, direction: Floats) -> None:
    """Raise if the linear predictor along a direction never contradicts the outcome.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles.
    direction : ndarray of shape (terms,)
        A Newton step; in separated data it turns into a direction along which the likelihood never falls.

    Raises
    ------
    SeparationError
        With the names of the terms that the direction needs.
    """
    along = profiles.predictor(direction)
    largest = float(np.abs(along).max())
    cases, others = along[profiles.cases > 0], along[profiles.others > 0]
    slack = _AGAINST * largest
    if not (cases >= -slack).all() or not (others <= slack).all():
        return
    complete = bool((cases > slack).all() and (others < -slack).all())
    needed = np.abs(direction) > _PART * np.abs(direction).max()
    names = [name for name, one in zip(profiles.names, needed, strict=True) if one and name != CONSTANT]
    raise SeparationError(names or [CONSTANT], complete=complete, direction=direction.tolist())


def without_end(fault: SeparationError, names: Sequence[str], back: Floats) -> tuple[str, ...]:
    """Return the terms, the constant among them, whose coefficients have no finite estimate.

    Parameters
    ----------
    fault : SeparationError
        From `raise_if_separated`, with its direction.
    names : sequence of str
        All terms.
    back : ndarray of shape (terms, terms)
        Takes coefficients of the scaled terms to those of the terms as they were given: a constant may
        stand still for the ones and move for the others.
    """
    direction = np.array(fault.direction)
    moved = np.abs(back @ direction) > _PART * np.abs(back).sum(axis=1) * np.abs(direction).max()
    return tuple(name for name, one in zip(names, moved, strict=True) if one)


def warnings_of_separation(separated: Sequence[str], *, raised: bool) -> tuple[Message, ...]:
    """Return what the reader must know of estimates that only Firth's penalty keeps finite.

    Parameters
    ----------
    separated : sequence of str
        Terms without a finite estimate of largest likelihood; none, nothing is said.
    raised : bool
        Whether the variance of the design was asked for, and that of the model was added.
    """
    if not separated:
        return ()
    named = listed([name for name in separated if name != CONSTANT] or separated)
    told = says(
        "Without Firth's penalty no finite estimate was found of: %(names)s. "
        "They tell the outcome of some records without exception, or nearly so. Do not publish them.",
        names=named,
    )
    if not raised:
        return (told,)
    return (
        told,
        says(
            "The standard errors of these terms are at least those of the model: %(names)s. "
            "Where no outcome varies, those of the design are far too small.",
            names=named,
        ),
    )


def _cells(predictors: Predictors, used: NDArray[np.bool_]) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return the records of each category, of each value of a 0/1 number, and of each product of dummies.

    A category of reference and a value of 0 count only beside a constant, without which they have no term.
    """
    coding = predictors.coding
    full = any(not term.parts for term in coding.terms)
    cells = []
    for variable in coding.variables:
        column = predictors.columns[variable.name][used]
        if isinstance(variable, Category):
            places = enumerate(variable.categories)
            cells += [
                (Part(variable.name, label).name, column == place) for place, label in places if full or place
            ]
        elif variable.binary:
            cells += [(f"{variable.name}={value}", column == value) for value in range(not full, 2)]
    for term in coding.terms:
        if len(term.parts) == 2 and all(_is_dummy(coding, part) for part in term.parts):
            one = Predictors(Coding(coding.variables, (term,)), predictors.columns, predictors.n)
            cells.append((term.name, one.block(used)[:, 0] == 1))
    return cells


def _is_dummy(coding: Coding, part: Part) -> bool:
    variable = coding.variable(part.variable)
    return not isinstance(variable, Number) or variable.binary
