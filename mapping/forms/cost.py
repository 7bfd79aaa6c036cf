"""Settles what one more child costs: the class that the amounts give, and none that contradicts them."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from mapping.marginal_cost import class_of, contradicts, share_pct
from mapping.models import MarginalCost


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
