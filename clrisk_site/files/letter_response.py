"""Hands out a letter about one record as a file: numbered, noted in the print log and the audit."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from clrisk_site.files.actions.issue_document import issue
from clrisk_site.files.documents import docx
from clrisk_site.files.documents.content import Document
from clrisk_site.files.documents.imprint_words import fingerprint_words
from clrisk_site.files.documents.letter import letter_pdf
from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import Produced
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

LETTER_FORMATS: Mapping[DocumentFormat, tuple[Callable[[Document], bytes], str]] = {
    DocumentFormat.PDF: (letter_pdf, "application/pdf"),
    DocumentFormat.DOCX: (docx.write_letter_docx, docx.MEDIA_TYPE),
}


@dataclass(frozen=True)
class LetterKind:
    """How the print log names a letter: a slug in English, and how its files are called."""

    code: str
    stem: str


def letter_response(
    request: HttpRequest,
    letter: Document,
    *,
    format: str,  # noqa: A002 - the word of the address
    territory: Territory,
    kind: LetterKind,
) -> HttpResponse:
    """Return a letter as PDF or Word.

    Raises
    ------
    Http404
        When the format is not one of the two. The view has authorised the person before.
    DocumentNotPossible
        When the machine lacks what writes PDFs.
    """
    if format not in LETTER_FORMATS:
        raise Http404
    wanted = DocumentFormat(format)
    write, media_type = LETTER_FORMATS[wanted]
    if request.method == "HEAD":  # asks what there is: nothing leaves, so nothing is numbered
        return HttpResponse(content_type=media_type)
    digest = digest_of_letter(letter)

    def make(number: str) -> Produced:
        imprint = replace(letter.imprint, number=number, fingerprint=fingerprint_words(digest))
        day = timezone.localdate(imprint.made_at).isoformat()
        name = f"{kind.stem}-{territory.code}-{day}.{wanted.value}"
        content = write(replace(letter, imprint=imprint))
        title = letter.running or letter.title
        return Produced(content, name, media_type, title, fingerprint=digest)

    produced = issue(
        territory=territory,
        kind=kind.code,
        format=wanted,
        language=letter.language,
        by=cast("User", request.user),
        make=make,
        action="document.issue",
    )
    return hand_out_made(produced.content, file_name=produced.file_name, media_type=media_type)


def digest_of_letter(letter: Document) -> str:
    """Return the SHA-256 of what a letter says, whatever the file's format."""
    said = repr((letter.title, letter.language, letter.head.issuer, letter.blocks))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
