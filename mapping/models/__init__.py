"""One concept per file; import them from here."""

from mapping.models.acknowledgement import DefinitionAcknowledgement
from mapping.models.actor import HIGHEST, ActorKind, ActorProfile, ActorRole, NoneFound
from mapping.models.beneficiaries import BeneficiaryCount, BeneficiaryCounting, CountedSex
from mapping.models.choices import (
    BenefitKind,
    Evidence,
    Known,
    MarginalCost,
    OfferStatus,
    Strategy,
    Strength,
    WithRule,
)
from mapping.models.competence import Competence, CompetenceNature
from mapping.models.desk_review import DeskReviewStep, StepState
from mapping.models.evidence import FactEvidence, FactOrigin
from mapping.models.institution import GovernmentLevel, Institution, Sector
from mapping.models.interview import (
    CheckAnswer,
    FactCheck,
    FollowUp,
    Handling,
    Interview,
    InterviewMedium,
    InterviewNote,
    InterviewState,
    InterviewTheme,
)
from mapping.models.inventory import InventoryListing
from mapping.models.norm import Norm, NormKind, NormReading
from mapping.models.offer import CoverageGroup, LocalOffer, OfferCoverage
from mapping.models.office import Office, Official
from mapping.models.past_intervention import InterventionKind, PastIntervention
from mapping.models.programme import Programme, ProgrammeFactor
from mapping.models.proposed_change import ChangeState, ProposedChange
from mapping.models.service_directory import ServiceDirectory
from mapping.models.space import CoordinationSpace, SpaceMember, SpaceRole

__all__ = [
    "HIGHEST",
    "ActorKind",
    "ActorProfile",
    "ActorRole",
    "BeneficiaryCount",
    "BeneficiaryCounting",
    "BenefitKind",
    "ChangeState",
    "CheckAnswer",
    "Competence",
    "CompetenceNature",
    "CoordinationSpace",
    "CountedSex",
    "CoverageGroup",
    "DefinitionAcknowledgement",
    "DeskReviewStep",
    "Evidence",
    "FactCheck",
    "FactEvidence",
    "FactOrigin",
    "FollowUp",
    "GovernmentLevel",
    "Handling",
    "Institution",
    "InterventionKind",
    "Interview",
    "InterviewMedium",
    "InterviewNote",
    "InterviewState",
    "InterviewTheme",
    "InventoryListing",
    "Known",
    "LocalOffer",
    "MarginalCost",
    "NoneFound",
    "Norm",
    "NormKind",
    "NormReading",
    "OfferCoverage",
    "OfferStatus",
    "Office",
    "Official",
    "PastIntervention",
    "Programme",
    "ProgrammeFactor",
    "ProposedChange",
    "Sector",
    "ServiceDirectory",
    "SpaceMember",
    "SpaceRole",
    "StepState",
    "Strategy",
    "Strength",
    "WithRule",
]
