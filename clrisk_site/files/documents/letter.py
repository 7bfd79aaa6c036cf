"""A document of blocks as a letter: head, text and signature. What it says of itself stands in its foot."""

from typing import Any

from django.template.loader import render_to_string

from clrisk_site.files.documents.content import Document
from clrisk_site.files.documents.imprint_words import foot_words
from clrisk_site.files.documents.printing import printed, shown_blocks
from clrisk_site.files.presenters.heads import make_head

TEMPLATE = "documents/letter.html"


def letter_html(document: Document, **screen: Any) -> str:
    """Return the letter as HTML.

    Parameters
    ----------
    document : Document
        Its title is the subject of the letter.
    screen : optional
        `for_screen`, `pdf_url` and `back_url`, as templates/documents/base.html takes them.
    """
    context = {
        "document": document.running or document.title,
        "title": document.title,
        "language": document.language,
        "author": document.imprint.author,
        "state": document.imprint.state or document.imprint.classification,
        "imprint": foot_words(document.imprint),
        "head": make_head(document.head),
        "blocks": list(shown_blocks(document.blocks)),
        **screen,
    }
    return render_to_string(TEMPLATE, context)


def letter_pdf(document: Document) -> bytes:
    """Return the letter as PDF.

    Raises
    ------
    DocumentNotPossible
        When the machine lacks what writes PDFs.
    """
    imprint = document.imprint
    return printed(letter_html(document), f"{imprint.fingerprint} {imprint.number} {document.language}")
