"""What a cell of the matrix says: its one fact, its reasons, its questions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message, counts, says
from mapping.gaps import GapType, Presence
from mapping.supply import Power, Supply

GAP_WORDS = {
    GapType.COVERED: says("Covered"),
    GapType.DUPLICATED: says("Duplicated"),
    GapType.PLACES_INSUFFICIENT: says("Places insufficient"),
    GapType.DOES_NOT_REACH: says("Does not reach the zone"),
    GapType.RULE_PREVENTS: says("A rule prevents it"),
    GapType.NO_PROGRAMME: says("No programme"),
    GapType.NOBODY_COMPETENT: says("Nobody competent"),
    GapType.UNKNOWN: says("Unknown"),
}
_MEANINGS = {
    GapType.COVERED: says("What is known suffices for the children concerned."),
    GapType.DUPLICATED: says("Two or more offers would each suffice alone; one could work elsewhere."),
    GapType.PLACES_INSUFFICIENT: says("Programmes serve here, with fewer places than children concerned."),
    GapType.DOES_NOT_REACH: says("Programmes exist in the municipality, but they do not reach here."),
    GapType.RULE_PREVENTS: says("A programme could serve here, but one of its rules keeps the children out."),
    GapType.NO_PROGRAMME: says("No running programme answers this factor here."),
    GapType.NOBODY_COMPETENT: says(
        "No programme answers, and no norm lets an institution act on the factor."
    ),
    GapType.UNKNOWN: says(
        "What is recorded does not suffice to answer. Unknown is neither covered nor a gap."
    ),
}


@dataclass(frozen=True, slots=True)
class CellFacts:
    """All that a cell's words are made of; `need` is as its reader may see it.

    Where a cell spans several zones, `spans` says how many, and `missed` names those that decided its type.
    """

    kind: GapType
    need: Estimate
    known_places: int
    covering_alone: int
    supplies: tuple[Supply, ...]
    powers: tuple[Power, ...]
    competent: Known
    unlinked: int
    programmes: int
    missed: tuple[str, ...] = ()
    spans: int = 1

    def having(self, *presences: Presence) -> tuple[Supply, ...]:
        """Programmes of these presences."""
        return tuple(one for one in self.supplies if one.presence in presences)


def fact_of(facts: CellFacts) -> Message:
    """Return the one fact that stands in the cell."""
    return _FACTS[facts.kind](facts)


def why_of(facts: CellFacts) -> tuple[Message, ...]:
    """Return what the type means, then one sentence per programme in their order, then the other facts."""
    sentences = [_MEANINGS[facts.kind], *(_about(one) for one in facts.supplies)]
    if facts.kind in (GapType.NO_PROGRAMME, GapType.NOBODY_COMPETENT) or facts.competent is Known.UNKNOWN:
        sentences.append(_about_powers(facts))
    if facts.unlinked and facts.kind.covers is not Known.YES:
        sentences.append(_about_unlinked(facts.unlinked))
    claimed = sum(not one.confirmed for one in facts.having(Presence.SERVES))
    if claimed:
        sentences.append(
            counts(
                "%(count)s offer counted here is claimed and not confirmed with a document.",
                "%(count)s offers counted here are claimed and not confirmed with a document.",
                claimed,
            )
        )
    return tuple(sentences)


def questions_of(facts: CellFacts) -> tuple[Message, ...]:
    """Return what to ask so that the cell becomes known; nothing where it is covered."""
    if facts.kind.covers is Known.YES:
        return ()
    asked: list[Message] = []
    for one in facts.supplies:
        asked += _questions_about(one)
    if facts.need.value is None and facts.having(Presence.SERVES):
        asked.append(says("How many children does this factor concern here?"))
    if facts.competent is Known.UNKNOWN and not facts.supplies:
        asked.append(says("Which institution may act on this factor, by which norm?"))
    return tuple(asked)


def _questions_about(supply: Supply) -> list[Message]:
    asked = []
    if supply.offer_id is None and supply.presence is Presence.UNKNOWN:
        asked.append(says("%(name)s: is it offered in this municipality?", name=supply.programme_name))
    elif supply.presence is Presence.UNKNOWN:
        asked.append(says("%(name)s: does it run, and does it reach here?", name=supply.programme_name))
    elif supply.presence is Presence.SERVES and supply.places is None and not supply.without_quota:
        asked.append(says("%(name)s: how many places does it have here?", name=supply.programme_name))
    return asked


def _fact_covered(facts: CellFacts) -> Message:
    if facts.need.value == 0:
        return says("no child concerned")
    if any(one.without_quota for one in facts.having(Presence.SERVES)):
        return says("support without quota")
    return _places_of_need(facts)


def _fact_duplicated(facts: CellFacts) -> Message:
    return counts("%(count)s offer suffices alone", "%(count)s offers suffice alone", facts.covering_alone)


def _places_of_need(facts: CellFacts) -> Message:
    if facts.need.value is None:
        return counts("%(count)s place", "%(count)s places", facts.known_places)
    return says("%(places)s places for %(need)s", places=facts.known_places, need=int(facts.need.value))


def _fact_insufficient(facts: CellFacts) -> Message:
    if facts.spans > 1:
        # A surplus in one zone does not help another, so the sums would contradict the word above them.
        return counts(
            "few places in zone %(letters)s",
            "few places in zones %(letters)s",
            len(facts.missed),
            letters=", ".join(facts.missed),
        )
    return _places_of_need(facts)


def _fact_does_not_reach(facts: CellFacts) -> Message:
    if facts.spans > 1 and facts.missed:
        return counts(
            "not in zone %(letters)s",
            "not in zones %(letters)s",
            len(facts.missed),
            letters=", ".join(facts.missed),
        )
    elsewhere = facts.having(Presence.ELSEWHERE)
    return counts("%(count)s programme elsewhere", "%(count)s programmes elsewhere", len(elsewhere))


def _fact_rule(facts: CellFacts) -> Message:
    return says("%(rule)s", rule=next(one.rule for one in facts.having(Presence.BARRED)))


def _fact_no_programme(facts: CellFacts) -> Message:
    stopped = len(facts.having(Presence.NOT_RUNNING))
    if stopped:
        return counts("%(count)s closing or announced", "%(count)s closing or announced", stopped)
    able = len({power.institution_id for power in facts.powers if power.can_act})
    if able:
        return counts("%(count)s institution may act", "%(count)s institutions may act", able)
    return says("who may act is not known")


def _fact_nobody(facts: CellFacts) -> Message:
    return counts(
        "%(count)s norm read", "%(count)s norms read", len({power.document for power in facts.powers})
    )


def _fact_unknown(facts: CellFacts) -> Message:
    unplaced = [one for one in facts.having(Presence.SERVES) if one.places is None and not one.without_quota]
    unsure = facts.having(Presence.UNKNOWN)
    without_offer = [one for one in unsure if one.offer_id is None]
    if unplaced:
        return says("places not known")
    if without_offer:
        return counts("%(count)s offer to confirm", "%(count)s offers to confirm", len(without_offer))
    if unsure:
        return counts(
            "reach of %(count)s offer not known", "reach of %(count)s offers not known", len(unsure)
        )
    if facts.having(Presence.SERVES):
        return says("need not known")
    if facts.programmes == 0:
        return says("no programme recorded yet")
    if not facts.unlinked:
        return says("who may act is not known")
    return counts("%(count)s programme not linked", "%(count)s programmes not linked", facts.unlinked)


_FACTS = {
    GapType.COVERED: _fact_covered,
    GapType.DUPLICATED: _fact_duplicated,
    GapType.PLACES_INSUFFICIENT: _fact_insufficient,
    GapType.DOES_NOT_REACH: _fact_does_not_reach,
    GapType.RULE_PREVENTS: _fact_rule,
    GapType.NO_PROGRAMME: _fact_no_programme,
    GapType.NOBODY_COMPETENT: _fact_nobody,
    GapType.UNKNOWN: _fact_unknown,
}


def _about(supply: Supply) -> Message:
    name = supply.programme_name
    if supply.presence is Presence.NOT_RUNNING:
        return says("%(name)s: closing or only announced.", name=name)
    if supply.presence is Presence.ELSEWHERE:
        return says("%(name)s: does not reach here.", name=name)
    if supply.presence is Presence.BARRED:
        return says("%(name)s: a rule keeps the children out (%(rule)s).", name=name, rule=supply.rule)
    if supply.presence is Presence.UNKNOWN and supply.offer_id is None:
        return says("%(name)s: no local offer is recorded.", name=name)
    if supply.presence is Presence.UNKNOWN:
        return says("%(name)s: it is not known whether it runs or reaches here.", name=name)
    if supply.without_quota:
        return says("%(name)s: serves everyone who meets its requirements.", name=name)
    if supply.places is None:
        return says("%(name)s: serves here, its places are not known.", name=name)
    return says(
        "%(name)s: %(places)s places per year (%(year)s).", name=name, places=supply.places, year=supply.year
    )


def _about_powers(facts: CellFacts) -> Message:
    if facts.competent is Known.UNKNOWN:
        return says("No norm has been read for this factor yet.")
    able = sorted({power.institution_name for power in facts.powers if power.can_act})
    if able:
        return says("May act by law: %(names)s.", names=", ".join(able))
    read: Sequence[str] = sorted({power.document for power in facts.powers})
    return says("Norms read without finding a power to act: %(names)s.", names=", ".join(read))


def _about_unlinked(number: int) -> Message:
    return counts(
        "%(count)s programme has not been linked to factors yet.",
        "%(count)s programmes have not been linked to factors yet.",
        number,
    )
