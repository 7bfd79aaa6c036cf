"""Reads, writes, compares and says the value of a fact."""

import copy
from decimal import Decimal

from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, money, words_for
from clrisk_site.figures.audience import Audience
from mapping.facts.asked import OFFER_FACTS, PROGRAMME_FACTS
from mapping.facts.fact import Fact, FactKind, Stored
from mapping.models import LocalOffer, Programme
from mapping.shown_offer import shown_offer

UNKNOWN = "unknown"
_PESO = Decimal(1)


def facts_of(record: Programme | LocalOffer) -> tuple[Fact, ...]:
    """Return the facts that are asked of a record of this kind."""
    return PROGRAMME_FACTS if isinstance(record, Programme) else OFFER_FACTS


def fact_named(record: Programme | LocalOffer, name: str) -> Fact | None:
    """Return the fact of this field; None when it is not among those that are asked."""
    return next((fact for fact in facts_of(record) if fact.name == name), None)


def read_value(record: Programme | LocalOffer, fact: Fact) -> Stored:
    """Return the value that a record has, as JSON keeps it; None is not known."""
    value = getattr(record, fact.name)
    if not is_known(value):
        return None
    if fact.kind is FactKind.AMOUNT:
        return str(Decimal(value).quantize(Decimal("0.01")))
    return int(value) if fact.kind is FactKind.NUMBER else str(value)


def put_value(record: Programme | LocalOffer, fact: Fact, value: Stored) -> None:
    """Set a field from a stored value; the record is not saved."""
    if is_known(value):
        setattr(record, fact.name, Decimal(str(value)) if fact.kind is FactKind.AMOUNT else value)
    elif fact.kind in (FactKind.NUMBER, FactKind.AMOUNT):
        setattr(record, fact.name, None)
    else:
        codes = {code for code, _label in fact.choices}
        setattr(record, fact.name, UNKNOWN if UNKNOWN in codes else "")


def is_known(value: object) -> bool:
    """Whether a stored value says anything; zero does, an empty text does not."""
    return value is not None and value not in ("", UNKNOWN)


def same_value(one: Stored, other: Stored) -> bool:
    """Whether two stored values say the same; all ways of not knowing are one."""
    if not is_known(one) or not is_known(other):
        return is_known(one) == is_known(other)
    return str(one).strip() == str(other).strip()


def say_value(fact: Fact, value: Stored) -> str:
    """Return a value in words of the active language. Counts of persons: see `shown_value`."""
    if not is_known(value):
        return gettext("Not known yet")
    if fact.kind is FactKind.CHOICE:
        return str(dict(fact.choices).get(str(value), value))
    if fact.kind is FactKind.AMOUNT:
        amount = Decimal(str(value))
        return money(float(amount), 0 if amount == amount.quantize(_PESO) else 2)
    if fact.kind is FactKind.NUMBER:
        return str(value) if fact.name.startswith("age_") else grouped(int(str(value)))
    return str(value)


def shown_value(record: Programme | LocalOffer, fact: Fact, *, audience: Audience) -> str:
    """Return what a record has, in words, with free places hidden where they would tell of few persons."""
    if fact.is_count and isinstance(record, LocalOffer) and fact.name == "places_available":
        words = words_for(shown_offer(record, audience=audience).free)
        return words.value or words.missing
    return say_value(fact, read_value(record, fact))


def shown_as(record: Programme | LocalOffer | None, fact: Fact, value: Stored, *, audience: Audience) -> str:
    """Return a value that was said of a record, in words, hidden where the same value stored would be."""
    if record is None or not fact.is_count:
        return say_value(fact, value)
    supposed = copy.copy(record)
    put_value(supposed, fact, value)
    return shown_value(supposed, fact, audience=audience)
