"""How variables become terms of a model: numbers, dummies, products. Their data: predictors.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.codes import are_blank, codes_of
from diagnosis.statistics.coefficients import CONSTANT
from diagnosis.statistics.logit.errors import UnknownCategoryError, UnusablePredictorError

MISSING = -1


@dataclass(frozen=True, slots=True)
class Number:
    """A variable that enters as it is.

    Parameters
    ----------
    name : str
        Name of the variable.
    binary : bool
        True if the data it was coded from held 0 and 1 only: an effect is then the step from 0 to 1.
    """

    name: str
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A variable that enters as one dummy for each category but the one of reference.

    Parameters
    ----------
    name : str
        Name of the variable.
    categories : tuple of str
        Its categories, the one of reference first.
    merged : mapping of str to str
        Categories that count as another one.
    """

    name: str
    categories: tuple[str, ...]
    merged: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """Category the others are compared with."""
        return self.categories[0]

    def places(self, values: ArrayLike) -> NDArray[np.integer]:
        """Return the place of each value among the categories, and -1 where it is missing.

        Raises
        ------
        UnknownCategoryError
            If a value is none of the categories.
        """
        labels, place = labels_of(values)
        known = {label: index for index, label in enumerate(self.categories)}
        target = [known.get(self.merged.get(label, label), MISSING) for label in labels]
        kind = np.int8 if len(known) < 128 else np.int32
        found = np.asarray([*target, MISSING], dtype=kind)
        unknown = [label for label, index in zip(labels, target, strict=True) if index == MISSING]
        if unknown:
            row = int(np.argmax(place == labels.index(unknown[0])))
            raise UnknownCategoryError(self.name, unknown[0], row)
        return np.asarray(found[place])


type Variable = Number | Category


@dataclass(frozen=True, slots=True)
class Part:
    """A factor of a term: a number itself, or the dummy of one category."""

    variable: str
    category: str | None = None

    @property
    def name(self) -> str:
        """``age`` or ``sex=girl``."""
        return self.variable if self.category is None else f"{self.variable}={self.category}"


@dataclass(frozen=True, slots=True)
class Term:
    """A column of the model: the product of its parts; the constant has none."""

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """``const``, ``age``, ``sex=girl`` or ``sex=girl*age``."""
        return "*".join(part.name for part in self.parts) or CONSTANT

    def involves(self, variable: str) -> bool:
        """Say whether the term changes with the variable."""
        return any(part.variable == variable for part in self.parts)


@dataclass(frozen=True, slots=True)
class Coding:
    """Which variables a model has and the terms they become.

    Parameters
    ----------
    variables : tuple of Number or Category
        In the order given.
    terms : tuple of Term
        Columns of the matrix: the constant, the variables in turn, the products of two.
    """

    variables: tuple[Variable, ...]
    terms: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the terms."""
        return tuple(term.name for term in self.terms)

    def variable(self, name: str) -> Variable:
        """Return a variable by its name; KeyError if there is none."""
        for one in self.variables:
            if one.name == name:
                return one
        raise KeyError(name)

    def terms_of(self, variable: str) -> tuple[int, ...]:
        """Return the places of the terms that change with a variable, products included."""
        return tuple(index for index, term in enumerate(self.terms) if term.involves(variable))


def make_coding(
    variables: Iterable[Variable], interactions: Iterable[tuple[str, str]] = (), *, constant: bool = True
) -> Coding:
    """Return the coding of variables and of products of two of them.

    Parameters
    ----------
    variables : iterable of Number or Category
        Their order is the order of the terms.
    interactions : iterable of (str, str)
        Names of the two variables of each product.
    constant : bool, default=True
        Whether the model has a constant.

    Raises
    ------
    UnusablePredictorError
        If a product names a variable that is not in the model, or one twice, or a name is taken.

    Examples
    --------
    >>> coding = make_coding([Category("sex", ("girl", "boy")), Number("age")], [("sex", "age")])
    >>> coding.names
    ('const', 'sex=boy', 'age', 'sex=boy*age')
    """
    given = tuple(variables)
    parts = {one.name: _parts(one) for one in given}
    terms = [Term(())] if constant else []
    terms += [Term((part,)) for one in given for part in parts[one.name]]
    for first, second in interactions:
        if first not in parts or second not in parts or first == second:
            raise UnusablePredictorError.of_product(first, second)
        terms += [Term((one, other)) for one in parts[first] for other in parts[second]]
    names = [term.name for term in terms]
    for name in names + [CONSTANT] * (not constant):
        if names.count(name) > 1 or (name == CONSTANT and CONSTANT in parts):
            raise UnusablePredictorError.twice(name)
    return Coding(given, tuple(terms))


def labels_of(values: ArrayLike) -> tuple[list[str], NDArray[np.integer]]:
    """Return the labels among values and the place of each value in them, -1 where it is missing.

    Labels are texts: the number 1.0 is "1". They are in order of size where all are numbers, else of the
    alphabet.
    """
    given = codes_of(values)
    if given.dtype.kind == "O":
        texts = [_label(one) for one in given.tolist()]
        given = np.where(are_blank(given), "", np.asarray(texts, dtype=np.str_))
    distinct, place = np.unique(given, return_inverse=True)
    blank = are_blank(distinct)
    labels = ["" if missing else _label(one) for one, missing in zip(distinct.tolist(), blank, strict=True)]
    kept = _in_order(label for label in labels if label)
    rank = {label: index for index, label in enumerate(kept)}
    target = np.asarray([rank.get(label, MISSING) for label in labels] or [MISSING], dtype=np.int32)
    return kept, np.asarray(target[place])


def _label(value: object) -> str:
    """Return the text of a code; a whole number that came as a float loses its point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(int(value))
    return str(value).strip()


def _in_order(labels: Iterable[str]) -> list[str]:
    """Return the labels by size where all are numbers, else by the alphabet."""
    distinct = set(labels)
    try:
        return sorted(distinct, key=lambda label: (float(label), label))
    except ValueError:
        return sorted(distinct)


def _parts(variable: Variable) -> tuple[Part, ...]:
    if isinstance(variable, Number):
        return (Part(variable.name),)
    return tuple(Part(variable.name, category) for category in variable.categories[1:])
