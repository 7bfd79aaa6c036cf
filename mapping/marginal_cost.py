"""The class of what one more child costs, against the cost per child that a programme serves. No database."""

from decimal import Decimal

from mapping.models.choices import MarginalCost

VERY_LOW_PCT = 5
"""The resource rule lets an action line rest on a cost of one more child up to this share."""

LOW_PCT = 50
"""A convention of words alone: from half of the cost per child on, one more child is costly."""

_CHEAP = {MarginalCost.NONE, MarginalCost.VERY_LOW}


def share_pct(extra: Decimal, each: Decimal) -> Decimal:
    """Return what one more child costs as a share of the cost per child.

    Parameters
    ----------
    extra : Decimal
        Cost of one more child, in pesos.
    each : Decimal
        Cost per child served, in pesos, above zero.

    Returns
    -------
    Decimal
        In per cent.
    """
    return extra / each * 100


def class_of(extra: Decimal | None, each: Decimal | None) -> MarginalCost:
    """Return the class of a cost; not known unless both amounts are.

    A cost of nothing needs no comparison.

    Parameters
    ----------
    extra, each : Decimal or None
        As in `share_pct`; None is not known.

    Returns
    -------
    MarginalCost
        None, very low up to 5 %, low below 50 %, else high.
    """
    if extra == 0:
        return MarginalCost.NONE
    if extra is None or not each:
        return MarginalCost.UNKNOWN
    share = share_pct(extra, each)
    if share <= VERY_LOW_PCT:
        return MarginalCost.VERY_LOW
    return MarginalCost.LOW if share < LOW_PCT else MarginalCost.HIGH


def contradicts(chosen: str, computed: MarginalCost) -> bool:
    """Whether a chosen class says of the resource rule the contrary of what the amounts say."""
    if MarginalCost.UNKNOWN in (chosen, computed):
        return False
    return (chosen in _CHEAP) != (computed in _CHEAP)
