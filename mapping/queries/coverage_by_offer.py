"""Where each of several local offers reaches, zone by zone, in one query."""

from collections import defaultdict
from collections.abc import Iterable

from mapping.models import LocalOffer, OfferCoverage


def coverage_by_offer(offers: Iterable[LocalOffer]) -> dict[int, list[OfferCoverage]]:
    """Return the rows of each offer with their zones; an offer that reaches none has an empty list."""
    found: dict[int, list[OfferCoverage]] = defaultdict(list)
    for row in OfferCoverage.objects.filter(offer__in=list(offers)).select_related("zone"):
        found[row.offer_id].append(row)
    return found
