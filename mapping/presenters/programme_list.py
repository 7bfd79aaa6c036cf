"""The list of programmes: its lead and its table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.kleene import Known
from mapping.eligibility import Eligibility
from mapping.models import LocalOffer, OfferCoverage, Programme
from mapping.presenters.eligibility import eligibility_label


def programmes_lead(counts: Counter[Known]) -> str:
    """Say how many programmes there are and how many an action may rest on."""
    total = sum(counts.values())
    if not total:
        return gettext("No programme has been recorded yet, so nothing is known of the supply.")
    found = ngettext(
        "%(count)s programme: %(yes)s eligible for an action, %(no)s not, %(unknown)s not known yet.",
        "%(count)s programmes: %(yes)s eligible for an action, %(no)s not, %(unknown)s not known yet.",
        total,
    )
    return found % {
        "count": grouped(total),
        "yes": counts[Known.YES],
        "no": counts[Known.NO],
        "unknown": counts[Known.UNKNOWN],
    }


def programmes_above(total: int) -> str:
    """Say how many programmes a territory above the municipalities sees; eligibility is a local matter."""
    if not total:
        return gettext("No programme has been recorded yet, so nothing is known of the supply.")
    text = ngettext("%(count)s programme.", "%(count)s programmes.", total) % {"count": grouped(total)}
    return f"{text} {gettext('What each can do is recorded in each municipality.')}"


def programme_table(
    programmes: Iterable[Programme],
    *,
    path: str,
    offers: Mapping[int, LocalOffer],
    reach: Mapping[int, list[OfferCoverage]],
    eligibility: Mapping[int, Eligibility],
    is_local: bool = True,
) -> dict[str, Any]:
    """Return what components/table.html needs.

    Parameters
    ----------
    programmes : iterable of Programme
        One page of them, with institution and factors already read.
    offers : mapping
        Programme id to its newest local offer.
    reach : mapping
        Offer id to its rows of coverage.
    eligibility : mapping
        Programme id to its eligibility here.
    is_local : bool
        False above the municipalities, where there is no offer and hence nothing to say of it.
    """
    labels = [
        gettext("Programme"),
        gettext("Level"),
        gettext("Factors"),
        gettext("Reaches zones"),
        gettext("Places per year"),
        gettext("Eligible for an action"),
    ]
    places = labels[4]
    if not is_local:
        labels = labels[:3]
    return {
        "caption": gettext("Programmes"),
        "holds": gettext("Owned by the municipality, its state or the country."),
        "columns": [{"label": label, "number": label == places} for label in labels],
        "rows": [
            _row(programme, labels, path, offers.get(programme.pk), reach, eligibility[programme.pk])
            for programme in programmes
        ],
    }


def _row(
    programme: Programme,
    labels: list[str],
    path: str,
    offer: LocalOffer | None,
    reach: Mapping[int, list[OfferCoverage]],
    eligibility: Eligibility,
) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {
            "text": programme.name,
            "url": reverse("programme", args=[path, programme.pk]),
            "small": str(programme.institution),
            "illustrative": programme.illustrative,
        },
        {"text": programme.get_level_display()},
        {"text": _factors(programme)},
        {"text": _zones(reach.get(offer.pk, [])) if offer else gettext("No local offer recorded")},
        {
            "text": _places(offer),
            "small": str(offer.year) if offer else "",
            "number": True,
            "value": offer.places_per_year if offer and not offer.without_quota else None,
        },
        {"text": eligibility_label(eligibility.verdict)},
    ]
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=False)]}


def _factors(programme: Programme) -> str:
    names = [str(link.factor) for link in programme.factor_links.all()]
    if names:
        return ", ".join(names)
    return gettext("None, reviewed") if programme.addresses_no_factor else gettext("Not linked yet")


def _zones(rows: list[OfferCoverage]) -> str:
    reached = [row.zone.letter for row in rows if row.reaches == "yes"]
    unknown = sum(row.reaches == "unknown" for row in rows)
    if reached:
        return ", ".join(reached)
    return gettext("Not known") if unknown or not rows else gettext("No zone")


def _places(offer: LocalOffer | None) -> str:
    if offer is None:
        return gettext("Not known")
    if offer.without_quota:
        return gettext("Without quota")
    return gettext("Not known") if offer.places_per_year is None else grouped(offer.places_per_year)
