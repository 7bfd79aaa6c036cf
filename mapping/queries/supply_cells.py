"""Judges one cell of the supply matrix from the rows read for all of them, and tells what is behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.crypto import salted_hmac

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import Message, counts, says
from diagnosis.queries.factors import RankedFactor
from diagnosis.queries.population import sum_of
from diagnosis.shown_needs import ShownNeeds
from mapping.gap_words import CellFacts, fact_of, questions_of, why_of
from mapping.gaps import (
    Contribution,
    GapType,
    Presence,
    Situation,
    evidence_hash,
    judge_gap,
    judge_together,
    presence_of,
)
from mapping.models import LocalOffer
from mapping.places_of_need import coverage_of
from mapping.queries.supply_records import (
    NOT_KNOWN,
    LinkedProgramme,
    PlaceZone,
    Reach,
    SupplyRecords,
)
from mapping.supply import Behind, Column, Power, Supply

_BEST_FIRST = tuple(Presence)


@dataclass(frozen=True)
class AskedCell:
    """One cell and the rows to judge it from."""

    factor: RankedFactor
    column: Column
    records: SupplyRecords
    shown: ShownNeeds
    audience: Audience

    @property
    def zones(self) -> tuple[PlaceZone | None, ...]:
        """Zones that the cell spans; None stands for the municipality as a whole."""
        if self.column.zone_id is not None:
            return (self.records.zone_by_id[self.column.zone_id],)
        return self.records.zones or (None,)

    @property
    def programmes(self) -> tuple[LinkedProgramme, ...]:
        """Programmes that address the factor, of the column's level where it has one."""
        found = self.records.linked.get(self.factor.factor_id, ())
        level = self.column.level
        return tuple(one for one in found if one.programme.level == level) if level else found

    @property
    def powers(self) -> tuple[Power, ...]:
        """What norms say about the factor, for the column's level where it has one."""
        found = self.records.powers.get(self.factor.factor_id, ())
        return tuple(power for power in found if self.column.level in ("", power.level))

    @property
    def competent(self) -> Known:
        """Whether somebody may act; not known before a norm was read."""
        return Known.of(any(power.can_act for power in self.powers)) if self.powers else Known.UNKNOWN

    def need(self, zone: PlaceZone | None) -> Estimate:
        """Children concerned in one zone."""
        key = (self.factor.factor_id, zone.pk if zone else None)
        return self.records.needs.get(key) or missing(Unit.PERSONS, Story(), Availability.NO_DATA)

    def situation(self, zone: PlaceZone | None) -> Situation:
        """All that decides the type of the cell in one zone."""
        need = self.need(zone).value
        return Situation(
            need=None if need is None else int(need),
            contributions=tuple([_contribution(one, zone) for one in self.programmes]),
            competent=self.competent,
            all_reviewed=self.records.programmes > 0 and self.records.unlinked == 0,
            of_one_level=bool(self.column.level),
            enough_pct=self.records.enough_pct,
        )

    def kind(self) -> GapType:
        """Return the type of the cell."""
        return self._judged([self.situation(zone) for zone in self.zones])

    def behind(self, kind: GapType) -> Behind:
        """Gather everything behind a cell of this type."""
        situations = [self.situation(zone) for zone in self.zones]
        supplies = tuple(
            _supply(one, self, [situation.contributions[at] for situation in situations])
            for at, one in enumerate(self.programmes)
        )
        need, powers = _shown_need(self), self.powers
        facts = CellFacts(
            kind=kind,
            need=need,
            known_places=sum(situation.known_places for situation in situations),
            covering_alone=len(frozenset.intersection(*(one.covering_alone for one in situations))),
            supplies=supplies,
            powers=powers,
            competent=self.competent,
            unlinked=self.records.unlinked,
            programmes=self.records.programmes,
            missed=_missed(self.zones, situations, kind),
            spans=len(situations),
        )
        places = _places_of(supplies, situations)
        return Behind(
            fact=fact_of(facts),
            why=why_of(facts),
            need=need,
            places=places,
            coverage=coverage_of(need, places, serves_all=any(one.serves_all for one in supplies)),
            supplies=supplies,
            questions=questions_of(facts),
            illustrative=need.story.illustrative or any(one.illustrative for one in supplies),
        )

    def fingerprint(self, kind: GapType) -> str:
        """Return the keyed hash of what decided the type."""
        situations = [self.situation(zone) for zone in self.zones]
        return _fingerprint(evidence_hash(kind, situations, [power.key for power in self.powers]))

    def _judged(self, situations: list[Situation]) -> GapType:
        return judge_gap(situations[0]) if len(situations) == 1 else judge_together(situations)


def _need_of(asked: AskedCell) -> Estimate:
    parts = [asked.need(zone) for zone in asked.zones]
    if len(parts) == 1:
        return parts[0]
    if any(part.value is None for part in parts):
        # A sum that leaves zones out would pass for the need of all of them.
        return missing(Unit.PERSONS, Story(), Availability.NO_DATA)
    total = sum_of(parts)
    note = counts("sum of %(count)s zone", "sum of %(count)s zones", len(parts))
    return replace(total, story=replace(total.story, note=note))


def _shown_need(asked: AskedCell) -> Estimate:
    total, zones = _need_of(asked), asked.zones
    if len(zones) > 1:
        return asked.shown.together(asked.factor.code, total)
    letter = zones[0].letter if zones[0] else ""
    return asked.shown.at(asked.factor.code, letter) or total


def _fingerprint(digest: str) -> str:
    """Key the hash of the evidence: the evidence holds needs that a reader is not shown, but could guess."""
    return salted_hmac("mapping.evidence", digest, algorithm="sha256").hexdigest()


def _missed(
    zones: Sequence[PlaceZone | None], situations: Iterable[Situation], kind: GapType
) -> tuple[str, ...]:
    """Letters of the zones that made the cell what it is, where its one fact names them."""
    if kind not in (GapType.PLACES_INSUFFICIENT, GapType.DOES_NOT_REACH):
        return ()
    pairs = zip(zones, situations, strict=True)
    return tuple(zone.letter for zone, one in pairs if zone and judge_gap(one) is kind)


def _reach(one: LinkedProgramme, zone: PlaceZone | None) -> Reach:
    if one.offer is None:
        return NOT_KNOWN
    if zone is None:
        # Without zones the municipality is the place, and an offer recorded in it reaches it.
        return Reach(Known.YES, one.offer.places_per_year)
    return one.reach.get(zone.pk, NOT_KNOWN)


def _contribution(one: LinkedProgramme, zone: PlaceZone | None) -> Contribution:
    reach = _reach(one, zone)
    return Contribution(
        key=one.key,
        presence=presence_of(running=one.runs, reaches=reach.reaches, is_barred=bool(one.rule)),
        places=reach.places,
        without_quota=one.without_quota,
        rule=one.rule,
    )


def _supply(one: LinkedProgramme, asked: AskedCell, found: Sequence[Contribution]) -> Supply:
    served = [contribution.places for contribution in found if contribution.presence is Presence.SERVES]
    known = [places for places in served if places is not None]
    offer, programme = one.offer, one.programme
    behind = Supply(
        programme_id=programme.pk,
        programme_name=programme.name,
        institution_name=str(programme.institution),
        level=programme.level,
        strength=one.strength,
        presence=min((contribution.presence for contribution in found), key=_BEST_FIRST.index),
        eligibility=one.eligibility,
        places=sum(known) if len(known) == len(served) and known else None,
        illustrative=programme.illustrative,
    )
    return _with_offer(behind, one, offer, asked) if offer else behind


def _with_offer(behind: Supply, one: LinkedProgramme, offer: LocalOffer, asked: AskedCell) -> Supply:
    reach = [(zone.letter, _reach(one, zone).reaches) for zone in asked.zones if zone]
    return replace(
        behind,
        offer_id=offer.pk,
        year=offer.year,
        redirects=Known(offer.redirects_to_zones),
        places_free=offer.places_available,
        free_is_hidden=one.hides_free(asked.audience),
        without_quota=offer.without_quota,
        rule=one.rule,
        reaches=tuple(letter for letter, reaches in reach if reaches is Known.YES),
        reach_unknown=tuple(letter for letter, reaches in reach if reaches is Known.UNKNOWN),
        marginal_cost=offer.marginal_cost,
        marginal_cost_mxn=None if offer.marginal_cost_mxn is None else float(offer.marginal_cost_mxn),
        decided_by=offer.decided_by,
        confirmed=not one.is_claimed,
        source=one.source,
        illustrative=offer.illustrative,
    )


def _places_of(supplies: Sequence[Supply], situations: Sequence[Situation]) -> Estimate:
    """Places known to serve; missing where nothing is known of them and where nothing serves."""
    serving = [one for one in supplies if one.presence is Presence.SERVES]
    sources = dict.fromkeys(one.source for one in serving if one.source)
    unsure = any(situation.open_questions for situation in situations)
    counted = [
        one.places is not None
        for situation in situations
        for one in situation.having(Presence.SERVES)
        if not one.without_quota
    ]
    story = Story(
        source=" / ".join(sources),
        year=max((one.year for one in supplies if one.year is not None), default=None),
        note=_places_note(serving, unsure=unsure),
        basis=Basis.COUNT,
        illustrative=any(one.illustrative for one in supplies),
    )
    known = sum(situation.known_places for situation in situations)
    if not known and (unsure or not any(counted)):
        return missing(Unit.PLACES, replace(story, note=None), Availability.NO_DATA)
    return Estimate(known, Unit.PLACES, story)


def _places_note(serving: Sequence[Supply], *, unsure: bool) -> Message | None:
    if unsure:
        return says("at least: the places of some offers are not known")
    if any(one.serves_all for one in serving):
        return says("besides, an offer without quota serves")
    return None
