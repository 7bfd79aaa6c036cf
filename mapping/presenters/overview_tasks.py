"""The tasks of the mapping in their parts, with states that follow from what is recorded."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.models import ActorKind
from mapping.presenters.gap_matrix import matrix_counts
from mapping.presenters.programme_list import programmes_above
from mapping.queries.acknowledgements import Acknowledgements
from mapping.queries.progress import MappingProgress
from mapping.supply import SupplyMatrix

type Task = dict[str, Any]
type Part = dict[str, Any]
type Counts = Mapping[str, int]


def mapping_parts(
    path: str,
    progress: MappingProgress,
    known: Counts,
    matrix: SupplyMatrix | None,
    acknowledgements: Acknowledgements | None,
    *,
    edits: bool,
) -> list[Part]:
    """Make the parts of the mapping in the order of the method: documents, actors, interviews, spaces, gaps.

    Parameters
    ----------
    known : mapping of str to int
        How much is recorded of each kind, as `queries.recorded` tells.
    matrix, acknowledgements : optional
        None above the municipalities, where neither supply nor interviews are recorded.
    edits : bool
        Whether the reader may change the mapping; what only they may open is left out for others.
    """
    local = matrix is not None
    parts = [
        {
            "title": gettext("Read before asking"),
            "note": gettext("Documents first: interviews then ask only what they leave open."),
            "tasks": [
                _norms(known, path),
                _attributions(known, path),
                *_programmes(progress, matrix, path, edits=edits),
            ],
        },
        {
            "title": gettext("Know everyone"),
            "note": gettext("All who act in the territory, in government and outside it."),
            "tasks": [_institutions(progress, path), *([_actors(known, path)] if local else [])],
        },
    ]
    if matrix is not None and acknowledgements is not None:
        parts.append(
            {
                "title": gettext("Ask and confirm"),
                "note": gettext("What somebody said stays claimed until a document confirms it."),
                "tasks": [
                    _unknowns(progress, path),
                    _interviews(known, path),
                    *([_changes(known, path)] if edits else []),
                    _acknowledged(acknowledgements, path),
                ],
            }
        )
    parts.append(
        {
            "title": gettext("Learn where to meet, and from whom"),
            "note": gettext("The space that hosts the intervention, and what was tried before."),
            "tasks": [_spaces(progress, path), _past(known, path)],
        }
    )
    parts.append(_telling(progress, matrix, path))
    return parts


def _task(page: str, path: str, title: str, note: str, state: str, label: str = "") -> Task:
    url = reverse(page, args=[path])
    return {"title": title, "url": url, "note": note, "state": state, "label": label}


def _state(number: int, *, complete: bool) -> str:
    if complete:
        return "done"
    return "started" if number else "open"


def _norms(known: Counts, path: str) -> Task:
    note = gettext("%(read)s of %(all)s documents read.") % {
        "read": known["norms_read"],
        "all": known["norms"],
    }
    complete = 0 < known["norms"] == known["norms_read"]
    return _task("norms", path, gettext("Read the norms"), note, _state(known["norms"], complete=complete))


def _attributions(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s power by norm.", "%(count)s powers by norm.", known["powers"])
    title = gettext("See who may act, by which article")
    state = _state(known["powers"], complete=bool(known["powers"]))
    return _task("attributions", path, title, note % {"count": known["powers"]}, state)


def _programmes(
    progress: MappingProgress, matrix: SupplyMatrix | None, path: str, *, edits: bool
) -> list[Task]:
    title = gettext("Record programmes and what each can do here")
    note = progress.summary if matrix else programmes_above(progress.programmes)
    complete = bool(progress.programmes) and not progress.unlinked_programmes
    tasks = [_task("programmes", path, title, note, _state(progress.programmes, complete=complete))]
    if progress.programmes and edits:
        tasks.append(_links(progress, path))
    return [
        *tasks,
        _task(
            "beneficiaries",
            path,
            gettext("Count lists of beneficiaries"),
            ngettext("%(count)s list counted.", "%(count)s lists counted.", progress.countings)
            % {"count": progress.countings},
            _state(progress.countings, complete=False),
        ),
    ]


def _links(progress: MappingProgress, path: str) -> Task:
    waiting = progress.unlinked_programmes
    note = ngettext("%(count)s programme is not reviewed.", "%(count)s programmes are not reviewed.", waiting)
    title = gettext("Say which factors each programme addresses")
    state = _state(progress.programmes - waiting, complete=not waiting)
    return _task("programmes-factors", path, title, note % {"count": waiting}, state)


def _institutions(progress: MappingProgress, path: str) -> Task:
    note = ngettext(
        "%(count)s institution recorded.", "%(count)s institutions recorded.", progress.institutions
    )
    title = gettext("Record institutions, offices and posts")
    state = _state(progress.institutions, complete=bool(progress.institutions))
    return _task("institutions", path, title, note % {"count": progress.institutions}, state)


def _actors(known: Counts, path: str) -> Task:
    note = gettext(
        "%(judged)s judged by interest and influence; %(none)s of %(kinds)s kinds looked for in vain."
    ) % {
        "judged": known["profiles_judged"],
        "none": known["none_found"],
        "kinds": len(ActorKind),
    }
    state = _state(known["profiles"] + known["none_found"], complete=False)
    return _task("actors", path, gettext("Map actors by interest and influence"), note, state)


def _unknowns(progress: MappingProgress, path: str) -> Task:
    number = progress.offers_unknown
    note = ngettext(
        "%(count)s programme whose eligibility is not known.",
        "%(count)s programmes whose eligibility is not known.",
        number,
    )
    state = _state(progress.offers, complete=bool(progress.programmes) and not number)
    return _task("unknowns", path, gettext("See what to ask"), note % {"count": number}, state)


def _interviews(known: Counts, path: str) -> Task:
    note = gettext("%(held)s of %(all)s held.") % {
        "held": known["interviews_held"],
        "all": known["interviews"],
    }
    if known["follow_ups_overdue"]:
        due = ngettext(
            "%(count)s agreement is overdue.",
            "%(count)s agreements are overdue.",
            known["follow_ups_overdue"],
        )
        note = f"{note} {due % {'count': known['follow_ups_overdue']}}"
    complete = 0 < known["interviews"] == known["interviews_held"] and not known["follow_ups_overdue"]
    state = _state(known["interviews"], complete=complete)
    return _task("interviews", path, gettext("Interview the institutions"), note, state)


def _changes(known: Counts, path: str) -> Task:
    waiting = known["changes_waiting"]
    note = ngettext(
        "%(count)s correction by an owner waits.", "%(count)s corrections by owners wait.", waiting
    ) % {"count": waiting}
    state = "started" if waiting else "open"
    return _task("proposed-changes", path, gettext("Decide what owners correct"), note, state)


def _acknowledged(acknowledgements: Acknowledgements, path: str) -> Task:
    title = gettext("Note who acknowledged the definition")
    if acknowledgements.sheet is None:
        note = gettext("Missing: a working definition in force.")
        return _task("acknowledgements", path, title, note, "closed")
    done, total = acknowledgements.done, len(acknowledgements.rows)
    note = gettext("%(done)s of %(all)s institutions acknowledged it.") % {"done": done, "all": total}
    return _task("acknowledgements", path, title, note, _state(done, complete=0 < total == done))


def _spaces(progress: MappingProgress, path: str) -> Task:
    note = ngettext("%(count)s space recorded.", "%(count)s spaces recorded.", progress.spaces)
    title = gettext("Compare coordination spaces and their members")
    state = _state(progress.spaces, complete=bool(progress.spaces))
    return _task("spaces", path, title, note % {"count": progress.spaces}, state)


def _past(known: Counts, path: str) -> Task:
    note = ngettext("%(count)s intervention recorded.", "%(count)s interventions recorded.", known["past"])
    title = gettext("Learn from what was tried")
    state = _state(known["past"], complete=bool(known["past"]))
    return _task("past-interventions", path, title, note % {"count": known["past"]}, state)


def _telling(progress: MappingProgress, matrix: SupplyMatrix | None, path: str) -> Part:
    exchange = _task(
        "mapping-exchange",
        path,
        gettext("Take the mapping out, and bring it back"),
        gettext("One workbook, and the standards of service directories."),
        "open",
        label=gettext("Own page"),
    )
    tasks = [exchange]
    if matrix is not None:
        state = "started" if progress.programmes else "open"
        tasks = [
            _task("gaps", path, gettext("Read supply and gaps"), matrix_counts(matrix), state),
            _task(
                "mapping-report",
                path,
                gettext("Print the mapping"),
                gettext("The report, the attribution matrix, and a sheet of gaps per zone."),
                "open",
                label=gettext("Own page"),
            ),
            exchange,
        ]
    return {
        "title": gettext("See what is missing, and tell it"),
        "note": gettext("Supply against need, zone by zone; then on paper."),
        "tasks": tasks,
    }
