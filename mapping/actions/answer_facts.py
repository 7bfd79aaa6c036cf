"""Keeps what an interviewee answered of single facts; programmes and offers wait until it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import NotSavedError, create_record, save_record
from mapping.facts import FactOf, Stored, same_value
from mapping.models import CheckAnswer, FactCheck, Interview, InterviewState, LocalOffer
from mapping.queries.asked_facts import AskedFact, AskedProgramme, asked_of

SAID = (CheckAnswer.CONFIRMED, CheckAnswer.CORRECTED)
ANSWERED = "interview.answers"


@dataclass(frozen=True)
class Answer:
    """What was answered of one fact; `said` matters only where it is otherwise."""

    answer: str
    said: Stored = None


@transaction.atomic
def answer_facts(
    *, interview: Interview, answers: dict[str, Answer], by: User, expected_version: int
) -> Interview:
    """Set what was answered.

    Parameters
    ----------
    answers : dict of str to Answer
        By the key of the asked fact; keys that are absent stay as they are.

    Raises
    ------
    NotSavedError
        When the interview is closed or was withdrawn; nothing is changed.
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    if not interview.is_open:
        raise NotSavedError(says("This interview is closed or withdrawn. Its answers stay as they are."))
    if interview.state == InterviewState.PLANNED and any(one.answer in SAID for one in answers.values()):
        interview.state = InterviewState.HELD
    save_record(interview, by=by, expected_version=expected_version)
    told: dict[str, object] = {}
    for asked in asked_of(interview):
        given = [(fact, answers[fact.key]) for fact in asked.facts if fact.key in answers]
        changed = [(fact, answer) for fact, answer in given if _differs(fact, answer)]
        offer = asked.offer or _opened(asked, interview, changed, by)
        for fact, answer in changed:
            if fact.fact.of is FactOf.PROGRAMME or offer is not None:
                _keep(fact, answer, interview, offer, by)
                told[f"{asked.programme}: {fact.fact.name}"] = [fact.answer, answer.answer]
    if told:
        audit.note(
            by=by, territory=interview.territory, action=ANSWERED, subject=interview, changes={"facts": told}
        )
    return interview


def _differs(fact: AskedFact, answer: Answer) -> bool:
    return fact.answer != answer.answer or not same_value(fact.said, answer.said)


def _opened(
    asked: AskedProgramme, interview: Interview, changed: Iterable[tuple[AskedFact, Answer]], by: User
) -> LocalOffer | None:
    """Record that the programme is offered here, once somebody said anything of that offer."""
    speaks = any(fact.fact.of is FactOf.OFFER and answer.answer in SAID for fact, answer in changed)
    if not speaks:
        return None
    day = interview.day or timezone.localdate(interview.created_at)
    offer = LocalOffer(territory=interview.territory, programme=asked.programme, year=day.year)
    offer.illustrative = interview.illustrative
    return create_record(offer, by=by)


def _keep(asked: AskedFact, answer: Answer, interview: Interview, offer: LocalOffer | None, by: User) -> None:
    """Set the answer to one fact; the acts are told together, as one answer of the interview."""
    check = asked.check
    if answer.answer == CheckAnswer.NOT_ASKED:
        if check is not None:
            check.delete()
        return
    if check is None:
        of_programme = asked.fact.of is FactOf.PROGRAMME
        check = FactCheck(
            territory=interview.territory,
            interview=interview,
            programme=asked.programme if of_programme else None,
            offer=None if of_programme else offer,
            fact=asked.fact.name,
            created_by=by,
            version=0,
        )
    check.desk_value = asked.now  # the answer was given to what the form shows today
    check.answer, check.updated_by = answer.answer, by
    check.said_value = answer.said if answer.answer == CheckAnswer.CORRECTED else None
    check.version += 1
    check.save()
