"""A file of the whole mapping that comes in: sent once, looked through, and taken in as a whole."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.actions.uploads import discard_upload
from clrisk_site.files.documents.xlsx import MEDIA_TYPE
from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.files.models import Upload
from clrisk_site.files.passing import Passing, said_of
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_export
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.spec import Refusal
from mapping.actions.keep_exchange import DIRECTORY, WORKBOOK, keep_answer, kept_answer
from mapping.actions.take_exchange import NotTakenError, compared_workbook, look_at, take_in
from mapping.exchange.receiving import Received, receive
from mapping.exchange.workbook.mending import write_rows_to_mend
from mapping.forms.exchange import ExchangeFileForm
from mapping.presenters.exchange import review_page


# The token stands in the body. `Passing` checks it, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send_exchange(request: HttpRequest, path: str) -> HttpResponseBase:
    """Ask for the file; what was understood of it is kept, the file itself is not."""
    territory = territory_for(request.user, path, Permission.IMPORT_PROGRAMMES)
    if request.method != "POST":
        return _form_page(request, territory, ExchangeFileForm())
    with Passing(request, TYPED, territory=territory, code="mapping-exchange") as passing:
        if passing.answer is not None:
            return passing.answer
        form = ExchangeFileForm(request.POST, request.FILES)
        sound = form.is_valid()
        if passing.refusal or passing.file is None:
            form.errors.pop("file", None)
            form.add_error("file", passing.refusal)
            return _form_page(request, territory, form, status=passing.status)
        received = receive(passing.file.path, passing.name) if sound else None
    if isinstance(received, Refusal):
        form.add_error("file", said_of(received))
    elif received is not None and received.is_directory and not form.cleaned_data["name"]:
        form.add_error("name", gettext("Write the name of the directory. It tells its rows from others."))
    if received is None or isinstance(received, Refusal) or form.errors:
        return _form_page(request, territory, form, status=422)
    return _keep(request, territory, form, received, passing.name)


def _keep(
    request: HttpRequest, territory: Territory, form: ExchangeFileForm, received: Received, name: str
) -> HttpResponse:
    upload = keep_answer(
        answer=received.answer,
        kind=DIRECTORY if received.is_directory else WORKBOOK,
        territory=territory,
        file_name=name,
        facts={"name": form.cleaned_data["name"], "sector": form.cleaned_data["sector"]},
        by=cast("User", request.user),
    )
    return HttpResponseRedirect(reverse("exchange-review", args=[territory.path, upload.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def review_exchange(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Show what taking the file in would do, and do it when the person says so."""
    territory = territory_for(request.user, path, Permission.IMPORT_PROGRAMMES)
    upload = _waiting(territory, pk)
    answer = kept_answer(upload)
    if answer is None:
        return _ask_again(request, territory)
    if request.method != "POST":
        return _review_page(request, territory, upload, answer)
    if "discard" in request.POST:
        discard_upload(upload=upload)
        return HttpResponseRedirect(reverse("exchange-send", args=[path]))
    return _take(request, territory, upload, answer)


def _take(request: HttpRequest, territory: Territory, upload: Upload, answer: bytes) -> HttpResponse:
    removes = request.POST.get("gone") == "remove"
    try:
        outcome = take_in(
            territory=territory,
            upload=upload,
            answer=answer,
            removes_gone=removes,
            mark=request.POST.get("mark", ""),
            by=cast("User", request.user),
        )
    except NotTakenError as changed:
        words = changed.words or gettext(
            "What is stored changed meanwhile. Look through it again, then save."
        )
        return _review_page(request, territory, upload, answer, notice=words, status=409)
    words = gettext("Saved: %(new)s rows are new, and %(changed)s were changed.")
    messages.success(request, words % {"new": outcome.total("new"), "changed": outcome.total("changed")})
    return HttpResponseRedirect(reverse("mapping-exchange", args=[territory.path]))


def _ask_again(request: HttpRequest, territory: Territory) -> HttpResponse:
    words = gettext("The file waited longer than an hour, so it was removed. Upload it again.")
    messages.warning(request, words)
    return HttpResponseRedirect(reverse("exchange-send", args=[territory.path]))


@require_safe
def rows_to_mend(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Hand out the refused rows of a workbook, each with what is wrong."""
    territory = territory_for(request.user, path, Permission.IMPORT_PROGRAMMES)
    upload = _waiting(territory, pk)
    answer = kept_answer(upload)
    if answer is None or upload.kind != WORKBOOK:
        return _ask_again(request, territory)
    compared = compared_workbook(territory, answer, cast("User", request.user))
    file_name = f"{gettext('to-mend')}-{territory.code}.xlsx"
    content = write_rows_to_mend(compared)
    if request.method != "HEAD":  # asks what there is: nothing leaves, so nothing is noted
        note_export(request, territory, file=file_name)
    return hand_out_made(content, file_name=file_name, media_type=MEDIA_TYPE)


def _waiting(territory: Territory, pk: uuid.UUID) -> Upload:
    return get_object_or_404(Upload, kind__in=(DIRECTORY, WORKBOOK), pk=pk, territory=territory)


def _form_page(
    request: HttpRequest, territory: Territory, form: ExchangeFileForm, status: int = 200
) -> HttpResponse:
    context = page(request, territory, 2, form=form)
    return render(request, "mapping/exchange/send.html", context, status=status)


def _review_page(
    request: HttpRequest,
    territory: Territory,
    upload: Upload,
    answer: bytes,
    *,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    outcome = look_at(territory=territory, upload=upload, answer=answer, by=cast("User", request.user))
    context = page(
        request,
        territory,
        2,
        upload=upload,
        outcome=outcome,
        notice=notice,
        rows_to_mend=upload.kind == WORKBOOK and outcome.total("refused") > 0,
        **review_page(outcome),
    )
    return render(request, "mapping/exchange/review.html", context, status=status)
