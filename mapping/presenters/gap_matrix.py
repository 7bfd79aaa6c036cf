"""The supply matrix for components/matrix.html, on the screen and in print, with the sentence on top."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent, signed
from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.kleene import Known
from mapping.gaps import GapType
from mapping.models.institution import GovernmentLevel
from mapping.presenters.saying import joined, said
from mapping.supply import By, FactorRow, GapCell, SupplyMatrix

_LEGEND = sorted(GapType, key=lambda kind: kind is GapType.UNKNOWN)  # what is not known is said last
MOST_NAMED = 6

type CellUrl = Callable[[GapCell], str]


def matrix_for(
    matrix: SupplyMatrix, *, urls: CellUrl | None = None, current: tuple[str, str] | None = None
) -> dict[str, Any]:
    """Return what components/matrix.html needs.

    Parameters
    ----------
    urls : callable, optional
        From a cell to its address; in print there is none.
    current : tuple of str, optional
        Factor code and column key of the cell that is open.
    """
    kinds = {cell.type for cell in matrix.cells}
    return {
        "caption": _caption(matrix),
        "row_label": gettext("Factor"),
        "row_note": gettext("ordered by its weight"),
        "columns": [{"letter": column.letter, "name": column.name} for column in matrix.columns],
        "rows": [_row(row, urls, current) for row in matrix.rows],
        "kinds": [kind.value for kind in _LEGEND if kind in kinds],
        "source": matrix_source(matrix),
        "illustrative": any(cell.illustrative for cell in matrix.cells),
    }


def _caption(matrix: SupplyMatrix) -> str:
    if matrix.question.by is By.LEVEL:
        return gettext("Supply by factor and level")
    if matrix.question.by is By.BOTH:
        return gettext("Supply by factor, level and zone")
    if not matrix.question.level:
        return gettext("Supply by factor and zone")
    level = GovernmentLevel(matrix.question.level).label
    return gettext("Supply by factor and zone, of one level: %(level)s") % {"level": str(level).lower()}


def matrix_lead(matrix: SupplyMatrix) -> str:
    """Say what the matrix found, in one or two sentences."""
    return f"{matrix_counts(matrix)} {_largest(matrix)}".strip()


def matrix_counts(matrix: SupplyMatrix) -> str:
    """Say how many cells are covered, have a gap, or are not known."""
    cells = matrix.cells
    if not cells:
        return gettext("No factor has been chosen yet, so there is nothing to hold supply against.")
    if not matrix.programmes:
        return gettext("No programme has been recorded yet, so nothing is known of the supply.")
    covered = sum(number for kind, number in matrix.counts.items() if kind.covers is Known.YES)
    gaps = len(matrix.gaps)
    unknown = len(cells) - covered - gaps
    clauses = [
        ngettext("%(count)s is covered", "%(count)s are covered", covered) % {"count": covered},
        ngettext("%(count)s has a gap", "%(count)s have a gap", gaps) % {"count": gaps},
        ngettext("%(count)s is not known", "%(count)s are not known", unknown) % {"count": unknown},
    ]
    found = joined(clauses if unknown else clauses[:2])
    text = ngettext("Of %(count)s crossing, %(found)s.", "Of %(count)s crossings, %(found)s.", len(cells))
    return text % {"count": len(cells), "found": found}


def _largest(matrix: SupplyMatrix) -> str:
    row = matrix.heaviest_row
    if row is None:
        return ""
    values = {"factor": row.factor.name, "count": len(row.gaps), "all": len(row.cells)}
    if len(row.gaps) == len(row.cells) > 1:
        if matrix.question.by is By.ZONE:
            return gettext("The largest: %(factor)s, not covered in any zone.") % values
        return gettext("The largest: %(factor)s, not covered by any level.") % values
    if len(row.gaps) > MOST_NAMED:
        return gettext("The largest: %(factor)s (%(count)s of %(all)s zones).") % values
    values["places"] = ", ".join(cell.column.letter or cell.column.name for cell in row.gaps)
    return gettext("The largest: %(factor)s (%(places)s).") % values


def _row(row: FactorRow, urls: CellUrl | None, current: tuple[str, str] | None) -> dict[str, Any]:
    return {
        "name": row_name(row),
        "note": f"{effect_words(row)} · {_programmes(row.programmes)}",
        "sum": sum_words(row) if urls else "",
        "covered": row.is_covered and len(row.cells) > 1,
        "cells": [
            {
                "kind": cell.type.value,
                "fact": said(cell.fact),
                "url": urls(cell) if urls else "",
                "current": cell.key == current,
                "zone": cell.column.letter or cell.column.name,
            }
            for cell in row.cells
        ],
    }


def row_name(row: FactorRow) -> str:
    """Return the factor, and the level of government where the row tells one of several."""
    if not row.level:
        return row.factor.name
    level = str(GovernmentLevel(row.level).label).lower()
    return gettext("%(factor)s: %(level)s") % {"factor": row.factor.name, "level": level}


def sum_words(row: FactorRow) -> str:
    """Say how many places serve how many children of the whole municipality, or what is not known of it."""
    places = row.whole.places
    if row.whole.serves_all:
        return gettext("served without quota")
    if places.value is None:
        return ""
    values = {"places": grouped(places.value), "share": coverage_words(row.whole.coverage)}
    if not values["share"]:
        return gettext("%(places)s places in all") % values
    if places.story.note:
        return gettext("at least %(places)s places in all: %(share)s of the need") % values
    return gettext("%(places)s places in all: %(share)s of the need") % values


def coverage_words(coverage: Estimate) -> str:
    """Say how much of the need places would serve, with the interval; "" where that is not known."""
    if coverage.value is None:
        return ""
    share = percent(coverage.value)
    if coverage.lower is None or coverage.upper is None:
        return share
    return gettext("%(share)s (between %(lower)s and %(upper)s)") % {
        "share": share,
        "lower": percent(coverage.lower),
        "upper": percent(coverage.upper),
    }


def effect_words(row: FactorRow) -> str:
    """Return the published effect of the factor in points, or say that there is none."""
    effect = row.factor.effect
    if effect.value is None:
        return gettext("effect not published")
    if effect.lower is not None and effect.upper is not None and effect.lower <= 0 <= effect.upper:
        return gettext("no clear difference")
    decimals = 0 if effect.value == round(effect.value) else 1
    return gettext("%(points)s points") % {"points": signed(effect.value, decimals)}


def _programmes(number: int) -> str:
    if not number:
        return gettext("no programme")
    return ngettext("%(count)s programme", "%(count)s programmes", number) % {"count": number}


def matrix_source(matrix: SupplyMatrix) -> str:
    """Say what counts as covered, and how many offers are only claimed."""
    text = gettext(
        "Places per year of local offers up to %(year)s, for the children concerned. "
        "From %(share)s %% of the need on, a factor counts as covered."
    ) % {"year": matrix.question.year, "share": threshold("places_enough")}
    claimed = matrix.claimed_offers
    if not claimed:
        return text
    said_so = ngettext(
        "%(count)s offer is claimed and not confirmed with a document.",
        "%(count)s offers are claimed and not confirmed with a document.",
        claimed,
    ) % {"count": claimed}
    return f"{text} {said_so}"
