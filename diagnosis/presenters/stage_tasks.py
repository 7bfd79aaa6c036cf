"""The tasks of stage 2.1 with states that follow from what is recorded."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.queries.progress import DiagnosisProgress

type Task = dict[str, Any]


def stage_tasks(progress: DiagnosisProgress, path: str) -> list[Task]:
    """Make the tasks of the characterisation and the way on to the mapping."""
    return [
        _definition(progress, path),
        _factors(progress, path),
        _zones(progress, path),
        _needs(progress, path),
        {
            "title": gettext("Map competences, programmes and spaces"),
            "url": reverse("mapping", args=[path]),
            "note": gettext("The second step of this stage has a page of its own."),
            "state": "open",
            "label": gettext("Own page"),
        },
    ]


def next_step(progress: DiagnosisProgress, path: str) -> dict[str, str] | None:
    """Return the one thing that waits, or None when nothing does."""
    if not progress.definition_is_frozen:
        return {
            "title": gettext("Next: put the working definition into force"),
            "consequence": gettext("Without it no unit can say that it accepts the definition."),
            "url": reverse("definition", args=[path]),
            "action": gettext("Open the definition"),
        }
    if not progress.factors_priority:
        return {
            "title": gettext("Next: choose the priority factors"),
            "consequence": gettext("They make up the index of the areas and the rows of the supply."),
            "url": reverse("factors", args=[path]),
            "action": gettext("Open the factors"),
        }
    if not progress.zones_prioritised:
        return {
            "title": gettext("Next: agree on the priority zones"),
            "consequence": gettext("The plan reaches zones; candidates alone do not say where to begin."),
            "url": reverse("zones", args=[path]),
            "action": gettext("Open the zones"),
        }
    return None


def _definition(progress: DiagnosisProgress, path: str) -> Task:
    if progress.definition_is_frozen:
        note = (
            gettext("In force; a newer draft is being written.")
            if progress.definition_has_draft
            else gettext("In force; it no longer changes.")
        )
        state = "done"
    elif progress.has_definition:
        note, state = gettext("A draft exists and is not in force yet."), "started"
    else:
        note, state = gettext("Says of whom the diagnosis and the plan speak."), "open"
    title = gettext("Agree on the working definition")
    return {"title": title, "url": reverse("definition", args=[path]), "note": note, "state": state}


def _factors(progress: DiagnosisProgress, path: str) -> Task:
    if progress.factors_priority:
        note = ngettext(
            "%(count)s priority factor.", "%(count)s priority factors.", progress.factors_priority
        ) % {"count": progress.factors_priority}
        state = "done"
    elif progress.factors_recorded:
        note, state = gettext("Factors are recorded, none of them as a priority."), "started"
    else:
        note, state = gettext("Without a choice, those that the areas' data measure are used."), "open"
    title = gettext("Rank the associated factors")
    return {"title": title, "url": reverse("factors", args=[path]), "note": note, "state": state}


def _zones(progress: DiagnosisProgress, path: str) -> Task:
    if not progress.zones:
        note, state = gettext("No zone has been drawn yet."), "open"
    else:
        note = ngettext(
            "%(count)s zone, %(prioritised)s of them prioritised.",
            "%(count)s zones, %(prioritised)s of them prioritised.",
            progress.zones,
        ) % {"count": progress.zones, "prioritised": progress.zones_prioritised}
        state = "done" if progress.zones_prioritised else "started"
    title = gettext("Find the priority zones")
    return {"title": title, "url": reverse("zones", args=[path]), "note": note, "state": state}


def _needs(progress: DiagnosisProgress, path: str) -> Task:
    if not progress.needs:
        note, state = gettext("The supply is held against these numbers."), "open"
    else:
        note = ngettext("%(count)s number recorded.", "%(count)s numbers recorded.", progress.needs) % {
            "count": progress.needs
        }
        state = "started" if progress.needs_missing else "done"
    title = gettext("Say how many children each factor concerns")
    return {"title": title, "url": reverse("needs", args=[path]), "note": note, "state": state}
