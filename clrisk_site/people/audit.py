"""Adds audit entries; called inside the transaction of the act it tells of."""

import hashlib
import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from clrisk_site.people.models import AuditChain, AuditEntry, User
from clrisk_site.places.models import Territory


def note(
    *,
    by: User | None,
    territory: Territory | None,
    action: str,
    subject: models.Model | None = None,
    changes: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Record one act at the end of its territory's chain.

    Parameters
    ----------
    by : User or None
        Who did it; None for a command run by the system's owner.
    territory : Territory or None
        Where it belongs; None for what concerns the whole site.
    action : str
        A dotted verb such as "programme.change".
    subject : Model, optional
        The saved record.
    changes : mapping, optional
        Field name to a pair [before, after], or to any summary that is JSON.
    """
    with transaction.atomic():
        chain = _lock_chain(territory.path if territory else "")
        entry = AuditEntry(
            chain=chain,
            number=chain.length + 1,
            at=timezone.now(),
            by=by,
            territory=territory,
            action=action,
            subject_type=subject._meta.label_lower if subject else "",
            subject_id=str(subject.pk) if subject else "",
            subject_label=str(subject)[:300] if subject else "",
            changes=_as_stored(dict(changes or {})),
            previous_hash=chain.head_hash,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
        chain.length, chain.head_hash = entry.number, entry.hash
        chain.save(update_fields=["length", "head_hash"])
    return entry


def digest(entry: AuditEntry) -> str:
    """Return the hash over an entry's values and the hash before it, as hexadecimal SHA-256."""
    values = {
        field.attname: getattr(entry, field.attname)
        for field in entry._meta.concrete_fields
        if field.attname not in {"id", "hash"}
    }
    written = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _lock_chain(path: str) -> AuditChain:
    chains = AuditChain.objects.select_for_update()
    chain = chains.filter(path=path).first()
    if chain is None:
        AuditChain.objects.bulk_create([AuditChain(path=path)], ignore_conflicts=True)
        chain = chains.get(path=path)
    return chain


def _as_stored(changes: dict[str, object]) -> dict[str, object]:
    """Return the values as the database gives them back, so that their hash can be computed again."""
    stored: dict[str, object] = json.loads(json.dumps(changes, cls=DjangoJSONEncoder))
    return stored
