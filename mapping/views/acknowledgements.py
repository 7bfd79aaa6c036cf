"""Which institutions acknowledged the working definition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.queries.definition import frozen_definition
from mapping.forms.institution import AcknowledgementForm
from mapping.models import DefinitionAcknowledgement
from mapping.presenters.acknowledgements import acknowledgement_table, acknowledgements_lead
from mapping.queries.acknowledgements import acknowledgements_of


@require_safe
def list_acknowledgements(request: HttpRequest, path: str) -> HttpResponse:
    """Show each institution with the date on which it acknowledged the definition in force."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    found = acknowledgements_of(territory)
    context = page(
        request,
        territory,
        2,
        lead=acknowledgements_lead(found),
        found=found,
        table=acknowledgement_table(found, path=path),
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
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
        context=page(request, territory, 2, sheet=sheet),
    )
