"""The matrix of a definition sheet: for each element and level, whether data exist."""

from dataclasses import dataclass

from clrisk_site.catalogue.entry import offered
from diagnosis.models import Availability, DataLevel, DefinitionElement, DefinitionSheet, ElementAvailability


@dataclass(frozen=True)
class AvailabilityCell:
    """What is known of one element at one level; nobody has looked is a value too."""

    level: DataLevel
    available: Availability = Availability.UNKNOWN
    note: str = ""


@dataclass(frozen=True)
class ElementRow:
    """One element with a cell per level, in the order of the levels."""

    element_id: int
    code: str
    name: str
    explanation: str
    cells: tuple[AvailabilityCell, ...]

    def at(self, level: DataLevel) -> AvailabilityCell:
        """Return the cell of a level."""
        return next(cell for cell in self.cells if cell.level == level)


@dataclass(frozen=True)
class AvailabilityMatrix:
    """All elements that the country works with."""

    rows: tuple[ElementRow, ...]

    @property
    def cells(self) -> list[AvailabilityCell]:
        """Every cell."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def unknown(self) -> int:
        """How many cells nobody has filled."""
        return sum(cell.available == Availability.UNKNOWN for cell in self.cells)

    def count(self, level: DataLevel, available: Availability) -> int:
        """Return how many elements have this answer at a level."""
        return sum(row.at(level).available == available for row in self.rows)


def availability_of(sheet: DefinitionSheet) -> AvailabilityMatrix:
    """Read the matrix of a sheet; a sheet that is not stored yet has none of its cells filled."""
    stored = ElementAvailability.objects.filter(definition=sheet) if sheet.pk else ()
    found = {
        (row.element_id, row.level): AvailabilityCell(
            DataLevel(row.level), Availability(row.available), row.note
        )
        for row in stored
    }
    named = {element_id for element_id, _level in found}
    elements = offered(DefinitionElement, sheet.territory.country, also=named)
    return AvailabilityMatrix(
        tuple(
            ElementRow(
                element_id=element.pk,
                code=element.code,
                name=str(element),
                explanation=element.explanation,
                cells=tuple(found.get((element.pk, level), AvailabilityCell(level)) for level in DataLevel),
            )
            for element in elements
        )
    )
