"""What an offer may not say: sums above its places, and a class of cost that its amounts deny. No database.

Every door goes through here: the form, the owner's answers, interviews, files and the workbook.
"""

from dataclasses import dataclass
from decimal import Decimal

from clrisk_site.figures.message import Message, says
from mapping.marginal_cost import class_of, contradicts, share_pct
from mapping.models.choices import MarginalCost


@dataclass(frozen=True, slots=True)
class Costs:
    """What one more child costs: both amounts, and the class that stands beside them."""

    extra: Decimal | None = None
    each: Decimal | None = None
    chosen: str = MarginalCost.UNKNOWN.value

    @property
    def computed(self) -> MarginalCost:
        """The class that follows from the amounts."""
        return class_of(self.extra, self.each)


@dataclass(frozen=True, slots=True)
class OfferSaid:
    """What an offer says of its places and cost; None is not known."""

    places: int | None = None
    without_quota: bool = False
    used: int | None = None
    free: int | None = None
    in_zones: int = 0
    in_groups: int = 0
    used_in_groups: int = 0
    costs: Costs = Costs()


@dataclass(frozen=True, slots=True)
class Fault:
    """A contradiction, and the fact at which it is best mended."""

    fact: str
    message: Message


def settled_class(now: Costs, before: Costs | None = None) -> str:
    """Return the class of cost to store.

    Parameters
    ----------
    now : Costs
        As they shall be stored.
    before : Costs, optional
        As they are stored. A class that only followed from those amounts follows the new ones.

    Returns
    -------
    str
        What the amounts give where nobody chose a class, else the class that was chosen.
    """
    derived = before is not None and before.computed == before.chosen != MarginalCost.UNKNOWN
    untouched = before is not None and now.chosen == before.chosen
    moved = before is not None and (now.extra, now.each) != (before.extra, before.each)
    if now.chosen == MarginalCost.UNKNOWN or (derived and untouched and moved):
        return now.computed.value
    return now.chosen


def faults_of(said: OfferSaid) -> tuple[Fault, ...]:
    """Return every contradiction of an offer; empty where there is none.

    Parameters
    ----------
    said : OfferSaid
        What the offer would say once it is saved.

    Returns
    -------
    tuple of Fault
        In the order of the form.
    """
    return tuple(fault for fault in (*_of_places(said), _of_groups(said), _of_cost(said.costs)) if fault)


def _of_places(said: OfferSaid) -> tuple[Fault | None, ...]:
    if said.places is None:
        return ()
    zones = says(
        "The zones have %(given)s places together, the offer %(offered)s per year. Correct one of them.",
        given=said.in_zones,
        offered=said.places,
    )
    return (
        Fault("without_quota", _QUOTA) if said.without_quota else None,
        Fault("places_per_year", zones) if said.in_zones > said.places else None,
        _of_used(said.used or 0, said.free or 0, said.places),
    )


def _of_used(used: int, free: int, places: int) -> Fault | None:
    if used > places:
        words = says(
            "More places are used (%(used)s) than there are in a year (%(offered)s). Correct one of them.",
            used=used,
            offered=places,
        )
        return Fault("places_used", words)
    if free and used + free > places:
        words = says(
            "Used and free places are %(sum)s together, the offer has %(offered)s per year. "
            "Correct one of them.",
            sum=used + free,
            offered=places,
        )
        return Fault("places_available", words)
    return None


def _of_groups(said: OfferSaid) -> Fault | None:
    if said.places is not None and said.in_groups > said.places:
        words = says(
            "The groups by sex and age have %(given)s places together, the offer %(offered)s per year.",
            given=said.in_groups,
            offered=said.places,
        )
        return Fault("places_per_year", words)
    if said.used is not None and said.used_in_groups > said.used:
        words = says(
            "The groups by sex and age use %(given)s places together, the offer %(offered)s.",
            given=said.used_in_groups,
            offered=said.used,
        )
        return Fault("places_used", words)
    return None


def _of_cost(costs: Costs) -> Fault | None:
    if not contradicts(costs.chosen, costs.computed):
        return None
    share = share_pct(costs.extra, costs.each) if costs.extra and costs.each else Decimal(0)
    words = says(
        "One more child costs %(share)s %% of the cost per child, which is: %(class)s. "
        "Choose that, or correct an amount.",
        **{"share": round(float(share), 1), "class": costs.computed.label},
    )
    return Fault("marginal_cost", words)


_QUOTA = says("It has no quota, so it has no places per year. Empty the places, or say that it has a quota.")
