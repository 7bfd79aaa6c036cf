"""The attribution matrix as a document of one landscape page: PDF, Word and print view, from one crossing."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.documents import docx
from clrisk_site.files.documents.content import (
    Cell,
    Column,
    Document,
    Head,
    Imprint,
    Paragraph,
    Role,
    Table,
)
from clrisk_site.files.documents.imprint_words import fingerprint_words, foot_words, internal_words
from clrisk_site.files.documents.pdf import TooManyPagesError
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.files.documents.printing import printed
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.presenters.heads import make_head
from clrisk_site.files.queries.heads import head_of
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.attributions import Attributions, Body, Matter
from mapping.models import CompetenceNature
from mapping.presenters.attributions import (
    attributions_lead,
    legend,
    matrices_of,
    matter_sentence,
    nature_word,
)
from mapping.queries.attributions import attributions_of

TEMPLATE = "documents/attributions.html"
MOST_IN_WORDS = 10
"""Institutions beside one another on A4 landscape before a word no longer fits its column."""


class Room(StrEnum):
    """How much a cell says, the fullest first; each next one takes less of the page."""

    ARTICLES = "articles"
    WORDS = "words"
    SYMBOLS = "symbols"
    LARGE = "large"  # symbols on A3: a printer scales it down, nothing is left out


@dataclass(frozen=True)
class MatrixDocument:
    """The crossing, and what the document says of itself."""

    title: str
    lead: str
    found: Attributions
    head: Head
    imprint: Imprint
    language: str
    digest: str


def write_matrix(order: Order) -> MatrixDocument:
    """Read the crossing of a territory, in the active language."""
    found = attributions_of(order.territory)
    title = gettext("Who may act in %(name)s, by which norm") % {"name": order.territory.name}
    digest = _digest(title, found)
    imprint = Imprint(
        made_at=order.at,
        author=order.author,
        fingerprint=fingerprint_words(digest),
        number=order.number,
        classification=with_mark(internal_words(), found.is_illustrative),
    )
    return MatrixDocument(
        title, attributions_lead(found), found, head_of(order.territory), imprint, order.language, digest
    )


def _digest(title: str, found: Attributions) -> str:
    said = [
        [matter.name, body.name, one.nature.value, one.document, one.article]
        for matter in found.matters
        for body in found.bodies
        for one in found.at(matter, body)
    ]
    return hashlib.sha256(json.dumps([title, said], ensure_ascii=False).encode()).hexdigest()


def rooms_for(found: Attributions) -> tuple[Room, ...]:
    """Return which rooms are tried: where columns are many, a word would be broken letter by letter."""
    if len(found.bodies) <= MOST_IN_WORDS:
        return tuple(Room)
    return (Room.SYMBOLS, Room.LARGE)


def matrix_html(
    made: MatrixDocument, room: Room | None = None, *, for_screen: bool = False, **more: object
) -> str:
    """Return the matrix as one HTML document."""
    found = made.found
    room = room or rooms_for(found)[0]
    in_words = room in (Room.ARTICLES, Room.WORDS)
    matrices = matrices_of(found, widest=max(len(found.bodies), 1))
    context: dict[str, Any] = {
        "document": made.title,
        "title": made.title,
        "language": made.language,
        "author": made.imprint.author,
        "description": made.lead,
        "state": made.imprint.classification,
        "imprint": foot_words(made.imprint),
        "head": make_head(made.head),
        "lead": made.lead,
        "matrix": matrices[0] if matrices else None,
        "numbered": not in_words,
        "in_words": in_words,
        "articles": room is Room.ARTICLES,
        "room": room.value,
        "legend": legend(),
        "nobody": _nobody(found),
        "for_screen": for_screen,
    }
    return render_to_string(TEMPLATE, {**context, **more})


def _nobody(found: Attributions) -> list[dict[str, str]]:
    """Return the matters over which documents were read and nobody may act, each with its sentence."""
    if not found.bodies:
        return []
    bare = [
        matter for matter in found.matters if not found.powers_over(matter) and found.without_power(matter)
    ]
    return [{"name": matter.name, "sentence": matter_sentence(found, matter)} for matter in bare]


def matrix_pdf(made: MatrixDocument) -> bytes:
    """Return the PDF on one page: cells say less, and at last the sheet grows, until all of it fits."""
    identifier = f"{made.digest} {made.imprint.number} {made.language}"
    rooms = rooms_for(made.found)
    for room in rooms[:-1]:
        try:
            return printed(matrix_html(made, room), identifier, most_pages=1)
        except TooManyPagesError:
            continue
    return printed(matrix_html(made, rooms[-1]), identifier)


def matrix_document(made: MatrixDocument) -> Document:
    """Return the matrix for Word: the same crossing as a table on a landscape page."""
    found = made.found
    in_words = len(found.bodies) <= MOST_IN_WORDS
    blocks: list[Table | Paragraph] = [_word_table(found, in_words=in_words)]
    if not in_words:
        letters = [f"{_initial(nature)}: {nature_word(nature)}" for nature in CompetenceNature]
        blocks.append(Paragraph(" · ".join(letters), Role.SOURCE))
    blocks += [Paragraph(one["sentence"], label=f"{one['name']}:") for one in _nobody(found)]
    return Document(
        title=made.title,
        language=made.language,
        head=made.head,
        imprint=made.imprint,
        blocks=tuple(blocks),
        lead=made.lead,
        landscape=True,
    )


def _word_table(found: Attributions, *, in_words: bool) -> Table:
    return Table(
        title=gettext("Powers by norm"),
        columns=(Column(gettext("Factor")), *(Column(body.short) for body in found.bodies)),
        rows=tuple(
            (Cell(matter.name), *(_word_cell(found, matter, body, in_words) for body in found.bodies))
            for matter in found.matters
        ),
        holds=gettext("An empty cell means that no document was read for it."),
    )


def _word_cell(found: Attributions, matter: Matter, body: Body, in_words: bool) -> Cell:  # noqa: FBT001 - of one table
    entries = found.at(matter, body)
    natures = [nature for nature in CompetenceNature if any(one.nature is nature for one in entries)]
    if not in_words:
        return Cell(" ".join(_initial(nature) for nature in natures))
    articles = ", ".join(dict.fromkeys(one.article for one in entries if one.article))
    return Cell(", ".join(nature_word(nature) for nature in natures), articles)


def _initial(nature: CompetenceNature) -> str:
    """Return the letter that stands for a nature where a word does not fit."""
    letters = {
        CompetenceNature.EXECUTE: pgettext("initial of Execute", "E"),
        CompetenceNature.COORDINATE: pgettext("initial of Coordinate", "C"),
        CompetenceNature.REGULATE: pgettext("initial of Regulate", "R"),
        CompetenceNature.FINANCE: pgettext("initial of Finance", "F"),
        CompetenceNature.MONITOR: pgettext("initial of Monitor", "M"),
        CompetenceNature.NONE: "–",
    }
    return letters[nature]


def build(order: Order) -> Produced:
    """Return the matrix in the language and the format that were asked for.

    Raises
    ------
    DocumentNotPossible
        Where no power has been recorded.
    """
    with translation.override(order.language):
        made = write_matrix(order)
        if not made.found.bodies:
            words = says("No power by norm is recorded in %(name)s yet.", name=order.territory.name)
            raise DocumentNotPossible(words)
        if order.format is DocumentFormat.DOCX:
            content, media_type = docx.write_docx(matrix_document(made)), docx.MEDIA_TYPE
        else:
            content, media_type = matrix_pdf(made), "application/pdf"
        name = slugify(gettext("attributions"))
    day = timezone.localdate(order.at).isoformat()
    file_name = f"{name}-{order.territory.code}-{day}.{order.format.value}"
    return Produced(content, file_name, media_type, made.title, fingerprint=made.digest)


def _print_url(territory: Territory) -> str:
    return reverse("attributions-print", args=[territory.path])


ATTRIBUTIONS = DocumentKind(
    code="attributions",
    label=_("Attribution matrix"),
    explanation=_("Who may act on each factor, by which norm, on one landscape page."),
    permission=Permission.VIEW_MAPPING,
    build=build,
    print_url=_print_url,
    formats=(DocumentFormat.PDF, DocumentFormat.DOCX),
    position=7,
)
