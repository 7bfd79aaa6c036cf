"""What owners have said by link: the answers that wait, those of one record, and the newest of an owner."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import ChangeState, LocalOffer, Programme, ProposedChange
from mapping.owner_facts import Reviewed
from mapping.owners import owner_paths


@dataclass(frozen=True)
class RecordChanges:
    """One record with the answers of its owners, the newest first."""

    record: Reviewed
    changes: tuple[ProposedChange, ...]

    @property
    def is_definition(self) -> bool:
        """Whether it is what the programme is, and not what it can do in one place."""
        return isinstance(self.record, Programme)


@dataclass(frozen=True)
class OwnerAnswers:
    """What the owner of a record last said, and what became of it."""

    name: str
    at: dt.datetime
    waiting: int
    accepted: int
    refused: int


def changes_of(record: Reviewed) -> QuerySet[ProposedChange]:
    """Return all answers about a record."""
    owner = "programme" if isinstance(record, Programme) else "offer"
    return ProposedChange.objects.filter(**{owner: record}).select_related("created_by", "decided_by")


def waiting_for(record: Reviewed) -> QuerySet[ProposedChange]:
    """Return the answers about a record that nobody decided yet."""
    return changes_of(record).filter(state=ChangeState.WAITING)


def waiting_in(territory: Territory) -> list[RecordChanges]:
    """Return the records that a territory sees with waiting answers: definitions first, then by name."""
    seen = Q(offer__isnull=True, territory__path__in=owner_paths(territory)) | Q(offer__territory=territory)
    return _by_record(_with_records(ProposedChange.objects.filter(seen, state=ChangeState.WAITING)))


def decided_in(territory: Territory, most: int) -> Sequence[ProposedChange]:
    """Return the answers that were decided last here."""
    decided = ProposedChange.objects.filter(territory=territory).filter(
        state__in=(ChangeState.ACCEPTED, ChangeState.REFUSED)
    )
    return list(_with_records(decided).order_by("-decided_at", "-pk")[:most])


def owner_answers(record: Reviewed) -> OwnerAnswers | None:
    """Return what the owner last said of a record; None while nobody said anything."""
    found = list(changes_of(record).exclude(state=ChangeState.OVERTAKEN).order_by("-pk"))
    if not found:
        return None
    states = [change.state for change in found]
    return OwnerAnswers(
        name=str(found[0].created_by),
        at=found[0].created_at,
        waiting=states.count(ChangeState.WAITING),
        accepted=states.count(ChangeState.ACCEPTED),
        refused=states.count(ChangeState.REFUSED),
    )


def _with_records(changes: QuerySet[ProposedChange]) -> QuerySet[ProposedChange]:
    return changes.select_related(
        "territory",
        "created_by",
        "decided_by",
        "programme__territory",
        "programme__institution",
        "offer__territory",
        "offer__programme__institution",
    )


def _by_record(changes: Iterable[ProposedChange]) -> list[RecordChanges]:
    grouped: dict[tuple[int | None, int | None], list[ProposedChange]] = {}
    for change in changes:
        grouped.setdefault((change.programme_id, change.offer_id), []).append(change)
    found = [RecordChanges(record_of(rows[0]), tuple(rows)) for rows in grouped.values()]
    return sorted(found, key=lambda one: (isinstance(one.record, LocalOffer), str(one.record)))


def record_of(change: ProposedChange) -> Reviewed:
    """Return the record that an answer is about; a constraint of the table says that there is one."""
    record = change.programme or change.offer
    if record is None:
        raise ValueError("an answer about no record")
    return record
