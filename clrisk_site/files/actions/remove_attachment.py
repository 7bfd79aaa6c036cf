"""Removes attachments: the row stays with who removed it, the file goes after thirty days."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clrisk_site.files import attachment_store
from clrisk_site.files.actions.attach_file import note_act
from clrisk_site.files.attachable import attachable
from clrisk_site.files.models import Attachment
from clrisk_site.people.models import User
from clrisk_site.people.record import Record

KEPT = dt.timedelta(days=30)


@transaction.atomic
def remove_attachment(*, attachment: Attachment, record: Record, by: User) -> bool:
    """Take a file away from its record; False when somebody had done so already."""
    present = Attachment.objects.filter(pk=attachment.pk, removed_at=None)
    if not present.update(removed_at=timezone.now(), removed_by=by):
        return False
    note_act("attachment.remove", attachment, record, by)
    return True


def sweep_attachments() -> int:
    """Delete the files of what was removed long ago, of deleted records, and of no row; returns how many."""
    limit = timezone.now() - KEPT
    kept = Attachment.objects.exclude(removed_at__lte=limit).exclude(_of_deleted_records())
    return attachment_store.sweep(frozenset(kept.values_list("stored_name", flat=True)))


def _of_deleted_records() -> Q:
    """Return the condition for files whose record is no longer there; the database does not link the two."""
    condition = Q(pk__in=[])
    for kind in attachable.all():
        subject_type = ContentType.objects.get_for_model(kind.model)
        there = kind.model._default_manager.values("pk")
        condition |= Q(subject_type=subject_type) & ~Q(subject_id__in=there)
    return condition
