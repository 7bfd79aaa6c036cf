"""What a counting says of one programme: persons by area, and girls and boys for its local offer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.suppression import to_nearest
from mapping.counted import CountedList
from mapping.models import LocalOffer, Programme
from mapping.presenters.counting_page import area_table, source_words
from mapping.queries.countings import CountingFindings

MOST_AREAS = 10


def programme_counting(
    findings: CountingFindings, programme: Programme, audience: Audience, *, path: str
) -> dict[str, Any]:
    """Make the section of a programme's page: its persons by area and sex, as far as a small list allows."""
    counted, key = findings.counted, str(programme.pk)
    page = reverse("beneficiary-counting", args=[path, findings.counting.pk])
    asks = f"?programme={key}" if len(counted.programmes) > 1 else ""
    section = {
        "title": findings.counting.title,
        "url": page + asks,
        "illustrative": findings.counting.illustrative,
    }
    if not counted.shows_areas(key):
        return section
    table = area_table(findings, audience, programme=key)
    most = MOST_AREAS + 1
    short = {**table, "rows": table["rows"][:most], "source": source_words(findings.counting)}
    return {**section, "table": short, "more": len(table["rows"]) > most}


def proposed_numbers(counted: CountedList, programme: int) -> dict[str, int]:
    """Return girls and boys for the form of an offer; none where one of them is hidden."""
    served = counted.served(str(programme))
    if served is None:
        return {}
    girls, boys = served
    if girls.value is None or boys.value is None:
        return {}
    return {"girls_served": int(girls.value), "boys_served": int(boys.value)}


def _agrees(recorded: int | None, proposed: int) -> bool:
    return recorded is not None and to_nearest(recorded) == proposed


def taking_over(
    findings: CountingFindings, programme: Programme, offer: LocalOffer | None, *, path: str
) -> dict[str, str] | None:
    """Offer to bring girls and boys of a counting into the local offer; None where it has them already."""
    numbers = proposed_numbers(findings.counted, programme.pk)
    if not numbers or (offer and all(_agrees(getattr(offer, name), one) for name, one in numbers.items())):
        return None
    words = gettext("Put %(girls)s girls and %(boys)s boys into the form of the local offer")
    if not findings.counted.knows_ages:
        words = gettext("Put %(girls)s women and girls and %(boys)s men and boys into the form of the offer")
    address = (
        reverse("offer-edit", args=[path, offer.pk])
        if offer
        else reverse("offer-create", args=[path, programme.pk])
    )
    return {
        "words": words % {"girls": grouped(numbers["girls_served"]), "boys": grouped(numbers["boys_served"])},
        "url": f"{address}?counting={findings.counting.pk}",
    }
