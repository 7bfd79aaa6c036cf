"""Making a document, as a kind of job: `parameters` name the kind of document and the format."""

from django.utils.translation import gettext

from clrisk_site.files.actions.issue_document import issue_document
from clrisk_site.files.background.kinds import Advancing, JobKind, Result, Text
from clrisk_site.files.models import DocumentFormat, Job
from clrisk_site.files.registry import DocumentKind, Order, documents
from clrisk_site.people.permissions import Permission


def kind_of(job: Job) -> DocumentKind | None:
    """Return the kind of document that a job makes, None when this version knows it no more."""
    return documents.get(str(job.parameters.get("document", "")))


def format_of(job: Job) -> DocumentFormat:
    """Return the format that was asked for; jobs of earlier versions made PDF alone."""
    return DocumentFormat(job.parameters.get("format", DocumentFormat.PDF))


def _label(job: Job) -> Text:
    kind = kind_of(job)
    words = {"document": kind.label if kind else job.parameters.get("document", "")}
    return gettext("%(document)s, %(format)s") % {**words, "format": format_of(job).label}


def _permission(job: Job) -> Permission:
    kind = kind_of(job)
    return kind.permission if kind else Permission.VIEW_DRAFTS


def _make(progress: Advancing) -> Result:
    job = progress.job
    kind = kind_of(job)
    if kind is None:
        raise LookupError(job.parameters)
    order = Order(job.territory, job.language, format_of(job), job.created_by)
    # One step, whose length nobody knows beforehand: a share of it would be made up.
    progress.advance(0, None, gettext("Reading and writing"))
    produced = issue_document(kind, order)
    progress.advance(1, 1)
    return Result(produced.content, produced.file_name)


MAKING = JobKind("document", _label, _permission, _make)
