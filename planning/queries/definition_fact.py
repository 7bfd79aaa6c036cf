"""The definition of a municipality and who acknowledged it, in one query."""

from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet
from mapping.models import DefinitionAcknowledgement
from planning.gate_subject import DefinitionFact
from planning.queries.gathered_rows import gathered, rows_beside


@dataclass(frozen=True)
class DefinitionFound:
    """The newest sheet, and what the gate asks about the one in force."""

    newest: DefinitionSheet | None
    fact: DefinitionFact | None


def definition_of(territory: Territory) -> DefinitionFound:
    """Read the sheets of a municipality with the institutions that acknowledged each."""
    acknowledged = gathered(
        DefinitionAcknowledgement.objects.all(),
        "sheet",
        name="institution__name",
        acronym="institution__acronym",
    )
    sheets = list(
        DefinitionSheet.objects.filter(territory=territory).annotate(acknowledged=acknowledged).order_by("pk")
    )
    if not sheets:
        return DefinitionFound(None, None)
    frozen = [sheet for sheet in sheets if sheet.frozen_at is not None]
    if not frozen:
        return DefinitionFound(sheets[-1], DefinitionFact(frozen=False))
    in_force = max(frozen, key=lambda sheet: (sheet.frozen_at, sheet.pk))
    names = {row["acronym"] or row["name"] for row in rows_beside(in_force, "acknowledged")}
    return DefinitionFound(sheets[-1], DefinitionFact(frozen=True, acknowledged_by=frozenset(names)))
