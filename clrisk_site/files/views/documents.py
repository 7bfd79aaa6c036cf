"""Documents about a territory: the list, the making in the background, the download."""

import uuid

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.files import results
from clrisk_site.files.actions.make_document import prepare_document
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.presenters.documents import documents_lead, make_job, make_jobs, make_kinds
from clrisk_site.files.registry import DocumentKind, documents
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory

SHOWN_JOBS = 10


@require_safe
def show_documents(request: HttpRequest, path: str) -> HttpResponse:
    """List the kinds that the person may have made, and those that lie ready."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    kinds = [kind for kind in documents.all() if may(request.user, kind.permission, territory)]
    codes = [kind.code for kind in kinds]
    jobs = Job.objects.filter(territory=territory, created_by=actor(request), kind__in=codes)
    shown = list(jobs.select_related("territory")[:SHOWN_JOBS])
    ready = sum(job.state == JobState.DONE for job in shown)
    found = {
        "kinds": make_kinds(kinds, territory),
        "jobs": make_jobs(shown, timezone.now()),
        "lead": documents_lead(len(kinds), ready),
    }
    return render(request, "files/documents.html", page(request, territory, "documents", **found))


@require_POST
def prepare(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Have a document made, and go to the page that waits for it."""
    territory, found = _kind_for(request, path, kind)
    language = get_language() or "es"
    job = prepare_document(kind=found.code, territory=territory, language=language, by=actor(request))
    return HttpResponseRedirect(reverse("job", args=[path, job.pk]))


@require_safe
def show_job(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Show how far a document is; the page looks again by itself while it is not ready."""
    job = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_documents(path)
    shown = make_job(job, timezone.now())
    return render(
        request, "files/job.html", page(request, job.territory, "documents", job=shown, lead=shown["lead"])
    )


@require_safe
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the finished file to the person who had it made."""
    job = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_documents(path)
    if job.state != JobState.DONE or not results.path_of(job.stored_name).exists():
        return HttpResponseRedirect(reverse("job", args=[path, job.pk]))
    file = results.path_of(job.stored_name).open("rb")
    return FileResponse(file, as_attachment=True, filename=job.file_name)


def _to_documents(path: str) -> HttpResponse:
    """Send a person away from another's job: what a plan shows depends on who had it made."""
    return HttpResponseRedirect(reverse("documents", args=[path]))


def _kind_for(request: HttpRequest, path: str, code: str) -> tuple[Territory, DocumentKind]:
    kind = documents.get(code)
    if kind is None:
        raise Http404
    return territory_for(request.user, path, kind.permission), kind


def _job_for(request: HttpRequest, path: str, pk: uuid.UUID) -> Job:
    """Return a job of this territory whose kind of document the person may open."""
    jobs = Job.objects.select_related("created_by", "territory")
    job = get_object_or_404(jobs, pk=pk, territory__path=path)
    _kind_for(request, path, job.kind)
    return job
