"""What an offer would contradict if it were saved as it stands, with its zones and groups; and its cost."""

from typing import Any

from django.db.models import Sum

from clrisk_site.figures.message import Message
from mapping.coverage_sums import GroupRow, zones_over
from mapping.models import CoverageGroup, LocalOffer, OfferCoverage
from mapping.offer_rules import Costs, Fault, OfferSaid, faults_of, settled_class


def offer_faults(offer: LocalOffer, *, in_zones: int | None = None) -> tuple[Fault, ...]:
    """Return the contradictions of an offer.

    Parameters
    ----------
    offer : LocalOffer
        Stored or new; its values may be changed and not saved yet.
    in_zones : int, optional
        Places of all zones together, where other ones than the stored are about to be saved.

    Returns
    -------
    tuple of Fault
        Empty where it agrees with itself.
    """
    zones: dict[str, Any] = {"all": in_zones}
    groups: dict[str, Any] = {}
    if offer.pk:
        groups = CoverageGroup.objects.filter(offer=offer).aggregate(
            all=Sum("places"), used=Sum("places_used")
        )
    if offer.pk and in_zones is None:
        zones = OfferCoverage.objects.filter(offer=offer).aggregate(all=Sum("places"))
    return faults_of(
        OfferSaid(
            places=offer.places_per_year,
            without_quota=offer.without_quota,
            used=offer.places_used,
            free=offer.places_available,
            in_zones=zones["all"] or 0,
            in_groups=groups.get("all") or 0,
            used_in_groups=groups.get("used") or 0,
            costs=costs_of(offer),
        )
    )


def groups_of(offer: LocalOffer) -> list[GroupRow]:
    """Return the stored places of an offer by zone, sex and age; a new offer has none."""
    if not offer.pk:
        return []
    return [
        GroupRow(row.zone_id, row.sex, row.age_from, row.age_to, row.places, row.places_used)
        for row in CoverageGroup.objects.filter(offer=offer)
    ]


def zone_faults(offer: LocalOffer) -> list[Message]:
    """Return where the stored groups of a zone have more places than the zone itself; a sentence for each."""
    groups = groups_of(offer)
    if not groups:
        return []
    rows = OfferCoverage.objects.filter(offer=offer).values_list("zone_id", "zone__letter", "places")
    by_zone = {zone: places for zone, _letter, places in rows}
    letters = {zone: letter for zone, letter, _places in rows}
    return list(zones_over(groups, by_zone, letters).values())


def costs_of(offer: LocalOffer) -> Costs:
    """Return what an offer says one more child costs."""
    return Costs(offer.marginal_cost_mxn, offer.unit_cost_mxn, offer.marginal_cost)


def settle_class(offer: LocalOffer) -> bool:
    """Set the class of cost that follows from the amounts, where nobody chose one; the offer is not saved.

    Parameters
    ----------
    offer : LocalOffer
        With its new values.

    Returns
    -------
    bool
        Whether the class is now another than the offer said.
    """
    stored = LocalOffer.objects.filter(pk=offer.pk).first() if offer.pk else None
    settled = settled_class(costs_of(offer), costs_of(stored) if stored else None)
    changed = settled != offer.marginal_cost
    offer.marginal_cost = settled
    return changed
