"""Has long files reviewed and saved in the background, and keeps what their review found."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.importing.long_files import REVIEW, SAVE, state_of
from clrisk_site.files.models import Job, Upload
from clrisk_site.people.models import User


def note_rows(*, upload: Upload, rows: int) -> None:
    """Keep how long the table is, as it is read now."""
    if upload.total_rows != rows:
        upload.total_rows = rows
        upload.save(update_fields=["total_rows"])


def start_review(*, upload: Upload, language: str, by: User) -> Job:
    """Have a long file looked at with the answers as they are now."""
    return _start(REVIEW, upload, language, by, state=state_of(upload, language))


def start_saving(*, upload: Upload, token: str, language: str, by: User) -> Job:
    """Have saved what the person saw; `token` is what their review said."""
    return _start(SAVE, upload, language, by, token=token)


def _start(kind: str, upload: Upload, language: str, by: User, **more: str) -> Job:
    parameters = {"upload": str(upload.pk), "import": upload.kind, **more}
    return start_job(kind=kind, territory=upload.territory, language=language, parameters=parameters, by=by)


def keep_review(*, upload: Upload, review: Mapping[str, Any], state: str) -> None:
    """Lay the review of a long file ready; an upload that went meanwhile needs none."""
    Upload.objects.filter(pk=upload.pk).update(review=dict(review), reviewed_state=state)
