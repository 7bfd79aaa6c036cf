"""Which facts are asked, in the order of the interview, and under which theme."""

from collections.abc import Sequence
from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from mapping.facts.fact import Fact, FactKind, FactOf, Words
from mapping.models import LocalOffer, Programme

MOST_PERSONS, MOST_PESOS, MOST_YEARS = 10_000_000, 999_999_999, 120
LONGEST = 2_000
_MODELS: dict[FactOf, type[models.Model]] = {FactOf.PROGRAMME: Programme, FactOf.OFFER: LocalOffer}


def _fact(of: FactOf, name: str, label: Words, theme: str) -> Fact:
    """Make a fact from its field, so that both always agree on kind, choices and length."""
    field = cast("models.Field[object, object]", _MODELS[of]._meta.get_field(name))
    is_count = name in getattr(_MODELS[of], "COUNTS", ())
    if field.choices:
        codes = cast("Sequence[tuple[str, Words]]", field.choices)
        return Fact(name, of, label, FactKind.CHOICE, theme, choices=[one for one in codes if one[0]])
    if isinstance(field, models.TextField):
        return Fact(name, of, label, FactKind.LONG_TEXT, theme, most=LONGEST)
    if isinstance(field, models.DecimalField):
        return Fact(name, of, label, FactKind.AMOUNT, theme, most=MOST_PESOS)
    if isinstance(field, models.IntegerField):
        most = MOST_YEARS if name.startswith("age_") else MOST_PERSONS
        return Fact(name, of, label, FactKind.NUMBER, theme, most=most, is_count=is_count)
    return Fact(name, of, label, FactKind.TEXT, theme, most=field.max_length or LONGEST)


_DESK, _REGISTERS, _INCLUSION, _COORDINATION = (
    "desk_review",
    "registers",
    "new_beneficiaries",
    "coordination",
)

PROGRAMME_FACTS: tuple[Fact, ...] = tuple(
    _fact(FactOf.PROGRAMME, name, label, _DESK)
    for name, label in (
        ("status", _("Does it run?")),
        ("purpose", _("Purpose")),
        ("target_population", _("Target population")),
        ("age_from", _("From age")),
        ("age_to", _("To age")),
        ("sex", _("Sex")),
        ("territorial_scope", _("Where it works")),
        ("requirements", _("Requirements to enter")),
        ("documents_requested", _("Documents requested")),
        ("how_to_apply", _("How one applies")),
        ("benefit_kind", _("Kind of benefit")),
        ("benefit", _("Benefit")),
        ("benefit_mxn", _("Amount of the benefit, in pesos")),
        ("intake_period", _("Period of intake")),
    )
)

OFFER_FACTS: tuple[Fact, ...] = tuple(
    _fact(FactOf.OFFER, name, label, theme)
    for name, label, theme in (
        ("goal", _("Annual goal"), _DESK),
        ("goal_unit", _("Unit of the goal"), _DESK),
        ("places_per_year", _("Places per year"), _DESK),
        ("budget_source", _("Where its budget comes from"), _DESK),
        ("register_shareable", _("Can its register be shared?"), _REGISTERS),
        ("funding_established", _("Is its source of funding established?"), _INCLUSION),
        ("admits_new", _("Can it admit new children?"), _INCLUSION),
        ("criteria_can_change", _("Can its criteria of inclusion change?"), _INCLUSION),
        ("blocking_rule", _("Rule that keeps the children concerned out"), _INCLUSION),
        ("decided_by", _("Who decides"), _INCLUSION),
        ("places_available", _("Free places"), _INCLUSION),
        ("marginal_cost", _("Cost of one more child"), _INCLUSION),
        ("marginal_cost_mxn", _("Cost of one more child, in pesos"), _INCLUSION),
        ("unit_cost_mxn", _("Cost per child, in pesos"), _INCLUSION),
        ("next_window", _("Next period of intake"), _INCLUSION),
        ("redirects_to_zones", _("Can it redirect places to the priority zones?"), _COORDINATION),
        ("obstacles", _("Obstacles"), _COORDINATION),
    )
)
