"""Sheets of one page each: what stands on one, and how it becomes a page, a PDF and a text for Word."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Document,
    Fact,
    Head,
    Heading,
    Imprint,
    KeyFacts,
    PageBreak,
    Paragraph,
    Role,
)
from clrisk_site.files.documents.imprint_words import foot_words
from clrisk_site.files.documents.pdf import TooManyPagesError
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.files.documents.printing import printed, shown_blocks
from clrisk_site.files.presenters.heads import make_head

TEMPLATE = "documents/sheets.html"
ROOMS = (8, 6, 4, 3, 2, 1)
"""Rows that a table may have; the next smaller number is taken when a sheet would not fit on one page."""


@dataclass(frozen=True)
class Sheet:
    """What one page says.

    Parameters
    ----------
    figures : tuple of dict
        At most four, as components/key_figure.html takes them.
    left, right : tuple of Block
        The two columns.
    stale : tuple of str
        Which of the numbers are older than the definition in force.
    limits : tuple of str
        What the reader must bear in mind.
    sources : str
        Where the numbers come from, in one paragraph.
    """

    title: str
    eyebrow: str
    lead: str
    figures: tuple[dict[str, Any], ...] = ()
    left: tuple[Block, ...] = ()
    right: tuple[Block, ...] = ()
    stale: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    sources: str = ""


@dataclass(frozen=True)
class SheetSet:
    """Sheets that make one document, with what the document says of itself."""

    title: str
    sheets: tuple[Sheet, ...]
    head: Head
    imprint: Imprint
    language: str


def fingerprint_of(sheets: Sequence[Sheet]) -> str:
    """Return 64 hexadecimal digits of what the sheets say; drawings follow from the same numbers."""
    said = json.dumps([_said(sheet) for sheet in sheets], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _said(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "lead": sheet.lead,
        "figures": [[one["label"], figure_value(one), one.get("words")] for one in sheet.figures],
        "blocks": _plain((*sheet.left, *sheet.right)),
        "closing": [sheet.stale, sheet.limits, sheet.sources],
    }


def blocks_digest(title: str, blocks: Sequence[Block]) -> str:
    """Return 64 hexadecimal digits of what a document of blocks says."""
    said = json.dumps([title, _plain(blocks)], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in asdict(block).items() if key not in ("wide", "phone")}
        for block in blocks
    ]


def figure_value(figure: dict[str, Any]) -> str:
    """Return the value of a key figure, or the words that stand for it."""
    return str(figure.get("value") or figure.get("missing") or gettext("Not published"))


def sheets_html(made: SheetSet, *, for_screen: bool = False, **more: object) -> str:
    """Return the sheets as one HTML document."""
    context = {
        "document": made.title,
        "title": made.title,
        "language": made.language,
        "author": made.imprint.author,
        "description": made.sheets[0].lead if made.sheets else "",
        "state": made.imprint.state or made.imprint.classification,
        "imprint": foot_words(made.imprint),
        "head": make_head(made.head),
        "sheets": [_shown(sheet, at) for at, sheet in enumerate(made.sheets)],
        "for_screen": for_screen,
        "patterns": mark_safe(pattern_definitions()) if for_screen else "",  # noqa: S308 - drawn by figures
    }
    return render_to_string(TEMPLATE, {**context, **more})


def _shown(sheet: Sheet, at: int) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "left": list(shown_blocks(sheet.left, prefix=f"left-{at}")),
        "right": list(shown_blocks(sheet.right, prefix=f"right-{at}")),
    }


def sheets_pdf(make: Callable[[int], SheetSet]) -> tuple[bytes, SheetSet]:
    """Return the PDF with one page for each sheet, and what is on it.

    Parameters
    ----------
    make : callable
        From the number of rows that a table may have to the sheets.
    """
    for rows in ROOMS:
        made = make(rows)
        imprint = made.imprint
        identifier = f"{imprint.fingerprint} {imprint.number} {made.language}"
        last = rows == ROOMS[-1]
        try:
            content = printed(
                sheets_html(made), identifier, most_pages=None if last else max(len(made.sheets), 1)
            )
        except TooManyPagesError:
            continue
        return content, made
    raise AssertionError("the last room has no limit")


def sheets_document(made: SheetSet) -> Document:
    """Return the sheets for writers that know no HTML: the same words in the same order."""
    blocks: list[Block] = []
    many = len(made.sheets) > 1
    for at, sheet in enumerate(made.sheets):
        if at:
            blocks.append(PageBreak())
        blocks += _blocks(sheet, titled=many)
    first = made.sheets[0] if made.sheets else Sheet(made.title, "", "")
    return Document(
        title=made.title,
        language=made.language,
        head=made.head,
        imprint=made.imprint,
        blocks=tuple(blocks),
        eyebrow=first.eyebrow,
        lead="" if many else first.lead,
    )


def _blocks(sheet: Sheet, *, titled: bool) -> list[Block]:
    found: list[Block] = []
    if titled:
        found += [Heading(sheet.title), Paragraph(sheet.lead, Role.LEAD)]
    found += [Paragraph(text, label=gettext("Attention:")) for text in sheet.stale]
    if sheet.figures:
        found.append(KeyFacts(tuple(figure_fact(one) for one in sheet.figures)))
    found += [*sheet.left, *sheet.right]
    if sheet.limits:
        found.append(Bullets(sheet.limits, gettext("Bear in mind")))
    if sheet.sources:
        found.append(Paragraph(sheet.sources, Role.SOURCE))
    return found


def figure_fact(figure: dict[str, Any]) -> Fact:
    """Return a key figure as a labelled value."""
    said = (figure.get("words"), figure.get("reason"), figure.get("source"))
    invented = bool(figure.get("illustrative") and figure.get("source"))
    small = with_mark(" · ".join(str(part) for part in said if part), invented)
    unit = figure.get("unit")
    value = figure_value(figure)
    return Fact(str(figure["label"]), f"{value} {unit}" if unit else value, small)
