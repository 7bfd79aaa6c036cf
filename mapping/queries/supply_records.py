"""Reads the rows behind the supply matrix: programmes, their newest offers, reach, powers and needs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Estimate
from clrisk_site.figures.kleene import Known
from clrisk_site.places.models import Territory
from diagnosis.models import Zone, ZoneStatus
from diagnosis.queries.factors import FactorRanking
from diagnosis.queries.needs import NeedFinding, needs_of
from mapping.eligibility import Eligibility
from mapping.models import (
    Competence,
    CompetenceNature,
    Evidence,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
)
from mapping.models.running import runs
from mapping.owners import owner_paths
from mapping.queries.programmes import newest_offers
from mapping.shown_offer import shown_offer
from mapping.supply import Power


@dataclass(frozen=True)
class PlaceZone:
    """A zone as far as supply is concerned."""

    pk: int
    letter: str
    name: str


@dataclass(frozen=True)
class KnownPlace:
    """What a caller has read of a municipality already and need not be read again; None is not read yet."""

    territory: Territory
    ranking: FactorRanking | None = None
    zones: tuple[PlaceZone, ...] | None = None
    needs: tuple[NeedFinding, ...] | None = None


@dataclass(frozen=True)
class Reach:
    """Whether an offer reaches a zone, and its places there."""

    reaches: Known = Known.UNKNOWN
    places: int | None = None


NOT_KNOWN = Reach()


@dataclass(frozen=True)
class LinkedProgramme:
    """A programme that addresses a factor, with its newest local offer and where that reaches."""

    programme: Programme
    strength: str
    offer: LocalOffer | None
    reach: Mapping[int, Reach] = field(default_factory=dict)
    hidden: dict[Audience, bool] = field(default_factory=dict, compare=False)  # as hides_free found it

    @cached_property
    def key(self) -> str:
        """Names it in the same way in every place."""
        return f"programme:{self.programme.pk}:offer:{self.offer.pk if self.offer else None}"

    @cached_property
    def runs(self) -> Known:
        """Whether the programme runs."""
        return runs(self.programme.status)

    @cached_property
    def rule(self) -> str:
        """The rule that keeps the children concerned out."""
        return self.offer.blocking_rule.strip() if self.offer else ""

    @cached_property
    def without_quota(self) -> bool:
        """Whether it serves everyone who meets its requirements."""
        return bool(self.offer and self.offer.without_quota)

    @cached_property
    def eligibility(self) -> Eligibility:
        """Whether an action line may rest on it."""
        return self.offer.eligibility if self.offer else self.programme.eligibility_without_offer

    @cached_property
    def source(self) -> str:
        """Where the offer was learned of."""
        return self.offer.source or self.offer.evidence_document if self.offer else ""

    def hides_free(self, audience: Audience) -> bool:
        """Whether the free places would tell an audience how few persons use the others."""
        if self.offer is None:
            return False
        if audience not in self.hidden:
            free = shown_offer(self.offer, audience=audience).free
            self.hidden[audience] = free.availability is Availability.SUPPRESSED
        return self.hidden[audience]

    @property
    def is_claimed(self) -> bool:
        """Whether it has a local offer that no document confirms."""
        return self.offer is not None and self.offer.evidence != Evidence.CONFIRMED


@dataclass(frozen=True)
class SupplyRecords:
    """Everything read once for the whole matrix; keys are ids."""

    zones: tuple[PlaceZone, ...]
    linked: Mapping[int, tuple[LinkedProgramme, ...]]
    powers: Mapping[int, tuple[Power, ...]]
    needs: Mapping[tuple[int, int | None], Estimate]
    recorded: tuple[NeedFinding, ...]
    programmes: int
    unlinked: int
    enough_pct: int

    @cached_property
    def zone_by_id(self) -> Mapping[int, PlaceZone]:
        """Zones by id."""
        return {zone.pk: zone for zone in self.zones}


def supply_records(known: KnownPlace, year: int) -> SupplyRecords:
    """Read what stands behind the matrix, in as many queries for fifty programmes as for one."""
    territory = known.territory
    needs = needs_of(territory) if known.needs is None else known.needs
    owners = owner_paths(territory)
    programmes = Programme.objects.filter(territory__path__in=owners).select_related("institution")
    offers = newest_offers(territory, year=year)
    reach = _reach(offers)
    by_id = {programme.pk: programme for programme in programmes}
    linked: dict[int, list[LinkedProgramme]] = defaultdict(list)
    with_links: set[int] = set()
    links = ProgrammeFactor.objects.filter(programme__territory__path__in=owners)
    # Said whole: what the order leaves open, each database decides its own way.
    for link in links.order_by("factor__position", "programme__level", "programme__name", "programme_id"):
        programme = by_id[link.programme_id]
        offer = offers.get(programme.pk)
        if offer is not None:
            offer.programme = programme  # eligibility asks the programme whether it runs
        reached = reach.get(offer.pk, {}) if offer else {}
        linked[link.factor_id].append(LinkedProgramme(programme, link.strength, offer, reached))
        with_links.add(programme.pk)
    return SupplyRecords(
        zones=_zones(territory) if known.zones is None else known.zones,
        linked={factor: tuple(found) for factor, found in linked.items()},
        powers=_powers(owners),
        needs={(one.factor_id, one.zone_id): one.children for one in needs},
        recorded=needs,
        programmes=len(by_id),
        unlinked=sum(one.awaits_review(is_linked=one.pk in with_links) for one in by_id.values()),
        enough_pct=threshold("places_enough"),
    )


def _zones(territory: Territory) -> tuple[PlaceZone, ...]:
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    return tuple(PlaceZone(zone.pk, zone.letter, zone.name) for zone in zones)


def _reach(offers: Mapping[int, LocalOffer]) -> dict[int, dict[int, Reach]]:
    found: dict[int, dict[int, Reach]] = defaultdict(dict)
    rows = OfferCoverage.objects.filter(offer__in=[offer.pk for offer in offers.values()]).order_by()
    known = {one.value: one for one in Known}
    # Plain values: a large municipality has tens of thousands of rows, and most tell the same few things.
    told: dict[tuple[str, int | None], Reach] = {}
    for offer, zone, reaches, places in rows.values_list("offer_id", "zone_id", "reaches", "places"):
        found[offer][zone] = told.setdefault((reaches, places), Reach(known[reaches], places))
    return found


def _powers(owners: list[str]) -> dict[int, tuple[Power, ...]]:
    found: dict[int, list[Power]] = defaultdict(list)
    rows = Competence.objects.filter(territory__path__in=owners, factor__isnull=False)
    rows = rows.select_related("institution")
    for row in rows:
        if row.factor_id is None:
            continue  # over child labour itself, which is no row of the matrix
        found[row.factor_id].append(
            Power(
                institution_id=row.institution_id,
                institution_name=str(row.institution),
                level=row.institution.level,
                nature=CompetenceNature(row.nature).value,
                document=row.document,
                article=row.article,
            )
        )
    return {factor: tuple(powers) for factor, powers in found.items()}
