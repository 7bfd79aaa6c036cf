"""Which institutions acknowledged a definition sheet, and when."""

import datetime as dt
from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet
from diagnosis.queries.definition import frozen_definition
from mapping.models import DefinitionAcknowledgement, Institution
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level


@dataclass(frozen=True)
class AcknowledgementRow:
    """One institution; `found` is None while it has not acknowledged the sheet in force.

    `older` is what it acknowledged of an earlier sheet, which counts no longer.
    """

    institution: Institution
    found: DefinitionAcknowledgement | None
    older: DefinitionAcknowledgement | None = None

    @property
    def on(self) -> dt.date | None:
        """When it acknowledged the sheet in force."""
        return self.found.acknowledged_on if self.found else None


@dataclass(frozen=True)
class Acknowledgements:
    """The definition in force and who acknowledged it; without one nobody can."""

    sheet: DefinitionSheet | None
    rows: tuple[AcknowledgementRow, ...]

    @property
    def done(self) -> int:
        """How many institutions acknowledged."""
        return sum(row.found is not None for row in self.rows)

    @property
    def outdated(self) -> int:
        """How many acknowledged an earlier sheet alone."""
        return sum(row.found is None and row.older is not None for row in self.rows)


def acknowledged_by(sheet: DefinitionSheet) -> frozenset[int]:
    """Return the ids of the institutions that acknowledged a sheet."""
    rows = DefinitionAcknowledgement.objects.filter(sheet=sheet)
    return frozenset(rows.values_list("institution_id", flat=True))


def acknowledgements_of(territory: Territory) -> Acknowledgements:
    """Read the institutions seen from a territory: those that have not acknowledged come first."""
    sheet = frozen_definition(territory)
    of_sheets = DefinitionAcknowledgement.objects.filter(sheet__territory=territory)
    now: dict[int, DefinitionAcknowledgement] = {}
    before: dict[int, DefinitionAcknowledgement] = {}
    for one in of_sheets.order_by("acknowledged_on", "pk"):
        (now if sheet and one.sheet_id == sheet.pk else before)[one.institution_id] = one
    institutions = Institution.objects.filter(territory__path__in=owner_paths(territory)).order_by(
        by_level(), "name"
    )
    rows = [AcknowledgementRow(one, now.get(one.pk), before.get(one.pk)) for one in institutions]
    return Acknowledgements(sheet, tuple(sorted(rows, key=lambda row: row.found is not None)))
