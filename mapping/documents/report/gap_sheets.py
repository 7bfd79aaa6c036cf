"""The gap sheet of a zone: what each factor lacks there, what could be redirected, whom to ask."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Table,
)
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.documents.report.content import matrix_in_files
from mapping.documents.report.gap_parts import cell_row
from mapping.documents.report.written import document_of, produced, refuse_above
from mapping.presenters.gap_matrix import matrix_lead, matrix_source
from mapping.presenters.gap_panel import candidate_note, cell_title
from mapping.presenters.saying import all_said
from mapping.redirecting import redirectable
from mapping.supply import SupplyMatrix

MOST_CANDIDATES = 3


def write_sheets(order: Order, letter: str = "") -> Document:
    """Write the sheet of one zone, or those of all zones, in the active language.

    Raises
    ------
    DocumentNotPossible
        Above the municipalities, and where there is no such zone.
    """
    refuse_above(order.territory)
    matrix = matrix_in_files(order.territory)
    places = [
        at for at, column in enumerate(matrix.columns) if letter in ("", column.letter) and column.letter
    ]
    if not places:
        text = says("No priority zone of %(name)s has been drawn yet.", name=order.territory.name)
        raise DocumentNotPossible(text)
    zones = [matrix.part(at, at + 1) for at in places]
    blocks = [
        block
        for number, zone in enumerate(zones)
        for block in _sheet(zone, follows=number > 0, alone=bool(letter))
    ]
    name = {"name": order.territory.name, "letter": letter}
    title = (
        gettext("Gaps of zone %(letter)s of %(name)s") % name
        if letter
        else gettext("Gaps of the zones of %(name)s") % name
    )
    shown = zones[0] if letter else matrix
    return document_of(
        order,
        title=title,
        lead=matrix_lead(shown),
        blocks=blocks,
        illustrative=any(cell.illustrative for zone in zones for cell in zone.cells),
        is_long=len(zones) > 1,
    )


def _sheet(zone: SupplyMatrix, *, follows: bool, alone: bool) -> Iterator[Block]:
    column = zone.columns[0]
    if follows:
        yield PageBreak()
    words = {"letter": column.letter, "name": column.name}
    yield Heading(gettext("Zone %(letter)s, %(name)s") % words)
    if not alone:  # else it stands on top of the document already
        yield Paragraph(matrix_lead(zone), Role.LEAD)
    labels = (
        gettext("Factor"),
        gettext("Supply"),
        gettext("Girls, boys and adolescents concerned"),
        gettext("Places per year"),
        gettext("Places per hundred of them"),
    )
    yield Table(
        gettext("What each factor finds in zone %(letter)s") % words,
        tuple(Column(label) for label in labels),
        tuple(cell_row(cell) for cell in zone.cells),
        gettext("Ordered by the weight of the factor."),
        matrix_source(zone),
    )
    yield from _answers(zone)
    yield from _questions(zone)


def _answers(zone: SupplyMatrix) -> Iterator[Block]:
    """Yield for each gap what could be redirected or extended to it, the cheapest first."""
    if zone.gaps:
        yield Heading(gettext("What could be redirected or extended"), 2)
    for cell in zone.gaps:
        found = redirectable(cell)[:MOST_CANDIDATES]
        lines = [f"{one.programme_name}: {candidate_note(one)}" for one in found]
        yield Bullets(
            tuple(lines or [gettext("None of the recorded offers can be redirected as they stand.")]),
            cell_title(cell),
        )


def _questions(zone: SupplyMatrix) -> Iterator[Block]:
    asked = dict.fromkeys(text for cell in zone.cells for text in all_said(cell.questions))
    if asked:
        yield Heading(gettext("What to ask"), 2)
        yield Bullets(tuple(asked))


def build(order: Order, *, letter: str = "") -> Produced:
    """Return the sheets in the language and the format that were asked for."""
    with translation.override(order.language):
        name = gettext("gaps")
        return produced(write_sheets(order, letter), order, f"{name}-{letter}" if letter else name)


def _print_url(territory: Territory) -> str:
    return reverse("gap-sheets", args=[territory.path])


GAP_SHEETS = DocumentKind(
    code="gap-sheets",
    label=_("Gap sheets of the zones"),
    explanation=_("One sheet for each zone: what each factor lacks there, and what could be redirected."),
    permission=Permission.VIEW_MAPPING,
    build=build,
    print_url=_print_url,
    formats=(DocumentFormat.PDF, DocumentFormat.DOCX),
)
