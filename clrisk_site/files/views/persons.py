"""The answer to a list of persons: nothing of the file is left, and the page says what to do instead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.uploads import discard_upload
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.registry import ImportKind, persons_instead
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.page import page
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Refusal


def persons_page(request: HttpRequest, upload: Upload, kind: ImportKind, refusal: Refusal) -> HttpResponse:
    """Remove an upload that turned out to be such a list, before anything is said about it."""
    discard_upload(upload=upload)
    return refused_persons(request, upload.territory, kind, refusal)


def refused_persons(
    request: HttpRequest, territory: Territory, kind: ImportKind, refusal: Refusal
) -> HttpResponse:
    """Say that the file was not taken, and where its persons are counted instead."""
    context = page(
        request,
        territory,
        "data",
        kind=kind,
        refusal=render_message(refusal.message),
        steps=make_steps("file"),
        count_url=persons_instead.address_for(actor(request), territory),
    )
    return render(request, "files/persons.html", context, status=422)
