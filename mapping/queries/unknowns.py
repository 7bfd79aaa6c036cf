"""What remains unknown of the supply that a territory sees, by institution: the agenda of the interviews."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef

from clrisk_site.figures.message import Message, says
from clrisk_site.places.models import Territory
from diagnosis.models import Zone, ZoneStatus
from diagnosis.queries.factors import factors_of
from mapping.models import (
    Competence,
    Evidence,
    GovernmentLevel,
    Institution,
    Interview,
    Known,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
)
from mapping.models.running import runs
from mapping.owners import owner_paths
from mapping.queries.programmes import eligibility_of, newest_offers
from mapping.queries.remembering import remembered, state_of_records
from mapping.unknowns import (
    Agenda,
    InstitutionAgenda,
    OfferKnown,
    ProgrammeUnknown,
    questions_on,
    questions_on_definition,
)

_READ = (
    "name",
    "level",
    "status",
    "requirements",
    "documents_requested",
    "institution",
    "addresses_no_factor",
)


def unknowns_of(territory: Territory) -> Agenda:
    """Return what remains unknown; above the municipalities only what programmes are is asked about."""
    state = state_of_records(territory)
    return remembered(state, "unknowns", lambda: _work_out(territory))


def _work_out(territory: Territory) -> Agenda:
    owners = owner_paths(territory)
    linked = Exists(ProgrammeFactor.objects.filter(programme=OuterRef("pk")))
    rows = Programme.objects.filter(territory__path__in=owners).annotate(is_linked=linked)
    # Plain columns: a state may own two thousand programmes with long texts.
    programmes = list(rows.only(*_READ).order_by("name", "pk"))
    asking = _Asking(territory)
    found: dict[int, list[ProgrammeUnknown]] = defaultdict(list)
    unlinked = []
    for one in programmes:
        told = asking.about(one)
        if told.questions:
            found[one.institution_id].append(told)
        if one.awaits_review(is_linked=getattr(one, "is_linked", False)):
            unlinked.append(told)
    return Agenda(
        _agendas(territory, owners, found),
        len(programmes),
        tuple(unlinked),
        _without_norm(territory, owners) if territory.level.is_municipal else (),
    )


class _Asking:
    """Asks about one programme after another with what was read once for all of them."""

    def __init__(self, territory: Territory) -> None:
        self.is_local = territory.level.is_municipal
        self.offers: Mapping[int, LocalOffer] = newest_offers(territory) if self.is_local else {}
        self.zones = 0
        self.told: dict[int, int] = {}
        if self.is_local:
            zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
            self.zones = zones.count()
            known = OfferCoverage.objects.filter(
                offer__territory=territory, reaches__in=[Known.YES, Known.NO], zone__in=zones
            )
            counted = known.order_by().values_list("offer_id").annotate(number=Count("pk"))
            self.told = dict(counted)

    def about(self, programme: Programme) -> ProgrammeUnknown:
        """Return the questions on one programme."""
        eligibility = eligibility_of(programme, self.offers)
        has_requirements = bool(programme.requirements or programme.documents_requested)
        if self.is_local:
            offer = self.offers.get(programme.pk)
            asked = questions_on(
                eligibility, self._known(offer) if offer else None, has_requirements=has_requirements
            )
        else:
            asked = questions_on_definition(runs=runs(programme.status), has_requirements=has_requirements)
        return ProgrammeUnknown(programme.pk, programme.name, programme.level, eligibility.verdict, asked)

    def _known(self, offer: LocalOffer) -> OfferKnown:
        return OfferKnown(
            has_places=offer.without_quota or offer.places_per_year is not None,
            has_free_places=offer.without_quota or offer.places_available is not None,
            says_who_decides=bool(offer.decided_by),
            says_register=offer.register_shareable != Known.UNKNOWN,
            is_confirmed=offer.evidence == Evidence.CONFIRMED,
            zones_open=self.zones - self.told.get(offer.pk, 0),
        )


def _agendas(
    territory: Territory, owners: list[str], found: Mapping[int, list[ProgrammeUnknown]]
) -> tuple[InstitutionAgenda, ...]:
    read = Exists(Competence.objects.filter(institution=OuterRef("pk"), territory__path__in=owners))
    rows = Institution.objects.filter(territory__path__in=owners).annotate(is_read=read)
    interviews = _interviews(territory)
    agendas = []
    for one in rows.order_by("name", "pk"):
        asked = _on_itself(one, is_read=getattr(one, "is_read", False))
        programmes = tuple(found.get(one.pk, ()))
        if not (programmes or asked):
            continue
        pk, state = interviews.get(one.pk, (None, ""))
        agendas.append(InstitutionAgenda(one.pk, one.full_name, one.level, programmes, asked, pk, state))
    return tuple(sorted(agendas, key=lambda one: -one.questions))


def _on_itself(institution: Institution, *, is_read: bool) -> tuple[Message, ...]:
    if is_read or institution.level == GovernmentLevel.NONE:
        return ()
    return (says("Which norm gives it powers over child labour or the factors?"),)


def _interviews(territory: Territory) -> dict[int, tuple[int, str]]:
    """Return the newest interview of each institution here, by institution."""
    rows = Interview.objects.filter(territory=territory, withdrawn_on__isnull=True).order_by("pk")
    return {
        institution: (pk, state) for institution, pk, state in rows.values_list("institution", "pk", "state")
    }


def _without_norm(territory: Territory, owners: list[str]) -> tuple[str, ...]:
    """Return the names of the factors of which no norm was read."""
    ranking = factors_of(territory)
    read = set(
        Competence.objects.filter(territory__path__in=owners, factor__isnull=False)
        .order_by()
        .values_list("factor_id", flat=True)
    )
    rows = ranking.priority or ranking.rows
    return tuple(row.name for row in rows if row.factor_id not in read)
