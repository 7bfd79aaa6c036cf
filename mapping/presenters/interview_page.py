"""The page of one interview: what it is, its themes with facts and notes, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.figures.audience import Audience
from diagnosis.queries.definition import frozen_definition
from mapping.facts import is_known, shown_as, shown_value
from mapping.interview_themes import DEFINITION, SPACES
from mapping.models import CheckAnswer, Interview, InterviewNote, InterviewState, InterviewTheme
from mapping.presenters.interview_closing import closed_words
from mapping.presenters.interview_table import day_words, state_words
from mapping.queries.asked_facts import AskedFact, AskedProgramme
from mapping.queries.interviews import SAID

type Row = dict[str, Any]


@dataclass(frozen=True)
class FactLine:
    """One fact in words: what the desk review has, what was answered, and what was said instead."""

    label: str
    desk: str
    answer: str = ""
    said: str = ""
    document: str = ""


@dataclass(frozen=True)
class ProgrammeLines:
    """The facts of one programme under one theme."""

    name: str
    lines: tuple[FactLine, ...]

    @property
    def answered(self) -> tuple[FactLine, ...]:
        """Those of which something was answered."""
        return tuple(line for line in self.lines if line.answer)

    @property
    def summary(self) -> str:
        """How many facts there are, and how many were answered."""
        words = ngettext("%(said)s of %(count)s fact", "%(said)s of %(count)s facts", len(self.lines))
        return words % {"said": len(self.answered), "count": len(self.lines)}


@dataclass(frozen=True)
class SheetPart:
    """One theme of the sheet.

    Parameters
    ----------
    known : tuple of str
        What is read out: the definition in force, or the spaces in which it sits.
    programmes : tuple of ProgrammeLines
        Programmes with the facts that this theme asks about.
    """

    number: int
    code: str
    title: str
    questions: str
    known: tuple[str, ...] = ()
    programmes: tuple[ProgrammeLines, ...] = ()
    notes: tuple[InterviewNote, ...] = field(default=())


def interview_lead(interview: Interview, asked: Sequence[AskedProgramme]) -> str:
    """Say how far it has come and how many facts were answered."""
    if interview.is_withdrawn:
        return gettext(
            "Withdrawn on %(day)s: names and notes are erased. Facts that were written back keep a mark."
        ) % {"day": day_words(interview.withdrawn_on)}
    facts = [fact for one in asked for fact in one.facts]
    if not facts:
        return gettext("No programme is asked about yet. Add them in the facts of the interview.")
    said = sum(fact.answer in SAID for fact in facts)
    text = ngettext(
        "%(said)s of %(count)s fact answered.", "%(said)s of %(count)s facts answered.", len(facts)
    ) % {"said": said, "count": len(facts)}
    if interview.state == InterviewState.CLOSED:
        more = closed_words([fact.check for fact in facts if fact.check])
    else:
        more = gettext("Nothing is written back to the programmes until you close it.")
    return f"{text} {more}"


def interview_facts(interview: Interview) -> list[Row]:
    """Return what anybody who looks at the mapping may read of an interview."""
    rows = [
        _row(gettext("How far it has come"), state_words(interview)),
        _row(gettext("Day"), day_words(interview.day)),
        _row(gettext("How it is held"), interview.get_medium_display()),
        _row(gettext("Place"), interview.place),
        _row(gettext("Post of who speaks"), interview.interviewee_post),
        _row(gettext("Do they agree to be recorded?"), interview.get_consents_to_record_display()),
        _row(
            gettext("Do they agree to be quoted with their name?"), interview.get_consents_to_quote_display()
        ),
    ]
    if interview.reason_before_review:
        label = gettext("Why you talk before any programme is recorded")
        rows.append(_row(label, interview.reason_before_review))
    return rows


def team_facts(interview: Interview) -> list[Row]:
    """Return what the municipality's own team reads: names, incentives and capabilities."""
    return [
        _row(gettext("Name of who speaks"), interview.interviewee_name),
        _row(gettext("Who asks the questions"), interview.interviewer),
        _row(gettext("What they gain by taking part"), interview.incentives),
        _row(gettext("What they can contribute"), interview.capabilities),
    ]


def sheet_parts(
    interview: Interview,
    asked: Sequence[AskedProgramme],
    notes: Iterable[InterviewNote],
    *,
    audience: Audience,
) -> list[SheetPart]:
    """Return the themes in their order, with the notes that were given; notes of none come last."""
    by_theme: dict[str | None, list[InterviewNote]] = {}
    for note in notes:
        by_theme.setdefault(note.theme.code if note.theme else None, []).append(note)
    themes = list(InterviewTheme.objects.filter(active=True, country__in=["", interview.territory.country]))
    parts = [
        SheetPart(
            number=number,
            code=theme.code,
            title=str(theme),
            questions=theme.explanation,
            known=theme_reads_out(theme.code, interview),
            programmes=_programmes(theme.code, asked, audience),
            notes=tuple(by_theme.get(theme.code, ())),
        )
        for number, theme in enumerate(themes, start=1)
    ]
    if None in by_theme:
        title = gettext("Noted under no theme")
        parts.append(SheetPart(0, "", title, "", notes=tuple(by_theme[None])))
    return parts


def next_step(interview: Interview, asked: Sequence[AskedProgramme]) -> Row | None:
    """Return what to do now, as components/next_step.html takes it; nothing once it is closed."""
    if not interview.is_open:
        return None
    path = interview.territory.path
    answered = any(fact.answer != CheckAnswer.NOT_ASKED for one in asked for fact in one.facts)
    if answered:
        return {
            "title": gettext("Write the answers back"),
            "consequence": gettext("You see each change before it is made. All of them are claims."),
            "url": reverse("interview-close", args=[path, interview.pk]),
            "action": gettext("Look at what changes"),
        }
    return {
        "title": gettext("Record what was answered"),
        "consequence": gettext("Take the sheet to the talk, or the form for a telephone."),
        "url": reverse("interview-answers", args=[path, interview.pk]),
        "action": gettext("Record the answers"),
    }


def _row(label: str, value: str) -> Row:
    return {"label": label, "value": value}


def theme_reads_out(code: str, interview: Interview) -> tuple[str, ...]:
    """Return what is read out under a theme: the definition in force, or the spaces in which it sits."""
    if code == DEFINITION:
        sheet = frozen_definition(interview.territory)
        if sheet is None:
            return (gettext("No definition is in force yet. Freeze one before you talk about it."),)
        return (sheet.working,)
    if code == SPACES:
        names = tuple(str(space) for space in interview.spaces.all())
        return names or (gettext("The desk review found no coordination space in which it sits."),)
    return ()


def _programmes(code: str, asked: Sequence[AskedProgramme], audience: Audience) -> tuple[ProgrammeLines, ...]:
    told = (
        ProgrammeLines(one.programme.name, tuple(fact_line(fact, audience) for fact in one.of_theme(code)))
        for one in asked
    )
    return tuple(one for one in told if one.lines)


def fact_line(asked: AskedFact, audience: Audience) -> FactLine:
    """Return a fact in words; free places that would tell of few persons are hidden, said or stored."""
    answer = str(_LABELS[asked.answer]) if asked.answer != CheckAnswer.NOT_ASKED else ""
    said = shown_as(asked.record, asked.fact, asked.said, audience=audience) if is_known(asked.said) else ""
    document = asked.confirmed_by if asked.check is None else ""
    return FactLine(str(asked.fact.label), _read_out(asked, audience), answer, said, document)


def _read_out(asked: AskedFact, audience: Audience) -> str:
    """Return what the desk review has; of a fact that was answered, what it had at that moment."""
    if asked.check is not None:
        return shown_as(asked.record, asked.fact, asked.check.desk_value, audience=audience)
    if asked.record is None:
        return gettext("Not known yet")
    return shown_value(asked.record, asked.fact, audience=audience)


_LABELS: Mapping[str, Any] = dict(CheckAnswer.choices)
