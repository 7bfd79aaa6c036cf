"""A link to one record that still opens it."""

from dataclasses import dataclass

from django.utils import timezone

from clrisk_site.people.models import AccessLink, Grant, GrantKind, LinkPurpose
from clrisk_site.people.record import Record
from clrisk_site.people.record_links import RecordLinkKind, record_links


@dataclass(frozen=True)
class OpenRecord:
    """The link, the record that it opens, and how that record is asked for."""

    link: AccessLink
    record: Record
    kind: RecordLinkKind


def open_record(link_id: int) -> OpenRecord | None:
    """Return what a link opens today; None when it was taken back, has ended, or its record is gone."""
    in_force = Grant.objects.current(timezone.localdate()).filter(kind=GrantKind.RECORD)
    links = AccessLink.objects.filter(
        pk=link_id,
        purpose=LinkPurpose.RECORD,
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
        user__is_active=True,
        grant__in=in_force,
    )
    link = links.select_related(
        "user", "grant__territory__level", "grant__subject_type", "created_by"
    ).first()
    if link is None or link.grant is None:
        return None
    kind, record = record_links.of(link.grant), link.grant.subject
    return OpenRecord(link, record, kind) if kind and isinstance(record, Record) else None
