"""The value of one fact in words; what is not known says so. Counts of persons are shown elsewhere."""

from decimal import Decimal

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, money
from mapping.models import LocalOffer, Programme
from mapping.supported import is_known

_YEARS = frozenset({"operation_rules_year"})


def fact_value(record: Programme | LocalOffer, fact: str) -> str:
    """Return what a record says of a fact."""
    if not is_known(record, fact):
        return gettext("Not known yet")
    value = getattr(record, fact)
    if record._meta.get_field(fact).choices:  # type: ignore[union-attr]  # a fact is always a plain field
        return str(getattr(record, f"get_{fact}_display")())
    if isinstance(value, Decimal):
        return money(float(value))
    if isinstance(value, int):
        return str(value) if fact in _YEARS else grouped(value)
    return str(value)
