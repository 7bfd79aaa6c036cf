"""What programmes and offers would contradict once an interview is written back. Nothing is changed here."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clrisk_site.figures.message import Message, says
from mapping.facts import put_value
from mapping.models import LocalOffer, MarginalCost, Programme
from mapping.queries.offer_faults import offer_faults, settle_class
from mapping.queries.writing_back import Effect, WriteBack


@dataclass(frozen=True)
class Contradiction:
    """What one record would say against itself.

    Parameters
    ----------
    checks : frozenset of int
        Keys of the answers that change the record, of which one may be left out.
    """

    programme: str
    message: Message
    checks: frozenset[int]


def contradictions(rows: Iterable[WriteBack]) -> tuple[Contradiction, ...]:
    """Return what the records would contradict if these rows were written; nothing is changed."""
    found = []
    for record, own in _by_record(rows):
        written = copy.copy(record)
        for row in own:
            put_value(written, row.fact, row.after)
        checks = frozenset(row.check.pk for row in own)
        found += [Contradiction(own[0].programme.name, one, checks) for one in faults_of_record(written)]
    return tuple(found)


def faults_of_record(record: Programme | LocalOffer) -> tuple[Message, ...]:
    """Return what a record with its new values says against itself; the class of cost follows its amounts."""
    if isinstance(record, LocalOffer):
        settle_class(record)
        return tuple(fault.message for fault in offer_faults(record))
    if record.age_from is None or record.age_to is None or record.age_from <= record.age_to:
        return ()
    return (
        says("Of %(name)s, the last age is lower than the first. Correct the answers.", name=record.name),
    )


def settled_classes(rows: Iterable[WriteBack]) -> dict[str, str]:
    """Return, by programme, the class of cost that new amounts give where nobody spoke of the class."""
    found = {}
    for record, own in _by_record(rows):
        if isinstance(record, LocalOffer) and all(row.fact.name != "marginal_cost" for row in own):
            written = copy.copy(record)
            for row in own:
                put_value(written, row.fact, row.after)
            if settle_class(written):
                found[own[0].programme.name] = str(MarginalCost(written.marginal_cost).label)
    return found


def _by_record(rows: Iterable[WriteBack]) -> list[tuple[Programme | LocalOffer, Sequence[WriteBack]]]:
    own: dict[tuple[str, int], list[WriteBack]] = defaultdict(list)
    for row in rows:
        if row.effect in (Effect.CHANGED, Effect.DOCUMENT):
            own[row.record._meta.label, row.record.pk].append(row)
    return [(found[0].record, found) for found in own.values()]
