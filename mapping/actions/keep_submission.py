"""Keeps a submission of the form in its interview: answers, notes, day, post and consents, in one act."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from mapping.actions.answer_facts import Answer, answer_facts
from mapping.models import Interview, InterviewNote, InterviewTheme

LONGEST_NOTE = 4_000
"""Characters of one note, as its form takes them; a longer text becomes several notes."""


@transaction.atomic
def keep_submission(
    *,
    interview: Interview,
    answers: dict[str, Answer],
    notes: dict[str, str],
    facts: dict[str, str],
    handling: str,
    by: User,
    expected_version: int,
) -> Interview:
    """Write what a form brought back. The same submission kept twice adds nothing.

    Parameters
    ----------
    notes : dict of str to str
        Code of a theme to what was noted.
    facts : dict of str to str
        Fields of the interview to what the form says; empty ones change nothing.
    handling : str
        A `Handling`, for every note.

    Raises
    ------
    NotSavedError
        When the interview is closed or was withdrawn; nothing is changed.
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    for name, value in facts.items():
        if value:
            setattr(interview, name, dt.date.fromisoformat(value) if name == "day" else value)
    saved = answer_facts(interview=interview, answers=answers, by=by, expected_version=expected_version)
    themes = {theme.code: theme for theme in InterviewTheme.objects.filter(code__in=notes)}
    for code, text in [(code, part) for code, whole in notes.items() for part in _parts(whole)]:
        theme = themes.get(code)
        if interview.notes.filter(theme=theme, text=text).exists():
            continue
        note = InterviewNote(
            territory=interview.territory, interview=interview, theme=theme, handling=handling, text=text
        )
        create_record(note, by=by)
    return saved


def _parts(text: str) -> Iterator[str]:
    """Cut a text where words end, so that each part fits a note."""
    while len(text) > LONGEST_NOTE:
        at = max(text.rfind(" ", 0, LONGEST_NOTE), text.rfind("\n", 0, LONGEST_NOTE))
        at = at if at > 0 else LONGEST_NOTE
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text
