"""A document of blocks as HTML and PDF, through one template; the PDF of any HTML, or why there is none."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string

from clrisk_site.figures.message import says
from clrisk_site.files.checks import LIBRARIES, install_hint
from clrisk_site.files.documents.content import Block, Document, Figure, Kind, Table
from clrisk_site.files.documents.imprint_words import foot_words, imprint_facts
from clrisk_site.files.documents.pdf import LibrariesMissingError, StyleSheetsMissingError, write_pdf
from clrisk_site.files.presenters.heads import make_head
from clrisk_site.files.registry import DocumentNotPossible

TEMPLATE = "documents/blocks.html"


def document_html(document: Document, **screen: Any) -> str:
    """Return the whole document as HTML, with the look of the printed plan.

    Parameters
    ----------
    screen : Any
        For a print view: `for_screen` and `back_url`, as templates/documents/base.html takes them.
    """
    context = {
        "document": document.running or document.title,
        "title": document.title,
        "language": document.language,
        "author": document.imprint.author,
        "description": document.lead,
        "state": document.imprint.state or document.imprint.classification,
        "imprint": foot_words(document.imprint),
        "head": make_head(document.head),
        "lead": document.lead,
        "facts": imprint_facts(document),
        "blocks": list(shown_blocks(document.blocks)),
        **screen,
    }
    return render_to_string(TEMPLATE, context)


def shown_blocks(blocks: tuple[Block, ...], *, prefix: str = "part") -> Iterator[dict[str, Any]]:
    """Yield each block as templates/documents/block_list.html takes it; headings get an id to lead to."""
    for number, block in enumerate(blocks):
        shown: Any = block
        if isinstance(block, Table):
            shown = _component(block)
        elif isinstance(block, Figure):
            shown = _drawn(block)
        yield {"kind": type(block).__name__, "block": shown, "id": f"{prefix}-{number}"}


def _drawn(figure: Figure) -> dict[str, Any]:
    """Return what components/map.html takes, and the words where there is no drawing."""
    return {
        "title": figure.title,
        "alt": figure.alt,
        "where": figure.where,
        "source": figure.source,
        "wide": figure.wide,
        "phone": figure.phone,
        "legend": [{"kind": kind, "label": label} for kind, label in figure.legend],
        "illustrative": figure.illustrative,
    }


def _component(table: Table) -> dict[str, Any]:
    """Return what components/table.html takes."""
    return {
        "caption": table.title,
        "holds": table.holds,
        "source": table.source,
        "columns": [{"label": one.label, "number": one.kind is Kind.NUMBER} for one in table.columns],
        "rows": [
            {
                "cells": [
                    {
                        "text": cell.text,
                        "small": cell.small,
                        "illustrative": cell.illustrative,
                        "number": column.kind is Kind.NUMBER,
                        "label": column.label,
                    }
                    for cell, column in zip(row, table.columns, strict=True)
                ]
            }
            for row in table.rows
        ],
    }


def document_pdf(document: Document) -> bytes:
    """Return the document as PDF.

    Raises
    ------
    DocumentNotPossible
        When the machine lacks what writes PDFs.
    """
    imprint = document.imprint
    return printed(document_html(document), f"{imprint.fingerprint} {imprint.number} {document.language}")


def printed(html: str, identifier: str, *, most_pages: int | None = None) -> bytes:
    """Return the PDF of an HTML document; what the machine lacks becomes an answer for who asked.

    Raises
    ------
    DocumentNotPossible
        When style sheets were not built, or libraries are missing.
    TooManyPagesError
        When it fills more sheets than `most_pages`.
    """
    try:
        return write_pdf(html, identifier=identifier, most_pages=most_pages)
    except StyleSheetsMissingError as missing:
        message = says("The style sheets of documents are not built yet. Run: make assets")
        raise DocumentNotPossible(message) from missing
    except LibrariesMissingError as missing:
        command = install_hint(LIBRARIES.values())
        message = says("This machine lacks the libraries that write PDFs. Run: %(command)s", command=command)
        raise DocumentNotPossible(message) from missing
