"""What remains unknown of the supply, as questions for whoever can answer them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message, counts, says
from mapping.eligibility import Eligibility


@dataclass(frozen=True, slots=True)
class OfferKnown:
    """What is known of a local offer beside its eligibility.

    Parameters
    ----------
    has_places : bool
        Whether its places per year are known, or it has no quota.
    has_free_places : bool
        Whether the free places are known.
    says_who_decides : bool
        Whether it is known who decides on places and rules.
    says_register : bool
        Whether it is known if its register can be shared.
    is_confirmed : bool
        Whether a document confirms the whole of it.
    zones_open : int
        Zones of which it is not known whether it reaches them.
    """

    has_places: bool
    has_free_places: bool
    says_who_decides: bool
    says_register: bool
    is_confirmed: bool
    zones_open: int = 0


@dataclass(frozen=True, slots=True)
class ProgrammeUnknown:
    """One programme and the questions that are open on it, those that decide most first."""

    programme_id: int
    name: str
    level: str
    verdict: Known
    questions: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class InstitutionAgenda:
    """What to ask of one institution; `asked` holds the questions on itself."""

    institution_id: int
    name: str
    level: str
    programmes: tuple[ProgrammeUnknown, ...]
    asked: tuple[Message, ...] = ()
    interview_id: int | None = None
    interview_state: str = ""

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return len(self.asked) + sum(len(one.questions) for one in self.programmes)


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that remains unknown; institutions that can settle most come first."""

    institutions: tuple[InstitutionAgenda, ...]
    programmes: int
    unlinked: tuple[ProgrammeUnknown, ...] = ()
    factors_without_norm: tuple[str, ...] = ()

    @property
    def questions(self) -> int:
        """How many questions there are for all institutions."""
        return sum(one.questions for one in self.institutions)

    @property
    def open_programmes(self) -> int:
        """How many programmes have a question."""
        return sum(len(one.programmes) for one in self.institutions)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to ask or to read."""
        return not (self.institutions or self.unlinked or self.factors_without_norm)


def questions_on(
    eligibility: Eligibility, offer: OfferKnown | None, *, has_requirements: bool
) -> tuple[Message, ...]:
    """Return what to ask about one programme in one municipality.

    Parameters
    ----------
    eligibility : Eligibility
        Its verdict with the questions that would settle it.
    offer : OfferKnown or None
        What else is known of its local offer; None where none was recorded.
    has_requirements : bool
        Whether its access requirements are known.

    Returns
    -------
    tuple of Message
        None for a programme that no answer could make eligible. The questions of the eligibility come first.
    """
    if not eligibility.is_within_reach:
        return ()
    asked = list(eligibility.missing)
    if offer is not None:
        asked += _on_offer(offer, is_eligible=eligibility.verdict is Known.YES)
    if not has_requirements:
        asked.append(says("What must a family bring and fulfil to be admitted?"))
    return tuple(asked)


def questions_on_definition(*, runs: Known, has_requirements: bool) -> tuple[Message, ...]:
    """Return what to ask about a programme where no municipality is looked at."""
    asked = []
    if runs is Known.UNKNOWN:
        asked.append(says("Is the programme running?"))
    if runs is not Known.NO and not has_requirements:
        asked.append(says("What must a family bring and fulfil to be admitted?"))
    return tuple(asked)


def _on_offer(offer: OfferKnown, *, is_eligible: bool) -> list[Message]:
    asked = []
    if not offer.has_places:
        asked.append(says("How many places does it have here per year?"))
    if offer.zones_open:
        asked.append(
            counts(
                "Which zones does it reach? Of %(count)s it is not known.",
                "Which zones does it reach? Of %(count)s it is not known.",
                offer.zones_open,
            )
        )
    if not offer.has_free_places:
        asked.append(says("How many of its places are free?"))
    if not offer.says_who_decides:
        asked.append(says("Who decides on its places and rules?"))
    if not offer.says_register:
        asked.append(says("Can its register be shared, or counts of it?"))
    if is_eligible and not offer.is_confirmed:
        asked.append(says("Which document confirms that an action line may rest on it?"))
    return asked
