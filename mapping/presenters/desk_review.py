"""The two short checklists of the desk review, as tables of their page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from mapping.desk_review import Part, Progress
from mapping.queries.desk_review import FoundStep


def desk_table(found: Sequence[FoundStep], part: Part, *, path: str, edits: bool) -> dict[str, Any]:
    """Return the checklist of one part as components/table.html takes it."""
    programmes = part is Part.PROGRAMMES
    labels = [gettext("What to gather"), gettext("How far")]
    ticking = edits and any(not one.step.computed for one in found)
    columns = [{"label": label} for label in labels] + ([{"label": gettext("Change")}] if ticking else [])
    return {
        "caption": gettext("On programmes") if programmes else gettext("On coordination spaces"),
        "holds": gettext("Counted from what is recorded, or ticked by a person. Interviews come afterwards."),
        "columns": columns,
        "rows": [_row(one, labels, part, path=path, ticking=ticking) for one in found],
    }


def _row(found: FoundStep, labels: list[str], part: Part, *, path: str, ticking: bool) -> dict[str, Any]:
    cells = [{"text": found.step.name, "small": found.step.explanation}, _state(found, part)]
    if ticking:
        cells.append(_change(found, path))
        labels = [*labels, gettext("Change")]
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}


def _change(found: FoundStep, path: str) -> dict[str, Any]:
    if found.step.computed:
        return {"text": gettext("counted")}
    text = gettext("Correct") if found.ticked else gettext("Tick")
    return {"text": text, "url": reverse("desk-review-edit", args=[path, found.step.code])}


def _state(found: FoundStep, part: Part) -> dict[str, Any]:
    if found.progress is not None:
        return {"text": progress_words(found.progress, part)}
    ticked = found.ticked
    if ticked is None:
        return {"text": gettext("Nobody looked yet")}
    day = formats.date_format(ticked.done_on, "SHORT_DATE_FORMAT")
    small = f"{day} · {ticked.note}" if ticked.note else day
    return {"text": ticked.get_state_display(), "small": small, "illustrative": ticked.illustrative}


def progress_words(progress: Progress, part: Part) -> str:
    """Say how many records have what a step asks for."""
    if not progress.of:
        if part is Part.PROGRAMMES:
            return gettext("No programme is recorded yet")
        return gettext("No space is recorded yet")
    if part is Part.PROGRAMMES:
        text = ngettext("%(done)s of %(count)s programme", "%(done)s of %(count)s programmes", progress.of)
    else:
        text = ngettext("%(done)s of %(count)s space", "%(done)s of %(count)s spaces", progress.of)
    return text % {"done": progress.done, "count": progress.of}
