"""The checklist of documents that give powers: each kind at each level, and how far it has been found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mapping.models import GovernmentLevel, Norm, NormKind, NormReading

LEVELS = (GovernmentLevel.FEDERAL, GovernmentLevel.STATE, GovernmentLevel.MUNICIPAL)
SOUGHT_KINDS = tuple(kind for kind in NormKind if kind is not NormKind.OTHER)
"""What the method asks for at each level; other norms are kept too, and nobody misses them."""


class CellState(StrEnum):
    """How far a kind of document has been found at a level."""

    OPEN = "open"
    SOUGHT = "sought"
    FOUND = "found"
    READ = "read"
    NONE = "none"


# What is still to be done decides: one that is sought outweighs three that were read.
_BY_WORK = (
    (NormReading.SOUGHT, CellState.SOUGHT),
    (NormReading.FOUND, CellState.FOUND),
    (NormReading.READ, CellState.READ),
)


@dataclass(frozen=True)
class ChecklistCell:
    """One kind of document at one level, with what was recorded of it."""

    kind: NormKind
    level: GovernmentLevel
    norms: tuple[Norm, ...]

    @property
    def state(self) -> CellState:
        """The state that leaves most to do; without any entry nobody has looked yet."""
        if not self.norms:
            return CellState.OPEN
        found = {norm.reading for norm in self.norms}
        return next((state for reading, state in _BY_WORK if reading in found), CellState.NONE)


@dataclass(frozen=True)
class ChecklistRow:
    """One kind of document at every level."""

    kind: NormKind
    cells: tuple[ChecklistCell, ...]


def checklist_of(norms: Iterable[Norm]) -> tuple[ChecklistRow, ...]:
    """Put norms into the checklist; other norms have a row only where there are some.

    Parameters
    ----------
    norms : iterable of Norm
        In the order in which a cell shall show them.
    """
    found: dict[tuple[str, str], list[Norm]] = {}
    for norm in norms:
        found.setdefault((norm.kind, norm.level), []).append(norm)
    rows = [
        ChecklistRow(
            kind,
            tuple(ChecklistCell(kind, level, tuple(found.get((kind, level), ()))) for level in LEVELS),
        )
        for kind in NormKind
    ]
    return tuple(row for row in rows if row.kind in SOUGHT_KINDS or any(cell.norms for cell in row.cells))


def counted_states(rows: Sequence[ChecklistRow]) -> dict[CellState, int]:
    """Count the cells of the checklist that the method asks for, by state."""
    counts = dict.fromkeys(CellState, 0)
    for row in rows:
        if row.kind in SOUGHT_KINDS:
            for cell in row.cells:
                counts[cell.state] += 1
    return counts
