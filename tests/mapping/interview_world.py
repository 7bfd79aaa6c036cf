"""Interviews for tests: one with an open note and something agreed, and one that is only planned."""

import datetime as dt

from django.db.models import Model

from clrisk_site.people.models import User
from mapping.models import FollowUp, Handling, Interview, InterviewNote, InterviewTheme, LocalOffer


def interview_world(offer: LocalOffer) -> dict[str, Model]:
    """Return the records that tests/access.yaml names."""
    interview = make_interview(offer)
    return {
        "interview": interview,
        "planned_interview": Interview.objects.create(
            territory=offer.territory, institution=offer.programme.institution
        ),
        "interview_note": make_note(interview, Handling.OPEN, "Hay cupos desde septiembre"),
        "follow_up": FollowUp.objects.create(
            territory=offer.territory,
            interview=interview,
            what="Enviar las reglas de operación",
            due_on=dt.date(2026, 3, 1),
        ),
    }


def make_interview(offer: LocalOffer, **values: object) -> Interview:
    """An interview about one offer, with a name that must not leave the site."""
    about = {
        "day": dt.date(2026, 2, 3),
        "interviewee_post": "Jefatura de becas",
        "interviewee_name": "Zenobia Canaria",
        "incentives": "Visibilidad reservada",
        **values,
    }
    interview = Interview.objects.create(
        territory=offer.territory, institution=offer.programme.institution, **about
    )
    interview.programmes.add(offer.programme)
    return interview


def make_note(
    interview: Interview, handling: str, text: str, theme: str = "", by: User | None = None
) -> InterviewNote:
    """A note under one handling."""
    return InterviewNote.objects.create(
        territory=interview.territory,
        interview=interview,
        handling=handling,
        text=text,
        theme=InterviewTheme.objects.filter(code=theme).first(),
        created_by=by,
    )
