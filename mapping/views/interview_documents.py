"""The papers of an interview as print view, PDF and Word, and its form for telephones."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.documents.content import Document
from clrisk_site.files.documents.imprint_words import fingerprint_words
from clrisk_site.files.documents.letter import letter_html
from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.files.letter_response import LetterKind, digest_of_letter, letter_response
from clrisk_site.files.registry import DocumentNotPossible
from clrisk_site.people.actions.note_handing_out import note_export, note_print
from mapping.documents.interview import KINDS, interview_document
from mapping.models import Interview
from mapping.queries.interview_notes import reads_restricted
from mapping.views.interviews import seen_interview
from mapping.xlsform.making import interview_form
from mapping.xlsform.writing import MEDIA_TYPE, write_form


@require_safe
def show_document(request: HttpRequest, path: str, pk: int, kind: str) -> HttpResponse:
    """Show the sheet or the minutes as one page, with the way to its PDF."""
    interview = _interview(request, path, pk, kind)
    paper = _paper(request, interview, kind)
    digest = fingerprint_words(digest_of_letter(paper))
    note_print(request, interview.territory, file=f"interview-{kind}-{pk}")
    html = letter_html(
        replace(paper, imprint=replace(paper.imprint, fingerprint=digest)),
        for_screen=True,
        pdf_url=reverse("interview-file", args=[path, pk, kind, "pdf"]),
        back_url=reverse("interview", args=[path, pk]),
    )
    return HttpResponse(html)


@require_safe
def download_document(request: HttpRequest, path: str, pk: int, kind: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the sheet or the minutes as a numbered file."""
    interview = _interview(request, path, pk, kind)
    paper = _paper(request, interview, kind)
    named = LetterKind(f"interview-{kind}", f"interview-{pk}-{kind}")
    try:
        return letter_response(request, paper, format=format, territory=interview.territory, kind=named)
    except DocumentNotPossible as error:
        messages.warning(request, render_message(error.message))
        return HttpResponseRedirect(reverse("interview-print", args=[path, pk, kind]))


@require_safe
def download_form(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Hand out the interview as a form for KoboToolbox or ODK."""
    territory, interview = seen_interview(request, path, pk)
    name = f"interview-{pk}-{territory.code}.xlsx"
    if request.method == "HEAD":
        return HttpResponse(content_type=MEDIA_TYPE)
    content = write_form(interview_form(interview))
    note_export(request, territory, file=name)
    return hand_out_made(content, file_name=name, media_type=MEDIA_TYPE)


def _paper(request: HttpRequest, interview: Interview, kind: str) -> Document:
    return interview_document(
        interview,
        kind,
        author=str(request.user),
        language=get_language() or "es",
        is_team=reads_restricted(request.user, interview.territory),
    )


def _interview(request: HttpRequest, path: str, pk: int, kind: str) -> Interview:
    if kind not in KINDS:
        raise Http404
    return seen_interview(request, path, pk)[1]
