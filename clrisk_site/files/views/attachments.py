"""Files attached to records: attaching, handing out, removing. Nothing else hands a stored file out."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.files import attachment_store, spool
from clrisk_site.files.actions.attach_file import attach_file, note_act, note_refusal
from clrisk_site.files.actions.remove_attachment import remove_attachment
from clrisk_site.files.attachable import Attachable, attachable
from clrisk_site.files.forms.attachment import AttachmentForm
from clrisk_site.files.forms.upload import shown_name
from clrisk_site.files.handing_out import hand_out
from clrisk_site.files.judging.guard import judge_guarded
from clrisk_site.files.judging.kinds import Judged, Refusal, Refused
from clrisk_site.files.judging.limits import LIMITS
from clrisk_site.files.models import Attachment, Classification
from clrisk_site.files.presenters.attachments import kind_and_size
from clrisk_site.files.receiving import SpoolHandler
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import MEBIBYTE


@dataclass(frozen=True)
class Seen:
    """A record that files may lie beside, and the place from which the person looks at it."""

    kind: Attachable
    territory: Territory
    record: Record

    @property
    def address(self) -> str:
        return self.kind.address(self.territory.path, self.record)

    def lets(self, user: User, permission: Permission) -> bool:
        """Whether the person may do this where the record is owned."""
        return may(user, permission, self.record.territory)


# The token stands in the body. It is checked below, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def create_attachment(request: HttpRequest, path: str, model: str, subject: int) -> HttpResponse:
    """Show the form, or judge the file and keep it; what is not kept is removed at once."""
    seen = _record_to_edit(request, path, model, subject)
    if request.method != "POST":
        return _form_page(request, seen, _form(request, seen))
    handler = SpoolHandler(LIMITS.file_bytes)
    request.upload_handlers = [handler]
    refused: list[tuple[Refusal, int]] = []
    try:
        answer = _receive(request, seen, handler, refused)
    finally:
        handler.discard()
    # Here and not where it is found: the transaction of a form that failed undoes everything in it.
    for kind, size in refused:
        note_refusal(record=seen.record, kind=kind, size=size, by=actor(request))
    return answer


@csrf_protect
def _receive(
    request: HttpRequest, seen: Seen, handler: SpoolHandler, refused: list[tuple[Refusal, int]]
) -> HttpResponse:
    form = _form(request, seen, request.POST, request.FILES)
    sound = form.is_valid()
    if handler.too_large:
        form.errors.pop("file", None)
        form.add_error("file", _too_large(handler))
        refused.append((Refusal.TOO_LARGE, LIMITS.file_bytes))
    if not sound:
        return _form_page(request, seen, form, status=422)
    sent = form.cleaned_data["file"]
    file = spool.path_of(sent.stored_name)
    size = file.stat().st_size
    try:
        return _keep(request, seen, form, judge_guarded(file))
    except Refused as answer:
        refused.append((answer.kind, size))
        form.add_error("file", sentence(answer.message))
        return _form_page(request, seen, form, status=422)


# The file was judged before: `once` holds a transaction, and judging may take as long as a child may run.
@once
def _keep(request: HttpRequest, seen: Seen, form: AttachmentForm, judged: Judged) -> HttpResponse:
    name = form.cleaned_data["file"].name
    attached = attach_file(record=seen.record, judged=judged, name=name, said=form.said, by=actor(request))
    messages.success(request, gettext("«%(title)s» is attached.") % {"title": attached.title})
    return HttpResponseRedirect(seen.address)


@require_safe
def download(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponseBase:
    """Hand a file out, never to be shown inside the site, and note who took it."""
    seen, attachment = _attachment_for(request, path, pk)
    file = attachment_store.path_of(attachment.stored_name)
    if not file.exists():
        raise Http404
    if request.method == "GET":
        note_act("attachment.download", attachment, seen.record, actor(request))
    return hand_out(file, file_name=attachment.file_name, media_type=attachment.media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def remove(request: HttpRequest, path: str, pk: uuid.UUID) -> HttpResponse:
    """Ask whether the file should go, or take it away."""
    seen, attachment = _attachment_for(request, path, pk)
    if not seen.lets(actor(request), seen.kind.edit):
        raise PermissionDenied
    if request.method == "POST":
        if remove_attachment(attachment=attachment, record=seen.record, by=actor(request)):
            messages.success(request, gettext("«%(title)s» was removed.") % {"title": attachment.title})
        return HttpResponseRedirect(seen.address)
    context = page(
        request,
        seen.territory,
        None,
        attachment=attachment,
        size=kind_and_size(attachment),
        back_url=seen.address,
        record=seen.record,
    )
    return render(request, "files/attachment_remove.html", context)


def _record_to_edit(request: HttpRequest, path: str, model: str, pk: int) -> Seen:
    """Return a record that the person sees from here and may attach files to where it is owned."""
    kind = attachable.get(model)
    if kind is None:
        raise Http404
    seen = _seen(request, path, kind, pk)
    if not seen.lets(actor(request), kind.edit):
        raise PermissionDenied
    return seen


def _attachment_for(request: HttpRequest, path: str, pk: uuid.UUID) -> tuple[Seen, Attachment]:
    """Return a file that was not removed, with its record, for a person who may open it."""
    rows = Attachment.objects.select_related("subject_type", "created_by")
    attachment = get_object_or_404(rows, pk=pk, removed_at=None)
    model = attachment.subject_type.model_class()
    kind = attachable.get(model._meta.label_lower) if model else None
    if kind is None:
        raise Http404
    seen = _seen(request, path, kind, attachment.subject_id)
    restricted = attachment.classification == Classification.RESTRICTED
    if restricted and not seen.lets(actor(request), Permission.VIEW_RESTRICTED):
        raise Http404  # as for a file that is not there: whether there is one is restricted too
    return seen, attachment


def _seen(request: HttpRequest, path: str, kind: Attachable, pk: int) -> Seen:
    territory = territory_for(request.user, path, kind.view)
    records = kind.seen(actor(request), territory).select_related("territory")
    return Seen(kind, territory, get_object_or_404(records, pk=pk))


def _form(request: HttpRequest, seen: Seen, *data: Any) -> AttachmentForm:
    return AttachmentForm(*data, sees_restricted=seen.lets(actor(request), Permission.VIEW_RESTRICTED))


def _too_large(handler: SpoolHandler) -> str:
    message = gettext(
        "The file «%(file)s» is larger than %(limit)s MB. Scan it with fewer colours, or split it."
    )
    return message % {"file": shown_name(handler.file_name or ""), "limit": handler.limit // MEBIBYTE}


def _form_page(request: HttpRequest, seen: Seen, form: AttachmentForm, status: int = 200) -> HttpResponse:
    context = page(request, seen.territory, None, form=form, record=seen.record, back_url=seen.address)
    return render(request, "files/attachment_form.html", context, status=status)
