"""Which institutions acknowledged the working definition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.queries.definition import frozen_definition
from mapping.forms.institution import AcknowledgementForm
from mapping.models import DefinitionAcknowledgement
from mapping.presenters.acknowledgements import acknowledged_rows, acknowledgements_lead, missing_table
from mapping.queries.acknowledgements import acknowledgements_of
from mapping.views.fetching import own_record


@require_safe
def list_acknowledgements(request: HttpRequest, path: str) -> HttpResponse:
    """Show each institution with the date on which it acknowledged the definition in force."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    found, edits = acknowledgements_of(territory), may(request.user, Permission.EDIT_MAPPING, territory)
    missing = missing_table(found, path=path, edits=edits)
    context = page(
        request,
        territory,
        2,
        lead=acknowledgements_lead(found),
        found=found,
        missing=missing if missing["rows"] else None,
        acknowledged=acknowledged_rows(found),
        edits=edits,
    )
    return render(request, "mapping/acknowledgement_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_acknowledgement(request: HttpRequest, path: str) -> HttpResponse:
    """Note that an institution acknowledged the definition in force."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    address = reverse("acknowledgements", args=[territory.path])
    sheet = frozen_definition(territory)
    if sheet is None:
        messages.warning(request, gettext("No definition is in force yet, so nobody can acknowledge it."))
        return HttpResponseRedirect(address)
    return edit_record(
        request,
        AcknowledgementForm,
        DefinitionAcknowledgement(territory=territory, sheet=sheet, acknowledged_on=timezone.localdate()),
        template="mapping/acknowledgement_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, sheet=sheet, code=definition_code(sheet)),
        form_options={"initial": {"institution": request.GET.get("institution", "")}},
    )


@require_POST
@once
def remove_acknowledgement(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove an acknowledgement that was noted by mistake."""
    territory, seen = own_record(request, path, DefinitionAcknowledgement.objects.all(), pk)
    return remove_record(request, seen, reverse("acknowledgements", args=[territory.path]))
