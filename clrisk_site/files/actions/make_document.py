"""Has a document made in the background."""

from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.documents.making import MAKING
from clrisk_site.files.models import DocumentFormat, Job
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


def prepare_document(
    *,
    kind: str,
    territory: Territory,
    format: DocumentFormat,  # noqa: A002 - the word of the pages and of the print log
    language: str,
    by: User,
) -> Job:
    """Return the job that makes the document; a second click returns the first one's job."""
    return start_job(
        kind=MAKING.code,
        territory=territory,
        language=language,
        parameters={"document": kind, "format": format.value},
        action="document.prepare",
        by=by,
    )
