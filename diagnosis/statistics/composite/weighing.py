"""Weights of proxies: where they come from, and that none outweighs all others together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.composite.errors import (
    NoProxyError,
    NoProxyWeightError,
    ProxyWeightError,
    RepeatedFactorError,
)
from diagnosis.statistics.results import Result

LARGEST_WEIGHT = 0.5


class WeightSource(StrEnum):
    """What the weights are taken from."""

    AME = "ame"
    """Size of the average marginal effect: it does not depend on how a factor is coded."""
    BETA = "beta"
    """Size of the coefficient."""
    EQUAL = "equal"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Proxy(Result):
    """A measure of a factor in small areas, with what is known of the factor's weight.

    Parameters
    ----------
    name : str
        Code or column.
    sign : {1, -1}
        1 where more goes with higher risk, -1 where more goes with lower risk.
    factor : str
        The factor it stands for; its own name if empty.
    ame : float or None
        Average marginal effect of the factor, a difference of shares.
    beta : float or None
        Coefficient of the factor, in log odds.
    weight : float or None
        What experts agreed on, in any unit.
    """

    name: str
    sign: int = 1
    factor: str = ""
    ame: float | None = None
    beta: float | None = None
    weight: float | None = None


def weigh(proxies: Sequence[Proxy], source: WeightSource = WeightSource.AME) -> dict[str, float]:
    """Return a weight for each proxy; they sum to one. The limit of one half is applied with the index.

    Parameters
    ----------
    proxies : sequence of Proxy
        Those that take part.
    source : WeightSource, default=WeightSource.AME
        What the weights are taken from.

    Returns
    -------
    dict of str to float

    Raises
    ------
    NoProxyError
        If there is none.
    RepeatedFactorError
        If two stand for one factor.
    ProxyWeightError
        If one lacks the number that is asked for, or experts gave a negative one.
    NoProxyWeightError
        If all are zero.

    Examples
    --------
    >>> weigh([Proxy("school", ame=0.75), Proxy("water", sign=-1, ame=-0.25)])
    {'school': 0.75, 'water': 0.25}
    """
    if not proxies:
        raise NoProxyError
    by_factor: dict[str, list[str]] = {}
    for proxy in proxies:
        by_factor.setdefault(proxy.factor or proxy.name, []).append(proxy.name)
    for factor, names in by_factor.items():
        if len(names) > 1:
            raise RepeatedFactorError(factor, names)
    sizes = {proxy.name: _size(proxy, source) for proxy in proxies}
    unknown = [name for name, size in sizes.items() if size is None]
    if unknown:
        raise ProxyWeightError(unknown)
    known = {name: size or 0.0 for name, size in sizes.items()}
    total = sum(known.values())
    if not total:
        raise NoProxyWeightError
    return {name: size / total for name, size in known.items()}


def contradictions(proxies: Sequence[Proxy]) -> tuple[Message, ...]:
    """Return which proxies have a sign that their effect or coefficient contradicts.

    Parameters
    ----------
    proxies : sequence of Proxy
        Those that take part.

    Returns
    -------
    tuple of Message
        One for each such proxy.
    """
    return tuple(
        says(
            "The effect of %(proxy)s is against its sign. "
            "That is right only where the proxy measures the contrary of the factor.",
            proxy=proxy.name,
        )
        for proxy in proxies
        if any(effect is not None and effect * proxy.sign < 0 for effect in (proxy.ame, proxy.beta))
    )


def capped(weights: Mapping[str, float]) -> tuple[dict[str, float], list[Message]]:
    """Return weights that sum to one with none above one half, and what had to be limited.

    Parameters
    ----------
    weights : mapping of str to float
        Zero or more, not all zero, in any unit.

    Returns
    -------
    dict of str to float
        One proxy alone keeps the weight of one.
    list of Message
        Empty where nothing was limited.

    Examples
    --------
    >>> capped({"school": 6, "water": 1, "work": 1})[0]
    {'school': 0.5, 'water': 0.25, 'work': 0.25}
    """
    total = sum(weights.values())
    scaled = {proxy: weight / total for proxy, weight in weights.items()}
    heaviest = max(scaled, key=scaled.__getitem__)
    others = 1 - scaled[heaviest]
    if scaled[heaviest] <= LARGEST_WEIGHT or others <= 0:
        return scaled, []
    factor = (1 - LARGEST_WEIGHT) / others
    limited = {
        proxy: LARGEST_WEIGHT if proxy == heaviest else weight * factor for proxy, weight in scaled.items()
    }
    return limited, [says("The weight of %(proxy)s was limited to one half.", proxy=heaviest)]


def _size(proxy: Proxy, source: WeightSource) -> float | None:
    """Return the weight before scaling; None where it is unknown, infinite, or negative by experts."""
    match source:
        case WeightSource.EQUAL:
            return 1.0
        case WeightSource.AME:
            found = proxy.ame
        case WeightSource.BETA:
            found = proxy.beta
        case WeightSource.EXPERT:
            found = None if proxy.weight is None or proxy.weight < 0 else proxy.weight
    return None if found is None or not isfinite(found) else abs(found)
