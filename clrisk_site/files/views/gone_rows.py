"""What is to become of stored rows that a file does not hold: said by a person, never assumed."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from clrisk_site.files.actions.uploads import set_removes_gone
from clrisk_site.files.views.fetching import ask_again, is_gone, to_receipt_once_saved, upload_for


@require_POST
@to_receipt_once_saved
def choose(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Keep the choice and show the review again; the button of the review says what it means."""
    upload, _kind = upload_for(request, path, pk)
    if is_gone(upload):
        return ask_again(request, upload)
    set_removes_gone(upload=upload, removes_gone=request.POST.get("gone") == "go")
    return HttpResponseRedirect(reverse("upload-review", args=[path, upload.pk]) + "#gone")
