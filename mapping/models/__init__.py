"""One concept per file; import them from here."""

from mapping.models.acknowledgement import DefinitionAcknowledgement
from mapping.models.beneficiaries import BeneficiaryCount, BeneficiaryCounting, CountedSex
from mapping.models.choices import (
    Evidence,
    Known,
    MarginalCost,
    OfferStatus,
    Strategy,
    Strength,
    WithRule,
)
from mapping.models.competence import Competence, CompetenceNature
from mapping.models.institution import GovernmentLevel, Institution, Sector
from mapping.models.offer import LocalOffer, OfferCoverage
from mapping.models.programme import Programme, ProgrammeFactor
from mapping.models.space import CoordinationSpace, SpaceMember, SpaceRole

__all__ = [
    "BeneficiaryCount",
    "BeneficiaryCounting",
    "Competence",
    "CompetenceNature",
    "CoordinationSpace",
    "CountedSex",
    "DefinitionAcknowledgement",
    "Evidence",
    "GovernmentLevel",
    "Institution",
    "Known",
    "LocalOffer",
    "MarginalCost",
    "OfferCoverage",
    "OfferStatus",
    "Programme",
    "ProgrammeFactor",
    "Sector",
    "SpaceMember",
    "SpaceRole",
    "Strategy",
    "Strength",
    "WithRule",
]
