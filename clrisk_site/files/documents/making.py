"""Making a document, as a kind of job: `parameters["document"]` names the kind of document."""

from clrisk_site.files.background.kinds import Advancing, JobKind, Result, Text
from clrisk_site.files.models import Job
from clrisk_site.files.registry import DocumentKind, documents
from clrisk_site.people.permissions import Permission


def kind_of(job: Job) -> DocumentKind | None:
    """Return the kind of document that a job makes, None when this version knows it no more."""
    return documents.get(str(job.parameters.get("document", "")))


def _label(job: Job) -> Text:
    kind = kind_of(job)
    return kind.label if kind else str(job.parameters.get("document", ""))


def _permission(job: Job) -> Permission:
    kind = kind_of(job)
    return kind.permission if kind else Permission.VIEW_DRAFTS


def _make(progress: Advancing) -> Result:
    job = progress.job
    kind = kind_of(job)
    if kind is None:
        raise LookupError(job.parameters)
    produced = kind.build(job.territory, job.language, job.created_by)
    progress.advance(1, 1)
    return Result(produced.content, produced.file_name)


MAKING = JobKind("document", _label, _permission, _make)
