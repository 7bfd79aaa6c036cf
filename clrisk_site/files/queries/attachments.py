"""The files attached to a record that a person may see."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from clrisk_site.files.attachable import Attachable, attachable
from clrisk_site.files.models import Attachment, Classification
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record


@dataclass(frozen=True)
class AttachmentsOf:
    """What a person sees of the files of one record, and whether they may attach."""

    record: Record
    kind: Attachable
    rows: tuple[Attachment, ...]
    may_edit: bool
    sees_restricted: bool


def attachments_of(user: User, record: Record) -> AttachmentsOf:
    """Return the files of a record that the person sees already, the latest first."""
    kind = attachable.of(record)
    restricted = may(user, Permission.VIEW_RESTRICTED, record.territory)
    rows = present_rows(record)
    if not restricted:
        rows = rows.exclude(classification=Classification.RESTRICTED)
    edits = may(user, kind.edit, record.territory)
    return AttachmentsOf(record, kind, tuple(rows.select_related("created_by")), edits, restricted)


def present_rows(record: Record) -> QuerySet[Attachment]:
    """Return the files of a record that were not removed."""
    subject_type = ContentType.objects.get_for_model(record)
    return Attachment.objects.filter(subject_type=subject_type, subject_id=record.pk, removed_at=None)
