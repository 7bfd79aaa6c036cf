"""The map of a file before it is saved."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from clrisk_site.files.presenters.map_preview import large_map
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.views.fetching import (
    ask_again,
    facts_missing,
    is_gone,
    to_receipt_once_saved,
    upload_for,
)
from clrisk_site.files.views.reviews import find_review
from clrisk_site.people.page import page
from clrisk_site.tables.spec import Refusal


@require_safe
@to_receipt_once_saved
def show_map(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Draw what would be stored, and where it does not fit; a file without shapes has its review only."""
    upload, kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    if facts_missing(upload, kind):
        return HttpResponseRedirect(reverse("upload-columns", args=[path, pk]))
    found = find_review(request, upload, kind)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(found, Refusal) or found.map is None:
        return HttpResponseRedirect(reverse("upload-review", args=[path, pk]))
    steps = make_steps("upload-review", upload, is_map=found.is_map)
    context = page(request, upload.territory, "data", kind=kind, upload=upload, steps=steps)
    context |= {"line": found.line, **large_map(found.map, upload.source)}
    return render(request, "files/map.html", context)
