"""Whether the data hold enough cases for the model, and whether a category holds none or only cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


def events_per_parameter(n: int, cases: int, parameters: int) -> Events:
    """Count events for each parameter.

    Parameters
    ----------
    n, cases : int
        Records of the domain, and those of them with the outcome.
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
    >>> events_per_parameter(6, 2, 2).per_parameter
    1.0
    """
    rarer = min(cases, n - cases)
    return Events(n, cases, parameters, rarer / parameters if parameters else None)


def bare_categories(counts: Mapping[str, Mapping[str, tuple[int, int]]]) -> tuple[BareCategory, ...]:
    """Find the categories without a case, and those with nothing else.

    Parameters
    ----------
    counts : mapping of str to mapping of str to tuple of (int, int)
        For each variable its categories, the one of reference among them, with their records and cases.

    Returns
    -------
    tuple of BareCategory
        Categories without any record are not among them.

    Examples
    --------
    >>> [one.category for one in bare_categories({"sex": {"boy": (40, 9), "girl": (38, 0)}})]
    ['girl']
    """
    return tuple(
        BareCategory(variable, category, n, cases > 0)
        for variable, of_variable in counts.items()
        for category, (n, cases) in of_variable.items()
        if n and cases in (0, n)
    )
