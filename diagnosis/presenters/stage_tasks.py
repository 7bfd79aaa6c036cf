"""The tasks of stage 2.1 in their five parts, with states that follow from what is recorded."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from diagnosis.models.codebook import InclusionTopic
from diagnosis.queries.progress import DiagnosisProgress

type Task = dict[str, Any]
type Part = dict[str, Any]
type Counts = Mapping[str, int]


def stage_parts(progress: DiagnosisProgress, known: Counts, path: str) -> list[Part]:
    """Make the parts of the characterisation, each with its tasks, and the way on to the mapping.

    Parameters
    ----------
    known : mapping of str to int
        How much is recorded of each kind, as `queries.recorded` tells.
    """
    return [
        {
            "title": gettext("Agree on words"),
            "note": gettext("Before any number: of whom, and in which categories."),
            "tasks": [_definition(progress, path), _codebook(known, path)],
        },
        {
            "title": gettext("Gather what is known"),
            "note": gettext("Each of them may be the only evidence for a factor."),
            "tasks": [
                _literature(known, path),
                _sources(known, path),
                _requests(known, path),
                _qualitative(known, path),
                _inferences(known, path),
            ],
        },
        {
            "title": gettext("Find what is associated"),
            "note": gettext("Without microdata the stage goes on: with proxies, records and findings."),
            "tasks": [_surveys(known, path), _analyses(known, path), _factors(progress, path)],
        },
        {
            "title": gettext("Find where"),
            "note": gettext("From areas to zones that people recognise."),
            "tasks": [
                _proxies(known, path),
                _zones(progress, path),
                _needs(progress, path),
            ],
        },
        {
            "title": gettext("Tell it"),
            "note": gettext("What the commission reads, and where the stage goes on."),
            "tasks": [
                _task(
                    "factsheets",
                    path,
                    gettext("Factsheets and report"),
                    gettext("One page per territory and zone, and the characterisation report."),
                    "open",
                    label=gettext("Own page"),
                ),
                _task(
                    "mapping",
                    path,
                    gettext("Map competences, programmes and spaces"),
                    gettext("The second step of this stage has a page of its own."),
                    "open",
                    label=gettext("Own page"),
                ),
            ],
        },
    ]


def next_step(progress: DiagnosisProgress, path: str) -> dict[str, str] | None:
    """Return the one thing that waits, or None when nothing does."""
    if not progress.definition_is_frozen:
        return {
            "title": gettext("Next: put the working definition into force"),
            "consequence": gettext("Without it no result is kept, and no unit can say that it accepts it."),
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


def _task(page: str, path: str, title: str, note: str, state: str, label: str = "") -> Task:
    url = reverse(page, args=[path])
    return {"title": title, "url": url, "note": note, "state": state, "label": label}


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
    return _task("definition", path, gettext("Agree on the working definition"), note, state)


def _codebook(known: Counts, path: str) -> Task:
    topics = len(InclusionTopic)
    note = gettext("%(done)s of %(all)s topics decided: indigenous condition, disability, migration.") % {
        "done": known["topics"],
        "all": topics,
    }
    state = "done" if known["topics"] >= topics else "started" if known["topics"] else "open"
    return _task("codebook", path, gettext("Fix variables and categories"), note, state)


def _literature(known: Counts, path: str) -> Task:
    references = ngettext(
        "%(count)s publication read", "%(count)s publications read", known["references"]
    ) % {"count": known["references"]}
    searches = ngettext("%(count)s search.", "%(count)s searches.", known["searches"]) % {
        "count": known["searches"]
    }
    state = "done" if known["references"] else "started" if known["searches"] else "open"
    return _task("literature", path, gettext("Review the literature"), f"{references}, {searches}", state)


def _sources(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s source described.", "%(count)s sources described.", known["sources"]) % {
        "count": known["sources"]
    }
    return _task(
        "data-sources", path, gettext("See which source can tell what"), note, _done(known["sources"])
    )


def _requests(known: Counts, path: str) -> Task:
    note = ngettext(
        "%(answered)s of %(count)s request answered.",
        "%(answered)s of %(count)s requests answered.",
        known["requests"],
    ) % {"answered": known["requests_answered"], "count": known["requests"]}
    open_ones = known["requests"] - known["requests_answered"]
    state = "open" if not known["requests"] else "started" if open_ones else "done"
    return _task("requests", path, gettext("Ask for administrative records"), note, state)


def _qualitative(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s finding.", "%(count)s findings.", known["findings"]) % {
        "count": known["findings"]
    }
    state = "done" if known["findings"] else "started" if known["instruments"] else "open"
    return _task("qualitative", path, gettext("Listen to people who know"), note, state)


def _inferences(known: Counts, path: str) -> Task:
    note = ngettext(
        "%(count)s value of another level, with its reason.",
        "%(count)s values of another level, each with its reason.",
        known["inferences"],
    ) % {"count": known["inferences"]}
    return _task(
        "inferences", path, gettext("Say which values are inferred"), note, _done(known["inferences"])
    )


def _surveys(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s survey read.", "%(count)s surveys read.", known["surveys"]) % {
        "count": known["surveys"]
    }
    return _task("surveys", path, gettext("Measure work and chores"), note, _done(known["surveys"]))


def _analyses(known: Counts, path: str) -> Task:
    note = ngettext(
        "%(count)s result from microdata; the log tells how to repeat it.",
        "%(count)s results from microdata; the log tells how to repeat them.",
        known["analyses"],
    ) % {"count": known["analyses"]}
    return _task("results", path, gettext("Run the three techniques"), note, _done(known["analyses"]))


def _proxies(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s proxy in use.", "%(count)s proxies in use.", known["proxies"]) % {
        "count": known["proxies"]
    }
    return _task("proxies", path, gettext("Choose proxies by area"), note, _done(known["proxies"]))


def _done(number: int) -> str:
    return "done" if number else "open"


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
    return _task("factors", path, gettext("Rank the associated factors"), note, state)


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
    return _task("zones", path, gettext("Find the priority zones"), note, state)


def _needs(progress: DiagnosisProgress, path: str) -> Task:
    if not progress.needs:
        note, state = gettext("The supply is held against these numbers."), "open"
    else:
        note = ngettext("%(count)s number recorded.", "%(count)s numbers recorded.", progress.needs) % {
            "count": progress.needs
        }
        state = "started" if progress.needs_missing else "done"
    return _task("needs", path, gettext("Say how many children each factor concerns"), note, state)
