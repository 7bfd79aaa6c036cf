"""What a form brought back, in words, before it is kept."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.figures.audience import Audience
from mapping.facts import is_known, shown_as, shown_value
from mapping.models import CheckAnswer, Interview, InterviewTheme, Known
from mapping.presenters.interview_table import day_words
from mapping.queries.asked_facts import AskedFact, asked_of
from mapping.xlsform.reading import Submission
from mapping.xlsform.standing import answers_against, said_of_talk


@dataclass(frozen=True)
class AnswerShown:
    """One fact with what the desk review has, what was answered before and what the form says."""

    key: str
    programme: str
    label: str
    desk: str
    answer: str
    said: str
    recorded: str = ""


@dataclass(frozen=True)
class TalkShown:
    """Day, post or consent: what stands, what the form says, and whether the person must choose."""

    name: str
    label: str
    stands: str
    says: str
    is_asked: bool


def submission_lead(said: Submission) -> str:
    """Say what the file holds of this interview, and which row was taken."""
    answers = ngettext("%(count)s fact answered", "%(count)s facts answered", len(said.answers))
    notes = ngettext("%(count)s note", "%(count)s notes", len(said.notes))
    text = gettext("The file brings %(answers)s and %(notes)s.") % {
        "answers": answers % {"count": len(said.answers)},
        "notes": notes % {"count": len(said.notes)},
    }
    if said.rows == 1:
        return text
    if said.sent:
        more = gettext(
            "It has %(rows)s rows of this interview; the newest, row %(row)s of %(sent)s, is taken."
        )
    else:
        more = gettext("It has %(rows)s rows of this interview; the last one, row %(row)s, is taken.")
    other = gettext("To take another, leave that one alone in the file.")
    return f"{text} {more % {'rows': said.rows, 'row': said.row, 'sent': said.sent}} {other}"


def talk_rows(interview: Interview, said: Submission) -> list[TalkShown]:
    """Return day, post and consents in words, where the form speaks of them."""
    labels = {
        "day": gettext("Day"),
        "interviewee_post": gettext("Post of who speaks"),
        "consents_to_record": gettext("Do they agree to be recorded?"),
        "consents_to_quote": gettext("Do they agree to be quoted with their name?"),
    }
    return [
        TalkShown(
            one.name,
            labels[one.name],
            _in_words(one.name, one.stands),
            _in_words(one.name, one.says),
            one.is_asked,
        )
        for one in said_of_talk(interview, said)
    ]


def _in_words(name: str, value: str) -> str:
    if name == "day" and value:
        return day_words(dt.date.fromisoformat(value))
    if name.startswith("consents"):
        return str(dict(Known.choices).get(value, value))
    return value or gettext("Not known yet")


def answer_rows(interview: Interview, said: Submission, *, audience: Audience) -> list[AnswerShown]:
    """Return the answers, programme by programme."""
    labels = dict(CheckAnswer.choices)
    unknown = gettext("Not known yet")
    asked = asked_of(interview)
    against = answers_against((fact for one in asked for fact in one.facts), said)
    return [
        AnswerShown(
            key=fact.key,
            programme=one.programme.name,
            label=str(fact.fact.label),
            desk=shown_value(fact.record, fact.fact, audience=audience) if fact.record else unknown,
            answer=str(labels[said.answers[fact.key].answer]),
            said=shown_as(fact.record, fact.fact, said.answers[fact.key].said, audience=audience)
            if is_known(said.answers[fact.key].said)
            else "",
            recorded=_recorded(fact, audience) if fact.key in against else "",
        )
        for one in asked
        for fact in one.facts
        if fact.key in said.answers
    ]


def _recorded(fact: AskedFact, audience: Audience) -> str:
    """Say the answer that is recorded already."""
    answer = str(dict(CheckAnswer.choices)[fact.answer])
    if not is_known(fact.said):
        return answer
    return f"{answer}: {shown_as(fact.record, fact.fact, fact.said, audience=audience)}"


def note_rows(said: Submission) -> list[tuple[str, str]]:
    """Return the notes with the names of their themes."""
    themes = {theme.code: str(theme) for theme in InterviewTheme.objects.filter(code__in=said.notes)}
    return [(themes.get(code, code), text) for code, text in said.notes.items()]
