"""Stores the interviews of the demonstration, through the actions that people use."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from mapping.actions.answer_facts import Answer, answer_facts
from mapping.actions.close_interview import close_interview
from mapping.actions.save_interview import create_interview
from mapping.models import FollowUp, Institution, Interview, InterviewNote, InterviewTheme, LocalOffer
from planning.demo.reading import read

_ROWS = ("institution", "answers", "notes", "follow_ups", "closed")


def build_interviews(
    municipality: Territory,
    institutions: Mapping[str, Institution],
    offers: Mapping[str, LocalOffer],
    *,
    by: User,
) -> None:
    """Store each talk with its answers, notes and agreements; institutions and offers by their keys."""
    themes = {theme.code: theme for theme in InterviewTheme.objects.all()}
    for told in read("interviews")["interviews"]:
        values: dict[str, Any] = {name: value for name, value in told.items() if name not in _ROWS}
        interview = create_interview(
            interview=Interview(
                territory=municipality,
                institution=institutions[told["institution"]],
                illustrative=True,
                **values,
            ),
            by=by,
        )
        _tell(interview, told, themes, by=by)
        answers = {
            f"p{offers[key].programme_id}_{fact}": Answer(*said)
            for key, facts in told.get("answers", {}).items()
            for fact, said in facts.items()
        }
        if answers:
            answer_facts(interview=interview, answers=answers, by=by, expected_version=interview.version)
        if told.get("closed"):
            close_interview(
                interview=interview, over_document=frozenset(), by=by, expected_version=interview.version
            )


def _tell(
    interview: Interview, told: Mapping[str, Any], themes: Mapping[str, InterviewTheme], *, by: User
) -> None:
    place = interview.territory
    for code, handling, text in told.get("notes", ()):
        note = InterviewNote(
            territory=place, interview=interview, theme=themes[code], handling=handling, text=text
        )
        create_record(note, by=by)
    for what, responsible, due, done in told.get("follow_ups", ()):
        agreed = FollowUp(
            territory=place,
            interview=interview,
            what=what,
            responsible=responsible,
            due_on=due,
            done_on=done,
        )
        create_record(agreed, by=by)
