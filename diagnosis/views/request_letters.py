"""The letters of an information request: print view, PDF and Word."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.documents.imprint_words import fingerprint_words
from clrisk_site.files.documents.letter import letter_html
from clrisk_site.files.letter_response import LetterKind, digest_of_letter, letter_response
from clrisk_site.files.registry import DocumentNotPossible
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.people.permissions import Permission
from diagnosis.documents.request_letter import letter_of
from diagnosis.models import InformationRequest
from diagnosis.presenters.request_letter import LetterVersion, versions_of
from diagnosis.views.information_requests import own_request


@require_safe
def show_letter(request: HttpRequest, path: str, pk: int, version: str) -> HttpResponse:
    """Show a letter as one sheet, with the way to its PDF."""
    asked, wanted = _asked(request, path, pk, version)
    letter = letter_of(asked, wanted, author=str(request.user), language=get_language() or "es")
    digest = fingerprint_words(digest_of_letter(letter))
    note_print(request, asked.territory, file=f"request-letter-{asked.pk}-{wanted.value}")
    html = letter_html(
        replace(letter, imprint=replace(letter.imprint, fingerprint=digest)),
        for_screen=True,
        pdf_url=reverse("request-letter-file", args=[path, pk, version, "pdf"]),
        back_url=reverse("request", args=[path, pk]),
    )
    return HttpResponse(html)


@require_safe
def download_letter(request: HttpRequest, path: str, pk: int, version: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out a letter as a numbered file."""
    asked, wanted = _asked(request, path, pk, version)
    letter = letter_of(asked, wanted, author=str(request.user), language=get_language() or "es")
    kind = LetterKind(f"request-letter-{wanted.value}", f"request-{asked.pk}-{wanted.value}")
    try:
        return letter_response(request, letter, format=format, territory=asked.territory, kind=kind)
    except DocumentNotPossible as error:
        messages.warning(request, render_message(error.message))
        return HttpResponseRedirect(reverse("request-letter", args=[path, pk, version]))


def _asked(
    request: HttpRequest, path: str, pk: int, version: str
) -> tuple[InformationRequest, LetterVersion]:
    asked = own_request(request, path, pk, Permission.VIEW_DIAGNOSIS)
    wanted = next((one for one in versions_of(asked) if one.value == version), None)
    if wanted is None:
        raise Http404
    return asked, wanted
