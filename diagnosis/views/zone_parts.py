"""The forms that make one zone of several, and two of one."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import record_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.forms.zone_parts import MergeZonesForm, SplitZoneForm
from diagnosis.models import Zone, ZoneStatus
from diagnosis.presenters.area_table import area_choices
from diagnosis.presenters.zone_page import zone_choices
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.zones import zones_of


@require_http_methods(["GET", "HEAD", "POST"])
def merge_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Put other zones into this one, with a reason."""
    zone = _zone(request, path, pk)
    findings = zones_of(zone.territory)
    return edit_record(
        request,
        MergeZonesForm,
        zone,
        template="diagnosis/zone_merge.html",
        then=lambda saved: reverse("zone", args=[path, saved.pk]),
        above=reverse("zones", args=[path]),
        context=page(request, zone.territory, 2, zone=zone, alone=len(findings.zones) < 2),
        form_options={"initial": {"reason": ""}, "zone_choices": zone_choices(findings, zone.pk)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def split_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Make a new zone of some areas of this one, with a reason."""
    zone = _zone(request, path, pk)
    findings = zones_of(zone.territory)
    own = next(one.area_ids for one in findings.zones if one.zone_id == zone.pk)
    choices = area_choices(findings, zone.pk, neighbourhoods_of(zone.territory))
    return edit_record(
        request,
        SplitZoneForm,
        zone,
        template="diagnosis/zone_split.html",
        then=lambda saved: reverse("zone", args=[path, saved.pk]),
        above=reverse("zones", args=[path]),
        context=page(request, zone.territory, 2, zone=zone, alone=len(own) < 2),
        form_options={
            "initial": {"reason": ""},
            "area_choices": [(area, words) for area, words in choices if area in own],
        },
    )


def _zone(request: HttpRequest, path: str, pk: int) -> Zone:
    zones = Zone.objects.filter(territory__path=path).exclude(status=ZoneStatus.DROPPED)
    return record_for(request.user, zones, Permission.EDIT_DIAGNOSIS, pk=pk)
