"""How far the characterisation has come, derived from what is recorded; nothing is ticked by hand."""

from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, FactorWeight, Need, ReleaseNature, RiskResult, Zone, ZoneStatus
from diagnosis.queries.definition import current_definition, frozen_definition


@dataclass(frozen=True)
class DiagnosisProgress:
    """What exists. A definition that is frozen and a newer draft beside it are both said."""

    has_phase_one: bool
    has_definition: bool
    definition_is_frozen: bool
    definition_has_draft: bool
    factors_recorded: int
    factors_priority: int
    zones: int
    zones_prioritised: int
    needs: int
    needs_missing: bool
    in_force: DefinitionSheet | None = None

    @property
    def is_complete(self) -> bool:
        """Whether definition, factors and zones are all settled."""
        return self.definition_is_frozen and self.factors_priority > 0 and self.zones_prioritised > 0

    @property
    def is_started(self) -> bool:
        """Whether anything of the characterisation is recorded."""
        return self.has_definition or self.factors_recorded > 0 or self.zones > 0


def diagnosis_progress(territory: Territory) -> DiagnosisProgress:
    """Derive the state of the characterisation of one municipality."""
    newest, frozen = current_definition(territory), frozen_definition(territory)
    priority = list(FactorWeight.objects.filter(territory=territory).values_list("is_priority", flat=True))
    statuses = list(Zone.objects.filter(territory=territory).values_list("status", flat=True))
    in_use = [status for status in statuses if status != ZoneStatus.DROPPED]
    needs = Need.objects.filter(territory=territory, zone__isnull=False)
    of_zones = needs.exclude(zone__status=ZoneStatus.DROPPED).count()
    return DiagnosisProgress(
        has_phase_one=RiskResult.objects.filter(
            territory__path__in=[territory.path, *territory.ancestor_paths],
            release__nature=ReleaseNature.PHASE_I,
        ).exists(),
        has_definition=newest is not None,
        definition_is_frozen=frozen is not None,
        definition_has_draft=newest is not None and newest.frozen_at is None,
        factors_recorded=len(priority),
        factors_priority=sum(priority),
        zones=len(in_use),
        zones_prioritised=sum(status == ZoneStatus.PRIORITISED for status in in_use),
        needs=of_zones,
        needs_missing=of_zones < sum(priority) * len(in_use),
        in_force=frozen,
    )
