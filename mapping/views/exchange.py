"""The mapping as files: what goes out, and what came in from others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.actions.note_handing_out import note_export
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.exchange.hsds.leaving import directory_of, write_archive
from mapping.exchange.hxl import write_who_does_what_where
from mapping.exchange.workbook.leaving import write_workbook
from mapping.models import ServiceDirectory
from mapping.presenters.exchange import directory_table, exchange_lead
from mapping.queries.institutions import institutions_seen_from
from mapping.queries.programmes import programmes_seen_from

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


@require_safe
def show_exchange(request: HttpRequest, path: str) -> HttpResponse:
    """Show the files in which the mapping goes out and comes in."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    directories = list(ServiceDirectory.objects.filter(territory=territory))
    context = page(
        request,
        territory,
        2,
        lead=exchange_lead(
            institutions=institutions_seen_from(territory).count(),
            programmes=programmes_seen_from(territory).count(),
            directories=len(directories),
        ),
        directories=directory_table(directories) if directories else None,
        imports=may(request.user, Permission.IMPORT_PROGRAMMES, territory),
    )
    return render(request, "mapping/exchange/exchange.html", context)


@require_safe
def export_exchange(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Hand the mapping out: as the workbook, as who does what where, or by the standard of directories."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    makers = {
        "workbook": ("xlsx", gettext("mapping-workbook"), write_workbook),
        "who-does-what-where": ("csv", gettext("who-does-what-where"), write_who_does_what_where),
        "directory": ("zip", "hsds", _write_directory),
    }
    if form not in makers:
        raise Http404
    ending, name, make = makers[form]
    if request.method == "HEAD":  # asks what there is: nothing leaves, so nothing is noted
        return HttpResponse(content_type=_TYPES[ending])
    content = make(territory)
    file_name = f"{name}-{territory.code}-{timezone.localdate().isoformat()}.{ending}"
    note_export(request, territory, file=file_name)
    return hand_out_made(content, file_name=file_name, media_type=_TYPES[ending])


def _write_directory(territory: Territory) -> bytes:
    return write_archive(directory_of(territory))
