"""Small tables of the factsheets; `rows` is how many fit, and what is left out is counted."""

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, percent, words_for
from clrisk_site.figures.estimate import Estimate
from clrisk_site.files.documents.content import Cell, Column, Kind, Table
from clrisk_site.files.documents.pieces import value_of
from diagnosis.documents.printed_zones import REST, printed_zones, settled
from diagnosis.documents.reader import Reader
from diagnosis.merged_areas import MergedPart
from diagnosis.presenters.factor_table import direction_words
from diagnosis.presenters.key_figures import class_label
from diagnosis.presenters.zone_table import rank_words
from diagnosis.queries.factors import FactorRanking
from diagnosis.queries.girls_visibility import GirlsVisibility, SexSeries
from diagnosis.queries.places_below import PlaceRisk, PlacesBelow
from diagnosis.queries.zones import ZoneFinding, ZoneFindings

LONGEST_NAME = 64
_ORDER = ("very_high", "high", "medium", "low", "very_low", "")


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that fits into a cell."""
    return Truncator(text).chars(longest)


def persons_cell(estimate: Estimate) -> Cell:
    """Make the cell of a number of persons that was judged: with its interval, or why there is none."""
    words = words_for(estimate)
    value = value_of(estimate)
    return Cell(
        words.value or words.missing,
        small=words.interval if words.value else "",
        value=value["value"],
        decimals=value["decimals"],
        illustrative=words.illustrative,
    )


def percent_cell(estimate: Estimate) -> Cell:
    """Make the cell of a share that was judged."""
    words = words_for(estimate)
    text = f"{words.value} %" if words.value else words.missing
    return Cell(
        text, small=words.interval if words.value else "", value=value_of(estimate)["value"], decimals=1
    )


def more_words(left_out: int) -> str:
    """Say how many rows did not fit; empty when all did."""
    if left_out <= 0:
        return ""
    return ngettext("%(count)s more is not listed.", "%(count)s more are not listed.", left_out) % {
        "count": grouped(left_out)
    }


def classes_table(below: PlacesBelow) -> Table:
    """Count the territories below by published class."""
    all_places = len(below.places)
    rows = tuple(
        (
            Cell(class_label(code)),
            Cell(grouped(below.counts[code]), value=below.counts[code]),
            Cell(
                percent(100 * below.counts[code] / all_places),
                value=round(100 * below.counts[code] / all_places),
            ),
        )
        for code in _ORDER
        if below.counts[code]
    )
    return Table(
        title=gettext("By published class"),
        columns=(
            Column(gettext("Class")),
            Column(below.level_name or gettext("Territories"), Kind.NUMBER),
            Column(gettext("Share"), Kind.NUMBER, "%"),
        ),
        rows=rows,
    )


def highest_table(below: PlacesBelow, rows: int) -> Table:
    """List the territories below with the highest class, then the highest number."""
    known = [place for place in below.places if place.finding is not None]
    known.sort(key=lambda one: (_ORDER.index(one.official_class), -_number(one), one.name))
    return Table(
        title=gettext("Where the published risk is highest"),
        columns=(
            Column(gettext("Territory")),
            Column(gettext("Class")),
            Column(gettext("Published number"), Kind.NUMBER),
        ),
        rows=tuple(_place_row(place) for place in known[:rows]),
        holds=more_words(len(known) - rows),
    )


def _number(place: PlaceRisk) -> float:
    value = place.finding.value.value if place.finding else None
    return -1.0 if value is None else value


def _place_row(place: PlaceRisk) -> tuple[Cell, ...]:
    value = place.finding.value if place.finding else None
    words = words_for(value) if value else None
    return (
        Cell(short(place.name)),
        Cell(class_label(place.official_class)),
        Cell(
            (words.value or words.missing) if words else gettext("Not published"),
            value=value.value if value else None,
            decimals=3,
        ),
    )


def zones_table(findings: ZoneFindings, reader: Reader, rows: int) -> Table:
    """List the zones with index, rank and children; zones with few children are counted together."""
    told = {zone.letter: zone for zone in settled(findings, reader)}
    merged = [one for one in printed_zones(findings, reader) if set(one.letters) <= {*told, REST}]
    alone = [one for one in merged if not one.is_merged and one.letters[0] in told]
    alone.sort(key=lambda one: _by_index(told[one.letters[0]]))
    lines = [_zone_row(told[one.letters[0]], one.children) for one in alone]
    lines += [_together_row(one, findings) for one in merged if one.is_merged]
    return Table(
        title=gettext("Priority zones"),
        columns=(
            Column(gettext("Zone")),
            Column(gettext("Index, 0 to 100"), Kind.NUMBER),
            Column(gettext("Aged 5 to 17"), Kind.NUMBER),
        ),
        rows=tuple(lines[:rows]),
        holds=" ".join(
            filter(
                None,
                (
                    gettext("The index orders areas. It is not a probability."),
                    more_words(len(lines) - rows),
                ),
            )
        ),
    )


def _by_index(zone: ZoneFinding) -> tuple[bool, float]:
    return (zone.index_mean is None, -(zone.index_mean or 0))


def _zone_row(zone: ZoneFinding, children: Estimate) -> tuple[Cell, ...]:
    index = zone.index_mean
    return (
        Cell(short(f"{zone.letter} {zone.name}"), small=short(", ".join(zone.neighbourhoods), 90)),
        Cell(
            gettext("no data") if index is None else grouped(index),
            small=rank_words(zone),
            value=None if index is None else round(index),
        ),
        persons_cell(children),
    )


def _together_row(one: MergedPart, findings: ZoneFindings) -> tuple[Cell, ...]:
    names = [f"{zone.letter} {zone.name}" for zone in findings.zones if zone.letter in one.letters]
    if REST in one.letters:
        names.append(gettext("Rest of the municipality"))
    small = gettext("few children in each, counted together")
    return (Cell(short(", ".join(names), 90), small=small), Cell("–"), persons_cell(one.children))


def factors_table(ranking: FactorRanking, rows: int) -> Table:
    """List the priority factors with their direction and difference."""
    priority = ranking.priority
    return Table(
        title=gettext("Associated factors"),
        columns=(
            Column(gettext("Factor")),
            Column(gettext("Direction")),
            Column(gettext("Difference in points"), Kind.NUMBER),
        ),
        rows=tuple(
            (Cell(short(row.name)), Cell(direction_words(row.direction)), _points_cell(row.effect))
            for row in priority[:rows]
        ),
        holds=more_words(len(priority) - rows),
    )


def _points_cell(effect: Estimate) -> Cell:
    words = words_for(effect)
    value = value_of(effect)
    return Cell(
        words.value or words.missing,
        small=words.interval if words.value else "",
        value=value["value"],
        decimals=value["decimals"],
        illustrative=words.illustrative,
    )


def girls_table(visibility: GirlsVisibility, reader: Reader) -> Table:
    """Hold girls beside boys: children, and those who work with and without chores in the own home."""
    rows = [
        (
            Cell(gettext("Aged 5 to 17")),
            persons_cell(reader.rounded(visibility.girls)),
            persons_cell(reader.rounded(visibility.boys)),
        ),
        _series_row(gettext("Who work, without chores"), visibility.without_chores),
        _series_row(gettext("Who work, chores included"), visibility.with_chores),
    ]
    return Table(
        title=gettext("Girls and boys apart"),
        columns=(Column(""), Column(gettext("Girls"), Kind.NUMBER), Column(gettext("Boys"), Kind.NUMBER)),
        rows=tuple(rows),
        holds=gettext("Economic activity and chores in the own home are never added up unseen."),
    )


def _series_row(label: str, series: SexSeries | None) -> tuple[Cell, ...]:
    if series is None:
        unknown = gettext("Not measured here")
        return (Cell(label), Cell(unknown), Cell(unknown))
    story = f"{short(series.title, 40)}, {series.year}"
    return (
        Cell(label, small=story, illustrative=series.illustrative),
        percent_cell(series.girls.share),
        percent_cell(series.boys.share),
    )
