"""Children concerned per factor and zone: the table, the form of one number, and taking a number back."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.catalogue.entry import offered
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, delete_record
from diagnosis.audience import audience_for
from diagnosis.forms.need import NeedForm
from diagnosis.models import Factor, Need, PopulationBasis, Zone, ZoneStatus
from diagnosis.presenters.need_table import WHOLE, need_places, need_table, needs_lead
from diagnosis.queries.factors import factors_of
from diagnosis.queries.needs import needs_of


@require_safe
def show_needs(request: HttpRequest, path: str) -> HttpResponse:
    """Show what is known of the children whom each factor concerns."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    ranking, needs = factors_of(territory), needs_of(territory)
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    places = need_places(list(zones.values_list("pk", "letter", "name")))
    table = need_table(
        ranking,
        places,
        needs,
        audience=audience_for(request.user, territory),
        path=path,
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    context = page(
        request, territory, 2, lead=needs_lead(ranking, places, needs), table=table, ranking=ranking
    )
    return render(request, "diagnosis/needs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_need(request: HttpRequest, path: str, factor: int, key: str) -> HttpResponse:
    """Record how many children one factor concerns in one zone, or in the whole municipality."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    found = get_object_or_404(offered(Factor, territory.country), pk=factor)
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    zone = None if key == WHOLE else get_object_or_404(zones, letter=key)
    known = Need.objects.filter(territory=territory, factor=found, zone=zone).first()
    need = known or Need(territory=territory, factor=found, zone=zone, basis=PopulationBasis.ESTIMATED)
    return edit_record(
        request,
        NeedForm,
        need,
        template="diagnosis/need_edit.html",
        then=lambda _saved: reverse("needs", args=[path]),
        context=page(request, territory, 2, factor=found, zone=zone, need=known),
        above=reverse("needs", args=[path]),
    )


@require_POST
@once
def remove_need(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a number back; afterwards it is "no data" again."""
    needs = Need.objects.filter(territory__path=path)
    need = record_for(request.user, needs, Permission.EDIT_DIAGNOSIS, pk=pk)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else 0
    try:
        delete_record(need, by=cast("User", request.user), expected_version=seen)
    except ConflictError:
        messages.error(request, gettext("The number changed while you read it. Look at it again."))
    return HttpResponseRedirect(reverse("needs", args=[path]))
