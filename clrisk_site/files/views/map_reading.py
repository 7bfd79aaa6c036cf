"""The second step of the wizard for a map: how it was understood, and the questions that it leaves."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.uploads import set_reading
from clrisk_site.files.forms.map_reading import MapForm
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.map_place import draw_place
from clrisk_site.files.presenters.map_reading import make_map_page, systems_to_choose
from clrisk_site.files.presenters.wizard import file_line, make_steps
from clrisk_site.files.registry import ImportKind
from clrisk_site.people.page import page
from clrisk_site.places.home import own_box, own_outlines
from clrisk_site.tables.raw import MapReading, RawTable
from clrisk_site.tables.spec import Refusal

OPEN = ("crs", "sheet")
"""While this is asked, the numbers of the map are no degrees yet."""


def read_map(
    request: HttpRequest,
    upload: Upload,
    kind: ImportKind,
    table: RawTable,
    refusal: Refusal | None,
    asked: Mapping[str, Any],
) -> HttpResponse:
    """Show how a map was understood; take over what a person says about it once nothing is open.

    Parameters
    ----------
    table : RawTable
        Read as asked, or as found where that is refused.
    asked : mapping
        What the person says about the reading.
    """
    found = table.map or MapReading()
    data = request.POST if request.method == "POST" else None
    territory = upload.territory
    box = own_box(territory)
    systems = systems_to_choose(found, territory.name, box)
    form = MapForm.for_map(table, asked, data, systems=systems)
    if refusal is not None:
        form.add_error(None, render_message(refusal.message))
    elif data is not None and form.is_valid() and not found.asks:
        set_reading(upload=upload, reading=asked)
        return HttpResponseRedirect(reverse("upload-columns", args=[upload.territory.path, upload.pk]))
    context = page(request, upload.territory, "data", kind=kind, upload=upload, form=form)
    context |= make_map_page(table, territory.name, box)
    bounds = None if found.asks in OPEN else found.bounds
    context["drawing"] = draw_place(own_outlines(territory) if bounds else [], bounds, territory.name)
    context |= {
        "steps": make_steps("upload-sheet", upload, is_map=True),
        "line": file_line(upload, table),
        "back": reverse("import-file", args=[upload.territory.path, kind.kind]),
    }
    return render(request, "files/map_reading.html", context, status=422 if form.is_bound else 200)
