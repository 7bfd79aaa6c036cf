"""What a counting says of one programme: persons by area, and girls and boys for its local offer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.audience import Audience
from mapping.counted import CountedList
from mapping.models import LocalOffer, Programme
from mapping.presenters.counting_page import areas_in_order, source_words
from mapping.presenters.counting_words import hidden_words, number_cell, sex_words
from mapping.queries.countings import CountingFindings

MOST_AREAS = 10


def programme_counting(
    findings: CountingFindings, programme: Programme, audience: Audience, *, path: str
) -> dict[str, Any]:
    """Make the section of a programme's page: the largest areas by sex, and the way to all of them."""
    counted, key = findings.counted, str(programme.pk)
    labels = [gettext("Area"), *(sex_words(sex) for sex in counted.sexes), gettext("Total")]
    ordered = areas_in_order(findings, key)
    rows = [_row(gettext("All areas"), counted, labels, key, "")]
    rows += [_row(findings.area_names[area], counted, labels, key, area) for area in ordered[:MOST_AREAS]]
    page = reverse("beneficiary-counting", args=[path, findings.counting.pk])
    asks = f"?programme={key}" if len(counted.programmes) > 1 else ""
    return {
        "title": findings.counting.title,
        "url": page + asks,
        "more": len(ordered) > MOST_AREAS,
        "illustrative": findings.counting.illustrative,
        "table": {
            "caption": gettext("Persons it serves, by area"),
            "holds": hidden_words(audience),
            "columns": [{"label": label, "number": place > 0} for place, label in enumerate(labels)],
            "rows": rows,
            "source": source_words(findings.counting),
        },
    }


def proposed_numbers(counted: CountedList, programme: int) -> dict[str, int]:
    """Return girls and boys for the form of an offer; none where one of them is hidden."""
    girls, boys = counted.served(str(programme))
    if girls.value is None or boys.value is None:
        return {}
    return {"girls_served": int(girls.value), "boys_served": int(boys.value)}


def taking_over(
    findings: CountingFindings, programme: Programme, offer: LocalOffer | None, *, path: str
) -> dict[str, str] | None:
    """Offer to bring girls and boys of a counting into the local offer; None where it has them already."""
    numbers = proposed_numbers(findings.counted, programme.pk)
    if not numbers or (offer and all(getattr(offer, name) == value for name, value in numbers.items())):
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


def _row(name: str, counted: CountedList, labels: list[str], programme: str, area: str) -> dict[str, Any]:
    cells = [
        number_cell(counted.at(area=area, programme=programme, sex=sex), label)
        for sex, label in zip((*counted.sexes, ""), labels[1:], strict=True)
    ]
    return {"cells": [{"text": name, "label": labels[0]}, *cells]}
