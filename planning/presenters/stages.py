"""The four stages as the task list shows them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.wording import render
from planning.stage_texts import stage_texts
from planning.stages import Stage, Step, StepState


def stage_list(stages: Iterable[Stage], urls: Mapping[str, str], today: dt.date) -> list[dict[str, Any]]:
    """Make the stages for components/stage_list.html.

    Parameters
    ----------
    urls : mapping of str to str
        Address of each step by its code; a step that cannot start yet gets no link.
    """
    texts = stage_texts()
    return [
        {
            "number": stage.number,
            "title": texts[stage.code].title,
            "state": stage.state.value,
            "days": days_words(stage.days(today), texts[stage.code].reference_days),
            "tasks": [_task(step, urls) for step in stage.steps],
        }
        for stage in stages
    ]


def _task(step: Step, urls: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": render(step.title),
        "url": "" if step.state is StepState.CLOSED else urls.get(step.code, ""),
        "note": render(step.note),
        "state": step.state.value,
        "label": "",
    }


def days_words(days: int | None, reference: int | None) -> str:
    """Say how long a stage took so far, beside the first published process."""
    if reference is None:
        return gettext("no fixed term")
    compared = gettext("reference %(days)s") % {"days": reference}
    if days is None:
        return compared
    spent = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return f"{spent} · {compared}"
