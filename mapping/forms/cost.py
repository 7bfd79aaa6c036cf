"""Settles what the figures of an offer say together: its places, and what one more child costs."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from mapping.marginal_cost import class_of, contradicts, share_pct
from mapping.models import MarginalCost
from mapping.offer_places import places_fault


def settle_figures(form: forms.BaseModelForm[Any], data: dict[str, Any]) -> None:
    """Refuse places that contradict one another, and settle the cost."""
    fault = places_fault(
        without_quota=bool(data.get("without_quota")),
        per_year=data.get("places_per_year"),
        used=data.get("places_used"),
        free=data.get("places_available"),
    )
    if fault:
        form.add_error(fault[0], render(fault[1]))
    settle_cost(form, data)


def settle_cost(form: forms.BaseModelForm[Any], data: dict[str, Any]) -> None:
    """Put the class that follows from the two amounts where none was chosen; refuse one that contradicts."""
    extra, each = data.get("marginal_cost_mxn"), data.get("unit_cost_mxn")
    computed = class_of(extra, each)
    chosen = data.get("marginal_cost") or MarginalCost.UNKNOWN
    if chosen == MarginalCost.UNKNOWN:
        data["marginal_cost"] = computed
    elif contradicts(chosen, computed):
        share = share_pct(extra, each) if extra and each else 0
        words = gettext(
            "One more child costs %(share)s %% of the cost per child, which is: %(class)s. "
            "Choose that, or correct an amount."
        )
        form.add_error("marginal_cost", words % {"share": grouped(float(share), 1), "class": computed.label})
