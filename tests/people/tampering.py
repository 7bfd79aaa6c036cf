"""Ways to tamper with audit chains behind the triggers, each chosen at random; for tests only."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Model

from clrisk_site.people import audit
from clrisk_site.people.models import AuditChain, AuditCheckpoint, AuditEntry, User
from clrisk_site.places.models import Territory

type Tampering = Callable[[random.Random, AuditChain], object]


def _entries(chain: AuditChain) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(chain=chain).select_related("chain").order_by("number"))


def _set(entry: AuditEntry, **values: Any) -> None:
    AuditEntry.objects.filter(pk=entry.pk).update(**values)


def _other(model: type[Model], key: int | None) -> int:
    return int(model._default_manager.exclude(pk=key).order_by("pk").values_list("pk", flat=True)[0])


def _values(chance: random.Random, entry: AuditEntry) -> Mapping[str, Any]:
    name = chance.choice(
        ["at", "by_id", "role", "network", "territory_id", "action", "subject", "label", "changes"]
    )
    values: dict[str, dict[str, Any]] = {
        "at": {"at": entry.at + dt.timedelta(microseconds=chance.choice([1, -1, 10**9]))},
        "by_id": {"by_id": _other(User, entry.by_id)},
        "role": {"role": "authority"},
        "network": {"network": "198.51.100.0/24"},
        "territory_id": {"territory_id": _other(Territory, entry.territory_id)},
        "action": {"action": "zone.create"},
        "subject": {"subject_id": entry.subject_id + "1"},
        "label": {"subject_label": entry.subject_label + " "},
        "changes": {"changes": {**entry.changes, "turn": [chance.random(), None]}},
    }
    return values[name]


def alter(chance: random.Random, chain: AuditChain) -> None:
    entry = chance.choice(_entries(chain))
    _set(entry, **_values(chance, entry))


def alter_and_hash(chance: random.Random, chain: AuditChain) -> None:
    entry = chance.choice(_entries(chain))
    for name, value in _values(chance, entry).items():
        setattr(entry, name, value)
    entry.hash = audit.digest(entry)
    AuditEntry.objects.bulk_update([entry], _CONTENT)


def remove(chance: random.Random, chain: AuditChain) -> None:
    chance.choice(_entries(chain)).delete()


def remove_and_close_the_gap(chance: random.Random, chain: AuditChain) -> None:
    gone = chance.choice(_entries(chain)[:-1])
    gone.delete()
    for entry in _entries(chain)[gone.number - 1 :]:
        _set(entry, number=entry.number - 1)
    AuditChain.objects.filter(pk=chain.pk).update(length=F("length") - 1)


def insert(chance: random.Random, chain: AuditChain) -> None:
    found = _entries(chain)
    at = chance.randrange(1, len(found))
    for entry in reversed(found[at:]):
        _set(entry, number=entry.number + 1)
    model = found[at]
    model.pk, model.number, model.previous_hash = None, at + 1, found[at - 1].hash
    model.hash = audit.digest(model)
    model.save(force_insert=True)


def swap(chance: random.Random, chain: AuditChain) -> None:
    one, other = chance.sample(_entries(chain), 2)
    _set(one, number=10**6)
    _set(other, number=one.number)
    _set(one, number=other.number)


def renumber(chance: random.Random, chain: AuditChain) -> None:
    for entry in reversed(_entries(chain)[chance.randrange(5) :]):
        _set(entry, number=entry.number + 3)


def cut_the_end(chance: random.Random, chain: AuditChain) -> None:
    kept = chance.randrange(0, chain.length - 1)
    AuditEntry.objects.filter(chain=chain, number__gt=kept).delete()


def cut_the_end_and_the_head(chance: random.Random, chain: AuditChain) -> None:
    kept = chance.randrange(1, chain.length - 1)
    AuditEntry.objects.filter(chain=chain, number__gt=kept).delete()
    last = AuditEntry.objects.get(chain=chain, number=kept)
    AuditChain.objects.filter(pk=chain.pk).update(length=kept, head_hash=last.hash)


def cut_the_beginning(chance: random.Random, chain: AuditChain) -> None:
    AuditEntry.objects.filter(chain=chain, number__lte=chance.randrange(1, chain.length)).delete()


def rewrite(chance: random.Random, chain: AuditChain) -> None:
    """Write the chain anew from one entry on, hashes and head too: only the key is missing."""
    found = _entries(chain)
    first = chance.randrange(len(found) - 1)
    found[first].subject_label += "!"
    previous = found[first].previous_hash
    for entry in found[first:]:
        entry.previous_hash = previous
        previous = entry.hash = audit.digest(entry)
    AuditEntry.objects.bulk_update(found, _CONTENT)
    AuditChain.objects.filter(pk=chain.pk).update(head_hash=previous)


def rewrite_with_the_checkpoints(chance: random.Random, chain: AuditChain) -> None:
    rewrite(chance, chain)
    for point in AuditCheckpoint.objects.filter(chain=chain):
        point.hash = AuditEntry.objects.get(chain=chain, number=point.number).hash
        point.save()


def rewrite_without_the_checkpoints(chance: random.Random, chain: AuditChain) -> None:
    rewrite(chance, chain)
    AuditCheckpoint.objects.filter(chain=chain).delete()


def change_the_head(chance: random.Random, chain: AuditChain) -> None:
    changes: list[dict[str, Any]] = [
        {"length": chain.length + 1},
        {"head_hash": "0" * 64},
        {"length": chain.length - 1},
    ]
    AuditChain.objects.filter(pk=chain.pk).update(**chance.choice(changes))


def move_to_another_chain(chance: random.Random, chain: AuditChain) -> None:
    other = AuditChain.objects.exclude(pk=chain.pk).exclude(path="").get()
    entry = _entries(chain)[-1]
    _set(entry, chain=other, number=other.length + 1)
    AuditChain.objects.filter(pk=other.pk).update(length=other.length + 1, head_hash=entry.hash)


def remove_a_checkpoint(chance: random.Random, chain: AuditChain) -> None:
    chance.choice(AuditCheckpoint.objects.filter(chain=chain)).delete()


def remove_the_newest_checkpoint(_chance: random.Random, chain: AuditChain) -> None:
    AuditCheckpoint.objects.filter(chain=chain).order_by("-number")[0].delete()


def change_the_signed_number(chance: random.Random, chain: AuditChain) -> None:
    other = chance.choice([0, chain.signed_number - 1, chain.signed_number + 1])
    AuditChain.objects.filter(pk=chain.pk).update(signed_number=other)


def remove_the_chain(chance: random.Random, chain: AuditChain) -> None:
    AuditCheckpoint.objects.filter(chain=chain).delete()
    AuditEntry.objects.filter(chain=chain).delete()
    chain.delete()


_CONTENT = [
    field.name for field in AuditEntry._meta.concrete_fields if field.name not in {"id", "chain", "number"}
]
KINDS: tuple[Tampering, ...] = (
    alter,
    alter_and_hash,
    remove,
    remove_and_close_the_gap,
    insert,
    swap,
    renumber,
    cut_the_end,
    cut_the_end_and_the_head,
    cut_the_beginning,
    rewrite,
    rewrite_with_the_checkpoints,
    rewrite_without_the_checkpoints,
    change_the_head,
    move_to_another_chain,
    remove_a_checkpoint,
    remove_the_newest_checkpoint,
    change_the_signed_number,
    remove_the_chain,
)
