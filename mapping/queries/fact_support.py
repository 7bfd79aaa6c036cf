"""How each known fact of a programme or offer is supported: its own note, or that of the record."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from mapping.models import Evidence, FactEvidence, LocalOffer, Programme
from mapping.supported import is_known, supported_facts

type Supported = Programme | LocalOffer


@dataclass(frozen=True)
class FactSupport:
    """How one fact is supported; `origin` is "" where only the record as a whole says it."""

    state: str
    document: str = ""
    origin: str = ""
    noted_on: dt.date | None = None
    interview_id: int | None = None
    is_withdrawn: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether a document confirms it."""
        return self.state == Evidence.CONFIRMED


def support_of(record: Supported) -> dict[str, FactSupport]:
    """Return how each fact of which something is recorded is supported, in one query."""
    return support_of_all([record])[type(record), record.pk]


def support_of_all(
    records: Iterable[Supported],
) -> dict[tuple[type[Supported], int], dict[str, FactSupport]]:
    """Return the support of several programmes and offers, by model and key, in one query."""
    asked = list(records)
    programmes = [one.pk for one in asked if isinstance(one, Programme)]
    offers = [one.pk for one in asked if isinstance(one, LocalOffer)]
    notes = FactEvidence.objects.filter(Q(programme__in=programmes) | Q(offer__in=offers))
    own: dict[tuple[type[Supported], int, str], FactSupport] = {}
    for note in notes.select_related("interview"):
        kind: type[Supported] = Programme if note.programme_id else LocalOffer
        own[kind, note.programme_id or note.offer_id or 0, note.fact] = _own(note)
    return {
        (type(one), one.pk): {
            fact: own.get((type(one), one.pk, fact)) or _of_record(one)
            for fact in supported_facts(type(one))
            if is_known(one, fact)
        }
        for one in asked
    }


def _own(note: FactEvidence) -> FactSupport:
    withdrawn = note.interview is not None and note.interview.withdrawn_on is not None
    return FactSupport(note.state, note.document, note.origin, note.noted_on, note.interview_id, withdrawn)


def _of_record(record: Supported) -> FactSupport:
    confirmed = record.evidence == Evidence.CONFIRMED
    return FactSupport(record.evidence, record.evidence_document if confirmed else "")
