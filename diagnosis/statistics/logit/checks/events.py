"""Whether the data hold enough cases for the model, and whether a category holds none or only cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result

LEAST_EVENTS = 10.0


@dataclass(frozen=True, slots=True)
class Events(Result):
    """Cases for each coefficient.

    Parameters
    ----------
    n, cases : int
        Records of the domain and those of them with the outcome, not weighted.
    parameters : int
        Coefficients without the constant.
    per_parameter : float or None
        The rarer of cases and others, divided by the parameters; None without any parameter.
    """

    n: int
    cases: int
    parameters: int
    per_parameter: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are at least 10 for each coefficient."""
        return self.per_parameter is None or self.per_parameter >= LEAST_EVENTS


@dataclass(frozen=True, slots=True)
class BareCategory(Result):
    """A category in which nobody, or everybody, has the outcome.

    Parameters
    ----------
    variable, category : str
        Where it is.
    n : int
        Records of the category, not weighted.
    all_cases : bool
        True if everybody has the outcome, False if nobody has.
    """

    variable: str
    category: str
    n: int
    all_cases: bool


def events_per_parameter(outcome: Floats, parameters: int) -> Events:
    """Count events for each parameter.

    Parameters
    ----------
    outcome : ndarray of shape (n,)
        1 or 0 of the records of the domain; nothing missing.
    parameters : int
        Coefficients without the constant.

    Returns
    -------
    Events

    References
    ----------
    .. [1] Peduzzi, P. et al. (1996). A simulation study of the number of events per variable in logistic
       regression analysis. Journal of Clinical Epidemiology 49, 1373-1379.

    Examples
    --------
    >>> events_per_parameter(np.array([1.0, 1, 0, 0, 0, 0]), 2).per_parameter
    1.0
    """
    n, cases = len(outcome), int(outcome.sum())
    rarer = min(cases, n - cases)
    return Events(n, cases, parameters, rarer / parameters if parameters else None)


def bare_categories(
    categories: Mapping[str, Mapping[str, Floats]], outcome: Floats
) -> tuple[BareCategory, ...]:
    """Find the categories without a case, and those with nothing else.

    Parameters
    ----------
    categories : mapping of str to mapping of str to ndarray of bool of shape (n,)
        For each variable its categories, the one of reference among them, and who belongs to each.
    outcome : ndarray of shape (n,)
        1 or 0 of the records of the domain; nothing missing.

    Returns
    -------
    tuple of BareCategory
        Categories without any record are not among them.

    Examples
    --------
    >>> works = np.array([1.0, 0, 0, 0])
    >>> boy = np.array([1, 1, 0, 0], dtype=bool)
    >>> [one.category for one in bare_categories({"sex": {"boy": boy, "girl": ~boy}}, works)]
    ['girl']
    """
    found = []
    for variable, members in categories.items():
        for category, member in members.items():
            n = int(np.count_nonzero(member))
            cases = int(outcome[np.asarray(member, dtype=bool)].sum())
            if n and cases in (0, n):
                found.append(BareCategory(variable, category, n, cases > 0))
    return tuple(found)
