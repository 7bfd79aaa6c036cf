"""Who sits in a coordination space, and what follows for a place: is it tripartite, and who leads it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clrisk_site.figures.kleene import Known, any_of
from clrisk_site.people.models import Constituency
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, GovernmentLevel, Institution, SpaceMember, SpaceRole
from mapping.models.space import TRIPARTITE


@dataclass(frozen=True)
class SpaceComposition:
    """The members of a space and what is computed from them; nothing of it is ticked by hand."""

    is_tripartite: Known
    local_government_leads: Known
    chair: Institution | None
    secretariat: tuple[Institution, ...]
    members: tuple[SpaceMember, ...]
    by_constituency: Mapping[str, int] = field(default_factory=dict)
    government_by_level: Mapping[str, int] = field(default_factory=dict)
    local_seats: tuple[SpaceMember, ...] = ()
    """Seats of the place's own government, the leading ones first."""
    unplaced_seats: tuple[SpaceMember, ...] = ()
    """Seats of municipal bodies that are recorded above the place: of which municipality, nobody said."""
    not_counted: tuple[SpaceMember, ...] = ()
    """Seats that speak for a sector which is not that of their institution."""

    @property
    def missing_sectors(self) -> tuple[Constituency, ...]:
        """Sectors of the three that have no seat."""
        return tuple(sector for sector in TRIPARTITE if not self.by_constituency.get(sector))

    @property
    def local_role(self) -> SpaceRole | None:
        """The highest role of the place's own government; None where it has no seat."""
        return SpaceRole(self.local_seats[0].role) if self.local_seats else None


def composition_of(space: CoordinationSpace, *, here: Territory) -> SpaceComposition:
    """Read the members of one space, as a place sees them."""
    seats = SpaceMember.objects.filter(space=space).select_related("institution__territory")
    return composition(seats, here=here)


def compositions_of(spaces: Iterable[CoordinationSpace], *, here: Territory) -> dict[int, SpaceComposition]:
    """Read the members of many spaces in one query; by id of the space."""
    ids = [space.pk for space in spaces]
    seats = list(SpaceMember.objects.filter(space__in=ids).select_related("institution__territory"))
    return {pk: composition((seat for seat in seats if seat.space_id == pk), here=here) for pk in ids}


def composition(members: Iterable[SpaceMember], *, here: Territory) -> SpaceComposition:
    """Work out what follows from the seats of one space.

    Parameters
    ----------
    members : iterable of SpaceMember
        With their institutions and whose these are. None at all means that nobody recorded the members yet.
    here : Territory
        Whose government is the local one: a municipality, as a rule.

    Returns
    -------
    SpaceComposition
        Tripartite is unknown without members. Local government leads if it chairs or is the secretariat; a
        leading role that nobody recorded leaves the answer open unless the other one settles it, and so does
        a municipal body that is recorded above the place. Another municipality's is never the local one.
    """
    seats = tuple(sorted(members, key=lambda seat: (_ROLE_ORDER.index(seat.role), seat.institution.name)))
    # A guest does not decide, so a guest does not make a space tripartite; nor does who speaks for others.
    full = [seat for seat in seats if seat.role != SpaceRole.GUEST and seat.speaks_for_its_own]
    counted = Counter(seat.constituency for seat in full)
    told = [(seat, _is_local(seat.institution, here)) for seat in seats]
    chairs = [seat.institution for seat in seats if seat.role == SpaceRole.CHAIR]
    secretariat = tuple(seat.institution for seat in seats if seat.role == SpaceRole.SECRETARIAT)
    tripartite = Known.of(all(counted[sector] for sector in TRIPARTITE)) if seats else Known.UNKNOWN
    return SpaceComposition(
        is_tripartite=tripartite,
        local_government_leads=any_of(_leads(told, SpaceRole.CHAIR), _leads(told, SpaceRole.SECRETARIAT)),
        chair=chairs[0] if chairs else None,
        secretariat=secretariat,
        members=seats,
        by_constituency=dict(counted),
        government_by_level=dict(_government_levels(full)),
        local_seats=tuple(seat for seat, local in told if local is Known.YES),
        unplaced_seats=tuple(seat for seat, local in told if local is Known.UNKNOWN),
        not_counted=tuple(seat for seat in seats if not seat.speaks_for_its_own),
    )


def _is_local(institution: Institution, here: Territory) -> Known:
    """Whether an institution is of a place's own government."""
    if institution.level != GovernmentLevel.MUNICIPAL:
        return Known.NO
    if here.contains(institution.territory):
        return Known.YES
    return Known.UNKNOWN if institution.territory.contains(here) else Known.NO


def _leads(told: Iterable[tuple[SpaceMember, Known]], role: SpaceRole) -> Known:
    """Whether one of those in a role is local; a role that nobody holds leaves it open."""
    given = [local for seat, local in told if seat.role == role]
    return any_of(*given) if given else Known.UNKNOWN


def _government_levels(seats: Iterable[SpaceMember]) -> Counter[str]:
    found = Counter(seat.institution.level for seat in seats if seat.constituency == Constituency.GOVERNMENT)
    found.pop(GovernmentLevel.NONE, None)
    return found


_ROLE_ORDER = [role.value for role in SpaceRole]
