"""Attaches a file to a record; notes that one was refused."""

import hashlib
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from clrisk_site.figures.message import says
from clrisk_site.files import attachment_store
from clrisk_site.files.file_names import name_for
from clrisk_site.files.judging.kinds import MEDIA_TYPES, Judged, Refusal, Refused
from clrisk_site.files.judging.limits import MOST_PER_RECORD
from clrisk_site.files.models import Attachment
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.record import Record


@dataclass(frozen=True, slots=True)
class Description:
    """What the person said of the file."""

    kind: str
    title: str
    classification: str


def attach_file(*, record: Record, judged: Judged, name: str, said: Description, by: User) -> Attachment:
    """Keep a file that was judged by `judge_guarded`, and give it its row.

    Raises
    ------
    Refused
        If the record has as many files as it may; nothing is kept. The caller notes it with `note_refusal`,
        outside of whatever transaction the refusal undoes.
    """
    return _keep(record, judged, name_for(name, judged.kind), said, by)


def note_refusal(*, record: Record, kind: Refusal, size: int, by: User) -> None:
    """Note that a file was refused and for what; neither its name nor its content is noted."""
    told = {"refusal": kind.value, "size_bytes": size}
    audit.note(by=by, territory=record.territory, action="attachment.refused", subject=record, changes=told)


def _keep(record: Record, judged: Judged, name: str, said: Description, by: User) -> Attachment:
    stored_name = attachment_store.keep(judged.content)
    try:
        with transaction.atomic():
            _check_room(record)
            attachment = Attachment.objects.create(
                territory=record.territory,
                subject_type=ContentType.objects.get_for_model(record),
                subject_id=record.pk,
                kind=said.kind,
                title=said.title,
                classification=said.classification,
                file_name=name,
                stored_name=stored_name,
                media_type=MEDIA_TYPES[judged.kind],
                size_bytes=len(judged.content),
                sha256=hashlib.sha256(judged.content).hexdigest(),
                created_by=by,
            )
            note_act("attachment.add", attachment, record, by)
    except BaseException:
        attachment_store.discard(stored_name)
        raise
    return attachment


def _check_room(record: Record) -> None:
    # Two people who attach at once take turns here, so that the limit holds.
    type(record)._default_manager.select_for_update().get(pk=record.pk)
    kept = Attachment.objects.filter(
        subject_type=ContentType.objects.get_for_model(record), subject_id=record.pk, removed_at=None
    )
    if kept.count() >= MOST_PER_RECORD:
        raise Refused(
            says("There are %(limit)s files here already. Remove one first.", limit=MOST_PER_RECORD),
            Refusal.TOO_MANY,
        )


def note_act(action: str, attachment: Attachment, record: Record, by: User) -> None:
    """Note an act upon a file in the history of its record; the title may name persons and stays out."""
    told = {
        "attachment": str(attachment.pk),
        "kind": attachment.kind,
        "classification": attachment.classification,
        "sha256": attachment.sha256,
    }
    audit.note(by=by, territory=record.territory, action=action, subject=record, changes=told)
