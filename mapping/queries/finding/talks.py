"""Looks in spaces, interviews, past interventions, and in notes as far as the reader may read them."""

from mapping.models import CoordinationSpace, Handling, Interview, InterviewNote, PastIntervention
from mapping.queries.finding.asking import FindQuestion, Hit, Hits, read_and_match
from mapping.queries.finding.words import in_stored_text
from mapping.queries.interview_notes import notes_readable_by


def find_spaces(question: FindQuestion) -> Hits:
    """Return coordination spaces by name, instrument and what they were judged from."""
    spaces = CoordinationSpace.objects.filter(territory__path__in=question.paths)
    if question.level:
        spaces = spaces.filter(level=question.level)
    return read_and_match(
        question,
        spaces,
        lambda one: (one.name, one.acronym, one.instrument, one.judged_from),
        lambda one, said: Hit(
            one.name,
            "space",
            one.pk,
            note=one.get_level_display(),
            texts=said[1:],
            illustrative=one.illustrative,
        ),
    )


def find_interviews(question: FindQuestion) -> Hits:
    """Return interviews by institution, post and place; names of persons are not looked for."""
    talks = Interview.objects.filter(territory=question.territory).select_related("institution")
    if question.level:
        talks = talks.filter(institution__level=question.level)
    return read_and_match(
        question,
        talks,
        lambda one: (one.institution.full_name, one.interviewee_post, one.place),
        lambda one, said: Hit(
            str(one),
            "interview",
            one.pk,
            note=one.get_state_display(),
            texts=said[1:],
            illustrative=one.illustrative,
        ),
    )


def find_notes(question: FindQuestion) -> Hits:
    """Return notes by their text. One that is not open is named and never quoted: it is read on its page."""
    notes = notes_readable_by(question.reader, question.territory)
    if question.leaves:
        notes = notes.filter(handling=Handling.OPEN)
    if question.level:
        notes = notes.filter(interview__institution__level=question.level)
    return read_and_match(
        question,
        notes.select_related("theme", "interview__institution"),
        lambda one: (one.text,),
        _of_note,
    )


def _of_note(one: InterviewNote, said: tuple[str, ...]) -> Hit:
    about = str(one.theme) if one.theme else ""
    is_open = one.handling == Handling.OPEN
    note = " · ".join(part for part in (about, "" if is_open else str(one.get_handling_display())) if part)
    return Hit(
        str(one.interview),
        "interview",
        one.interview_id,
        note=note,
        texts=said if is_open else (),
        illustrative=one.interview.illustrative,
    )


def find_past(question: FindQuestion) -> Hits:
    """Return past interventions by name, what was done, results, lessons and place."""
    seen = PastIntervention.objects.filter(territory__path__in=question.paths)
    seen = seen.filter(in_stored_text(question.words))
    if question.factor is not None:
        seen = seen.filter(factors=question.factor)
    found = list(seen)
    rows = tuple(
        Hit(
            one.name,
            "past-intervention",
            one.pk,
            note=str(one.get_kind_display()),
            texts=(one.what_was_done, one.results, one.lessons, one.place),
            illustrative=one.illustrative,
        )
        for one in found[: question.most]
    )
    return Hits(len(found), rows)
