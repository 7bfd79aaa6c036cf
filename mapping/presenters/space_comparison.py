"""Coordination spaces side by side: the lead of the list, the ranking with its reasons, the comparison."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message
from mapping.models import CoordinationSpace, GovernmentLevel
from mapping.models import Known as Answer
from mapping.presenters.saying import all_said, capitalised, joined
from mapping.presenters.space_leadership import local_role_words
from mapping.queries.space_composition import SpaceComposition
from mapping.score_words import score_words
from mapping.space_ranking import SpaceFacts, Standing, rank_spaces

_LEVELS = (GovernmentLevel.FEDERAL, GovernmentLevel.STATE, GovernmentLevel.MUNICIPAL)


@dataclass(frozen=True)
class Compared:
    """One space with what its members tell and where it stands among the others."""

    space: CoordinationSpace
    found: SpaceComposition
    standing: Standing


def compare(spaces: Sequence[CoordinationSpace], found: Mapping[int, SpaceComposition]) -> list[Compared]:
    """Return the spaces, best placed first; the name decides among equals."""
    ranked = rank_spaces([_facts(space, found[space.pk]) for space in spaces])
    rows = [
        Compared(space, found[space.pk], standing) for space, standing in zip(spaces, ranked, strict=True)
    ]
    return sorted(rows, key=lambda row: (row.standing.rank, row.space.name))


def _facts(space: CoordinationSpace, found: SpaceComposition) -> SpaceFacts:
    return SpaceFacts(
        local_government_leads=found.local_government_leads,
        can_host=Known(space.can_host),
        is_tripartite=found.is_tripartite,
        has_preventive_mandate=Known(space.has_preventive_mandate),
        is_child_labour_specific=Known(space.is_child_labour_specific),
        is_institutionalised=Known(space.is_institutionalised),
        are_decisions_binding=Known(space.are_decisions_binding),
        will=space.will,
        capacity=space.capacity,
    )


def spaces_lead(compared: Sequence[Compared]) -> str:
    """Say how many spaces there are, how many could host the intervention, and which is best placed."""
    if not compared:
        return gettext("No coordination space has been recorded yet. One of them will validate the plan.")
    led = sum(row.found.local_government_leads is Known.YES for row in compared)
    three = sum(row.found.is_tripartite is Known.YES for row in compared)
    text = ngettext("%(count)s space recorded.", "%(count)s spaces recorded.", len(compared))
    more = gettext("Led by local government: %(led)s. Tripartite: %(three)s.")
    first = [row for row in compared if row.standing.rank == 1]
    best = ""
    if len(first) == 1 and first[0].standing.may_be_chosen is not Known.NO and len(compared) > 1:
        best = " " + gettext("Best placed by what is known: %(space)s.") % {"space": first[0].space}
    return f"{text % {'count': len(compared)}} {more % {'led': led, 'three': three}}{best}"


def ranking_table(compared: Sequence[Compared], *, path: str) -> dict[str, Any]:
    """Return the ranking for components/table.html: what speaks for each, against it, and what to ask."""
    labels = [
        gettext("Space"),
        pgettext("order of spaces", "Place"),
        gettext("May it be chosen?"),
        gettext("What speaks for it"),
        gettext("What it lacks"),
        gettext("Not known yet"),
    ]
    rows = [
        _cells(
            labels,
            [
                _named(row.space, path),
                {"text": str(row.standing.rank), "value": row.standing.rank},
                {"text": may_be_chosen(row.standing)},
                {"text": _clauses(row.standing.strengths)},
                {"text": _clauses(row.standing.lacks)},
                {"text": _clauses(row.standing.open)},
            ],
        )
        for row in compared
    ]
    return {
        "caption": gettext("Which space is best placed"),
        "holds": gettext(
            "Those that local government leads come first, then those of which more holds. "
            "What is not known counts for nothing."
        ),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def may_be_chosen(standing: Standing) -> str:
    """Return in words whether the rule of leadership and the space itself allow choosing it."""
    return {
        Known.YES: gettext("Yes"),
        Known.NO: gettext("Not as it stands"),
        Known.UNKNOWN: gettext("Not known yet"),
    }[standing.may_be_chosen]


def comparison_table(compared: Sequence[Compared], *, path: str, short: bool = False) -> dict[str, Any]:
    """Return the record of each space in one row; `short` names it by its acronym, for narrow columns."""
    columns = _columns()
    labels = [gettext("Space"), *(label for label, _cell in columns)]
    return {
        "caption": gettext("Coordination spaces"),
        "holds": gettext("Tripartite, seats and the local government's role are computed from the members."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            _cells(
                labels,
                [_named(row.space, path, short=short), *({"text": cell(row)} for _label, cell in columns)],
            )
            for row in compared
        ],
    }


def government_seats(found: SpaceComposition) -> str:
    """Return how many seats each level of government has, as its members tell."""
    if not found.members:
        return gettext("Not known yet")
    parts = [
        gettext("%(level)s %(count)s") % {"level": level.label, "count": found.government_by_level[level]}
        for level in _LEVELS
        if found.government_by_level.get(level)
    ]
    return " · ".join(parts) or gettext("None")


def _columns() -> list[tuple[str, Callable[[Compared], str]]]:
    return [
        (gettext("Level"), lambda row: row.space.get_level_display()),
        (gettext("Chair"), lambda row: str(row.found.chair or gettext("Not recorded"))),
        (
            gettext("Secretariat"),
            lambda row: joined([str(one) for one in row.found.secretariat]) or gettext("Not recorded"),
        ),
        (gettext("Role of local government"), lambda row: local_role_words(row.found)),
        (gettext("Seats of government"), lambda row: government_seats(row.found)),
        (gettext("Tripartite"), lambda row: str(Answer(row.found.is_tripartite.value).label)),
        (gettext("Preventive mandate"), lambda row: row.space.get_has_preventive_mandate_display()),
        (gettext("Institutionalised"), lambda row: row.space.get_is_institutionalised_display()),
        (gettext("Decisions bind"), lambda row: row.space.get_are_decisions_binding_display()),
        (gettext("Can host"), lambda row: row.space.get_can_host_display()),
        (gettext("Will"), lambda row: score_words(row.space.will)),
        (gettext("Capacity"), lambda row: score_words(row.space.capacity)),
    ]


def _named(space: CoordinationSpace, path: str, *, short: bool = False) -> dict[str, Any]:
    return {
        "text": str(space) if short else space.name,
        "url": reverse("space", args=[path, space.pk]),
        "small": "" if short else space.acronym,
        "illustrative": space.illustrative,
    }


def _cells(labels: Sequence[str], cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}


def _clauses(clauses: Sequence[Message]) -> str:
    said = "; ".join(all_said(clauses))
    return f"{capitalised(said)}." if said else gettext("Nothing")
