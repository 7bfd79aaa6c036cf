"""Up to four programmes with what each can do here, to be read side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from clrisk_site.places.models import Territory
from mapping.eligibility import Eligibility
from mapping.models import LocalOffer, OfferCoverage, Programme
from mapping.models.searching import search_text
from mapping.queries.coverage_by_offer import coverage_by_offer
from mapping.queries.fact_support import FactSupport, support_of_all
from mapping.queries.programmes import eligibility_of, newest_offers, programmes_seen_from

MOST = 4
MOST_ASKED = 50
MOST_FOUND = 12


@dataclass(frozen=True)
class ComparedProgramme:
    """One programme, its offer here that counts this year, its eligibility, evidence and zones."""

    programme: Programme
    offer: LocalOffer | None
    eligibility: Eligibility
    support: Mapping[str, FactSupport]
    coverage: Sequence[OfferCoverage]


def chosen_programmes(territory: Territory, keys: Sequence[int]) -> list[Programme]:
    """Return the programmes of these keys that are seen from a territory, in the order asked, each once.

    They may be more than can be compared, so that those left out are told by name.
    """
    asked = list(dict.fromkeys(keys))[:MOST_ASKED]
    seen = programmes_seen_from(territory).filter(pk__in=asked)
    found = {one.pk: one for one in seen.prefetch_related("factor_links__factor")}
    return [found[pk] for pk in asked if pk in found]


def compared_programmes(territory: Territory, chosen: Sequence[Programme]) -> list[ComparedProgramme]:
    """Return the first programmes with what each can do in a territory; no more than fit side by side."""
    chosen = chosen[:MOST]
    offers = newest_offers(territory)
    support = support_of_all([*chosen, *offers.values()])
    coverage = coverage_by_offer(list(offers.values()))
    return [
        ComparedProgramme(
            one,
            offer := offers.get(one.pk),
            eligibility_of(one, offers),
            {**support[Programme, one.pk], **(support[LocalOffer, offer.pk] if offer else {})},
            coverage.get(offer.pk, []) if offer else [],
        )
        for one in chosen
    ]


def programmes_to_add(territory: Territory, text: str, chosen: Sequence[Programme]) -> list[Programme]:
    """Return programmes to choose from: those with these words, else those of the same factors."""
    seen = programmes_seen_from(territory).exclude(pk__in=[one.pk for one in chosen])
    words = search_text(text).split()
    for word in words:
        seen = seen.filter(Q(search_text__contains=word) | Q(institution__search_text__contains=word))
    if not words and chosen:
        factors = [link.factor_id for one in chosen for link in one.factor_links.all()]
        seen = seen.filter(factor_links__factor__in=factors).distinct()
    return list(seen[:MOST_FOUND])
