"""One concept per file; import them from here."""

from diagnosis.models.availability import (
    Availability,
    DataLevel,
    DefinitionElement,
    DefinitionPreset,
    ElementAvailability,
)
from diagnosis.models.codebook import (
    CodebookColumn,
    CodebookVariable,
    Crosswalk,
    InclusionChoice,
    InclusionTopic,
    LocalVariable,
    Recode,
)
from diagnosis.models.definition import DefinitionSheet, FrozenSheetError
from diagnosis.models.factor import Direction, Factor, FactorWeight
from diagnosis.models.indicator import Indicator, IndicatorValue
from diagnosis.models.information_request import (
    DayKind,
    InformationRequest,
    RequestAnswer,
    RequestReminder,
    RequestRoute,
    RouteKind,
)
from diagnosis.models.literature import FactorMention, LiteratureSearch, Reference
from diagnosis.models.need import Need
from diagnosis.models.population import PopulationBasis, PopulationCount, Sex
from diagnosis.models.profile_cell import ProfileCell
from diagnosis.models.proxy import Proxy, ProxyFit
from diagnosis.models.qualitative import (
    AgeBand,
    Consent,
    Finding,
    ParticipantGroup,
    QualitativeInstrument,
    QualitativeMethod,
)
from diagnosis.models.result import AnalysisResult, FactorEffect, Outcome, Technique
from diagnosis.models.risk import ClassScheme, MeasureType, ReleaseNature, RiskRelease, RiskResult
from diagnosis.models.risk_model import Coefficient, RiskModel
from diagnosis.models.school import School
from diagnosis.models.source import CAPABILITIES, Inference, StatisticalSource
from diagnosis.models.survey import Survey, SurveyShare
from diagnosis.models.zone import Zone, ZoneChange, ZoneChangeKind, ZoneStatus

__all__ = [
    "CAPABILITIES",
    "AgeBand",
    "AnalysisResult",
    "Availability",
    "ClassScheme",
    "CodebookColumn",
    "CodebookVariable",
    "Coefficient",
    "Consent",
    "Crosswalk",
    "DataLevel",
    "DayKind",
    "DefinitionElement",
    "DefinitionPreset",
    "DefinitionSheet",
    "Direction",
    "ElementAvailability",
    "Factor",
    "FactorEffect",
    "FactorMention",
    "FactorWeight",
    "Finding",
    "FrozenSheetError",
    "InclusionChoice",
    "InclusionTopic",
    "Indicator",
    "IndicatorValue",
    "Inference",
    "InformationRequest",
    "LiteratureSearch",
    "LocalVariable",
    "MeasureType",
    "Need",
    "Outcome",
    "ParticipantGroup",
    "PopulationBasis",
    "PopulationCount",
    "ProfileCell",
    "Proxy",
    "ProxyFit",
    "QualitativeInstrument",
    "QualitativeMethod",
    "Recode",
    "Reference",
    "ReleaseNature",
    "RequestAnswer",
    "RequestReminder",
    "RequestRoute",
    "RiskModel",
    "RiskRelease",
    "RiskResult",
    "RouteKind",
    "School",
    "Sex",
    "StatisticalSource",
    "Survey",
    "SurveyShare",
    "Technique",
    "Zone",
    "ZoneChange",
    "ZoneChangeKind",
    "ZoneStatus",
]
