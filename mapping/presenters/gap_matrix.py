"""The supply matrix for components/matrix.html, on the screen and in print, with the sentence on top."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import signed
from clrisk_site.catalogue.thresholds import threshold
from mapping.gaps import GapType
from mapping.presenters.saying import joined, said
from mapping.supply import By, FactorRow, GapCell, SupplyMatrix

_LEGEND = sorted(GapType, key=lambda kind: kind is GapType.UNKNOWN)  # what is not known is said last

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
    by_zone = matrix.question.by is By.ZONE
    kinds = {cell.type for cell in matrix.cells}
    return {
        "caption": gettext("Supply by factor and zone") if by_zone else gettext("Supply by factor and level"),
        "row_label": gettext("Factor"),
        "row_note": gettext("ordered by its weight"),
        "columns": [{"letter": column.letter, "name": column.name} for column in matrix.columns],
        "rows": [_row(row, urls, current) for row in matrix.rows],
        "kinds": [kind.value for kind in _LEGEND if kind in kinds],
        "source": matrix_source(matrix),
        "illustrative": any(cell.illustrative for cell in matrix.cells),
    }


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
    covered = sum(cell.is_covered for cell in cells)
    gaps = sum(cell.is_gap for cell in cells)
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
    values = {"factor": row.factor.name, "places": ", ".join(_gap_names(row))}
    if len(_gap_names(row)) == len(row.cells) > 1:
        if matrix.question.by is By.ZONE:
            return gettext("The largest: %(factor)s, not covered in any zone.") % values
        return gettext("The largest: %(factor)s, not covered by any level.") % values
    return gettext("The largest: %(factor)s (%(places)s).") % values


def _gap_names(row: FactorRow) -> list[str]:
    return [cell.column.letter or cell.column.name for cell in row.cells if cell.is_gap]


def _row(row: FactorRow, urls: CellUrl | None, current: tuple[str, str] | None) -> dict[str, Any]:
    return {
        "name": row.factor.name,
        "note": f"{effect_words(row)} · {_programmes(row.programmes)}",
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
    claimed = {
        one.offer_id
        for cell in matrix.cells
        for one in cell.supplies
        if one.offer_id is not None and not one.confirmed
    }
    if not claimed:
        return text
    said_so = ngettext(
        "%(count)s offer is claimed and not confirmed with a document.",
        "%(count)s offers are claimed and not confirmed with a document.",
        len(claimed),
    ) % {"count": len(claimed)}
    return f"{text} {said_so}"
