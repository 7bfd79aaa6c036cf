"""The cheapest places that could be redirected to gaps, each with what it could answer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from mapping.presenters.gap_panel import candidate_note
from mapping.presenters.saying import joined
from mapping.redirecting import Redirectable, cheapest_of
from mapping.supply import SupplyMatrix

MOST = 6
MOST_NAMED = 3


def cheapest_rows(matrix: SupplyMatrix, *, path: str, most: int = MOST) -> list[dict[str, Any]]:
    """Return the cheapest offers, with cost, condition, and the factors whose gaps they could answer."""
    return [
        {
            "name": one.supply.programme_name,
            "owner": one.supply.institution_name,
            "url": reverse("programme", args=[path, one.supply.programme_id]) if path else "",
            "note": candidate_note(one.supply),
            "answers": _answers(one),
            "illustrative": one.supply.illustrative,
        }
        for one in cheapest_of(matrix)[:most]
    ]


def _answers(one: Redirectable) -> str:
    names = [row.factor.name for row in one.rows]
    more = len(names) - MOST_NAMED
    if more > 1:
        rest = ngettext("%(count)s other", "%(count)s others", more) % {"count": more}
        names = [*names[:MOST_NAMED], rest]
    crossings = sum(len(row.gaps) for row in one.rows)
    text = ngettext(
        "could answer %(count)s gap: %(names)s", "could answer %(count)s gaps: %(names)s", crossings
    )
    return text % {"count": crossings, "names": joined(names)}
