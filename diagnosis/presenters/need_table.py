"""Children concerned, factor by zone, as a table with a way to each number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import words_for
from clrisk_site.figures.suppression import Audience
from diagnosis.queries.factors import FactorRanking
from diagnosis.queries.needs import NeedFinding
from diagnosis.shown_needs import shown_needs

WHOLE = "whole"


@dataclass(frozen=True)
class NeedPlace:
    """A zone, or the municipality as a whole; `key` stands in addresses."""

    key: str
    zone_id: int | None
    title: str


def need_places(zones: Sequence[tuple[int, str, str]]) -> list[NeedPlace]:
    """Return the columns: each zone (its key, letter and name), then the whole municipality."""
    places = [NeedPlace(letter, pk, f"{letter} {name}") for pk, letter, name in zones]
    return [*places, NeedPlace(WHOLE, None, gettext("Whole municipality"))]


def need_table(
    ranking: FactorRanking,
    places: Sequence[NeedPlace],
    needs: Sequence[NeedFinding],
    *,
    audience: Audience,
    path: str,
    edits: bool,
) -> dict[str, Any]:
    """Make the table of the priority factors; a number that nobody recorded is "no data", never zero."""
    recorded = [(need.factor_code, need.zone_letter, need.children) for need in needs]
    shown = shown_needs(recorded, audience=audience)
    rows = []
    for factor in ranking.priority:
        cells: list[dict[str, Any]] = [{"text": factor.name}]
        for place in places:
            children = shown.at(factor.code, "" if place.zone_id is None else place.key)
            words = words_for(children) if children else None
            cells.append(
                {
                    "text": (words.value or words.missing) if words else gettext("No data"),
                    "small": words.interval if words and words.value else "",
                    "illustrative": bool(words and words.illustrative),
                    "label": place.title,
                    "number": True,
                    "url": reverse("need-edit", args=[path, factor.factor_id, place.key]) if edits else "",
                }
            )
        rows.append({"cells": cells})
    return {
        "caption": gettext("Children concerned, by factor and zone"),
        "holds": gettext("Girls, boys and adolescents of 5 to 17. “No data” does not mean zero."),
        "columns": [
            {"label": gettext("Factor")},
            *({"label": place.title, "number": True} for place in places),
        ],
        "rows": rows,
    }


def needs_lead(ranking: FactorRanking, places: Sequence[NeedPlace], needs: Sequence[NeedFinding]) -> str:
    """Say how many numbers of the zones are recorded and how many are missing."""
    zones = {place.zone_id for place in places if place.zone_id is not None}
    factors = {factor.factor_id for factor in ranking.priority}
    wanted = len(zones) * len(factors)
    if not wanted:
        return gettext("Without priority factors and zones there is nothing to hold the supply against.")
    known = sum(need.zone_id in zones and need.factor_id in factors for need in needs)
    if known == wanted:
        return gettext("A number is recorded for every factor in every zone.")
    return ngettext(
        "%(known)s of %(wanted)s numbers is known. Without the others a gap stays “no data”.",
        "%(known)s of %(wanted)s numbers are known. Without the others a gap stays “no data”.",
        known,
    ) % {"known": known, "wanted": wanted}
