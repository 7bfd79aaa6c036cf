"""The parts of the report on what is missing: supply and gaps, what is not known, what it does not say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from clrisk_site.figures.estimate import Estimate
from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Role,
    Table,
)
from clrisk_site.files.documents.pieces import table_block
from mapping.documents.report.content import MappingContent
from mapping.presenters.gap_cheapest import cheapest_rows
from mapping.presenters.gap_matrix import matrix_for, matrix_lead, matrix_source
from mapping.presenters.gap_panel import coverage_figure, figure_of, places_figure
from mapping.presenters.gap_table import gap_word, matrix_table
from mapping.presenters.saying import said
from mapping.presenters.unknowns import reading_left, unknowns_lead
from mapping.supply import FactorRow, GapCell, SupplyMatrix
from mapping.unknowns import Agenda

MOST_COLUMNS = 6
"""Zones beside one another on a page; more are told in several tables."""

MOST_CHEAPEST = 10
MOST_QUESTIONS = 60
"""Questions that a report lists; the page of the unknowns lists all of them."""


def gaps_part(content: MappingContent) -> Iterator[Block]:
    """Yield the matrix, places against children, and the cheapest places to redirect."""
    matrix = content.matrix
    yield Heading(gettext("Supply and gaps"))
    yield Paragraph(matrix_lead(matrix), Role.LEAD)
    for first in range(0, len(matrix.columns), MOST_COLUMNS):
        yield table_block(matrix_table(matrix_for(matrix.part(first, first + MOST_COLUMNS))))
    if matrix.rows:
        yield coverage_table(matrix)
    yield from cheapest_block(matrix)


def coverage_table(matrix: SupplyMatrix) -> Table:
    """Hold the places of the whole municipality against the children concerned, by factor."""
    labels = (
        gettext("Factor"),
        gettext("Girls, boys and adolescents concerned"),
        gettext("Places per year"),
        gettext("Places per hundred of them"),
    )
    has_intervals = any(row.whole.coverage.has_interval for row in matrix.rows)
    together = gettext("The zones together.")
    return Table(
        gettext("Places against children concerned"),
        tuple(Column(label, Kind.TEXT) for label in labels),
        tuple(_coverage(row) for row in matrix.rows),
        f"{together} {gettext('The interval is that of the need.')}" if has_intervals else together,
        matrix_source(matrix),
    )


def _coverage(row: FactorRow) -> tuple[Cell, ...]:
    return (Cell(row.factor.name), *number_cells(row.whole))


def number_cells(cell: GapCell) -> tuple[Cell, ...]:
    """Return need, places and coverage in words, as small as a reader of files may see them."""
    places = places_figure(cell)
    return (
        _number(figure_of("", cell.need), cell.need),
        _number(places, cell.places),
        Cell(coverage_figure(cell)["value"]),
    )


def _number(figure: Mapping[str, Any], estimate: Estimate) -> Cell:
    shown = estimate.value is not None and estimate.story.illustrative
    return Cell(figure["value"], figure["interval"], illustrative=shown)


def cheapest_block(matrix: SupplyMatrix) -> Iterator[Block]:
    """Yield the offers that could answer a gap, the cheapest first."""
    found = cheapest_rows(matrix, path="", most=MOST_CHEAPEST)
    if found:
        labels = (gettext("Programme"), gettext("Free places, condition and cost"), gettext("Gaps"))
        rows = tuple(
            (
                Cell(one["name"], one["owner"], illustrative=one["illustrative"]),
                Cell(one["note"]),
                Cell(one["answers"]),
            )
            for one in found
        )
        columns = tuple(Column(label) for label in labels)
        yield Table(gettext("Cheapest places to redirect"), columns, rows)


def unknowns_part(content: MappingContent) -> Iterator[Block]:
    """Yield what to ask of whom, and what to read before."""
    agenda = content.agenda
    yield Heading(gettext("What remains unknown"))
    yield Paragraph(unknowns_lead(agenda), Role.LEAD)
    reading = reading_left(agenda)
    if reading:
        yield Bullets(tuple(reading), gettext("To read before asking"))
    rows = _questions(agenda)
    if rows:
        labels = (gettext("Institution"), gettext("Programme"), gettext("Questions"))
        cut = gettext("The first %(count)s rows; the page lists all.") % {"count": MOST_QUESTIONS}
        yield Table(
            gettext("Agenda of the interviews"),
            tuple(Column(label) for label in labels),
            tuple(rows[:MOST_QUESTIONS]),
            cut if len(rows) > MOST_QUESTIONS else "",
        )


def _questions(agenda: Agenda) -> Sequence[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for one in agenda.institutions:
        if one.asked:
            text = " ".join(said(message) for message in one.asked)
            rows.append((Cell(one.name), Cell(gettext("the institution itself")), Cell(text)))
        for programme in one.programmes:
            text = " ".join(said(message) for message in programme.questions)
            rows.append((Cell(one.name), Cell(programme.name), Cell(text)))
    return rows


def limits_part(content: MappingContent) -> Iterator[Block]:
    """Yield what the report does not say."""
    yield Heading(gettext("What this report does not say"))
    claimed = content.matrix.claimed_offers
    yield Bullets(
        (
            gettext("Places are those recorded; others may exist that nobody recorded."),
            gettext("Needs are estimates with an interval; they name no child and no family."),
            gettext("Unknown is neither covered nor a gap, and not known is never zero."),
            gettext("That a programme exists says nothing of how well it works."),
            gettext("What an interview or an owner claimed holds until a document confirms it."),
            gettext("Offers without a document among those counted: %(count)s.") % {"count": claimed},
            gettext("Small numbers of persons are not shown. Notes of interviews are not part of it."),
        )
    )


def cell_row(cell: GapCell) -> tuple[Cell, ...]:
    """Return one factor of one zone: type, fact, need, places, coverage."""
    return (
        Cell(cell.factor.name, illustrative=cell.illustrative),
        Cell(gap_word(cell.type.value), said(cell.fact)),
        *number_cells(cell),
    )
