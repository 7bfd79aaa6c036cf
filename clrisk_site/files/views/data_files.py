"""Files made for the import: what is stored, to be edited and sent back, and a template to begin with."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.files.documents import csv_file, xlsx
from clrisk_site.files.documents.data_xlsx import write_data_xlsx
from clrisk_site.files.documents.template_xlsx import write_template
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.stored import stored_set, stored_table
from clrisk_site.files.registry import imports
from clrisk_site.files.views.fetching import actor, kind_for
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_export
from clrisk_site.people.permissions import Permission
from clrisk_site.tables.outgoing import OutgoingTable
from clrisk_site.tables.writing import write_outgoing_csv

type Write = Callable[[OutgoingTable, str], bytes]

_FORMATS: dict[str, tuple[Write, str]] = {
    "csv": (lambda table, _sheet: write_outgoing_csv(table), csv_file.MEDIA_TYPE),
    "xlsx": (lambda table, sheet: write_data_xlsx(table, sheet=sheet), xlsx.MEDIA_TYPE),
}


@require_safe
def export_stored(
    request: HttpRequest,
    path: str,
    kind: str,
    stored: str,
    format: str,  # noqa: A002 - the word of the address
) -> HttpResponse:
    """Hand out a stored set as a file that its own import takes.

    The rows go out whole, so only those who may import them may have them.
    """
    territory, found = kind_for(request, path, kind)
    chosen = stored_set(found, territory, stored)
    if chosen is None or format not in _FORMATS:
        raise Http404
    write, media_type = _FORMATS[format]
    table = stored_table(found, territory, chosen, by=actor(request))
    name = f"{slugify(str(found.label)) or found.kind}-{territory.code}-{chosen.code}.{format}"
    if request.method == "GET":
        note_export(request, territory, file=name, rows=len(table))
    return _attached(write(table, slugify(found.kind)), media_type, name)


@require_safe
def download_template(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Hand out an empty file of a kind with one example row, in the language of the person."""
    territory = territory_for(request.user, path, Permission.VIEW_IMPORTS)
    found = imports.get(kind)
    if found is None:
        raise Http404
    content = write_template(build_spec(found, territory))
    name = f"{slugify(gettext('template'))}-{slugify(str(found.label)) or found.kind}.xlsx"
    return _attached(content, xlsx.MEDIA_TYPE, name)


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
