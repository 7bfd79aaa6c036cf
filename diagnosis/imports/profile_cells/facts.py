"""What is said once about a file of profile cells: year, source and the ages that are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.tables.spec import Context

YOUNGEST, OLDEST = 5, 17


@dataclass(frozen=True, slots=True)
class CellFacts:
    """The facts as given; `ages` is None where what was said is no range of ages."""

    year: int | None
    source: str
    ages: tuple[int, int] | None


def read_ages(facts: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the first and last age, included; 5 to 17 where nothing was said."""
    said = [
        str(facts.get(name) or default).strip()
        for name, default in (("age_from", YOUNGEST), ("age_to", OLDEST))
    ]
    if not all(text.isdecimal() and len(text) <= 2 for text in said):
        return None
    first, last = map(int, said)
    return (first, last) if first <= last else None


def read_facts(context: Context) -> CellFacts:
    """Collect the facts from what the person said."""
    given = context.extra.get("facts")
    return CellFacts(context.year, context.source, read_ages(given if isinstance(given, Mapping) else {}))
