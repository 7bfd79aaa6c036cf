"""The factsheet of one zone: where it is, who lives there, why it was chosen, what is known."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import Words, grouped, words_for
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.files.documents.content import Block, Cell, Column, Kind, Paragraph, Role, Table
from diagnosis.caveats import CaveatCode
from diagnosis.documents.place_sheet import drawn_figure, map_limits, without_source
from diagnosis.documents.reader import Reader
from diagnosis.documents.sheet import Sheet
from diagnosis.documents.sheet_tables import joined, more_words, names_within, number_cell, said_once, short
from diagnosis.documents.zone_content import ZoneContent, ZoneSchools, ZonesContent
from diagnosis.presenters import zone_map
from diagnosis.presenters.caveats import caveat_list
from diagnosis.presenters.evidence_words import voices_words
from diagnosis.presenters.stale_words import stale_line
from diagnosis.presenters.zone_table import rank_words
from diagnosis.queries.factors import RankedFactor

LONGEST_REASON, LONGEST_NAMES, LONGEST_TIGHT, LONGEST_CODES = 300, 400, 160, 60
ROOMY = 4


def zone_sheet(content: ZonesContent, one: ZoneContent, reader: Reader, *, rows: int) -> Sheet:
    """Make the page of one zone; `rows` is how many rows a table may have."""
    return Sheet(
        title=zone_title(content, one),
        eyebrow=" · ".join((gettext("Priority zone"), one.zone.status_label)),
        lead=_lead(content, one),
        figures=tuple(without_source(figure) for figure in _figures(content, one, reader)),
        left=tuple(_left(content, one, reader, rows)),
        right=tuple(_right(content, one, reader, rows)),
        stale=stale_line(content.stale) if one.zone.result is not None else (),
        limits=_limits(content, one),
        sources=_sources(content, one),
    )


def zone_title(content: ZonesContent, one: ZoneContent) -> str:
    """Return the title of the sheet of a zone."""
    words = {"letter": one.zone.letter, "name": one.zone.name, "place": content.territory.name}
    # A zone that nobody named yet is called by its letter, once.
    if one.zone.name.split()[-1:] == [one.zone.letter]:
        return gettext("Zone %(letter)s, %(place)s") % words
    return gettext("Zone %(letter)s %(name)s, %(place)s") % words


def _lead(content: ZonesContent, one: ZoneContent) -> str:
    zone = one.zone
    level = content.findings.areas.level_name or gettext("areas")
    words = {"count": grouped(len(zone.area_ids)), "level": level, "high": grouped(zone.high_areas)}
    said = gettext("The zone joins %(count)s %(level)s; %(high)s of them have high priority.") % words
    shown = words_for(one.children)
    if not shown.value:
        return said
    children = gettext("%(children)s girls, boys and adolescents of 5 to 17 live there.")
    return f"{said} {children % {'children': shown.value}}"


def _figures(content: ZonesContent, one: ZoneContent, reader: Reader) -> list[dict[str, Any]]:
    zone, index = one.zone, content.findings.index
    children = words_for(one.children)
    figures: list[dict[str, Any]] = [
        {
            "label": gettext("Girls, boys and adolescents, 5 to 17"),
            "value": children.value,
            "missing": children.missing,
            "words": children.interval,
            "source": children.source,
            "illustrative": children.illustrative,
        },
        {
            "label": gettext("Index, 0 to 100"),
            "value": "" if zone.index_mean is None else grouped(zone.index_mean),
            "missing": gettext("No index can be computed"),
            "words": " · ".join(filter(None, (gettext("mean of its areas"), rank_words(zone)))),
            "reason": gettext("It orders areas and is no probability"),
            "verdict": "none",
            "illustrative": index.illustrative,
        },
        {
            "label": gettext("Areas with high priority"),
            "value": grouped(zone.high_areas) if index.is_computed else "",
            "missing": gettext("No index can be computed"),
            "words": gettext("of %(all)s areas · %(none)s without data")
            % {"all": grouped(len(zone.area_ids)), "none": grouped(zone.areas_without_index)},
        },
    ]
    if one.schools is not None:
        pupils = words_for(reader.shown(one.schools.enrolment))
        figures.append(
            {
                "label": gettext("Schools"),
                "value": grouped(one.schools.schools),
                "words": _enrolled(one.schools, pupils),
                "source": pupils.source,
                "illustrative": pupils.illustrative,
            }
        )
    return figures


def _enrolled(schools: ZoneSchools, pupils: Words) -> str:
    """Say how many are enrolled, and in how many of the schools: those that state nothing are not zero."""
    if not pupils.value:
        return gettext("Enrolment: %(why)s") % {"why": pupils.missing.lower()}
    words = {"pupils": pupils.value, "stated": grouped(schools.stated), "all": grouped(schools.schools)}
    if schools.stated == schools.schools:
        return gettext("%(pupils)s girls, boys and adolescents are enrolled in them") % words
    return gettext("%(pupils)s enrolled in %(stated)s of %(all)s; the others state nothing") % words


def _left(content: ZonesContent, one: ZoneContent, reader: Reader, rows: int) -> list[Block]:
    roomy = rows >= ROOMY
    findings = replace(content.findings, zones=(one.zone,))
    drawing = zone_map.draw(findings, Size.SHEET)
    blocks: list[Block] = []
    if drawing:
        blocks.append(
            drawn_figure(
                gettext("Where it is"),
                str(drawing),
                zone_map.legend(findings),
                zone_map.source(findings),
                illustrative=findings.index.illustrative,
            )
        )
    else:
        blocks.append(Paragraph(gettext("No outline is stored, so there is no map."), Role.MISSING))
    names = names_within(one.zone.neighbourhoods, LONGEST_NAMES if roomy else LONGEST_TIGHT)
    blocks.append(
        Paragraph(names, label=gettext("Neighbourhoods:"))
        if names
        else Paragraph(gettext("No neighbourhood is named yet."), Role.MISSING)
    )
    if one.zone.reason and not reader.is_public:
        reason = short(one.zone.reason, LONGEST_REASON if roomy else LONGEST_TIGHT)
        blocks.append(Paragraph(reason, label=gettext("Reason on record:")))
    return blocks


def _right(content: ZonesContent, one: ZoneContent, reader: Reader, rows: int) -> list[Block]:
    blocks: list[Block] = [_needs(content, one, reader, rows)]
    evidence = _evidence(content, one, rows)
    blocks.append(
        evidence if evidence.rows else Paragraph(gettext("No number describes its areas."), Role.MISSING)
    )
    if one.voices:
        blocks.append(_heard(content, one, rows))
    return blocks


def _needs(content: ZonesContent, one: ZoneContent, reader: Reader, rows: int) -> Block:
    priority = content.findings.ranking.priority
    if not priority:
        return Paragraph(gettext("No associated factor has been chosen yet."), Role.MISSING)
    shown = [(factor.name, content.needs.at(factor.code, one.zone.letter)) for factor in priority[:rows]]
    cells = [
        (Cell(short(name)), number_cell(reader.rounded(found)) if found else Cell(gettext("No data")))
        for name, found in shown
    ]
    return Table(
        title=gettext("Children concerned by each factor"),
        columns=(Column(gettext("Factor")), Column(gettext("Aged 5 to 17"), Kind.NUMBER)),
        rows=tuple(cells),
        holds=joined(
            more_words(len(priority) - rows), said_once(found for _name, found in shown if found is not None)
        ),
    )


def _evidence(content: ZonesContent, one: ZoneContent, rows: int) -> Table:
    """Hold the numbers of the zone's areas against those of all areas, factor by factor."""
    used = sorted(content.findings.index.used, key=lambda row: -(row.share or 0))
    lines = [(factor, *_means(content, one, factor)) for factor in used]
    known = [(factor, here, everywhere) for factor, here, everywhere in lines if here is not None]
    return Table(
        title=gettext("The factors in its areas"),
        columns=(
            Column(gettext("Factor")),
            Column(gettext("This zone"), Kind.NUMBER),
            Column(gettext("All areas"), Kind.NUMBER),
        ),
        rows=tuple(
            (Cell(short(factor.name), small=_unit(content, factor)), _mean_cell(here), _mean_cell(everywhere))
            for factor, here, everywhere in known[:rows]
        ),
        holds=joined(
            gettext("Means of the areas, by what stands for each factor."), more_words(len(known) - rows)
        ),
    )


def _unit(content: ZonesContent, factor: RankedFactor) -> str:
    """Return in what unit and of which year the numbers of a factor are."""
    standing = content.findings.areas.proxy.standing.get(factor.code)
    return ", ".join(filter(None, (standing.unit, str(standing.year)))) if standing else ""


def _means(
    content: ZonesContent, one: ZoneContent, factor: RankedFactor
) -> tuple[float | None, float | None]:
    known = {
        area.id: area.values[factor.code]
        for area in content.findings.areas.areas
        if factor.code in area.values
    }
    here = [value for pk, value in known.items() if pk in one.zone.area_ids]
    return (
        sum(here) / len(here) if here else None,
        sum(known.values()) / len(known) if known else None,
    )


def _mean_cell(mean: float | None) -> Cell:
    if mean is None:
        return Cell(gettext("No data"))
    return Cell(grouped(mean, 1), value=round(mean, 1), decimals=1)


def _heard(content: ZonesContent, one: ZoneContent, rows: int) -> Table:
    names = {row.factor_id: row.name for row in content.findings.ranking.rows}
    heard = sorted(one.voices.items(), key=lambda item: -item[1].total)
    return Table(
        title=gettext("What was heard there"),
        columns=(Column(gettext("Factor")), Column(gettext("Findings"))),
        rows=tuple(
            (
                Cell(short(names.get(pk, ""))),
                Cell(voices_words(voices)),
            )
            for pk, voices in heard[:rows]
        ),
        holds=joined(
            ngettext(
                "%(count)s finding of interviews and groups.",
                "%(count)s findings of interviews and groups.",
                sum(voices.total for voices in one.voices.values()),
            )
            % {"count": sum(voices.total for voices in one.voices.values())},
            gettext("With more child labour, with less, or unclear."),
        ),
    )


def _limits(content: ZonesContent, one: ZoneContent) -> tuple[str, ...]:
    limits = [gettext("No data does not mean no risk."), *map_limits()]
    # Which areas change class is said of this zone, not of the whole municipality.
    true_here = [caveat for caveat in content.caveats if caveat.code is not CaveatCode.BORDERLINE]
    limits += [entry["text"] for entry in caveat_list(true_here)]
    changing = [area.code for area in content.findings.index.changing_areas if area.id in one.zone.area_ids]
    if changing:
        words = ngettext(
            "%(count)s area of this zone changes class with the method: %(codes)s.",
            "%(count)s areas of this zone change class with the method: %(codes)s.",
            len(changing),
        )
        limits.append(words % {"count": len(changing), "codes": names_within(changing, LONGEST_CODES)})
    return tuple(dict.fromkeys(limits))


def _sources(content: ZonesContent, one: ZoneContent) -> str:
    index, needs = content.findings.index, one.zone.needs
    parts = [one.children.story.source, index.source, content.findings.areas.outline_source]
    parts += [need.children.story.source for need in needs]
    standing = content.findings.areas.proxy.standing
    used = [standing[row.code] for row in index.used if row.code in standing]
    parts += [f"{proxy.source}, {proxy.year}" for proxy in used if proxy.source]
    said = "; ".join(dict.fromkeys(part for part in parts if part))
    words = [gettext("Sources: %(sources)s.") % {"sources": said}] if said else []
    words.append(
        gettext(
            "Made with an independent programme that applies a published method. No organisation owns it."
        )
    )
    if content.territory.is_demo:
        words.append(gettext("Demonstration document; illustrative numbers"))
    return " ".join(words)
