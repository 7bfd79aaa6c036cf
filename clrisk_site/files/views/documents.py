"""Documents about a territory: the list, and asking for one. The jobs that make them lie in `views.jobs`."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.files.actions.make_document import prepare_document
from clrisk_site.files.models import JobState
from clrisk_site.files.presenters.documents import documents_lead, make_kinds
from clrisk_site.files.presenters.jobs import make_jobs
from clrisk_site.files.queries.own_jobs import own_jobs
from clrisk_site.files.registry import DocumentKind, documents
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory


@require_safe
def show_documents(request: HttpRequest, path: str) -> HttpResponse:
    """List the kinds that the person may have made, and those that lie ready."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    kinds = [kind for kind in documents.all() if may(request.user, kind.permission, territory)]
    shown = own_jobs(actor(request), territory)
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


def _kind_for(request: HttpRequest, path: str, code: str) -> tuple[Territory, DocumentKind]:
    kind = documents.get(code)
    if kind is None:
        raise Http404
    return territory_for(request.user, path, kind.permission), kind
