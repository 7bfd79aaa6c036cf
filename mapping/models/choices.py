"""Answers that several records of the mapping share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Known(models.TextChoices):
    """A fact that a desk review may not find."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class WithRule(models.TextChoices):
    """Whether a programme admits more children."""

    YES = "yes", _("Yes")
    WITH_RULE_CHANGE = "with_rule_change", _("Yes, if a rule changes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class MarginalCost(models.TextChoices):
    """What one more child costs, against the programme's cost per child."""

    NONE = "none", _("None")
    VERY_LOW = "very_low", _("Very low: up to 5 % of the cost per child")
    LOW = "low", _("Low")
    HIGH = "high", _("High")
    UNKNOWN = "unknown", _("Not known yet")


class RegisterShareable(models.TextChoices):
    """Whether the beneficiary register can be shared; the product itself takes counts only."""

    YES = "yes", _("Yes")
    AGGREGATE = "aggregate", _("As counts only")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class OfferStatus(models.TextChoices):
    """Whether a programme runs."""

    OPERATING = "operating", _("Operating")
    CLOSING = "closing", _("Closing")
    ANNOUNCED = "announced", _("Announced")
    UNKNOWN = "unknown", _("Not known yet")


class BenefitKind(models.TextChoices):
    """What a programme gives."""

    CASH = "cash", _("Money")
    IN_KIND = "in_kind", _("Goods")
    SERVICE = "service", _("Service")
    TRAINING = "training", _("Training")
    CREDIT = "credit", _("Credit")
    INFRASTRUCTURE = "infrastructure", _("Works and equipment")
    SEVERAL = "several", _("Several of these")


class Evidence(models.TextChoices):
    """How well a fact is supported."""

    CLAIMED = "claimed", _("Claimed")
    CONFIRMED = "confirmed", _("Confirmed with a document")


class Strength(models.TextChoices):
    """How directly a programme addresses a factor."""

    DIRECT = "direct", _("Direct")
    PARTIAL = "partial", _("Partial")


class Strategy(models.TextChoices):
    """The two strategies of the acceleration framework."""

    PREVENTION = "prevention", _("Prevention and guarantee of rights")
    REMOVAL = "removal", _("Removal from work and restoration of rights")


class AccelerationFactor(models.TextChoices):
    """The eight priority areas of the acceleration framework."""

    AGRICULTURE = "agriculture", _("Agriculture")
    EDUCATION = "education", _("Education")
    YOUTH_EMPLOYMENT = "youth_employment", _("Youth employment")
    VALUE_CHAINS = "value_chains", _("Value chains")
    MIGRATION = "migration", _("Migration")
    INDIGENOUS = "indigenous", _("Indigenous and Afro-descendant communities")
    DECENTRALISATION = "decentralisation", _("Decentralisation of policy")
    INFORMATION = "information", _("Information technologies")
