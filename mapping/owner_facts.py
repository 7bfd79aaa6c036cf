"""What the owner of a programme is asked by link: facts of its definition, and of its offer in one place.

Values are kept as JSON, so that what was recorded and what the owner says stay comparable.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.quantities import grouped, money
from mapping.fact_words import FACT_LABELS
from mapping.models import LocalOffer, Programme

type Reviewed = Programme | LocalOffer
type Stored = str | int | bool | None

OFFER_PLACES = ("without_quota", "places_per_year", "places_used", "places_available", "next_window")
OFFER_ENTRY = (
    "admits_new",
    "redirects_to_zones",
    "criteria_can_change",
    "blocking_rule",
    "decided_by",
    "register_shareable",
    "obstacles",
)
OFFER_COST = (
    "funding_established",
    "budget_source",
    "unit_cost_mxn",
    "marginal_cost",
    "marginal_cost_mxn",
    "marginal_cost_basis",
)
DEFINITION_RULES = ("status", "legal_basis", "operation_rules", "operation_rules_year", "website")
DEFINITION_AIM = ("purpose", "target_population", "age_from", "age_to", "sex", "territorial_scope")
DEFINITION_ENTRY = (
    "benefit_kind",
    "benefit",
    "benefit_mxn",
    "requirements",
    "documents_requested",
    "how_to_apply",
    "intake_period",
)
SUPPORT = ("evidence_document", "source")

OFFER_ASKED = (*OFFER_PLACES, *OFFER_ENTRY, *OFFER_COST, *SUPPORT)
DEFINITION_ASKED = (*DEFINITION_RULES, *DEFINITION_AIM, *DEFINITION_ENTRY, *SUPPORT)

LABELS: Mapping[str, str | Promise] = {
    **FACT_LABELS,
    "sex": _("Sex"),
    "website": _("Web page"),
    "without_quota": _("No quota: it serves everyone who meets the requirements"),
    "marginal_cost_basis": _("How the cost was estimated"),
    "evidence_document": _("Document that supports it"),
    "source": _("Source"),
}


def asked_of(record: Reviewed) -> tuple[str, ...]:
    """Return the facts that the owner is asked about, in the order of the form."""
    return DEFINITION_ASKED if isinstance(record, Programme) else OFFER_ASKED


def read_fact(record: Reviewed, name: str) -> Stored:
    """Return a value as JSON keeps it; None is not known."""
    value = getattr(record, name)
    if value in ("", "unknown", None):
        return None
    return str(value.quantize(Decimal("0.01"))) if isinstance(value, Decimal) else cast("Stored", value)


def put_fact(record: Reviewed, name: str, value: Stored) -> None:
    """Set a field from its stored value; the record is not saved."""
    setattr(record, name, python_value(type(record), name, value))


def python_value(model: type[Reviewed], name: str, value: Stored) -> Any:
    """Return a stored value as the field holds it; not known is said in the field's own way."""
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    if value is not None:
        return field.to_python(value)
    if field.null:
        return None
    return field.get_default() if isinstance(field, models.BooleanField) or field.choices else ""


def says_something(value: Stored) -> bool:
    """Whether a stored value is an answer; an empty box and a box that is not ticked are none."""
    return value is not None and value is not False


def say_fact(model: type[Reviewed], name: str, value: Stored) -> str:
    """Return a stored value in words of the active language."""
    if value is None:
        return gettext("Not known yet")
    field = model._meta.get_field(name)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(field, models.DecimalField):
        return money(float(str(value)), 0 if str(value).endswith(".00") else 2)
    if isinstance(field, models.IntegerField):
        plain = "year" in name or name.startswith("age_")
        return str(value) if plain and name != "places_per_year" else grouped(int(value))
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


def counts_persons(model: type[Reviewed], name: str) -> bool:
    """Whether a fact is a number of persons, which the municipality's own team alone reads."""
    return name in getattr(model, "COUNTS", frozenset())
