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
    """One institution; `on` is None while it has not acknowledged."""

    institution: Institution
    on: dt.date | None


@dataclass(frozen=True)
class Acknowledgements:
    """The definition in force and who acknowledged it; without one nobody can."""

    sheet: DefinitionSheet | None
    rows: tuple[AcknowledgementRow, ...]

    @property
    def done(self) -> int:
        """How many institutions acknowledged."""
        return sum(row.on is not None for row in self.rows)


def acknowledged_by(sheet: DefinitionSheet) -> frozenset[int]:
    """Return the ids of the institutions that acknowledged a sheet."""
    rows = DefinitionAcknowledgement.objects.filter(sheet=sheet)
    return frozenset(rows.values_list("institution_id", flat=True))


def acknowledgements_of(territory: Territory) -> Acknowledgements:
    """Read the institutions seen from a territory with the date on which each acknowledged."""
    sheet = frozen_definition(territory)
    dates = (
        dict(
            DefinitionAcknowledgement.objects.filter(sheet=sheet).values_list(
                "institution_id", "acknowledged_on"
            )
        )
        if sheet
        else {}
    )
    institutions = Institution.objects.filter(territory__path__in=owner_paths(territory)).order_by(
        by_level(), "name"
    )
    return Acknowledgements(sheet, tuple(AcknowledgementRow(one, dates.get(one.pk)) for one in institutions))
