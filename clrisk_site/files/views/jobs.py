"""Jobs of the person who asked for them: how far, the file, cancelling and starting again."""

import uuid

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.files import results
from clrisk_site.files.actions.cancel_job import cancel_job
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.background.kinds import JobKind, jobs
from clrisk_site.files.handing_out import hand_out
from clrisk_site.files.models import OPEN, Job, JobState
from clrisk_site.files.presenters.jobs import make_job
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.views.once import once


@require_safe
def show_job(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Show how far a job is; the page looks again by itself, and leads on once there is more to see."""
    job, kind = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_section(path, kind)
    onward = kind.onward(job) if job.state not in OPEN else None
    if onward is not None and onward.at_once:
        return HttpResponseRedirect(onward.url)
    shown = make_job(job, kind, timezone.now()) | {"onward": onward}
    context = page(request, job.territory, kind.section, job=shown, lead=shown["lead"])
    return render(request, "files/job.html", context)


@require_safe
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the finished file to the person who had it made."""
    job, kind = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_section(path, kind)
    if job.state != JobState.DONE or not job.stored_name or not results.path_of(job.stored_name).exists():
        return HttpResponseRedirect(reverse("job", args=[path, job.pk]))
    return hand_out(results.path_of(job.stored_name), file_name=job.file_name)


@require_POST
def cancel(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Cancel a job, if it is not finished already."""
    job, kind = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_section(path, kind)
    if not cancel_job(job=job, by=actor(request)):
        messages.info(request, gettext("It was finished already, so there was nothing to cancel."))
    return HttpResponseRedirect(reverse("job", args=[path, job.pk]))


@require_POST
@once
def start_again(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Start a job like this one, in the language of today."""
    job, kind = _job_for(request, path, pk)
    if job.created_by != actor(request):
        return _to_section(path, kind)
    again = start_job(
        kind=job.kind,
        territory=job.territory,
        language=get_language() or job.language,
        parameters=job.parameters,
        by=actor(request),
    )
    return HttpResponseRedirect(reverse("job", args=[path, again.pk]))


def _to_section(path: str, kind: JobKind) -> HttpResponse:
    """Send a person away from another's job: what a file shows depends on who had it made."""
    return HttpResponseRedirect(reverse(kind.section, args=[path]))


def _job_for(request: HttpRequest, path: str, pk: uuid.UUID) -> tuple[Job, JobKind]:
    """Return a job that the person may know of, and its kind; else 404 or 403."""
    rows = Job.objects.select_related("created_by", "territory")
    job = get_object_or_404(rows, pk=pk, territory__path=path)
    kind = jobs.get(job.kind)
    if kind is None:
        raise Http404
    territory_for(request.user, path, kind.permission(job))
    return job, kind
