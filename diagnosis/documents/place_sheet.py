"""The factsheet of a state or a municipality: its content as the words and tables of one page."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.content import Block, Figure, Paragraph, Role
from clrisk_site.files.documents.pieces import with_mark
from diagnosis.documents.place_content import PlaceContent
from diagnosis.documents.printed_zones import all_settled, settled
from diagnosis.documents.reader import Reader
from diagnosis.documents.sheet import Sheet
from diagnosis.documents.sheet_tables import (
    classes_table,
    effect_sources,
    factors_table,
    girls_table,
    highest_table,
    zones_table,
)
from diagnosis.presenters import zone_map
from diagnosis.presenters.caveats import caveat_list
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.key_figures import (
    also_published,
    areas_figure,
    phase_one_figure,
    population_figure,
    zones_population_figure,
)
from diagnosis.presenters.leads import places_lead, profile_lead, zones_lead
from diagnosis.presenters.places_below import draw_places, places_legend, places_sources
from diagnosis.presenters.stale_words import stale_line
from diagnosis.presenters.standing_words import standing_figure
from diagnosis.queries.places_below import PlacesBelow

FEWEST_PLACES = 2


def place_sheet(content: PlaceContent, reader: Reader, *, rows: int) -> Sheet:
    """Make the page of one place.

    Parameters
    ----------
    rows : int
        How many rows a table may have.
    """
    return Sheet(
        title=place_title(content, reader),
        eyebrow=_eyebrow(content),
        lead=_lead(content, reader),
        figures=tuple(_figures(content, reader)),
        left=tuple(_left(content, reader, rows)),
        right=tuple(_right(content, reader, rows)),
        stale=stale_line(content.stale),
        limits=_limits(content),
        sources=_sources(content),
    )


def place_title(content: PlaceContent, reader: Reader) -> str:
    """Return the title of the factsheet, which says when it is the public one."""
    words = {"name": content.territory.name}
    if reader.is_public:
        return gettext("Public factsheet of %(name)s") % words
    return gettext("Factsheet of %(name)s") % words


def _eyebrow(content: PlaceContent) -> str:
    above = content.region.name if content.region else ""
    return " · ".join(filter(None, (str(content.territory.level), above, content.territory.code)))


def _lead(content: PlaceContent, reader: Reader) -> str:
    said = profile_lead(content.territory.name, content.phase_one)
    more = ""
    if content.below is not None:
        more = places_lead(content.below)
    elif content.findings is not None and content.findings.zones and all_settled(content.findings, reader):
        more = zones_lead(content.findings)
    return " ".join(filter(None, (said, more)))


def _figures(content: PlaceContent, reader: Reader) -> list[dict[str, Any]]:
    own = content.phase_one.own
    figures = [
        phase_one_figure(content.phase_one, alone=True),
        standing_figure(content.standing, content.region, has_class=bool(own and own.official_class)),
        population_figure(content.population, audience=reader.audience),
    ]
    findings = content.findings
    if findings is not None and findings.zones and all_settled(findings, reader):
        figures.append(zones_population_figure(findings, audience=reader.audience))
    elif findings is not None and findings.index.areas:
        figures.append(areas_figure(findings))
    return [without_source(one) for one in figures]


def without_source(figure: dict[str, Any]) -> dict[str, Any]:
    """Return a key figure whose source stands at the foot of the page; an invented number still says so."""
    mark = with_mark(str(figure.get("words") or ""), bool(figure.get("illustrative")))
    return {**figure, "words": mark, "source": ""}


def _left(content: PlaceContent, reader: Reader, rows: int) -> list[Block]:
    blocks: list[Block] = [_map(content, reader)]
    if content.below is not None and content.below.places:
        if len(content.below.places) >= FEWEST_PLACES:
            blocks.append(classes_table(content.below))
    elif content.ranking is not None:
        blocks += _factors(content, rows)
    return blocks


def _right(content: PlaceContent, reader: Reader, rows: int) -> list[Block]:
    blocks: list[Block] = []
    findings = content.findings
    if content.below is not None and content.below.places:
        if len(content.below.places) >= FEWEST_PLACES:
            blocks.append(highest_table(content.below, rows))
        elif content.region is not None:
            title = gettext("Published classes in %(region)s") % {"region": content.region.name}
            blocks.append(classes_table(content.region.below, title))
        if content.ranking is not None and content.ranking.is_chosen:
            blocks += _factors(content, rows)
    if findings is not None:
        if settled(findings, reader):
            blocks.append(zones_table(findings, reader, rows + 1))
        else:
            blocks.append(Paragraph(gettext("No priority zone is settled yet."), Role.MISSING))
    if content.visibility is not None:
        blocks.append(girls_table(content.visibility, reader))
        if not content.visibility.measures_chores:
            blocks.append(Paragraph(invisible_words(), Role.SOURCE))
    return blocks


def invisible_words() -> str:
    """Say what stays unseen where chores are not measured."""
    return gettext("Chores in the own home are not measured here, so part of the work of girls stays unseen.")


def _factors(content: PlaceContent, rows: int) -> list[Block]:
    if not content.priority:
        return [Paragraph(gettext("No associated factor has been chosen yet."), Role.MISSING)]
    return [factors_table(content.priority, rows)]


def _map(content: PlaceContent, reader: Reader) -> Block:
    if content.findings is not None:
        findings = replace(content.findings, zones=tuple(settled(content.findings, reader)))
        drawing = zone_map.draw(findings, Size.SHEET)
        if drawing:
            return drawn_figure(
                gettext("Priority areas and zones"),
                str(drawing),
                zone_map.legend(findings),
                zone_map.source(findings),
                illustrative=findings.index.illustrative,
            )
    if content.below is not None:
        return places_figure(content.below)
    if content.region is not None:
        return places_figure(content.region.below, here=content.territory.path)
    return Paragraph(gettext("No outline is stored, so there is no map."), Role.MISSING)


def places_figure(below: PlacesBelow, *, here: str = "") -> Block:
    """Make the map of territories by class, or say why there is none."""
    drawing = draw_places(below, Size.SHEET, here=here)
    if not drawing:
        words = gettext("No outline of the places with published classes is stored, so there is no map.")
        return Paragraph(words, Role.MISSING)
    return drawn_figure(
        gettext("Published classes"),
        str(drawing),
        places_legend(below, here),
        places_sources(below),
        illustrative=any(place.finding.illustrative for place in below.places if place.finding),
    )


def drawn_figure(
    title: str, drawing: str, legend: list[dict[str, Any]], source: str, *, illustrative: bool
) -> Figure:
    """Make a drawing with its legend, told in words where it cannot be drawn."""
    entries = tuple((str(entry["kind"]), str(entry["label"])) for entry in legend)
    return Figure(
        title=title,
        alt=gettext("The map shows: %(classes)s.") % {"classes": "; ".join(label for _kind, label in entries)}
        if entries
        else gettext("The chart draws the numbers of the table that follows."),
        where=gettext("It is drawn in the PDF of this document."),
        source=source,
        wide=drawing,
        legend=entries,
        illustrative=illustrative,
    )


def _limits(content: PlaceContent) -> tuple[str, ...]:
    limits = [
        gettext("A published class is inherited from Phase I and is never recalculated here."),
        gettext("No data does not mean no risk."),
    ]
    if content.findings is not None and content.findings.index.areas:
        limits += map_limits()
    limits += [entry["text"] for entry in caveat_list(content.caveats)]
    return tuple(dict.fromkeys(limits))


def map_limits() -> list[str]:
    """Return what a map of areas never says, but for what stands among the caveats."""
    return [
        gettext("The national definition cannot be measured at this level."),
        gettext(
            "Scholarships or school places sent to these areas still reach more than without any choice."
        ),
    ]


def _sources(content: PlaceContent) -> str:
    below = content.below.places if content.below is not None else ()
    findings = [content.phase_one.best, *(place.finding for place in below)]
    parts = [f"{one.source}, {one.year}" for one in findings if one is not None]
    parts.append(content.population.total.story.source)
    parts += effect_sources(content.priority)
    if content.findings is not None:
        parts += [content.findings.index.source, content.findings.areas.outline_source]
    said = "; ".join(dict.fromkeys(part for part in parts if part))
    words = [gettext("Sources: %(sources)s.") % {"sources": said}] if said else []
    if others := also_published(content.phase_one):
        words.append(f"{others}.")
    if content.definition is not None:
        words.append(
            gettext("Definition in force: %(code)s.") % {"code": definition_code(content.definition)}
        )
    words.append(
        gettext(
            "Made with an independent programme that applies a published method. No organisation owns it."
        )
    )
    if content.illustrative:
        words.append(gettext("Demonstration document; illustrative numbers"))
    return " ".join(words)
