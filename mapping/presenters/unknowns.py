"""What remains unknown, page by page and as a table: per institution, per programme, the questions."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from mapping.level_words import level_word
from mapping.models import InterviewState
from mapping.presenters.saying import all_said, joined
from mapping.unknowns import Agenda, InstitutionAgenda, ProgrammeUnknown

type Entry = tuple[InstitutionAgenda, ProgrammeUnknown | None]
"""One programme of an institution, or the institution itself where only it is asked about."""


def unknowns_lead(agenda: Agenda) -> str:
    """Say how much is open, and who can settle most."""
    if agenda.is_empty:
        if agenda.programmes:
            return gettext("Nothing recorded leaves a question open.")
        return gettext("No programme has been recorded yet, so there is nothing to ask about.")
    if not agenda.institutions:
        return gettext("No question waits for an institution; some reading is left to do.")
    questions = ngettext("%(count)s question is open", "%(count)s questions are open", agenda.questions)
    programmes = ngettext("of %(count)s programme", "of %(count)s programmes", agenda.programmes)
    first = gettext("%(questions)s on %(open)s %(programmes)s.") % {
        "questions": questions % {"count": agenda.questions},
        "open": agenda.open_programmes,
        "programmes": programmes % {"count": agenda.programmes},
    }
    most = agenda.institutions[0]
    who = gettext("%(name)s can settle most of them.") % {"name": most.name}
    return f"{first} {who}" if len(agenda.institutions) > 1 else first


def entries_of(agenda: Agenda, *, level: str = "", institution: int | None = None) -> list[Entry]:
    """Return one entry per programme with questions, in the order of the agenda, narrowed down."""
    return list(_entries(agenda, level, institution))


def _entries(agenda: Agenda, level: str, institution: int | None) -> Iterator[Entry]:
    for one in agenda.institutions:
        if level not in ("", one.level) or institution not in (None, one.institution_id):
            continue
        yield from ((one, programme) for programme in one.programmes or (None,))


def groups_of(entries: Sequence[Entry], *, path: str, edits: bool) -> list[dict[str, Any]]:
    """Return the entries of a page by institution, with the interview that was planned or held."""
    return [
        _group(institution, [programme for _one, programme in found if programme], path, edits=edits)
        for institution, found in groupby(entries, key=lambda entry: entry[0])
    ]


def _group(
    one: InstitutionAgenda, programmes: list[ProgrammeUnknown], path: str, *, edits: bool
) -> dict[str, Any]:
    number = ngettext("%(count)s question", "%(count)s questions", one.questions)
    plan = f"{reverse('interview-create', args=[path])}?institution={one.institution_id}"
    return {
        "name": one.name,
        "url": reverse("institution", args=[path, one.institution_id]),
        "level": level_word(one.level),
        "count": number % {"count": one.questions},
        "asked": all_said(one.asked),
        "interview": interview_words(one),
        "interview_url": reverse("interview", args=[path, one.interview_id]) if one.interview_id else "",
        "plan_url": plan if edits and not one.interview_id else "",
        "programmes": [
            {
                "name": programme.name,
                "url": reverse("programme", args=[path, programme.programme_id]),
                "questions": all_said(programme.questions),
            }
            for programme in programmes
        ],
    }


def interview_words(one: InstitutionAgenda) -> str:
    """Say whether an interview with the institution is planned, was held, or none is."""
    if not one.interview_id:
        return gettext("no interview planned")
    label = str(InterviewState(one.interview_state).label)
    return gettext("interview: %(state)s") % {"state": label[:1].lower() + label[1:]}


def reading_left(agenda: Agenda) -> list[str]:
    """Return what is left to read or to review before anybody is asked."""
    left = []
    if agenda.unlinked:
        names = [one.name for one in agenda.unlinked[:3]]
        text = ngettext(
            "%(count)s programme has not been linked to factors: %(names)s.",
            "%(count)s programmes have not been linked to factors, such as %(names)s.",
            len(agenda.unlinked),
        )
        left.append(text % {"count": len(agenda.unlinked), "names": joined(names)})
    if agenda.factors_without_norm:
        left.append(
            gettext("No norm has been read on: %(names)s.") % {"names": joined(agenda.factors_without_norm)}
        )
    return left


def unknowns_table(entries: Sequence[Entry]) -> dict[str, Any]:
    """Make one row per question, to sort, to print or to take to an interview."""
    labels = (
        gettext("Institution"),
        gettext("Level"),
        gettext("Programme"),
        gettext("Question"),
        gettext("Interview"),
    )
    rows: list[tuple[str, ...]] = []
    for one, found in groupby(entries, key=lambda entry: entry[0]):
        rows += [_cells(one, gettext("the institution itself"), text) for text in all_said(one.asked)]
        for _one, programme in found:
            asked = all_said(programme.questions) if programme else []
            rows += [_cells(one, programme.name if programme else "", text) for text in asked]
    return {
        "caption": gettext("What remains unknown"),
        "holds": gettext("One row per question, by institution and programme."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            {"cells": [{"text": text, "label": label} for text, label in zip(cells, labels, strict=True)]}
            for cells in rows
        ],
        "empty": gettext("Nothing recorded leaves a question open."),
    }


def _cells(one: InstitutionAgenda, programme: str, question: str) -> tuple[str, ...]:
    level = level_word(one.level)
    return one.name, level, programme, question, interview_words(one)
