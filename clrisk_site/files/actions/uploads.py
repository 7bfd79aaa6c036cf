"""Keeps what a person sends and answers on the way through the wizard; none of it stays."""

from collections.abc import Mapping

from django.db import transaction

from clrisk_site.files import spool
from clrisk_site.files.forms.upload import shown_name
from clrisk_site.files.models import Upload
from clrisk_site.files.receiving import SpooledFile
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


def keep_upload(
    *, file: SpooledFile, kind: str, territory: Territory, source: str, year: int | None, by: User
) -> Upload:
    """Give a received file its row; whatever is older than an hour goes."""
    spool.sweep()
    return Upload.objects.create(
        kind=kind,
        territory=territory,
        file_name=shown_name(file.name or ""),
        stored_name=file.stored_name,
        size_bytes=file.size or 0,
        sha256=file.sha256,
        source=source,
        year=year,
        created_by=by,
    )


@transaction.atomic
def set_reading(*, upload: Upload, sheet: str | None, header_row: int) -> None:
    """Take over sheet and header row; another sheet has other columns, so what was chosen for them goes."""
    reading = {"sheet": sheet, "header_row": header_row}
    if upload.reading != reading:
        upload.mapping, upload.answers = {}, {}
    upload.reading = reading
    upload.save(update_fields=["reading", "mapping", "answers"])


@transaction.atomic
def set_columns(*, upload: Upload, mapping: Mapping[str, str], facts: Mapping[str, str]) -> None:
    """Take over the columns and the facts; answers stand as long as the columns they speak of."""
    if upload.mapping != mapping:
        upload.answers = {}
    upload.mapping, upload.facts = dict(mapping), dict(facts)
    upload.save(update_fields=["mapping", "facts", "answers"])


@transaction.atomic
def answer_question(*, upload: Upload, code: str, option: str) -> None:
    """Keep one answer; a blank one takes it back."""
    answers = {key: value for key, value in upload.answers.items() if key != code}
    upload.answers = {**answers, code: option} if option else answers
    upload.save(update_fields=["answers"])


def discard_upload(*, upload: Upload) -> None:
    """Forget the file and everything said about it."""
    spool.discard(upload)
