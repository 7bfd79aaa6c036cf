"""Keeps what was understood of a file of the mapping between its preview and its confirmation."""

import hashlib
from collections.abc import Mapping

from clrisk_site.files import spool
from clrisk_site.files.models import Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.anonymous_file import anonymous_copy

DIRECTORY = "mapping-directory"
WORKBOOK = "mapping-workbook"


def keep_answer(
    *, answer: bytes, kind: str, territory: Territory, file_name: str, facts: Mapping[str, str], by: User
) -> Upload:
    """Keep the answer of the guarded process in the spool, for an hour at most.

    The file itself is not kept: columns that were not asked for, such as names of persons, are nowhere.
    """
    spool.sweep()
    with anonymous_copy(answer) as path, spool.kept(path) as stored_name:
        return Upload.objects.create(
            kind=kind,
            territory=territory,
            file_name=file_name,
            stored_name=stored_name,
            size_bytes=len(answer),
            sha256=hashlib.sha256(answer).hexdigest(),
            facts=dict(facts),
            created_by=by,
        )


def kept_answer(upload: Upload) -> bytes | None:
    """Return what was kept; None when its hour is over."""
    path = spool.path_of(upload.stored_name)
    return path.read_bytes() if path.exists() else None
