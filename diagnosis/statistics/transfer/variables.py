"""The variables a model asks for, read off the names of its terms and its card; where each is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from diagnosis.statistics.coefficients import CONSTANT, Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.coding import Part, Term
from diagnosis.survey.codes import canonical

NO, YES = "0", "1"


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A variable of the model that the cells hold.

    Parameters
    ----------
    column : str
        Local column.
    codes : mapping of str to (str or None), optional
        Category of the model for each local code; None leaves the children with this code out, and the blank
        code is "". Codes 01, 1.0 and 1 are one. Without it the local codes are the categories.
    reference : str or None
        Category of reference, where the model does not say it.
    number : bool
        True for a variable that enters as a number.
    """

    column: str
    codes: Mapping[str, str | None] | None = None
    reference: str | None = None
    number: bool = False

    @property
    def canonical(self) -> dict[str, str | None]:
        """The codes as numbers are written: 01 and 1.0 are 1."""
        return {canonical(code): category for code, category in (self.codes or {}).items()}


@dataclass(frozen=True, slots=True)
class FromShares:
    """A variable that the cells lack, imputed from the distribution of a larger territory.

    Parameters
    ----------
    shares : mapping of str to float
        Share of each category, from 0 to 1; they add up to 1. Every cell is divided by them.
    source : str
        Where they come from.
    year : int or None
        Their year.
    reference : str or None
        Category of reference, where the model does not say it.
    """

    shares: Mapping[str, float]
    source: str = ""
    year: int | None = None
    reference: str | None = None


type Origin = FromColumn | FromShares
type Crosswalk = Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class ModelVariable:
    """A variable as the model knows it.

    Parameters
    ----------
    name : str
        Its name in the model.
    categories : tuple of str
        Those with a coefficient: "1" of a variable that is yes or no, none of a number.
    reference : str or None
        Category of reference; None if nobody said it, or for a number.
    number : bool
        True if it enters as a number.
    yes_no : bool
        True if its term has the name of the variable alone, without a category.
    odd : tuple of str
        Categories of terms that the variable does not have: not on the card, or in a product alone.
    """

    name: str
    categories: tuple[str, ...] = ()
    reference: str | None = None
    number: bool = False
    yes_no: bool = False
    odd: tuple[str, ...] = ()

    @property
    def all_categories(self) -> tuple[str, ...]:
        """The category of reference, if it is known, and the others."""
        return self.categories if self.reference is None else (self.reference, *self.categories)


def terms_of(coefficients: Coefficients) -> tuple[Term, ...]:
    """Return the terms behind the names: ``const``, ``age``, ``sex=boy``, ``sex=boy*age``."""
    return tuple(
        Term(()) if name == CONSTANT else Term(tuple(_part(part) for part in name.split("*")))
        for name in coefficients.names
    )


def variables_of(coefficients: Coefficients, crosswalk: Crosswalk) -> tuple[ModelVariable, ...]:
    """Return the variables that the terms need, in the order in which they appear.

    Parameters
    ----------
    coefficients : Coefficients
        Their card may name the categories and the numbers.
    crosswalk : mapping of str to FromColumn or FromShares
        May name categories of reference and numbers that the card does not.
    """
    parts: dict[str, list[str | None]] = {}
    terms = terms_of(coefficients)
    alone = {term.parts[0] for term in terms if len(term.parts) == 1}
    for term in terms:
        for part in term.parts:
            seen = parts.setdefault(part.variable, [])
            if part.category not in seen:
                seen.append(part.category)
    found = []
    for name, seen in parts.items():
        variable = _variable(name, seen, coefficients, crosswalk.get(name))
        listed = coefficients.card.categories.get(name)
        known = listed or [part.category for part in alone if part.variable == name] or variable.categories
        odd = () if variable.yes_no else tuple(one for one in variable.categories if one not in known)
        found.append(replace(variable, odd=odd))
    return tuple(found)


def values_of(part: Part, variable: ModelVariable, labels: tuple[str, ...]) -> Floats:
    """Return what a part of a term is worth at each label of its variable."""
    if variable.number:
        return np.asarray([float(label) for label in labels])
    wanted = YES if part.category is None else part.category
    return np.asarray([float(label == wanted) for label in labels])


def _part(name: str) -> Part:
    variable, sign, category = name.partition("=")
    return Part(variable, category if sign else None)


def _variable(
    name: str, seen: list[str | None], coefficients: Coefficients, origin: Origin | None
) -> ModelVariable:
    with_coefficient = tuple(one for one in seen if one is not None)
    if with_coefficient:
        listed = coefficients.card.categories.get(name, ())
        said = listed[0] if listed else origin.reference if origin is not None else None
        return ModelVariable(name, with_coefficient, said)
    if name in coefficients.card.numbers or (isinstance(origin, FromColumn) and origin.number):
        return ModelVariable(name, number=True)
    return ModelVariable(name, (YES,), NO, yes_no=True)
