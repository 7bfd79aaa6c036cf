"""Saves a local offer together with the zones it reaches."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from mapping.actions.check_offer import check_offer
from mapping.actions.fact_evidence import follow_save, values_of
from mapping.models import Known, LocalOffer, OfferCoverage


@dataclass(frozen=True)
class ZoneReach:
    """What is known of an offer in one zone; places are None when nobody knows them."""

    reaches: str = Known.UNKNOWN.value
    places: int | None = None


@transaction.atomic
def save_offer(
    *, offer: LocalOffer, reach: Mapping[int, ZoneReach], by: User, expected_version: int | None = None
) -> LocalOffer:
    """Create or change an offer and set which zones it reaches.

    Parameters
    ----------
    offer : LocalOffer
        With its new values, saved before or not.
    reach : mapping of int to ZoneReach
        Zone id to what is known; zones that are absent keep what was known of them.
    by : User
        Who does it.
    expected_version : int, optional
        Version that was read; needed for a stored offer.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    NotSavedError
        When it would contradict itself, its zones or its groups; nothing is changed.
    """
    stored = values_of(offer)
    if offer.pk is None:
        create_record(offer, by=by)
    else:
        save_record(offer, by=by, expected_version=expected_version or 0)
    before = _reach(offer)
    for zone_id, known in reach.items():
        OfferCoverage.objects.update_or_create(
            offer=offer, zone_id=zone_id, defaults={"reaches": known.reaches, "places": known.places}
        )
    check_offer(offer)
    after = _reach(offer)
    if before != after:
        audit.note(
            by=by,
            territory=offer.territory,
            action="localoffer.reach",
            subject=offer,
            changes={"reach": [before, after]},
        )
    follow_save(record=offer, before=stored, by=by)
    return offer


def _reach(offer: LocalOffer) -> dict[str, list[object]]:
    rows = OfferCoverage.objects.filter(offer=offer).values_list("zone__letter", "reaches", "places")
    return {letter: [reaches, places] for letter, reaches, places in rows}
