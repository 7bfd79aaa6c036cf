"""The letterhead of a municipality: its words, its emblem, and how both will look."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files import spool
from clrisk_site.files.actions.emblem import remove_emblem, set_emblem
from clrisk_site.files.forms.letterhead import EmblemForm, LetterheadForm
from clrisk_site.files.images import ImageRefused
from clrisk_site.files.models import Letterhead
from clrisk_site.files.presenters.heads import make_head
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.receiving import SpooledFile, SpoolHandler
from clrisk_site.files.views.fetching import actor
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.writing import ConflictError
from clrisk_site.places.models import Territory
from clrisk_site.tables.limits import MEBIBYTE


@require_http_methods(["GET", "HEAD", "POST"])
def edit_letterhead(request: HttpRequest, path: str) -> HttpResponse:
    """Show how documents are headed, and change the words."""
    territory = territory_for(request.user, path, Permission.EDIT_LETTERHEAD)
    letterhead = _letterhead_of(territory)
    return edit_record(
        request,
        LetterheadForm,
        letterhead,
        template="files/letterhead.html",
        then=lambda _saved: reverse("letterhead", args=[path]),
        context=page(
            request,
            territory,
            "documents",
            letterhead=letterhead,
            head=make_head(head_of(territory)),
            lead=_lead(letterhead),
        ),
    )


# The token stands in the body. It is checked below, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send_emblem(request: HttpRequest, path: str) -> HttpResponse:
    """Show the form of the emblem, or take an image, which is written anew."""
    territory = territory_for(request.user, path, Permission.EDIT_LETTERHEAD)
    letterhead = _letterhead_of(territory)
    if request.method != "POST":
        return _emblem_page(request, letterhead, EmblemForm(letterhead))
    handler = SpoolHandler(MEBIBYTE)
    request.upload_handlers = [handler]
    try:
        return _take_emblem(request, letterhead, handler)
    finally:
        handler.discard()


@csrf_protect
def _take_emblem(request: HttpRequest, letterhead: Letterhead, handler: SpoolHandler) -> HttpResponse:
    form = EmblemForm(letterhead, request.POST, request.FILES)
    sound = form.is_valid()
    if handler.too_large:
        form.errors.pop("file", None)
        form.add_error("file", gettext("The image is larger than 1 MB. Make it smaller and send it again."))
    if not sound or handler.too_large:
        return _emblem_page(request, letterhead, form, status=422)
    try:
        set_emblem(
            letterhead,
            content=spool.path_of(cast("SpooledFile", form.cleaned_data["file"]).stored_name).read_bytes(),
            alt=form.cleaned_data["alt"],
            by=actor(request),
            expected_version=form.cleaned_data["version"] or 0,
        )
    except ImageRefused as refused:
        form.add_error("file", render_message(refused.message))
        return _emblem_page(request, letterhead, form, status=422)
    except ConflictError:
        form.add_error(None, gettext("Somebody changed the letterhead meanwhile. Look at it and send again."))
        return _emblem_page(request, _letterhead_of(letterhead.territory), form, status=409)
    return HttpResponseRedirect(reverse("letterhead", args=[letterhead.territory.path]))


@require_POST
def remove(request: HttpRequest, path: str) -> HttpResponse:
    """Take the emblem off all documents made from now on."""
    territory = territory_for(request.user, path, Permission.EDIT_LETTERHEAD)
    try:
        remove_emblem(_letterhead_of(territory), by=actor(request))
    except ConflictError:
        messages.error(
            request, gettext("Somebody changed the letterhead meanwhile. Look at it and send again.")
        )
    else:
        messages.success(request, gettext("The emblem was removed. Documents made before keep it."))
    return HttpResponseRedirect(reverse("letterhead", args=[path]))


def _letterhead_of(territory: Territory) -> Letterhead:
    """Return the stored letterhead, or one that is not stored yet and carries the name alone."""
    found = Letterhead.objects.select_related("territory").filter(territory=territory).first()
    return found or Letterhead(territory=territory, issuer=territory.name)


def _emblem_page(
    request: HttpRequest, letterhead: Letterhead, form: EmblemForm, status: int = 200
) -> HttpResponse:
    context = page(request, letterhead.territory, "documents", form=form, letterhead=letterhead)
    return render(request, "files/emblem.html", context, status=status)


def _lead(letterhead: Letterhead) -> str:
    if letterhead.pk is None:
        return gettext("Documents carry the municipality's name alone so far.")
    if letterhead.emblem:
        return gettext("Documents carry these words and the municipality's emblem.")
    return gettext("Documents carry these words, without an emblem.")
