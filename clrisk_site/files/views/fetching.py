"""Fetches an upload with its kind for a person who may import it; everyone else gets 404 or 403."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.files.models import Upload
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.files.spool import path_of
from clrisk_site.people.access import territory_for
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


def kind_for(request: HttpRequest, path: str, kind: str) -> tuple[Territory, ImportKind]:
    """Return the territory and the kind of file that the person may import there."""
    found = imports.get(kind)
    if found is None:
        raise Http404
    return territory_for(request.user, path, found.permission), found


def upload_for(request: HttpRequest, path: str, pk: object) -> tuple[Upload, ImportKind]:
    """Return an upload that waits in this territory, and its kind."""
    upload = get_object_or_404(Upload.objects.select_related("created_by"), pk=pk, territory__path=path)
    territory, kind = kind_for(request, path, upload.kind)
    upload.territory = territory
    return upload, kind


def is_gone(upload: Upload) -> bool:
    """Whether the file itself was swept away already."""
    return not path_of(upload.stored_name).exists()


def ask_again(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Send the person back to the first step, with the reason."""
    message = gettext("The file waited longer than an hour, so it was removed. Upload it again.")
    messages.warning(request, message)
    return HttpResponseRedirect(reverse("import-file", args=[upload.territory.path, upload.kind]))


def actor(request: HttpRequest) -> User:
    """Return the signed-in person; the sign-in middleware has made sure of it."""
    return cast("User", request.user)
