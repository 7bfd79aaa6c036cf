"""The table of an offer's places by zone, sex and age, with small numbers of persons hidden."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import suppress_together
from mapping.models import CoverageGroup, LocalOffer


def coverage_groups_table(
    offer: LocalOffer, groups: Sequence[CoverageGroup], *, audience: Audience
) -> dict[str, Any]:
    """Return what components/table.html needs; each row may follow from the others and the offer's total."""
    labels = [
        gettext("Zone"),
        gettext("Sex"),
        gettext("Ages"),
        gettext("Places"),
        gettext("Places used"),
    ]
    story = Story(offer.source, offer.year, basis=Basis.COUNT, illustrative=offer.illustrative)
    used = suppress_together(
        [
            missing(Unit.PERSONS, story)
            if group.places_used is None
            else Estimate(group.places_used, Unit.PERSONS, story)
            for group in groups
        ],
        audience=audience,
    )
    rows = []
    for group, estimate in zip(groups, used, strict=True):
        words = words_for(estimate)
        cells: list[dict[str, Any]] = [
            {"text": str(group.zone) if group.zone else gettext("Not told by zone")},
            {"text": group.get_sex_display()},
            {"text": ages_of(group)},
            {
                "text": gettext("Not known") if group.places is None else grouped(group.places),
                "number": True,
            },
            {"text": words.value or words.missing, "number": True},
        ]
        rows.append({"cells": [{"label": one, **cell} for one, cell in zip(labels, cells, strict=True)]})
    return {
        "caption": gettext("Places by zone, sex and age"),
        "holds": _sum_words(offer, groups),
        "columns": [{"label": label, "number": label in labels[3:]} for label in labels],
        "rows": rows,
    }


def ages_of(group: CoverageGroup) -> str:
    """Return the ages of a group in words."""
    if group.age_from is None:
        return gettext("All ages")
    return gettext("%(first)s to %(last)s years") % {"first": group.age_from, "last": group.age_to}


def _sum_words(offer: LocalOffer, groups: Sequence[CoverageGroup]) -> str:
    """Say how many of the offer's places the rows tell of."""
    told = sum(group.places or 0 for group in groups)
    if offer.places_per_year is None:
        return gettext("%(told)s places; the offer does not say how many it has in all.") % {
            "told": grouped(told)
        }
    words = gettext("%(told)s of the %(all)s places per year.")
    return words % {"told": grouped(told), "all": grouped(offer.places_per_year)}
