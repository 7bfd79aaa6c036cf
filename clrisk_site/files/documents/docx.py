"""Writes a document as Word text that people can go on editing: real headings, tables, lists and fields."""

import io
from collections.abc import Sequence
from functools import singledispatch

import docx
from django.utils.translation import gettext
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from clrisk_site.files.documents import content as neutral
from clrisk_site.files.documents.content import Block, Document, printable
from clrisk_site.files.documents.docx_page import add_contents, bookmark, set_page, set_styles
from clrisk_site.files.documents.docx_table import add_facts, add_table
from clrisk_site.files.documents.imprint_words import imprint_facts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMBLEM_HEIGHT = Mm(20)

_STYLE_OF = {
    neutral.Role.BODY: "Normal",
    neutral.Role.LEAD: "Lead",
    neutral.Role.SOURCE: "Source",
    neutral.Role.MISSING: "Missing",
}


def write_docx(document: Document) -> bytes:
    """Return the whole document as a Word file."""
    return _written(document, [*document.cover, *imprint_facts(document)])


def write_letter_docx(document: Document) -> bytes:
    """Return a letter as a Word file: what it says of itself stands in its foot alone."""
    return _written(document, [])


def _written(document: Document, facts: Sequence[neutral.Fact]) -> bytes:
    word = docx.Document()
    set_styles(word, document.language)
    set_page(word, document)
    _describe(word, document)
    _add_head(word, document, facts)
    targets = {
        id(block): f"part_{number}"
        for number, block in enumerate(document.blocks, start=1)
        if isinstance(block, neutral.Heading)
    }
    if document.contents:
        entries = [
            (block.level, block.text, targets[id(block)])
            for block in document.blocks
            if isinstance(block, neutral.Heading) and block.level <= 2
        ]
        add_contents(word, entries)
    for number, block in enumerate(document.blocks, start=1):
        added = _add(block, word)
        if added is not None:
            bookmark(added, targets[id(block)], number)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _add_head(word: WordFile, document: Document, facts: Sequence[neutral.Fact]) -> None:
    """Add the letterhead, the title and what the document says of itself."""
    head = document.head
    if head.emblem is not None:
        line = word.add_paragraph()
        picture = line.add_run().add_picture(io.BytesIO(head.emblem.content), height=EMBLEM_HEIGHT)
        picture._inline.docPr.set("descr", printable(head.emblem.alt))
    issuer = word.add_paragraph(style="Normal")
    issuer.add_run(printable(head.issuer)).bold = True
    for line_of_head in (head.office, head.contact):
        if line_of_head:
            word.add_paragraph(printable(line_of_head), style="Source").paragraph_format.space_after = Pt(0)
    if document.eyebrow:
        word.add_paragraph(printable(document.eyebrow), style="Eyebrow").paragraph_format.space_before = Pt(
            24
        )
    word.add_paragraph(printable(document.title), style="Title")
    if document.lead:
        word.add_paragraph(printable(document.lead), style="Lead")
    add_facts(word, facts)


@singledispatch
def _add(block: Block, word: WordFile) -> WordParagraph | None:  # noqa: ARG001 - one signature for all
    """Add a block; a heading returns its paragraph, so that the contents can lead to it."""
    raise TypeError(type(block))


@_add.register
def _heading(block: neutral.Heading, word: WordFile) -> WordParagraph | None:
    if block.eyebrow:
        word.add_paragraph(printable(block.eyebrow), style="Eyebrow")
    return word.add_paragraph(printable(block.text), style=f"Heading {block.level}")


@_add.register
def _paragraph(block: neutral.Paragraph, word: WordFile) -> WordParagraph | None:
    added = word.add_paragraph(style=_STYLE_OF[block.role])
    if block.label:
        added.add_run(f"{printable(block.label)} ").bold = True
    added.add_run(printable(block.text))
    return None


@_add.register
def _bullets(block: neutral.Bullets, word: WordFile) -> WordParagraph | None:
    if block.title:
        word.add_paragraph(printable(block.title), style="Heading 3")
    for item in block.items:
        word.add_paragraph(printable(item), style="List Bullet").paragraph_format.space_after = Pt(3)
    return None


@_add.register
def _facts(block: neutral.KeyFacts, word: WordFile) -> WordParagraph | None:
    add_facts(word, block.facts)
    return None


@_add.register
def _table(block: neutral.Table, word: WordFile) -> WordParagraph | None:
    add_table(word, block)
    return None


@_add.register
def _figure(block: neutral.Figure, word: WordFile) -> WordParagraph | None:
    word.add_paragraph(printable(block.title), style="Heading 3")
    word.add_paragraph(printable(f"{block.alt} {block.where}"), style="Missing")
    if block.source:
        word.add_paragraph(printable(block.source), style="Source")
    return None


@_add.register
def _chain(block: neutral.Chain, word: WordFile) -> WordParagraph | None:
    for number, link in enumerate(block.links, start=1):
        line = word.add_paragraph(style="Normal")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(8), Mm(-8)
        line.paragraph_format.space_after, line.paragraph_format.keep_together = Pt(4), True
        line.add_run(f"{number}. {printable(link.kind)}: ").bold = True
        line.add_run(printable(link.title))
        for more in (link.story, link.source):
            if more:
                line.add_run().add_break()
                line.add_run(printable(more)).font.size = Pt(9)
    return None


@_add.register
def _signatures(block: neutral.Signatures, word: WordFile) -> WordParagraph | None:
    for sector in block.sectors:
        line = f"{printable(sector)}: {gettext('name, date and signature')} {'_' * 34}"
        word.add_paragraph(line, style="Sign").paragraph_format.keep_together = True
    return None


@_add.register
def _page_break(block: neutral.PageBreak, word: WordFile) -> WordParagraph | None:  # noqa: ARG001 - one signature
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    return None


def _describe(word: WordFile, document: Document) -> None:
    properties, imprint = word.core_properties, document.imprint
    properties.title, properties.language = printable(document.title)[:255], document.language
    properties.author = properties.last_modified_by = printable(imprint.author)[:255]
    properties.subject, properties.keywords = printable(document.lead)[:255], imprint.fingerprint
    properties.version, properties.identifier = printable(imprint.version)[:255], imprint.number
    properties.category, properties.comments = printable(imprint.classification)[:255], ""
    properties.created = properties.modified = imprint.made_at.replace(tzinfo=None, microsecond=0)
