"""What the report of the mapping and the gap sheets share: one document of blocks as page, PDF and Word."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from clrisk_site.figures.message import says
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.documents import docx
from clrisk_site.files.documents.content import Block, Document, Fact, Heading, Imprint
from clrisk_site.files.documents.imprint_words import (
    fingerprint_words,
    foot_words,
    imprint_facts,
    internal_words,
)
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.files.documents.printing import document_html, printed, shown_blocks
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.presenters.heads import make_head
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentNotPossible, Order, Produced
from clrisk_site.places.models import Territory
from diagnosis.documents.sheet import blocks_digest

TEMPLATE = "documents/report.html"


def refuse_above(territory: Territory) -> None:
    """Refuse a territory that is no municipality.

    Raises
    ------
    DocumentNotPossible
        In words for whoever asked.
    """
    if not territory.level.is_municipal:
        text = says("Supply is held against need in a municipality, not in %(name)s.", name=territory.name)
        raise DocumentNotPossible(text)


def document_of(
    order: Order,
    *,
    title: str,
    lead: str,
    blocks: Sequence[Block],
    illustrative: bool,
    is_long: bool = True,
) -> Document:
    """Make the document with its imprint; a long one has a cover and contents too."""
    imprint = Imprint(
        made_at=order.at,
        author=order.author,
        fingerprint=fingerprint_words(blocks_digest(title, blocks)),
        number=order.number,
        classification=with_mark(internal_words(), illustrative),
    )
    return Document(
        title=title,
        language=order.language,
        head=head_of(order.territory),
        imprint=imprint,
        blocks=tuple(blocks),
        running=title,
        eyebrow=gettext("Phase II · Identification of the risk of child labour"),
        lead=lead,
        cover=(Fact(gettext("Territory"), order.territory.name),) if is_long else (),
        contents=is_long,
    )


def html_of(document: Document, *, for_screen: bool = False, **more: object) -> str:
    """Return the document as one HTML document, a long one with its cover and contents."""
    if not document.contents:
        return document_html(document, for_screen=for_screen, **more)
    blocks = list(shown_blocks(document.blocks))
    context = {
        "document": document.title,
        "title": document.title,
        "language": document.language,
        "author": document.imprint.author,
        "description": document.lead,
        "state": document.imprint.state or document.imprint.classification,
        "imprint": foot_words(document.imprint),
        "head": make_head(document.head),
        "eyebrow": document.eyebrow,
        "lead": document.lead,
        "facts": [*document.cover, *imprint_facts(document)],
        "contents": [
            {"id": one["id"], "title": one["block"].text}
            for one in blocks
            if isinstance(one["block"], Heading) and one["block"].level == 1
        ],
        "blocks": blocks,
        "for_screen": for_screen,
        "patterns": mark_safe(pattern_definitions()) if for_screen else "",  # noqa: S308 - drawn by figures
    }
    return render_to_string(TEMPLATE, {**context, **more})


def produced(document: Document, order: Order, name: str) -> Produced:
    """Return the document in the format that was asked for."""
    digest = blocks_digest(document.title, document.blocks)
    if order.format is DocumentFormat.DOCX:
        content, media_type = docx.write_docx(document), docx.MEDIA_TYPE
    else:
        identifier = f"{digest} {order.number} {order.language}"
        content, media_type = printed(html_of(document), identifier), "application/pdf"
    day = timezone.localdate(order.at).isoformat()
    file_name = f"{slugify(name)}-{order.territory.code}-{day}.{order.format.value}"
    return Produced(content, file_name, media_type, document.title, fingerprint=digest)
