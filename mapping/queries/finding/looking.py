"""Where each kind of record is looked for, and which filters apply to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mapping.queries.finding.actors import find_institutions, find_offices
from mapping.queries.finding.asking import FindQuestion, Hits, Kind
from mapping.queries.finding.rules import find_competences, find_norms
from mapping.queries.finding.supply import find_offers, find_programmes
from mapping.queries.finding.talks import find_interviews, find_notes, find_past, find_spaces


@dataclass(frozen=True)
class Place:
    """How a kind is looked for, and whether its records have a level and factors."""

    find: Callable[[FindQuestion], Hits]
    has_level: bool = True
    has_factor: bool = False

    def can_answer(self, question: FindQuestion) -> bool:
        """Whether the kind has what the question narrows by; else it is left out, not taken whole."""
        return (self.has_level or not question.level) and (self.has_factor or question.factor is None)


PLACES: dict[Kind, Place] = {
    Kind.PROGRAMME: Place(find_programmes, has_factor=True),
    Kind.OFFER: Place(find_offers, has_factor=True),
    Kind.INSTITUTION: Place(find_institutions),
    Kind.OFFICE: Place(find_offices, has_level=False),
    Kind.NORM: Place(find_norms),
    Kind.COMPETENCE: Place(find_competences, has_factor=True),
    Kind.SPACE: Place(find_spaces),
    Kind.INTERVIEW: Place(find_interviews),
    Kind.NOTE: Place(find_notes),
    Kind.PAST: Place(find_past, has_level=False, has_factor=True),
}


def find_in_mapping(question: FindQuestion, kinds: Iterable[Kind] = Kind) -> dict[Kind, Hits]:
    """Return what is found of each kind that can answer; without words nothing is looked for."""
    if not question.words:
        return {}
    return {kind: PLACES[kind].find(question) for kind in kinds if PLACES[kind].can_answer(question)}


def left_out(question: FindQuestion) -> list[Kind]:
    """Return the kinds that have no level or no factor, and so cannot answer."""
    return [kind for kind in Kind if not PLACES[kind].can_answer(question)]
