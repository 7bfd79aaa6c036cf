"""The register of information requests, the page of one, its form; and those that others share."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import found_or_404, may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from diagnosis.forms.information_request import RequestForm
from diagnosis.models import InformationRequest
from diagnosis.presenters.request_letter import platform_text
from diagnosis.presenters.request_page import (
    answer_facts,
    letter_rows,
    next_step,
    request_facts,
    request_lead,
    sending_facts,
)
from diagnosis.presenters.request_table import median_table, request_table, requests_lead, shared_table
from diagnosis.queries.information_requests import requests_of, row_of, shared_with
from diagnosis.request_filter import RequestFilter


@require_safe
def list_requests(request: HttpRequest, path: str) -> HttpResponse:
    """List the requests of a place, the overdue ones first, with the days by route."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    today = timezone.localdate()
    found = requests_of(territory, today)
    chosen = RequestFilter(request.GET)
    table = request_table(chosen.kept(found.rows), path=path, today=today)
    context = page(
        request,
        territory,
        2,
        lead=requests_lead(found),
        found=found,
        filter=chosen,
        table={**table, "exports": export_links(request, "requests-export", path)},
        medians=median_table(found.medians),
        shared=shared_table(found.shared, path=path),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/requests.html", context)


@require_safe
def export_requests(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the register as the page shows it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    today = timezone.localdate()
    rows = RequestFilter(request.GET).kept(requests_of(territory, today).rows)
    table = request_table(rows, path=path, today=today)
    return table_response(request, table, format=format, territory=territory, name="requests")


@require_safe
def show_request(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one request with its letters, its reminders and its answer."""
    asked = own_request(request, path, pk, Permission.VIEW_DIAGNOSIS)
    today = timezone.localdate()
    row, edits = row_of(asked, today), may(request.user, Permission.EDIT_DIAGNOSIS, asked.territory)
    context = page(
        request,
        asked.territory,
        2,
        heading=asked.dataset,
        lead=request_lead(row, today),
        asked=asked,
        row=row,
        facts=request_facts(asked),
        sending=sending_facts(row, today),
        answer=answer_facts(asked),
        letters=letter_rows(asked, path),
        platform_text=platform_text(asked),
        reminders=asked.reminders.all(),
        readers=asked.shared_with.order_by("name"),
        next_step=next_step(row, path) if edits else None,
        edits=edits,
    )
    return render(request, "diagnosis/request.html", context)


@require_safe
def show_shared(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show, read-only, an answered request that another place shares with this one."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    asked = found_or_404(shared_with(territory), pk=pk)
    context = page(
        request,
        territory,
        2,
        heading=asked.dataset,
        lead=gettext("Shared by %(place)s. You read it; only they can change it.")
        % {"place": asked.territory.name},
        asked=asked,
        facts=request_facts(asked),
        answer=answer_facts(asked),
    )
    return render(request, "diagnosis/request_shared.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_request(request: HttpRequest, path: str) -> HttpResponse:
    """Prepare a request."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit(request, territory, InformationRequest(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_request(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change what is asked of whom."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    return _edit(request, asked.territory, asked)


def _edit(request: HttpRequest, territory: Territory, asked: InformationRequest) -> HttpResponse:
    return edit_record(
        request,
        RequestForm,
        asked,
        template="diagnosis/request_form.html",
        then=lambda saved: reverse("request", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, asked=asked),
        above=reverse("requests", args=[territory.path]),
    )


@require_POST
@once
def remove_request(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a request that was never sent; what was sent stays in the register."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    if asked.sent_on is not None:
        messages.warning(
            request, gettext("What was sent stays in the register. Record that it was never answered.")
        )
        return HttpResponseRedirect(reverse("request", args=[path, pk]))
    return remove_record(request, asked, reverse("requests", args=[path]))


def own_request(request: HttpRequest, path: str, pk: int, permission: Permission) -> InformationRequest:
    """Fetch a request of this very place for a person who may do this there."""
    territory = territory_for(request.user, path, permission)
    requests = InformationRequest.objects.select_related(
        "territory__level", "territory__parent__parent", "route"
    )
    return found_or_404(requests.filter(territory=territory), pk=pk)
