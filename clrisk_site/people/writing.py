"""Writes single records: version check, save and audit entry in one transaction."""

import copy
from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.utils import timezone

from clrisk_site.figures.message import Message
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.record import Record


class ConflictError(Exception):
    """Someone else saved the record first; `current` is what they saved."""

    def __init__(self, current: Record) -> None:
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}")
        self.current = current


class GoneError(ConflictError):
    """Someone else removed the record; `current` is what the person still held."""


class NotSavedError(Exception):
    """A rule forbids the save, and nothing was changed; `message` says why, for the person who asked."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


type Related = Mapping[str, Iterable[models.Model]]


@transaction.atomic
def create_record[R: Record](instance: R, *, by: User | None, related: Related | None = None) -> R:
    """Save a new record with its many-to-many links and note it."""
    instance.created_by = instance.updated_by = by
    instance.save(force_insert=True)
    linked = _link(instance, related)
    changes = {
        name: [None, value] for name, value in snapshot(instance).items() if value not in (None, "", [])
    }
    audit.note(
        by=by,
        territory=instance.territory,
        action=f"{instance._meta.model_name}.create",
        subject=instance,
        changes=changes | linked,
    )
    return instance


@transaction.atomic
def save_record[R: Record](
    instance: R,
    *,
    by: User | None,
    expected_version: int,
    related: Related | None = None,
    action: str = "change",
) -> R:
    """Save an edited record if nobody saved it since `expected_version` was read.

    Raises
    ------
    ConflictError
        When the stored version differs; nothing is changed. When the record is gone, as `GoneError`.
    """
    before = snapshot(_claim(instance, expected_version))
    instance.version = expected_version + 1
    instance.updated_by = by
    instance.updated_at = timezone.now()
    instance.save(force_update=True)
    linked = _link(instance, related)
    after = snapshot(instance)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    audit.note(
        by=by,
        territory=instance.territory,
        action=f"{instance._meta.model_name}.{action}",
        subject=instance,
        changes=changes | linked,
    )
    return instance


@transaction.atomic
def delete_record(instance: Record, *, by: User | None, expected_version: int) -> None:
    """Delete a record at a known version; its last content stays in the audit.

    Raises
    ------
    ConflictError
        When the stored version differs; nothing is deleted. When the record is gone, as `GoneError`.
    """
    _claim(instance, expected_version)
    gone = copy.copy(instance)
    # The chain of the audit is locked last, here as in every write: two writes never wait for each other.
    instance.delete()
    audit.note(
        by=by,
        territory=gone.territory,
        action=f"{gone._meta.model_name}.delete",
        subject=gone,
        changes={name: [value, None] for name, value in snapshot(gone).items()},
    )


def _claim[R: Record](instance: R, expected_version: int) -> R:
    """Count the version up, which holds the row until the transaction ends, and return it as it is stored."""
    rows = type(instance)._default_manager.filter(pk=instance.pk)
    won = rows.filter(version=expected_version).update(version=expected_version + 1)
    stored = rows.first()
    if stored is None:
        raise GoneError(instance)
    if not won:
        raise ConflictError(stored)
    return stored


def snapshot(instance: Record) -> dict[str, object]:
    """The record's own values as JSON: what the audit compares."""
    values: dict[str, object] = {}
    for field in instance._meta.concrete_fields:
        if field.name not in instance.UNAUDITED:
            value = field.value_from_object(instance)
            values[field.name] = (
                value if isinstance(value, (int, float, bool, str, list, dict, type(None))) else str(value)
            )
    return values


def _link(instance: Record, related: Related | None) -> dict[str, object]:
    changes: dict[str, object] = {}
    for name, wanted in (related or {}).items():
        manager = getattr(instance, name)
        before = sorted(str(linked) for linked in manager.all())
        manager.set(wanted)
        after = sorted(str(linked) for linked in manager.all())
        if before != after:
            changes[name] = [before, after]
    return changes
