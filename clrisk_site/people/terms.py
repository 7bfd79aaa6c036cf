"""What a grant is to say before it is given, and who may give which kind."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.people.models import GrantKind
from clrisk_site.people.permissions import Permission, Role
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory

# Posts and memberships are given from above; seats and links to a record by the municipality itself too.
NEEDED: Mapping[GrantKind, Permission] = {
    GrantKind.MEMBERSHIP: Permission.MANAGE_PEOPLE,
    GrantKind.POST: Permission.MANAGE_PEOPLE,
    GrantKind.SEAT: Permission.GRANT_SEATS,
    GrantKind.RECORD: Permission.GRANT_SEATS,
}

# A municipality has one of each at a time. It may have several analysts.
HELD_BY_ONE = frozenset({Role.LIAISON, Role.AUTHORITY})


@dataclass(frozen=True)
class GrantTerms:
    """Role, reach and term of a grant; a seat or a record grant names its subject."""

    kind: GrantKind
    role: Role
    territory: Territory
    starts: dt.date | None = None
    ends: dt.date | None = None
    subject: Record | None = None
    constituency: str = ""
    is_substitute: bool = False
