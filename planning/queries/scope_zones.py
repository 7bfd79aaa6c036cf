"""The zones of a municipality with the role that the plan gave each."""

from dataclasses import dataclass

from diagnosis.models import Zone, ZoneStatus
from planning.models import Pilot, ScopeRole


@dataclass(frozen=True)
class ZoneRole:
    """A zone and its role; an empty role means that none was chosen yet."""

    zone_id: int
    letter: str
    name: str
    role: str
    reason: str

    @property
    def role_words(self) -> str:
        """Role in the active language; empty where none was chosen."""
        return str(ScopeRole(self.role).label) if self.role else ""


def zones_with_roles(pilot: Pilot) -> tuple[ZoneRole, ...]:
    """Read the zones in use with their roles, in one query."""
    zones = Zone.objects.filter(territory_id=pilot.territory_id).exclude(status=ZoneStatus.DROPPED)
    rows = zones.order_by("letter").values_list(
        "pk", "letter", "name", "scope_roles__role", "scope_roles__reason"
    )
    return tuple(
        ZoneRole(pk, letter, name, role or "", reason or "") for pk, letter, name, role, reason in rows
    )
