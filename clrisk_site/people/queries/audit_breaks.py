"""Reads chains of audit entries from end to end and tells where they were tampered with. Changes nothing.

What can be found: an entry altered, removed, put in, moved or renumbered; an end that was cut off; a chain
that was written anew, up to its last signed checkpoint. What cannot: acts after the last checkpoint that were
rewritten together with everything after them. So checkpoints are signed daily and at each freezing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry
from clrisk_site.people.sealing import SEALED, seal
from clrisk_site.people.signing import UnknownKeyError, is_genuine

ROWS_AT_ONCE = 5000
WITNESS = "audit.sign"  # an entry of the site's chain that names the checkpoints of all others
FORGET = "audit.forget"  # an entry that names the last number of a beginning that was cut off on purpose


class BreakKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    TWICE = "twice"
    UNLINKED = "unlinked"
    MOVED = "moved"
    CUT = "cut"
    HEAD = "head"
    REWRITTEN = "rewritten"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    CHECKPOINT_GONE = "checkpoint_gone"
    CHECKPOINT_UNNAMED = "checkpoint_unnamed"
    CHAIN_GONE = "chain_gone"
    EMPTIED = "emptied"


WORDS: Mapping[BreakKind, str | Promise] = {
    BreakKind.ALTERED: _("The content of this entry was altered."),
    BreakKind.UNREADABLE: _("The content of this entry was altered so that it cannot be read."),
    BreakKind.MISSING: _("Entries %(number)s to %(last)s were removed."),
    BreakKind.TWICE: _("This number stands more than once."),
    BreakKind.UNLINKED: _("This entry does not follow the one before: one of the two was put in or changed."),
    BreakKind.MOVED: _("This entry was written at another time than its number says."),
    BreakKind.CUT: _("The end was cut off: %(length)s entries were noted, the last one found is %(number)s."),
    BreakKind.HEAD: _("The last entry is not the one that the chain names as its end."),
    BreakKind.REWRITTEN: _(
        "This entry is not the one that was signed on %(day)s: the chain was written anew."
    ),
    BreakKind.FORGED: _("The checkpoint at this number was not signed by this site."),
    BreakKind.UNKNOWN_KEY: _(
        "The checkpoint at this number names a key that is not known here. Name it in AUDIT_OLD_KEYS."
    ),
    BreakKind.CHECKPOINT_GONE: _("The checkpoint at this number was removed or changed."),
    BreakKind.CHECKPOINT_UNNAMED: _(
        "The chain does not name the checkpoint at this number as its newest: the chain's end was altered."
    ),
    BreakKind.CHAIN_GONE: _("The whole chain was removed. It had %(number)s entries."),
    BreakKind.EMPTIED: _("There are grants or records here, but not one noted act: all were removed."),
}


@dataclass(frozen=True)
class Break:
    """One place where a chain does not hold. `path` is "" for the site's own chain."""

    path: str
    number: int
    kind: BreakKind
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        return str(WORDS[self.kind]) % {"number": self.number, **self.facts}


@dataclass(frozen=True)
class Witness:
    """What an entry of the site's chain says of another chain's checkpoint."""

    path: str
    number: int
    hash: str


def all_breaks(within: str | None = None) -> Iterator[Break]:
    """Check every chain, one after the other.

    Parameters
    ----------
    within : str, optional
        Path of a territory: check only its chain and those of all below it.
    """
    witnessed: dict[str, list[Witness]] = {}
    for witness in _witnesses():
        witnessed.setdefault(witness.path, []).append(witness)
    chains = AuditChain.objects.order_by("path")
    found = {chain.path: chain for chain in chains if is_within(chain.path, within)}
    for path, chain in found.items():
        yield from breaks_of(chain, witnessed.get(path, []))
    for path, told in witnessed.items():
        if path not in found and is_within(path, within):
            yield Break(path, max(witness.number for witness in told), BreakKind.CHAIN_GONE)


def is_within(path: str, within: str | None) -> bool:
    """Whether a chain belongs to a territory or to one below it; all do where none is named."""
    return within is None or path == within or path.startswith(within + ".")


def _witnesses() -> Iterator[Witness]:
    entries = AuditEntry.objects.filter(chain__path="", action=WITNESS).order_by("number")
    for changes in entries.values_list("changes", flat=True):
        told = changes.get("chains", {})
        yield from (Witness(path, number, hash_) for path, (number, hash_) in told.items())


def breaks_of(
    chain: AuditChain, witnessed: Iterable[Witness] = (), *, after: AuditCheckpoint | None = None
) -> Iterator[Break]:
    """Check one chain: its checkpoints, then entry by entry, then its end.

    Parameters
    ----------
    witnessed : iterable of Witness
        What the site's chain says of this one.
    after : AuditCheckpoint, optional
        Begin behind this one, when what lies before is known to hold.
    """
    checkpoints = {point.number: point for point in _points_of(chain)}
    yield from _signature_breaks(chain, checkpoints.values())
    yield from _witness_breaks(chain, checkpoints, witnessed)
    yield from _newest_breaks(chain, max(checkpoints, default=0))
    begin = after or _lawful_beginning(chain, checkpoints)
    reading = _Reading(chain, checkpoints, begin.number + 1 if begin else 1, begin.hash if begin else "")
    yield from reading.breaks()


def _points_of(chain: AuditChain) -> list[AuditCheckpoint]:
    points = list(AuditCheckpoint.objects.filter(chain=chain).order_by("number"))
    for point in points:
        point.chain = chain
    return points


def _signature_breaks(chain: AuditChain, points: Iterable[AuditCheckpoint]) -> Iterator[Break]:
    for point in points:
        try:
            if not is_genuine(point):
                yield Break(chain.path, point.number, BreakKind.FORGED)
        except UnknownKeyError:
            yield Break(chain.path, point.number, BreakKind.UNKNOWN_KEY)


def _witness_breaks(
    chain: AuditChain, points: Mapping[int, AuditCheckpoint], witnessed: Iterable[Witness]
) -> Iterator[Break]:
    for witness in witnessed:
        point = points.get(witness.number)
        if point is None or point.hash != witness.hash:
            yield Break(chain.path, witness.number, BreakKind.CHECKPOINT_GONE)


def _newest_breaks(chain: AuditChain, newest: int) -> Iterator[Break]:
    """No later checkpoint speaks for the newest one, so the chain itself remembers it."""
    if newest < chain.signed_number:
        yield Break(chain.path, chain.signed_number, BreakKind.CHECKPOINT_GONE)
    elif newest > chain.signed_number:
        yield Break(chain.path, newest, BreakKind.CHECKPOINT_UNNAMED)


def _lawful_beginning(chain: AuditChain, points: Mapping[int, AuditCheckpoint]) -> AuditCheckpoint | None:
    """The checkpoint at which the beginning was cut on purpose, if a later entry of the chain says so."""
    entries = AuditEntry.objects.filter(chain=chain)
    first = entries.order_by("number").values_list("number", flat=True).first()
    if first is None or first == 1:
        return None
    told = entries.filter(action=FORGET).order_by("-number").values_list("changes", flat=True).first()
    return points.get(first - 1) if told and told.get("last") == first - 1 else None


class _Reading:
    """One pass over the entries of a chain in order of their numbers."""

    def __init__(
        self, chain: AuditChain, points: Mapping[int, AuditCheckpoint], expected: int, last_hash: str
    ) -> None:
        self.chain, self.points = chain, points
        self.expected, self.last_hash, self.last_id = expected, last_hash, 0
        self.begin = expected

    def breaks(self) -> Iterator[Break]:
        for number, row in _rows(self.chain, self.begin):
            yield from self._position_breaks(number)
            if row is None:
                yield self._break(number, BreakKind.UNREADABLE)
                self.last_hash = ""
            else:
                yield from self._content_breaks(number, row)
                self.last_hash, self.last_id = row["hash"], max(self.last_id, row["id"])
            self.expected = number + 1
        yield from self._end_breaks()

    def _break(self, number: int, kind: BreakKind, **facts: object) -> Break:
        return Break(self.chain.path, number, kind, facts)

    def _position_breaks(self, number: int) -> Iterator[Break]:
        if number > self.expected:
            yield self._break(self.expected, BreakKind.MISSING, last=number - 1)
            self.last_hash = ""
        elif number < self.expected:
            yield self._break(number, BreakKind.TWICE)

    def _content_breaks(self, number: int, row: Mapping[str, Any]) -> Iterator[Break]:
        follows = row["previous_hash"] == self.last_hash
        if not follows and (self.last_hash or number == 1):
            yield self._break(number, BreakKind.UNLINKED)
        if seal(self.chain.path, row, row["previous_hash"]) != row["hash"]:
            yield self._break(number, BreakKind.ALTERED)
        if row["id"] <= self.last_id:
            yield self._break(number, BreakKind.MOVED)
        point = self.points.get(number)
        if point is not None and point.hash != row["hash"]:
            yield self._break(number, BreakKind.REWRITTEN, day=f"{point.signed_on:%Y-%m-%d}")

    def _end_breaks(self) -> Iterator[Break]:
        found = self.expected - 1
        length = max([self.chain.length, *self.points])
        if found < length:
            yield self._break(found, BreakKind.CUT, length=length)
        elif (found, self.last_hash) != (self.chain.length, self.chain.head_hash):
            yield self._break(found, BreakKind.HEAD)


def _rows(chain: AuditChain, begin: int) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Number and values of each entry; None for values that the database no longer makes sense of."""
    entries = AuditEntry.objects.filter(chain=chain).order_by("number")
    rows = entries.values("id", "hash", "previous_hash", *SEALED)
    reached = begin - 1
    while True:
        try:
            for row in rows.filter(number__gt=reached).iterator(chunk_size=ROWS_AT_ONCE):
                reached = row["number"]
                yield reached, row
        except (ValueError, TypeError):
            # One of the next rows cannot be read: they are taken one at a time.
            following = entries.filter(number__gt=reached).values_list("number", flat=True)
            for number in list(following[:ROWS_AT_ONCE]):
                reached = number
                yield number, _row_alone(rows, number)
        else:
            return


def _row_alone(rows: QuerySet[AuditEntry, dict[str, Any]], number: int) -> dict[str, Any] | None:
    try:
        return rows.get(number=number)
    except (ValueError, TypeError):
        return None
