"""The answer to a list of persons: the file goes at once, and the page says what to do instead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.uploads import discard_upload
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.registry import ImportKind
from clrisk_site.people.page import page
from clrisk_site.tables.spec import Refusal


def persons_page(request: HttpRequest, upload: Upload, kind: ImportKind, refusal: Refusal) -> HttpResponse:
    """Remove the upload before anything is said about it."""
    discard_upload(upload=upload)
    said = render_message(refusal.message)
    context = page(request, upload.territory, "data", kind=kind, refusal=said, steps=make_steps("file"))
    return render(request, "files/persons.html", context, status=422)
