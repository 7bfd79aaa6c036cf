"""Holds the figures of an offer's form against one another: its places, and what one more child costs."""

from collections.abc import Sequence
from typing import Any

from django import forms

from clrisk_site.catalogue.wording import render
from mapping.coverage_sums import GroupRow
from mapping.models import MarginalCost
from mapping.offer_rules import Costs, OfferSaid, faults_of, settled_class


def settle_figures(
    form: forms.BaseModelForm[Any],
    data: dict[str, Any],
    *,
    in_zones: int = 0,
    groups: Sequence[GroupRow] = (),
) -> None:
    """Put the class of cost that follows from the amounts where none was chosen; refuse contradictions."""
    chosen = data.get("marginal_cost") or MarginalCost.UNKNOWN.value
    costs = Costs(data.get("marginal_cost_mxn"), data.get("unit_cost_mxn"), chosen)
    data["marginal_cost"] = settled_class(costs)
    said = OfferSaid(
        places=data.get("places_per_year"),
        without_quota=bool(data.get("without_quota")),
        used=data.get("places_used"),
        free=data.get("places_available"),
        in_zones=in_zones,
        in_groups=sum(row.places or 0 for row in groups),
        used_in_groups=sum(row.used or 0 for row in groups),
        costs=costs,
    )
    for fault in faults_of(said):
        if not form.has_error(fault.fact):
            form.add_error(fault.fact, render(fault.message))
