"""What stands in an interview against what a form says of it, so that the person is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from mapping.facts import is_known, same_value
from mapping.models import CheckAnswer, Interview
from mapping.queries.asked_facts import AskedFact
from mapping.xlsform.questions import CONSENT_TO_QUOTE, CONSENT_TO_RECORD, DAY
from mapping.xlsform.reading import Submission

POST_OF_SPEAKER = "interviewee_post"
OF_THE_TALK = (DAY, POST_OF_SPEAKER, CONSENT_TO_RECORD, CONSENT_TO_QUOTE)


@dataclass(frozen=True)
class Said:
    """One fact of the talk itself: what stands, and what the form says."""

    name: str
    stands: str
    says: str

    @property
    def is_asked(self) -> bool:
        """Whether keeping it would replace something that was recorded."""
        return is_known(self.stands or None) and self.stands != self.says


def said_of_talk(interview: Interview, said: Submission) -> tuple[Said, ...]:
    """Return what the form says of day, post and consents; where it is silent nothing is said."""
    says = {DAY: said.day, POST_OF_SPEAKER: said.post, **said.consents}
    stand = {name: str(getattr(interview, name) or "") for name in OF_THE_TALK}
    return tuple(Said(name, stand[name], says[name]) for name in OF_THE_TALK if says.get(name))


def answers_against(facts: Iterable[AskedFact], said: Submission) -> frozenset[str]:
    """Return the keys of the facts of which another answer is recorded already."""
    return frozenset(
        fact.key
        for fact in facts
        if fact.key in said.answers
        and fact.answer != CheckAnswer.NOT_ASKED
        and not (
            fact.answer == said.answers[fact.key].answer
            and same_value(fact.said, said.answers[fact.key].said)
        )
    )
