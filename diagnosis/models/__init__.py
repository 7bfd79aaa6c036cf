"""One concept per file; import them from here."""

from diagnosis.models.definition import DefinitionSheet, FrozenSheetError
from diagnosis.models.factor import Direction, Factor, FactorWeight
from diagnosis.models.need import Need
from diagnosis.models.population import PopulationBasis, PopulationCount, Sex
from diagnosis.models.risk import ClassScheme, MeasureType, ReleaseNature, RiskRelease, RiskResult
from diagnosis.models.zone import Zone, ZoneStatus

__all__ = [
    "ClassScheme",
    "DefinitionSheet",
    "Direction",
    "Factor",
    "FactorWeight",
    "FrozenSheetError",
    "MeasureType",
    "Need",
    "PopulationBasis",
    "PopulationCount",
    "ReleaseNature",
    "RiskRelease",
    "RiskResult",
    "Sex",
    "Zone",
    "ZoneStatus",
]
