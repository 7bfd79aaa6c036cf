"""Fetches an upload with its kind for a person who may import it; everyone else gets 404 or 403."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.files.importing.turns import TurnTakenError
from clrisk_site.files.models import Upload
from clrisk_site.files.queries.earlier_import import receipt_of_upload
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.files.spool import path_of
from clrisk_site.files.views.waiting import another_is_read
from clrisk_site.people.access import territory_for
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
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


def facts_missing(upload: Upload, kind: ImportKind) -> bool:
    """Whether something must still be said about the whole file before it can be judged."""
    return any(fact.required and not upload.facts.get(fact.name) for fact in kind.facts)


def to_receipt_once_saved[**P, R: HttpResponseBase](
    view: Callable[P, R],
) -> Callable[P, R | HttpResponse]:
    """Let the addresses of an upload lead to its receipt after it was saved, in whichever tab.

    While another file of the place is read for too long, they ask to wait.
    """

    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        request, path, pk = cast("HttpRequest", args[0]), str(kwargs["path"]), cast("uuid.UUID", kwargs["pk"])
        try:
            return view(*args, **kwargs)
        except TurnTakenError:
            looks = request.method in {"GET", "HEAD"}
            again = request.path if looks else reverse("upload-review", args=[path, pk])
            return another_is_read(request, Territory.objects.get(path=path), again)
        except (Http404, Upload.NotUpdated):
            saved = receipt_page(request, path, pk)
            if saved is None:
                raise Http404 from None
            return saved

    return shown


def receipt_page(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse | None:
    """Return the way to the receipt of an upload that was saved, for those who may see it; else None."""
    receipt = receipt_of_upload(path, pk)
    if receipt is None:
        return None
    territory_for(request.user, path, Permission.VIEW_IMPORTS)
    return HttpResponseRedirect(reverse("receipt", args=[path, receipt.pk]))


def ask_again(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Send the person back to the first step with the reason, or to the receipt when it is saved already."""
    saved = receipt_page(request, upload.territory.path, upload.pk)
    if saved is not None:
        return saved
    message = gettext("The file waited longer than an hour, so it was removed. Upload it again.")
    messages.warning(request, message)
    return HttpResponseRedirect(reverse("import-file", args=[upload.territory.path, upload.kind]))


def actor(request: HttpRequest) -> User:
    """Return the signed-in person; the sign-in middleware has made sure of it."""
    return cast("User", request.user)
