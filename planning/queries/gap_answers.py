"""What people decided about gaps, and whether the evidence is still the one they saw."""

from clrisk_site.places.models import Territory
from mapping.supply import GapCell, SupplyMatrix
from planning.chain_facts import AnswerFact
from planning.models import GapAnswer, Pilot


def find_answer(pilot: Pilot, cell: GapCell) -> GapAnswer | None:
    """Return the answer to one gap, if people gave one."""
    return GapAnswer.objects.filter(
        pilot=pilot, factor=cell.factor.factor_id, zone=cell.column.zone_id, level=cell.column.level
    ).first()


def answers_of(territory: Territory, matrix: SupplyMatrix) -> tuple[AnswerFact, ...]:
    """Read the answers of a municipality and hold each against the evidence of now, in one query.

    An answer to a column that the matrix does not show (a level of government) is neither stale nor fresh:
    it is told as it was given.
    """
    cells = {(cell.factor.factor_id, cell.column.zone_id, cell.column.level): cell for cell in matrix.cells}
    rows = GapAnswer.objects.filter(territory=territory).select_related("factor", "zone")
    return tuple(_fact(row, cells.get((row.factor_id, row.zone_id, row.level))) for row in rows)


def _fact(row: GapAnswer, cell: GapCell | None) -> AnswerFact:
    return AnswerFact(
        factor_code=row.factor.code,
        factor_name=str(row.factor),
        where=row.zone.letter if row.zone else row.get_level_display(),
        decision=row.get_decision_display(),
        reason=row.reason,
        stale=cell is not None and cell.evidence_hash != row.evidence_hash,
    )
