"""The programmes that a territory sees, with their newest local offer and their eligibility."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from mapping.eligibility import Eligibility
from mapping.models import LocalOffer, Programme
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level


def programmes_seen_from(territory: Territory) -> QuerySet[Programme]:
    """Return the programmes owned by a territory or above it."""
    seen = Programme.objects.filter(territory__path__in=owner_paths(territory))
    return seen.select_related("institution", "territory").order_by(by_level(), "name")


def newest_offers(territory: Territory, *, year: int | None = None) -> dict[int, LocalOffer]:
    """Return the newest local offer of each programme, not newer than a year if one is given.

    Returns
    -------
    dict of int to LocalOffer
        By programme id.
    """
    offers = LocalOffer.objects.filter(territory=territory)
    if year is not None:
        offers = offers.filter(year__lte=year)
    return {
        offer.programme_id: offer for offer in offers.order_by("year")
    }  # a later year replaces an earlier


def eligibility_of(programme: Programme, offers: Mapping[int, LocalOffer]) -> Eligibility:
    """Return the eligibility of a programme here; without a local offer it is full of questions."""
    offer = offers.get(programme.pk)
    if offer is None:
        return programme.eligibility_without_offer
    offer.programme = programme  # the offer asks whether its programme runs: no further query
    return offer.eligibility


def eligibility_counts(programmes: Iterable[Programme], offers: Mapping[int, LocalOffer]) -> Counter[Known]:
    """Return how many programmes are eligible, are not, or are not known."""
    return Counter(eligibility_of(programme, offers).verdict for programme in programmes)
