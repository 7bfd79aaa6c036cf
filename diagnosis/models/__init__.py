"""One concept per file; import them from here."""

from diagnosis.models.definition import DefinitionSheet, FrozenSheetError
from diagnosis.models.factor import Direction, Factor, FactorWeight
from diagnosis.models.indicator import Indicator, IndicatorValue
from diagnosis.models.need import Need
from diagnosis.models.population import PopulationBasis, PopulationCount, Sex
from diagnosis.models.profile_cell import ProfileCell
from diagnosis.models.risk import ClassScheme, MeasureType, ReleaseNature, RiskRelease, RiskResult
from diagnosis.models.risk_model import Coefficient, RiskModel
from diagnosis.models.school import School
from diagnosis.models.survey import Survey, SurveyShare
from diagnosis.models.zone import Zone, ZoneStatus

__all__ = [
    "ClassScheme",
    "Coefficient",
    "DefinitionSheet",
    "Direction",
    "Factor",
    "FactorWeight",
    "FrozenSheetError",
    "Indicator",
    "IndicatorValue",
    "MeasureType",
    "Need",
    "PopulationBasis",
    "PopulationCount",
    "ProfileCell",
    "ReleaseNature",
    "RiskModel",
    "RiskRelease",
    "RiskResult",
    "School",
    "Sex",
    "Survey",
    "SurveyShare",
    "Zone",
    "ZoneStatus",
]
