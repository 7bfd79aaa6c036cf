"""The parts of the report on who may act and with what: actors, powers, programmes, spaces, experience."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from clrisk_site.files.documents.content import Block, Bullets, Cell, Column, Heading, Paragraph, Role, Table
from clrisk_site.files.documents.pieces import table_block
from mapping.documents.report.content import MappingContent
from mapping.level_words import level_word
from mapping.models import Programme
from mapping.presenters.actor_kinds import kind_rows
from mapping.presenters.actors import actor_sheet, actors_lead
from mapping.presenters.attributions import attributions_lead, matter_sentence
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.gap_matrix import matrix_lead
from mapping.presenters.past_interventions import intervention_table, interventions_lead
from mapping.presenters.programme_list import programmes_lead
from mapping.presenters.saying import capitalised
from mapping.presenters.space_comparison import comparison_table, ranking_table, spaces_lead
from mapping.presenters.unknowns import unknowns_lead


def summary_sentences(content: MappingContent) -> tuple[str, ...]:
    """Return what was found, one sentence or two for each part; generated, never typed."""
    return (
        matrix_lead(content.matrix),
        _programmes_lead(content),
        attributions_lead(content.attributions),
        actors_lead(content.actors, content.kinds),
        spaces_lead(content.spaces),
        interventions_lead(content.interventions),
        unknowns_lead(content.agenda),
    )


def summary_part(content: MappingContent) -> Iterator[Block]:
    """Yield the findings in short."""
    yield Heading(gettext("Summary"))
    yield Bullets(summary_sentences(content))


def actors_part(content: MappingContent) -> Iterator[Block]:
    """Yield institutions and actors, and the kinds that were looked for; no person is named."""
    yield Heading(gettext("Institutions and actors"))
    yield Paragraph(actors_lead(content.actors, content.kinds), Role.LEAD)
    kinds = kind_rows(content.kinds, path=content.territory.path)
    yield Bullets(tuple(f"{one.name}: {one.label}" for one in kinds), gettext("Kinds of actor"))
    if content.actors:
        yield _narrow(table_block(actor_sheet(content.actors)), _ACTOR_COLUMNS)


def attributions_part(content: MappingContent) -> Iterator[Block]:
    """Yield who may act on each factor, by which article."""
    found = content.attributions
    yield Heading(gettext("Who may act, by which norm"))
    yield Paragraph(attributions_lead(found), Role.LEAD)
    labels = [
        gettext("Factor"),
        gettext("Institution"),
        gettext("What it may do"),
        gettext("Norm and article"),
    ]
    rows = tuple(
        (
            Cell(matter.name),
            Cell(body.name),
            Cell(str(one.nature.label), illustrative=one.illustrative),
            Cell(", ".join(part for part in (one.document, one.article) if part)),
        )
        for matter in found.matters
        for body in found.bodies
        for one in found.at(matter, body)
        if one.is_power
    )
    if rows:
        yield Table(gettext("Powers by factor"), tuple(Column(label) for label in labels), rows)
    yield Bullets(tuple(f"{matter.name}: {matter_sentence(found, matter)}" for matter in found.matters))


def programmes_part(content: MappingContent) -> Iterator[Block]:
    """Yield the programmes by factor, each with whether an action line may rest on it, and why."""
    yield Heading(gettext("Programmes by factor"))
    yield Paragraph(_programmes_lead(content), Role.LEAD)
    factors = {
        link.factor_id: str(link.factor) for one in content.programmes for link in one.factor_links.all()
    }
    ranked = [row.factor for row in content.matrix.rows if row.factor.factor_id in factors]
    named = {factor.factor_id: factor.name for factor in ranked} | factors
    for factor_id, name in named.items():
        linked = [
            one
            for one in content.programmes
            if any(link.factor_id == factor_id for link in one.factor_links.all())
        ]
        yield _programmes(name, linked, content)
    unlinked = [one for one in content.programmes if not one.factor_links.all()]
    if unlinked:
        yield _programmes(gettext("Without a factor so far"), unlinked, content)


def _programmes(title: str, programmes: Iterable[Programme], content: MappingContent) -> Table:
    labels = [gettext("Programme"), gettext("Level"), gettext("May an action line rest on it?")]
    return Table(
        title,
        tuple(Column(label) for label in labels),
        tuple(_programme(one, content) for one in programmes),
    )


def _programme(one: Programme, content: MappingContent) -> tuple[Cell, ...]:
    words = eligibility_words(content.eligibility[one.pk])
    said = " ".join([words.sentence, *words.questions])
    return (
        Cell(one.name, str(one.institution), illustrative=one.illustrative),
        Cell(level_word(one.level)),
        Cell(words.label, said),
    )


def _programmes_lead(content: MappingContent) -> str:
    return programmes_lead(Counter(one.verdict for one in content.eligibility.values()))


def spaces_part(content: MappingContent) -> Iterator[Block]:
    """Yield the coordination spaces compared, and which is best placed."""
    yield Heading(gettext("Coordination spaces"))
    yield Paragraph(spaces_lead(content.spaces), Role.LEAD)
    if content.spaces:
        path = content.territory.path
        yield table_block(ranking_table(content.spaces, path=path))
        yield from _facts_of_each(table_block(comparison_table(content.spaces, path=path)))


def past_part(content: MappingContent) -> Iterator[Block]:
    """Yield past interventions with what was learned."""
    yield Heading(gettext("Past interventions"))
    yield Paragraph(interventions_lead(content.interventions), Role.LEAD)
    if content.interventions:
        yield table_block(intervention_table(content.interventions, path=content.territory.path))


def _narrow(table: Table, kept: tuple[int, ...]) -> Table:
    """Keep some columns: a page is narrower than a spreadsheet."""
    return Table(
        table.title,
        tuple(table.columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.rows),
        table.holds,
        table.source,
        table.sheet,
    )


def _facts_of_each(table: Table) -> Iterator[Block]:
    """Yield a wide table turned over: one column for each space, one row for each fact."""
    names = tuple(Column(row[0].small or row[0].text) for row in table.rows)
    rows = tuple(
        (Cell(column.label), *(Cell(row[at].text, row[at].small) for row in table.rows))
        for at, column in enumerate(table.columns)
        if at
    )
    number = ngettext("%(count)s space", "%(count)s spaces", len(names)) % {"count": len(names)}
    yield Table(gettext("The spaces side by side"), (Column(capitalised(number)), *names), rows, table.holds)


_ACTOR_COLUMNS = (0, 1, 5, 6, 7, 10)
"""Actor, kind, influence, interest, how to work with it, and the role that it offers."""
