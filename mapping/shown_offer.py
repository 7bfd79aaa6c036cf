"""The numbers of an offer that speak of persons, as an audience may see them. Pure."""

from dataclasses import dataclass
from typing import Protocol

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import hidden, least_shown, suppress, suppress_together


class OfferNumbers(Protocol):
    """What is recorded of an offer; None is not known."""

    achieved: int | None
    places_per_year: int | None
    places_used: int | None
    places_available: int | None
    girls_served: int | None
    boys_served: int | None
    source: str
    year: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """Persons served, places in use and places that are free."""

    girls: Estimate
    boys: Estimate
    achieved: Estimate
    used: Estimate
    free: Estimate


def shown_offer(offer: OfferNumbers, *, audience: Audience) -> ShownOffer:
    """Hide small numbers of persons, and the free places that would give them away.

    A place in use is a person. Places per year less free places are the places in use. So where those are
    few, both they and the free places are hidden.
    """
    story = Story(offer.source, offer.year, basis=Basis.COUNT, illustrative=offer.illustrative)
    girls, boys, achieved, used = (
        _number(value, Unit.PERSONS, story)
        for value in (offer.girls_served, offer.boys_served, offer.achieved, offer.places_used)
    )
    # Whoever was reached may be girls and boys together, so neither may follow from the other.
    girls, boys = suppress_together([girls, boys], audience=audience)
    used = suppress(used, audience=audience)
    free = _number(offer.places_available, Unit.PLACES, story)
    if used.availability is Availability.SUPPRESSED or _implies_few(offer, least_shown(audience)):
        free = hidden(free) if free.is_available and offer.places_per_year is not None else free
    return ShownOffer(girls, boys, suppress(achieved, audience=audience), used, free)


def _implies_few(offer: OfferNumbers, least: int) -> bool:
    if offer.places_per_year is None or offer.places_available is None:
        return False
    return 0 < offer.places_per_year - offer.places_available < least


def _number(value: int | None, unit: Unit, story: Story) -> Estimate:
    return missing(unit, story) if value is None else Estimate(value, unit, story)
