"""Documents about a territory: the list, and asking for one. The jobs that make them lie in `views.jobs`."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.files.actions.make_document import prepare_document
from clrisk_site.files.forms.prepare import PrepareForm
from clrisk_site.files.models import DocumentFormat, JobState
from clrisk_site.files.presenters.documents import documents_lead, make_kinds
from clrisk_site.files.presenters.jobs import make_jobs
from clrisk_site.files.queries.own_jobs import own_jobs
from clrisk_site.files.registry import DocumentKind, documents
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory


@require_safe
def show_documents(request: HttpRequest, path: str) -> HttpResponse:
    """List the kinds that the person may have made, and those that lie ready."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    return _show(request, territory, PrepareForm())


@require_POST
@once
def prepare(request: HttpRequest, path: str, kind: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Have a document made in a format, and go to the page that waits for it."""
    found = _kind_for(kind, format)
    territory = territory_for(request.user, path, found.permission)
    form = PrepareForm(request.POST)
    if not form.is_valid():
        return _show(request, territory, form, status=422)
    job = prepare_document(
        kind=found.code,
        territory=territory,
        format=DocumentFormat(format),
        language=form.chosen,
        by=actor(request),
    )
    return HttpResponseRedirect(reverse("job", args=[path, job.pk]))


def _show(request: HttpRequest, territory: Territory, form: PrepareForm, status: int = 200) -> HttpResponse:
    kinds = [one for one in documents.all() if one.listed and may(request.user, one.permission, territory)]
    shown = own_jobs(actor(request), territory)
    ready = sum(job.state == JobState.DONE and bool(job.stored_name) for job in shown)
    found = {
        "form": form,
        "kinds": make_kinds(kinds, territory),
        "jobs": make_jobs(shown, timezone.now()),
        "lead": documents_lead(len(kinds), ready),
        "sees_issued": may(request.user, Permission.VIEW_AUDIT, territory),
        "edits_head": may(request.user, Permission.EDIT_LETTERHEAD, territory),
    }
    return render(
        request, "files/documents.html", page(request, territory, "documents", **found), status=status
    )


def _kind_for(code: str, format: str) -> DocumentKind:  # noqa: A002 - in the address
    kind = documents.get(code)
    if kind is None or format not in kind.formats:
        raise Http404
    return kind
