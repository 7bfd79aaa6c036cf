"""Which fields of a programme and a local offer have evidence of their own. What interviews ask: facts/."""

from mapping.models import LocalOffer, Programme

INCLUSION = (
    "funding_established",
    "admits_new",
    "redirects_to_zones",
    "criteria_can_change",
    "decided_by",
    "blocking_rule",
    "places_available",
    "marginal_cost",
    "marginal_cost_mxn",
    "unit_cost_mxn",
    "register_shareable",
    "next_window",
    "obstacles",
)
"""What decides whether an action line may rest on an offer: the offer is confirmed when all these are."""

FIGURES = (
    "goal",
    "goal_unit",
    "achieved",
    "places_per_year",
    "places_used",
    "girls_served",
    "boys_served",
    "budget_source",
    "budget_approved_mxn",
    "budget_spent_mxn",
)
DEFINITION = (
    "status",
    "purpose",
    "strategy",
    "acceleration_factor",
    "target_population",
    "age_from",
    "age_to",
    "requirements",
    "documents_requested",
    "how_to_apply",
    "benefit_kind",
    "benefit",
    "benefit_mxn",
    "intake_period",
    "territorial_scope",
    "legal_basis",
    "operation_rules",
    "operation_rules_year",
)

NEVER_BLANK = ("sex",)
"""Facts that say something even where nobody was asked; they decide nothing about the whole record."""

_UNKNOWN = (None, "", "unknown")


def supported_facts(model: type[Programme | LocalOffer]) -> tuple[str, ...]:
    """Return all facts of a kind of record."""
    return (*DEFINITION, *NEVER_BLANK) if issubclass(model, Programme) else (*INCLUSION, *FIGURES)


def deciding_facts(model: type[Programme | LocalOffer]) -> tuple[str, ...]:
    """Return the facts that must be confirmed before the record as a whole is."""
    return DEFINITION if issubclass(model, Programme) else INCLUSION


def is_known(record: Programme | LocalOffer, fact: str) -> bool:
    """Whether anything is recorded of a fact; zero is something, "unknown" is not."""
    return getattr(record, fact) not in _UNKNOWN


def known_facts(record: Programme | LocalOffer) -> list[str]:
    """Return the deciding facts of which something is recorded."""
    return [fact for fact in deciding_facts(type(record)) if is_known(record, fact)]
