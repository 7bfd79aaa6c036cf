"""What changed in the areas between two years: lead, table and limits."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, signed
from diagnosis.queries.area_changes import AreaChange, AreaChanges


def changes_lead(found: AreaChanges) -> str:
    """Say in how many areas the number rose and fell, and the middle change."""
    if found.middle is None:
        if not found.factors:
            return gettext("No number of the areas was published for two years, so no change is known.")
        return gettext("No area has a number in both years, so no change is known.")
    return ngettext(
        "Of %(count)s area with a number in %(before)s and %(after)s, it rose in %(risen)s and fell in "
        "%(fallen)s. The middle change is %(middle)s.",
        "Of %(count)s areas with a number in %(before)s and %(after)s, it rose in %(risen)s and fell in "
        "%(fallen)s. The middle change is %(middle)s.",
        len(found.areas),
    ) % {
        "count": grouped(len(found.areas)),
        "before": found.before_year,
        "after": found.after_year,
        "risen": grouped(found.risen),
        "fallen": grouped(found.fallen),
        "middle": signed(found.middle),
    }


def change_limits(found: AreaChanges) -> list[str]:
    """Say what the comparison cannot tell."""
    said = [
        gettext("Two years of one producer may count differently. Read both methods before you explain."),
        gettext("Small areas move by chance. Look at neighbours before one area."),
    ]
    for number, year in ((found.only_before, found.before_year), (found.only_after, found.after_year)):
        if number:
            text = ngettext(
                "%(count)s area has a number in %(year)s only; it is left out.",
                "%(count)s areas have a number in %(year)s only; they are left out.",
                number,
            )
            said.append(text % {"count": grouped(number), "year": year})
    return said


def change_table(found: AreaChanges, areas: Sequence[AreaChange]) -> dict[str, Any]:
    """Return the table of areas, for the page and its files alike; the largest rise comes first."""
    labels = [gettext("Area"), str(found.before_year), str(found.after_year), gettext("Change")]
    rows = []
    for one in areas:
        texts: list[dict[str, Any]] = [
            {"text": one.area.code},
            {"text": grouped(one.before, 1), "value": one.before},
            {"text": grouped(one.after, 1), "value": one.after},
            {"text": signed(one.change), "value": one.change},
        ]
        cells = [
            {**cell, "label": label, "number": at > 0}
            for at, (cell, label) in enumerate(zip(texts, labels, strict=True))
        ]
        rows.append({"cells": cells})
    return {
        "caption": dict(found.factors).get(found.factor, ""),
        "holds": gettext("In the unit of the producer. The change is the later number less the earlier."),
        "columns": [{"label": label, "number": at > 0} for at, label in enumerate(labels)],
        "rows": rows,
        "source": " / ".join(found.sources),
    }
