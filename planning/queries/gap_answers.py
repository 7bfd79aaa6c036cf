"""What people decided about one gap."""

from mapping.supply import GapCell
from planning.models import GapAnswer, Pilot


def find_answer(pilot: Pilot, cell: GapCell) -> GapAnswer | None:
    """Return the answer to one gap, if people gave one."""
    return GapAnswer.objects.filter(
        pilot=pilot, factor=cell.factor.factor_id, zone=cell.column.zone_id, level=cell.column.level
    ).first()
