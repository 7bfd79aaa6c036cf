"""What a form brought back, in words, before it is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from clrisk_site.figures.audience import Audience
from mapping.facts import is_known, shown_as, shown_value
from mapping.models import CheckAnswer, Interview, InterviewTheme
from mapping.queries.asked_facts import asked_of
from mapping.xlsform.reading import Submission


@dataclass(frozen=True)
class AnswerShown:
    """One fact with what the desk review has and what the form says."""

    programme: str
    label: str
    desk: str
    answer: str
    said: str


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
    more = gettext("It has %(rows)s rows of this interview; the last one, row %(row)s, is taken.")
    return f"{text} {more % {'rows': said.rows, 'row': said.row}}"


def answer_rows(interview: Interview, said: Submission, *, audience: Audience) -> list[AnswerShown]:
    """Return the answers, programme by programme."""
    labels = dict(CheckAnswer.choices)
    unknown = gettext("Not known yet")
    return [
        AnswerShown(
            programme=one.programme.name,
            label=str(fact.fact.label),
            desk=shown_value(fact.record, fact.fact, audience=audience) if fact.record else unknown,
            answer=str(labels[said.answers[fact.key].answer]),
            said=shown_as(fact.record, fact.fact, said.answers[fact.key].said, audience=audience)
            if is_known(said.answers[fact.key].said)
            else "",
        )
        for one in asked_of(interview)
        for fact in one.facts
        if fact.key in said.answers
    ]


def note_rows(said: Submission) -> list[tuple[str, str]]:
    """Return the notes with the names of their themes."""
    themes = {theme.code: str(theme) for theme in InterviewTheme.objects.filter(code__in=said.notes)}
    return [(themes.get(code, code), text) for code, text in said.notes.items()]
