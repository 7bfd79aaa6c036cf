"""The facts of a programme and of its local offer that interviews and owners are asked about, one by one.

What they are and how a value is read, said and parsed; who said it and how well it is supported: models.
"""

from mapping.facts.asked import OFFER_FACTS, PROGRAMME_FACTS
from mapping.facts.fact import Fact, FactKind, FactOf, Stored
from mapping.facts.fields import fact_field, parse_value
from mapping.facts.values import (
    fact_named,
    facts_of,
    is_known,
    put_value,
    read_value,
    same_value,
    say_value,
    shown_as,
    shown_value,
)

__all__ = [
    "OFFER_FACTS",
    "PROGRAMME_FACTS",
    "Fact",
    "FactKind",
    "FactOf",
    "Stored",
    "fact_field",
    "fact_named",
    "facts_of",
    "is_known",
    "parse_value",
    "put_value",
    "read_value",
    "same_value",
    "say_value",
    "shown_as",
    "shown_value",
]
