"""Whether an action line may rest on an offer: the resource rule (R4) in Kleene's logic. No database here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.kleene import Known, all_of, any_of
from clrisk_site.figures.message import Message, says


class Admission(StrEnum):
    """Whether a programme takes in more children."""

    YES = "yes"
    WITH_RULE_CHANGE = "with_rule_change"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What is known of an offer.

    Parameters
    ----------
    operating : Known
        Whether the programme runs; one that closes or is only announced does not.
    funding_established : Known
        Whether its source of funding is established.
    cost_very_low : Known
        Whether one more child costs nothing or up to 5 % of the cost per child.
    admits : Admission
        Whether it takes in more children.
    redirects : Known
        Whether it can redirect to the priority zones.
    criteria_can_change : Known
        Whether its criteria of inclusion can change.
    has_offer : bool
        False if nothing was recorded about the programme in this municipality.
    """

    operating: Known = Known.UNKNOWN
    funding_established: Known = Known.UNKNOWN
    cost_very_low: Known = Known.UNKNOWN
    admits: Admission = Admission.UNKNOWN
    redirects: Known = Known.UNKNOWN
    criteria_can_change: Known = Known.UNKNOWN
    has_offer: bool = True


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer and what it rests on.

    Parameters
    ----------
    verdict : Known
        Whether an action line may rest on the offer.
    because : tuple of Message
        Clauses that decided a yes or a no, to follow the word "because".
    missing : tuple of Message
        Questions for the interview that would settle what is unknown.
    would_need : tuple of Message
        Clauses that would turn a no into a yes, to follow "would be eligible if".
    """

    verdict: Known
    because: tuple[Message, ...] = ()
    missing: tuple[Message, ...] = ()
    would_need: tuple[Message, ...] = ()

    @property
    def is_within_reach(self) -> bool:
        """Whether it is a yes, or a no that a decision on rules or money could change, or not known."""
        return self.verdict is not Known.NO or bool(self.would_need)


def judge(facts: OfferFacts) -> Eligibility:
    """Return whether an action line may rest on an offer.

    Parameters
    ----------
    facts : OfferFacts
        What is known.

    Returns
    -------
    Eligibility
        With the reasons of a yes or a no, and the questions that would settle an unknown.

    Notes
    -----
    ``operating AND (funding OR cost very low) AND (admits OR redirects OR criteria can change)``, in
    Kleene's logic. "Admits if a rule changes" is an admission only where the criteria can change: the same
    decision opens both, so it counts as the third term and never as the first. A fact that becomes known
    never turns a yes into a no or the reverse.

    Examples
    --------
    >>> judge(OfferFacts(operating=Known.NO)).verdict
    <Known.NO: 'no'>
    """
    funded = any_of(facts.funding_established, facts.cost_very_low)
    open_to_more = _open_to_more(facts)
    verdict = all_of(facts.operating, funded, open_to_more)
    if verdict is Known.YES:
        return Eligibility(verdict, because=_reasons_for(facts))
    if verdict is Known.NO:
        # Questions would not change a no, so none are asked; what would change it is said instead.
        return Eligibility(
            verdict,
            because=_reasons_against(facts, funded, open_to_more),
            would_need=_cures(facts, funded, open_to_more),
        )
    return Eligibility(verdict, missing=_questions(facts, funded, open_to_more))


def _open_to_more(facts: OfferFacts) -> Known:
    return any_of(_admits_now(facts.admits), facts.redirects, facts.criteria_can_change)


def _admits_now(admits: Admission) -> Known:
    if admits is Admission.UNKNOWN:
        return Known.UNKNOWN
    return Known.of(admits is Admission.YES)


def _reasons_for(facts: OfferFacts) -> tuple[Message, ...]:
    """Return one reason per condition, the firmest known; the record shows the others."""
    funded = (
        says("its funding is established")
        if facts.funding_established is Known.YES
        else says("one more child costs nothing or very little")
    )
    if facts.admits is Admission.YES:
        opens = says("it admits new children")
    elif facts.redirects is Known.YES:
        opens = says("it can redirect to the zones")
    else:
        opens = says("its criteria can change")
    return says("it runs"), funded, opens


def _reasons_against(facts: OfferFacts, funded: Known, open_to_more: Known) -> tuple[Message, ...]:
    reasons = []
    if facts.operating is Known.NO:
        reasons.append(says("it does not run or is closing"))
    if funded is Known.NO:
        reasons.append(says("it has no established funding and one more child is not cheap"))
    if open_to_more is Known.NO and facts.admits is Admission.WITH_RULE_CHANGE:
        reasons.append(says("it admits only if a rule changes, and its criteria cannot change"))
    elif open_to_more is Known.NO:
        reasons.append(says("it admits no more children, cannot redirect and cannot change its criteria"))
    return tuple(reasons)


def _cures(facts: OfferFacts, funded: Known, open_to_more: Known) -> tuple[Message, ...]:
    if facts.operating is Known.NO:
        return ()  # no decision of a liaison makes a closed programme run
    cures = []
    if funded is Known.NO:
        cures.append(says("its funding were established"))
    if open_to_more is Known.NO:
        cures.append(says("it admitted new children, redirected to the zones or changed its criteria"))
    return tuple(cures)


def _questions(facts: OfferFacts, funded: Known, open_to_more: Known) -> tuple[Message, ...]:
    questions = []
    if not facts.has_offer:
        questions.append(says("Is the programme offered in this municipality?"))
    if facts.operating is Known.UNKNOWN:
        questions.append(says("Is the programme running?"))
    if funded is Known.UNKNOWN:
        if facts.funding_established is Known.UNKNOWN:
            questions.append(says("Is its source of funding established?"))
        if facts.cost_very_low is Known.UNKNOWN:
            questions.append(says("What does one more child cost?"))
    if open_to_more is Known.UNKNOWN:
        questions += _opening_questions(facts)
    return tuple(questions)


def _opening_questions(facts: OfferFacts) -> list[Message]:
    questions = []
    if facts.admits is Admission.UNKNOWN:
        questions.append(says("Can it admit new children, and under what conditions?"))
    if facts.redirects is Known.UNKNOWN:
        questions.append(says("Can it redirect places to the priority zones?"))
    if facts.criteria_can_change is Known.UNKNOWN:
        questions.append(says("Can its criteria of inclusion change, and who decides?"))
    return questions
