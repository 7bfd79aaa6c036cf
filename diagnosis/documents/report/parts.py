"""The parts of the report but for the girls' section: what was found, and where."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext

from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyFacts,
    Kind,
    Paragraph,
    Role,
    Table,
)
from clrisk_site.files.documents.content import Fact as LabelledFact
from diagnosis.documents.place_sheet import drawn_figure
from diagnosis.documents.printed_zones import all_settled, settled
from diagnosis.documents.reader import Reader
from diagnosis.documents.report.content import ReportContent
from diagnosis.documents.report.girls import girls_lead
from diagnosis.documents.sheet import figure_fact
from diagnosis.documents.sheet_tables import effect_cell, effect_sources, joined, said_once, zones_table
from diagnosis.evidence import FactorEvidence
from diagnosis.presenters import zone_map
from diagnosis.presenters.availability_matrix import availability_lead
from diagnosis.presenters.definition_sheet import definition_lead, sheet_parts
from diagnosis.presenters.dot_plot import draw_plot
from diagnosis.presenters.evidence_table import evidence_plot
from diagnosis.presenters.evidence_words import agreement_words, ranking_lead, voices_words
from diagnosis.presenters.factor_table import direction_words
from diagnosis.presenters.key_figures import phase_one_figure, population_figure
from diagnosis.presenters.leads import profile_lead, zones_lead
from diagnosis.presenters.number_words import listed
from diagnosis.presenters.stale_words import stale_sentences
from diagnosis.presenters.standing_words import standing_figure
from diagnosis.queries.availability_of import AvailabilityMatrix
from diagnosis.queries.zones import ZoneFindings

MANY_ROWS = 200
NAMED_FACTORS = 3


def summary_part(content: ReportContent, reader: Reader) -> Iterator[Block]:
    """Yield the summary: four sentences and the key figures, before anything else."""
    own = content.phase_one.own
    yield Heading(gettext("Summary"))
    yield Bullets(tuple(summary_sentences(content, reader)))
    figures = (
        phase_one_figure(content.phase_one),
        standing_figure(content.standing, content.region, has_class=bool(own and own.official_class)),
        population_figure(content.findings.population, audience=reader.audience),
    )
    yield KeyFacts(tuple(figure_fact(one) for one in figures))
    for text in stale_sentences(content.stale):
        yield Paragraph(text, label=gettext("Attention:"))


def summary_sentences(content: ReportContent, reader: Reader) -> list[str]:
    """Return what the report found, one sentence for each part."""
    said = [profile_lead(content.territory.name, content.phase_one)]
    names = [one.factor.name for one in content.priority[:NAMED_FACTORS]]
    if names:
        words = {"names": listed(names)}
        said.append(gettext("Most associated with child labour here: %(names)s.") % words)
    said.append(girls_lead(content.visibility))
    if all_settled(content.findings, reader):
        said.append(zones_lead(content.findings))
    return said


def definition_part(content: ReportContent) -> Iterator[Block]:
    """Yield the definition in force, and which data exist for its elements."""
    yield Heading(gettext("Who is meant"))
    yield Paragraph(definition_lead(content.definition, content.draft), Role.LEAD)
    sheet = content.definition
    if sheet is None:
        yield Paragraph(gettext("Without a definition in force no number can be kept."), Role.MISSING)
        return
    yield KeyFacts(tuple(LabelledFact(part.title, part.text) for part in sheet_parts(sheet)))
    if content.availability is not None and content.availability.rows:
        yield Heading(gettext("Which data exist"), 2)
        yield Paragraph(availability_lead(content.availability))
        yield _availability(content.availability)


def _availability(matrix: AvailabilityMatrix) -> Table:
    return Table(
        title=gettext("Elements of the definition by level"),
        columns=(
            Column(gettext("Element")),
            *(Column(str(cell.level.label)) for cell in matrix.rows[0].cells),
        ),
        rows=tuple(
            (Cell(row.name), *(Cell(str(cell.available.label), small=cell.note) for cell in row.cells))
            for row in matrix.rows
        ),
    )


def factors_part(content: ReportContent) -> Iterator[Block]:
    """Yield the factors with what numbers, documents and people say of each."""
    yield Heading(gettext("Associated factors"))
    yield Paragraph(ranking_lead(content.evidence), Role.LEAD)
    if not content.priority:
        yield Paragraph(gettext("No associated factor has been chosen yet."), Role.MISSING)
        return
    plot = evidence_plot(content.priority)
    if plot is not None:
        yield drawn_figure(plot.title, str(draw_plot(plot, Size.PRINT)), [], "", illustrative=False)
    yield evidence_table(content.priority)
    yield Paragraph(gettext("Associated is not caused."), Role.SOURCE)


def evidence_table(rows: tuple[FactorEvidence, ...]) -> Table:
    """Hold numbers, documents and what people said beside each other, factor by factor."""
    leading = [one.leading.points for one in rows if one.leading is not None]
    return Table(
        title=gettext("What is known of each factor"),
        columns=(
            Column(gettext("Factor")),
            Column(gettext("Difference"), Kind.NUMBER, gettext("points")),
            Column(gettext("Documents")),
            Column(gettext("People heard")),
            Column(gettext("Together")),
        ),
        rows=tuple(_evidence_row(one) for one in rows),
        holds=joined(gettext("With more child labour, with less, or unclear."), said_once(leading)),
        source=_sources(rows),
    )


def _evidence_row(one: FactorEvidence) -> tuple[Cell, ...]:
    nothing = gettext("nothing recorded")
    return (
        Cell(one.factor.name, small=direction_words(one.factor.direction)),
        effect_cell(one),
        Cell(voices_words(one.documentary) or nothing),
        Cell(voices_words(one.qualitative) or nothing),
        Cell(agreement_words(one.agreement)),
    )


def _sources(rows: tuple[FactorEvidence, ...]) -> str:
    named = effect_sources(rows)
    return gettext("Source: %(origins)s.") % {"origins": "; ".join(named)} if named else ""


def zones_part(content: ReportContent, reader: Reader) -> Iterator[Block]:
    """Yield the map of areas and zones, the table of zones, and the limits beside them."""
    findings = content.findings
    told = settled(findings, reader)
    yield Heading(gettext("Priority zones"))
    if all_settled(findings, reader):
        yield Paragraph(zones_lead(findings), Role.LEAD)
    shown = _only(content, reader)
    drawing = zone_map.draw(shown, Size.PRINT)
    if drawing:
        yield drawn_figure(
            gettext("Priority areas and zones"),
            str(drawing),
            zone_map.legend(shown),
            zone_map.source(shown),
            illustrative=findings.index.illustrative,
        )
    else:
        yield Paragraph(gettext("No outline is stored, so there is no map."), Role.MISSING)
    if told:
        yield zones_table(findings, reader, MANY_ROWS)
    else:
        yield Paragraph(gettext("No priority zone is settled yet."), Role.MISSING)
    if not reader.is_public:
        for zone in told:
            yield Paragraph(zone.reason, label=f"{zone.letter} {zone.name}:")
    yield Bullets(tuple(zone_map.reading_notes(shown)), gettext("How to read this map"))


def _only(content: ReportContent, reader: Reader) -> ZoneFindings:
    return replace(content.findings, zones=tuple(settled(content.findings, reader)))
