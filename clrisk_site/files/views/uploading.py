"""The first step of an import: the file. Who may send it is decided before its body is read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.actions.long_imports import note_rows
from clrisk_site.files.actions.uploads import discard_upload, keep_upload
from clrisk_site.files.forms.upload import UploadForm, shown_name
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.order import order_of
from clrisk_site.files.importing.previewing import read_table_head
from clrisk_site.files.importing.stored import stored_sets
from clrisk_site.files.importing.turns import TurnTakenError
from clrisk_site.files.models import Upload
from clrisk_site.files.presenters.uploading import make_upload_page
from clrisk_site.files.presenters.wizard import make_steps
from clrisk_site.files.receiving import SpoolHandler
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.views.fetching import actor, kind_for
from clrisk_site.files.views.persons import persons_page
from clrisk_site.files.views.waiting import another_is_read, too_many_files
from clrisk_site.people.page import page
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import MEBIBYTE
from clrisk_site.tables.sentences import PERSONS
from clrisk_site.tables.spec import Refusal


# The token stands in the body. It is checked below, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Show the form, or take the file straight into the spool; what is not kept is removed at once."""
    territory, found = kind_for(request, path, kind)
    if request.method != "POST":
        form = UploadForm(found, stored_sets(found, territory), updates=request.GET.get("updates", ""))
        return _form_page(request, territory, found, form)
    wait = too_many_files(request, territory, found.kind)
    if wait is not None:
        return wait
    handler = SpoolHandler(build_spec(found, territory).limits.file_bytes)
    request.upload_handlers = [handler]
    try:
        return _receive(request, territory, found, handler)
    finally:
        if not Upload.objects.filter(stored_name=handler.stored_name).exists():
            handler.discard()


@csrf_protect
def _receive(
    request: HttpRequest, territory: Territory, kind: ImportKind, handler: SpoolHandler
) -> HttpResponse:
    form = UploadForm(kind, stored_sets(kind, territory), request.POST, request.FILES)
    sound = form.is_valid()
    if handler.too_large:
        form.errors.pop("file", None)
        form.add_error("file", _too_large(handler))
    if not sound:
        return _form_page(request, territory, kind, form, status=422)
    upload = keep_upload(
        file=form.cleaned_data["file"],
        kind=kind.kind,
        territory=territory,
        source=form.cleaned_data["source"],
        year=form.cleaned_data["year"],
        by=actor(request),
        facts=form.facts,
    )
    try:
        table = read_table_head(order_of(upload, kind), build_spec(kind, territory))
    except TurnTakenError:
        discard_upload(upload=upload)
        return another_is_read(request, territory, request.path, sent=True)
    if isinstance(table, Refusal):
        if table.code == PERSONS:
            return persons_page(request, upload, kind, table)
        discard_upload(upload=upload)
        form.add_error("file", render_message(table.message))
        return _form_page(request, territory, kind, form, status=422)
    note_rows(upload=upload, rows=table.total_rows)
    step = "upload-columns" if table.is_map else "upload-sheet"
    return HttpResponseRedirect(reverse(step, args=[territory.path, upload.pk]))


def _too_large(handler: SpoolHandler) -> str:
    message = gettext(
        "The file «%(file)s» is larger than %(limit)s MB. Remove what is not needed, or split it."
    )
    return message % {"file": shown_name(handler.file_name or ""), "limit": handler.limit // MEBIBYTE}


def _form_page(
    request: HttpRequest, territory: Territory, kind: ImportKind, form: UploadForm, status: int = 200
) -> HttpResponse:
    told = make_upload_page(build_spec(kind, territory))
    context = page(request, territory, "data", kind=kind, form=form, steps=make_steps("file"), **told)
    return render(request, "files/upload.html", context, status=status)
