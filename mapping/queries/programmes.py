"""The programmes that a territory sees, with their newest local offer and their eligibility."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet
from django.utils import timezone

from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from mapping.eligibility import Eligibility, OfferFacts, judge
from mapping.models import LocalOffer, OfferStatus, Programme
from mapping.models.running import runs
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level


def programmes_seen_from(territory: Territory) -> QuerySet[Programme]:
    """Return the programmes owned by a territory or above it."""
    seen = Programme.objects.filter(territory__path__in=owner_paths(territory))
    return seen.select_related("institution", "territory").order_by(by_level(), "name")


def newest_offers(territory: Territory, *, year: int | None = None) -> dict[int, LocalOffer]:
    """Return the local offer of each programme that counts: the newest one until a year.

    Parameters
    ----------
    year : int, optional
        The last year that counts. Without it that is this year; an offer of a year to come then stands
        only for a programme that has no other.

    Returns
    -------
    dict of int to LocalOffer
        By programme id.
    """
    last = timezone.localdate().year if year is None else year
    found: dict[int, LocalOffer] = {}
    for offer in LocalOffer.objects.filter(territory=territory).order_by("year"):
        if offer.year <= last or (year is None and offer.programme_id not in found):
            found[offer.programme_id] = offer  # a later year replaces an earlier
    return found


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


def count_eligibility(seen: QuerySet[Programme], offers: Mapping[int, LocalOffer]) -> Counter[Known]:
    """Return the same without reading every programme: without an offer, the status alone decides."""
    counts = eligibility_counts(seen.filter(pk__in=list(offers)), offers)
    others = seen.exclude(pk__in=list(offers)).order_by().values_list("status").annotate(number=Count("pk"))
    for status, number in others:
        counts[verdict_of_status(status)] += number
    return counts


def verdict_of_status(status: str) -> Known:
    """Return what a status says of a programme that has no local offer."""
    return judge(OfferFacts(operating=runs(status), has_offer=False)).verdict


def statuses_judged(verdict: Known) -> list[str]:
    """Return the statuses that mean this verdict where there is no local offer."""
    return [status.value for status in OfferStatus if verdict_of_status(status) is verdict]
