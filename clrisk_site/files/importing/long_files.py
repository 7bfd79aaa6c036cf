"""Which files are long, and the state of the answers that a review of one was made with."""

import hashlib
import json

from clrisk_site.files.models import Upload

REVIEW, SAVE = "import-review", "import-save"
"""The kinds of job."""

LONG_ROWS = 5_000
"""A table of more rows is looked at and saved by a job: a page would take too long and too much room."""


def is_long(upload: Upload) -> bool:
    """Whether jobs do the work; a file that nobody counted is not known to be long."""
    return is_long_table(upload.total_rows)


def is_long_table(rows: int) -> bool:
    """Whether jobs do the work for a table of so many rows."""
    return rows > LONG_ROWS


def state_of(upload: Upload, language: str) -> str:
    """Return a short name for everything said about an upload, in the language the review is written in."""
    said = (
        upload.reading,
        upload.mapping,
        upload.answers,
        upload.facts,
        upload.removes_gone,
        upload.source,
        upload.year,
        language,
    )
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def is_reviewed(upload: Upload, language: str) -> bool:
    """Whether the review that lies ready speaks of the answers as they are now."""
    return upload.review is not None and upload.reviewed_state == state_of(upload, language)
