"""The checklist of norms as its page shows it, one norm, and the table that is handed out."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext, pgettext

from mapping.models import Known as Answer
from mapping.models import Norm, NormKind, NormReading
from mapping.norm_checklist import (
    LEVELS,
    CellState,
    ChecklistCell,
    ChecklistRow,
    checklist_of,
    counted_states,
)
from mapping.presenters.saying import joined

_TAGS = {
    CellState.OPEN: "open",
    CellState.SOUGHT: "started",
    CellState.FOUND: "started",
    CellState.READ: "done",
    CellState.NONE: "done",
}


_TOLD = (CellState.READ, CellState.FOUND, CellState.SOUGHT, CellState.NONE)


def norms_lead(rows: Sequence[ChecklistRow], powers: int) -> str:
    """Say how far the checklist has come, and how many powers were read."""
    counts = counted_states(rows)
    total = sum(counts.values())
    if counts[CellState.OPEN] == total:
        text = ngettext(
            "Nobody has looked for any of the %(count)s kind of document yet.",
            "Nobody has looked for any of the %(count)s kinds of document yet.",
            total,
        )
        return text % {"count": total}
    told = [_of_state(state, counts[state]) for state in _TOLD if counts[state]]
    text = gettext("Of %(count)s kinds of document by level, %(parts)s.")
    said = [text % {"count": total, "parts": joined(told)}]
    if counts[CellState.OPEN]:
        text = ngettext(
            "Nobody has looked for %(count)s of them.",
            "Nobody has looked for %(count)s of them.",
            counts[CellState.OPEN],
        )
        said.append(text % {"count": counts[CellState.OPEN]})
    text = ngettext("%(count)s power is recorded.", "%(count)s powers are recorded.", powers)
    return " ".join([*said, text % {"count": powers}])


def _of_state(state: CellState, number: int) -> str:
    if state is CellState.READ:
        text = ngettext("%(count)s was read", "%(count)s were read", number)
    elif state is CellState.FOUND:
        text = ngettext(
            "%(count)s was found and not read yet", "%(count)s were found and not read yet", number
        )
    elif state is CellState.SOUGHT:
        text = ngettext("%(count)s is being sought", "%(count)s are being sought", number)
    else:
        text = ngettext("%(count)s does not exist", "%(count)s do not exist", number)
    return text % {"count": number}


def state_words(state: CellState) -> str:
    """Return the words of a state."""
    words = {
        CellState.OPEN: gettext("Nobody looked yet"),
        CellState.SOUGHT: gettext("Being sought"),
        CellState.FOUND: gettext("Found, not read"),
        CellState.READ: pgettext("of a document", "Read"),
        CellState.NONE: gettext("None exists"),
    }
    return words[state]


def checklist_rows(norms: Sequence[Norm], *, path: str, edits: bool) -> list[dict[str, Any]]:
    """Return the rows of the checklist: per cell its state, its norms, and where one is added."""
    return [
        {
            "kind": row.kind.label,
            "cells": [_cell(cell, path=path, edits=edits) for cell in row.cells],
        }
        for row in checklist_of(norms)
    ]


def _cell(cell: ChecklistCell, *, path: str, edits: bool) -> dict[str, Any]:
    add = f"{reverse('norm-create', args=[path])}?kind={cell.kind.value}&level={cell.level.value}"
    wanted = cell.kind is not NormKind.OTHER or cell.norms
    return {
        "level": cell.level.label,
        "state": _TAGS[cell.state],
        "words": state_words(cell.state) if wanted else "",
        "norms": [_listed(norm, path) for norm in cell.norms],
        "add_url": add if edits and not cell.norms else "",
    }


def _listed(norm: Norm, path: str) -> dict[str, Any]:
    powers, entries = (int(getattr(norm, name, 0)) for name in ("power_count", "entry_count"))
    small = ngettext("%(count)s power", "%(count)s powers", powers) % {"count": powers}
    if norm.reading != NormReading.READ:
        small = norm.get_reading_display()
    elif not powers:
        small = gettext("gives no power") if entries else gettext("no power recorded")
    return {
        "name": norm.name,
        "url": reverse("norm", args=[path, norm.pk]),
        "small": small,
        "illustrative": norm.illustrative,
    }


def level_labels() -> list[str]:
    """Return the heads of the columns of the checklist."""
    return [str(level.label) for level in LEVELS]


def norm_lead(norm: Norm, *, powers: int, institutions: int, entries: int) -> str:
    """Say what a norm is, how far it was read, and what it gives.

    Parameters
    ----------
    powers, institutions : int
        How many powers it gives, and to how many institutions.
    entries : int
        Those, and the findings that it gives none.
    """
    what = gettext("%(kind)s, %(level)s level.") % {
        "kind": norm.get_kind_display(),
        "level": norm.get_level_display().lower(),
    }
    if norm.reading == NormReading.SOUGHT:
        return f"{what} {gettext('It is still being sought, so nobody knows what it gives.')}"
    if norm.reading == NormReading.NONE:
        return f"{what} {gettext('It was looked for, and none exists.')}"
    if powers:
        gives = ngettext("%(count)s power", "%(count)s powers", powers) % {"count": powers}
        text = ngettext(
            "It gives %(gives)s to %(count)s institution.",
            "It gives %(gives)s to %(count)s institutions.",
            institutions,
        )
        return f"{what} {text % {'gives': gives, 'count': institutions}}"
    if entries:
        return f"{what} {gettext('It was read and gives no power over what was looked for.')}"
    if norm.reading == NormReading.FOUND:
        return f"{what} {gettext('It was found and not read yet.')}"
    return f"{what} {gettext('No power was recorded from it.')}"


def norm_facts(norm: Norm) -> list[dict[str, Any]]:
    """Return what is known of a norm, as labelled values."""
    return [
        {"label": gettext("Reading"), "value": norm.get_reading_display(), "small": _day(norm)},
        {"label": gettext("Year of the text that was read"), "value": norm.year},
        {
            "label": gettext("Speaks of child labour itself"),
            "value": norm.get_is_child_labour_specific_display(),
            "small": norm.child_labour_article,
        },
        {"label": gettext("Note"), "value": norm.note or gettext("None")},
    ]


def _day(norm: Norm) -> str:
    return formats.date_format(norm.read_on, "SHORT_DATE_FORMAT") if norm.read_on else ""


def norm_sheet(norms: Sequence[Norm]) -> dict[str, Any]:
    """Return all norms as one table, for a file."""
    labels = [
        gettext("Title"),
        gettext("Kind of document"),
        gettext("Level of government"),
        gettext("Year"),
        gettext("Reading"),
        gettext("Date"),
        gettext("Speaks of child labour itself"),
        gettext("Article"),
        gettext("Powers"),
        gettext("Link"),
    ]
    return {
        "caption": gettext("Norms"),
        "holds": gettext("Documents that give powers, by level, and how far they were read."),
        "columns": [{"label": label, "number": label == gettext("Powers")} for label in labels],
        "rows": [{"cells": _sheet_cells(norm)} for norm in norms],
        "empty": gettext("No document has been recorded yet."),
    }


def _sheet_cells(norm: Norm) -> list[dict[str, Any]]:
    powers = int(getattr(norm, "power_count", 0))
    return [
        {"text": norm.name, "illustrative": norm.illustrative},
        {"text": norm.get_kind_display()},
        {"text": norm.get_level_display()},
        {"text": str(norm.year or "")},
        {"text": norm.get_reading_display()},
        {"text": _day(norm), "value": norm.read_on},
        {"text": str(Answer(norm.is_child_labour_specific).label)},
        {"text": norm.child_labour_article},
        {"text": str(powers), "value": powers},
        {"text": norm.website},
    ]
