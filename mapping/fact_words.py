"""What people call each fact of a programme and of a local offer: on forms, pages and in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapping.models import Evidence

INCLUSION_LABELS: Mapping[str, str | Promise] = {
    "funding_established": _("Is its source of funding established?"),
    "admits_new": _("Can it admit new children?"),
    "redirects_to_zones": _("Can it redirect places to the priority zones?"),
    "criteria_can_change": _("Can its criteria of inclusion change?"),
    "decided_by": _("Who decides"),
    "blocking_rule": _("Rule that keeps the children concerned out"),
    "places_available": _("Free places"),
    "marginal_cost": _("Cost of one more child"),
    "marginal_cost_mxn": _("Cost of one more child, in pesos"),
    "unit_cost_mxn": _("Cost per child, in pesos"),
    "register_shareable": _("Can its register be shared?"),
    "next_window": _("Next period of intake"),
    "obstacles": _("Obstacles"),
}
FIGURE_LABELS: Mapping[str, str | Promise] = {
    "goal": _("Annual goal"),
    "goal_unit": _("Unit of the goal"),
    "achieved": _("Achieved"),
    "places_per_year": _("Places per year"),
    "places_used": _("Places used"),
    "girls_served": _("Girls served"),
    "boys_served": _("Boys served"),
    "budget_source": _("Where its budget comes from"),
    "budget_approved_mxn": _("Budget approved, in pesos"),
    "budget_spent_mxn": _("Budget spent, in pesos"),
}
DEFINITION_LABELS: Mapping[str, str | Promise] = {
    "status": _("Does it run?"),
    "purpose": _("Purpose"),
    "strategy": _("Strategy"),
    "acceleration_factor": _("Acceleration factor"),
    "target_population": _("Target population"),
    "age_from": _("From age"),
    "age_to": _("To age"),
    "sex": _("Sex"),
    "requirements": _("Requirements to enter"),
    "documents_requested": _("Documents requested"),
    "how_to_apply": _("How one applies"),
    "benefit_kind": _("Kind of benefit"),
    "benefit": _("Benefit"),
    "benefit_mxn": _("Amount of the benefit, in pesos"),
    "intake_period": _("Period of intake"),
    "territorial_scope": _("Where it works"),
    "legal_basis": _("Legal basis"),
    "operation_rules": _("Title of the rules of operation"),
    "operation_rules_year": _("Year of the rules"),
}
FACT_LABELS: Mapping[str, str | Promise] = {**INCLUSION_LABELS, **FIGURE_LABELS, **DEFINITION_LABELS}

EVIDENCE_OF = "evidence_of_"
"""Before the name of a fact, in the history."""

HISTORY_LABELS = {f"{EVIDENCE_OF}{fact}": label for fact, label in FACT_LABELS.items()}
HISTORY_VALUES = {name: dict(Evidence.choices) for name in HISTORY_LABELS}
