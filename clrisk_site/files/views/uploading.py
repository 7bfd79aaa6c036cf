"""The first step of an import: the file. Who may send it is decided before its body is read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.long_imports import note_rows
from clrisk_site.files.actions.uploads import keep_upload
from clrisk_site.files.forms.upload import UploadForm, shown_name
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import read_table_head
from clrisk_site.files.importing.stored import stored_sets
from clrisk_site.files.importing.turns import TurnTakenError
from clrisk_site.files.presenters.uploading import make_upload_page, too_busy, too_large
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.receiving import SECONDS_TO_COME_AGAIN, AnonymousHandler, FieldsOnly, place
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.views.fetching import actor, kind_for
from clrisk_site.files.views.persons import refused_persons
from clrisk_site.files.views.token import without_token
from clrisk_site.files.views.waiting import another_is_read, too_many_files
from clrisk_site.people.page import page
from clrisk_site.places.models import Territory
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.sentences import PERSONS, PERSONS_UNREAD
from clrisk_site.tables.spec import Refusal

LISTS_PERSONS = (PERSONS, PERSONS_UNREAD)


# The token stands in the body. It is checked below, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, path: str, kind: str) -> HttpResponseBase:
    """Show the form, or take the file into memory; it is written to the spool when it has been judged."""
    territory, found = kind_for(request, path, kind)
    if request.method != "POST":
        form = UploadForm(found, stored_sets(found, territory), updates=request.GET.get("updates", ""))
        return _form_page(request, territory, found, form)
    with place() as free:
        if not free:
            return _come_again(request, territory, found)
        wait = too_many_files(request, territory, found.kind)
        if wait is not None:
            return wait
        handler = AnonymousHandler(build_spec(found, territory).limits.file_bytes)
        request.upload_handlers = [handler]
        try:
            return without_token(request) or _receive(request, territory, found, handler)
        finally:
            handler.discard()


def _receive(
    request: HttpRequest, territory: Territory, kind: ImportKind, handler: AnonymousHandler
) -> HttpResponse:
    form = UploadForm(kind, stored_sets(kind, territory), request.POST, request.FILES)
    sound = form.is_valid()
    if handler.too_large:
        form.errors.pop("file", None)
        form.add_error("file", too_large(shown_name(handler.file_name or ""), handler.limit))
    if not sound:
        return _form_page(request, territory, kind, form, status=422)
    file = form.cleaned_data["file"]
    try:
        table = _judged(request, territory, kind, form)
    except TurnTakenError:
        return another_is_read(request, territory, request.path, sent=True)
    if isinstance(table, Refusal):
        if table.code in LISTS_PERSONS:
            return refused_persons(request, territory, kind, table)
        form.add_error("file", render_message(table.message))
        return _form_page(request, territory, kind, form, status=422)
    upload = keep_upload(
        file=file,
        kind=kind.kind,
        territory=territory,
        source=form.cleaned_data["source"],
        year=form.cleaned_data["year"],
        by=actor(request),
        facts=form.facts,
    )
    note_rows(upload=upload, rows=table.total_rows)
    return HttpResponseRedirect(reverse("upload-sheet", args=[territory.path, upload.pk]))


def _judged(
    request: HttpRequest, territory: Territory, kind: ImportKind, form: UploadForm
) -> RawTable | Refusal:
    """Read the file where it arrived, in memory: what may not be kept is on no disk so far."""
    file = form.cleaned_data["file"]
    order = ImportOrder(
        kind=kind,
        territory=territory,
        path=file.path,
        file_name=shown_name(file.name),
        facts=form.facts,
        by=actor(request),
    )
    return read_table_head(order, build_spec(kind, territory), all_sheets=True)


def _come_again(request: HttpRequest, territory: Territory, kind: ImportKind) -> HttpResponseBase:
    """Show what was filled in, and ask to send it later; the file itself is not even received."""
    request.upload_handlers = [FieldsOnly()]
    refused = without_token(request)
    if refused is not None:
        return refused
    form = UploadForm(kind, stored_sets(kind, territory), request.POST)
    form.errors.pop("file", None)
    form.add_error("file", too_busy())
    answer = _form_page(request, territory, kind, form, status=503)
    answer.headers["Retry-After"] = str(SECONDS_TO_COME_AGAIN)
    return answer


def _form_page(
    request: HttpRequest, territory: Territory, kind: ImportKind, form: UploadForm, status: int = 200
) -> HttpResponse:
    told = make_upload_page(build_spec(kind, territory))
    context = page(request, territory, "data", kind=kind, form=form, steps=make_steps("file"), **told)
    return render(request, "files/upload.html", context, status=status)
