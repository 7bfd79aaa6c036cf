"""Who sits in a coordination space, and what follows: is it tripartite, and does local government lead it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clrisk_site.figures.kleene import Known, any_of
from clrisk_site.people.models import Constituency
from mapping.models import CoordinationSpace, GovernmentLevel, Institution, SpaceMember, SpaceRole

TRIPARTITE = (Constituency.GOVERNMENT, Constituency.EMPLOYERS, Constituency.WORKERS)


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
    local_role: SpaceRole | None = None

    @property
    def missing_sectors(self) -> tuple[Constituency, ...]:
        """Sectors of the three that have no seat."""
        return tuple(sector for sector in TRIPARTITE if not self.by_constituency.get(sector))

    @property
    def local_seats(self) -> tuple[SpaceMember, ...]:
        """Seats of the local government, the leading ones first."""
        return tuple(seat for seat in self.members if is_local(seat))


def composition_of(space: CoordinationSpace) -> SpaceComposition:
    """Read the members of one space."""
    return composition(SpaceMember.objects.filter(space=space).select_related("institution"))


def compositions_of(spaces: Iterable[CoordinationSpace]) -> dict[int, SpaceComposition]:
    """Read the members of many spaces in one query; by id of the space."""
    ids = [space.pk for space in spaces]
    seats = list(SpaceMember.objects.filter(space__in=ids).select_related("institution"))
    return {pk: composition(seat for seat in seats if seat.space_id == pk) for pk in ids}


def composition(members: Iterable[SpaceMember]) -> SpaceComposition:
    """Work out what follows from the seats of one space.

    Parameters
    ----------
    members : iterable of SpaceMember
        With their institutions. None at all means that nobody recorded the members yet.

    Returns
    -------
    SpaceComposition
        Tripartite is unknown without members. Local government leads if it chairs or is the secretariat; a
        leading role that nobody recorded leaves the answer open unless the other one settles it. The local
        role is the highest one that an institution of the municipality takes, and None where it has no seat.
    """
    seats = tuple(sorted(members, key=lambda seat: (_ROLE_ORDER.index(seat.role), seat.institution.name)))
    # A guest does not decide, so a guest does not make a space tripartite.
    full = [seat for seat in seats if seat.role != SpaceRole.GUEST]
    counted = Counter(seat.constituency for seat in full)
    chairs = [seat.institution for seat in seats if seat.role == SpaceRole.CHAIR]
    secretariat = tuple(seat.institution for seat in seats if seat.role == SpaceRole.SECRETARIAT)
    tripartite = Known.of(all(counted[sector] for sector in TRIPARTITE)) if seats else Known.UNKNOWN
    return SpaceComposition(
        is_tripartite=tripartite,
        local_government_leads=any_of(_is_local(chairs), _is_local(secretariat)),
        chair=chairs[0] if chairs else None,
        secretariat=secretariat,
        members=seats,
        by_constituency=dict(counted),
        government_by_level=dict(_government_levels(full)),
        local_role=next((SpaceRole(seat.role) for seat in seats if is_local(seat)), None),
    )


def is_local(seat: SpaceMember) -> bool:
    """Whether a seat is one of the local government."""
    return seat.institution.level == GovernmentLevel.MUNICIPAL


def _government_levels(seats: Iterable[SpaceMember]) -> Counter[str]:
    found = Counter(seat.institution.level for seat in seats if seat.constituency == Constituency.GOVERNMENT)
    found.pop(GovernmentLevel.NONE, None)
    return found


_ROLE_ORDER = [role.value for role in SpaceRole]


def _is_local(institutions: Iterable[Institution]) -> Known:
    levels = [institution.level for institution in institutions]
    return Known.of(GovernmentLevel.MUNICIPAL in levels) if levels else Known.UNKNOWN
