"""Adds audit entries; called inside the transaction of the write it tells of."""

from collections.abc import Mapping

from django.db import models

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory


def note(
    *,
    by: User | None,
    territory: Territory | None,
    action: str,
    subject: models.Model,
    changes: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Record one write.

    Parameters
    ----------
    by : User or None
        Who did it; None for a command run by the system's owner.
    territory : Territory or None
        Where it belongs; None for records of no territory.
    action : str
        A dotted verb such as "programme.change".
    subject : Model
        The saved record.
    changes : mapping, optional
        Field name to a pair [before, after], or to any summary that is JSON.
    """
    return AuditEntry.objects.create(
        by=by,
        territory=territory,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        changes=dict(changes or {}),
    )
