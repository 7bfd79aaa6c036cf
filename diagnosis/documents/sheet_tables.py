"""Small tables of the factsheets; `rows` is how many fit, and what is left out is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import NO_BREAK, grouped, percent, words_for
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import cleared, hidden
from clrisk_site.files.documents.content import Cell, Column, Kind, Table
from clrisk_site.files.documents.pieces import value_of, with_mark
from diagnosis.documents.printed_zones import REST, printed_zones, settled
from diagnosis.documents.reader import Reader
from diagnosis.evidence import FactorEvidence
from diagnosis.merged_areas import MergedPart
from diagnosis.models import Outcome
from diagnosis.presenters.evidence_words import outcome_words
from diagnosis.presenters.factor_table import direction_words
from diagnosis.presenters.key_figures import class_label
from diagnosis.presenters.zone_table import rank_words
from diagnosis.queries.girls_visibility import GirlsVisibility, SexSeries
from diagnosis.queries.places_below import PlaceRisk, PlacesBelow
from diagnosis.queries.zones import ZoneFinding, ZoneFindings

LONGEST_NAME, LONGEST_SMALL, LONGEST_TITLE = 64, 60, 90
WHOLE = 9
"""From how many rows on there is room for whole lists of names too: a report or a text for Word."""
_HIGH = ("very_high", "high")
_ORDER = ("very_high", "high", "medium", "low", "very_low", "")


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that fits into a cell."""
    return Truncator(text).chars(longest)


def names_within(names: Iterable[str], longest: int) -> str:
    """Join names as far as they fit; those that do not fit are counted, none is cut in the middle."""
    known = list(names)
    shown: list[str] = []
    for name in known:
        if shown and len(", ".join([*shown, name])) > longest:
            left = len(known) - len(shown)
            words = ngettext("and %(count)s more", "and %(count)s more", left) % {"count": grouped(left)}
            return f"{', '.join(shown)} {words}"
        shown.append(name)
    return ", ".join(shown)


def number_cell(estimate: Estimate) -> Cell:
    """Make the cell of a number that was judged; its interval stands below, where there is one."""
    words, value = words_for(estimate), value_of(estimate)
    return Cell(
        words.value or words.missing,
        small=words.interval if _has_own_words(estimate) else "",
        value=value["value"],
        decimals=value["decimals"],
    )


def _has_own_words(estimate: Estimate) -> bool:
    """Whether an interval, or missing parts, are told beside the number itself."""
    return estimate.lower is not None or estimate.story.incomplete is not None


def percent_cell(estimate: Estimate) -> Cell:
    """Make the cell of a share that was judged."""
    cell = number_cell(estimate)
    return cell if cell.value is None else replace(cell, text=f"{cell.text}{NO_BREAK}%")


def said_once(estimates: Iterable[Estimate]) -> str:
    """Say of all numbers of a table what would otherwise stand in each cell: how they came to be."""
    known = [one for one in estimates if one.is_available]
    plain = dict.fromkeys(words_for(one).interval for one in known if not _has_own_words(one))
    parts = [gettext("Numbers: %(how)s.") % {"how": "; ".join(plain)}] if plain else []
    if any(one.story.illustrative for one in known):
        parts.append(gettext("Illustrative numbers."))
    return " ".join(parts)


def more_words(left_out: int) -> str:
    """Say how many rows did not fit; empty when all did."""
    if left_out <= 0:
        return ""
    return ngettext("%(count)s more is not listed.", "%(count)s more are not listed.", left_out) % {
        "count": grouped(left_out)
    }


def joined(*sentences: str) -> str:
    """Join the sentences that say something."""
    return " ".join(filter(None, sentences))


def classes_table(below: PlacesBelow, title: str = "") -> Table:
    """Count territories by published class."""
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
        title=title or gettext("By published class"),
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
    numbers = any(_number(place) >= 0 for place in known)
    columns = [Column(gettext("Territory")), Column(gettext("Class"))]
    if numbers:
        columns.append(Column(gettext("Published number"), Kind.NUMBER))
    return Table(
        title=_highest_title(known[0].official_class if known else ""),
        columns=tuple(columns),
        rows=tuple(_place_row(place)[: len(columns)] for place in known[:rows]),
        holds=joined(
            "" if numbers else gettext("Only classes were published, no numbers."),
            _more_places(known[rows:], _ORDER[0] if not known else known[0].official_class),
        ),
    )


def _highest_title(highest: str) -> str:
    if highest in _HIGH:
        return gettext("Where the published risk is highest")
    return gettext("The highest published classes")


def _more_places(left_out: Sequence[PlaceRisk], highest: str) -> str:
    """Say what did not fit; how many of those have the highest class, so that no tie is cut in silence."""
    alike = sum(place.official_class == highest for place in left_out)
    if not alike:
        return more_words(len(left_out))
    words = {
        "count": grouped(alike),
        "class": class_label(highest).lower(),
        "others": grouped(len(left_out) - alike),
    }
    return (
        ngettext(
            "Not listed: %(count)s more of class «%(class)s», and %(others)s of lower classes.",
            "Not listed: %(count)s more of class «%(class)s», and %(others)s of lower classes.",
            alike,
        )
        % words
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
    together = [one for one in merged if one.is_merged]
    named = {letter for one in together for letter in one.letters}
    alone = {one.letters[0]: one.children for one in merged if not one.is_merged}
    ordered = sorted((zone for zone in told.values() if zone.letter not in named), key=_by_index)
    # A small zone beside one that nobody settled yet stands here without its number.
    lines = [
        _zone_row(
            zone,
            alone.get(zone.letter) or cleared(hidden(zone.children), reader.audience),
            whole=rows >= WHOLE,
        )
        for zone in ordered
    ]
    lines += [_together_row(one, findings) for one in together]
    return Table(
        title=gettext("Priority zones"),
        columns=(
            Column(gettext("Zone")),
            Column(gettext("Index, 0 to 100"), Kind.NUMBER),
            Column(gettext("Aged 5 to 17"), Kind.NUMBER),
        ),
        rows=tuple(lines[:rows]),
        holds=joined(
            gettext("The index orders areas. It is not a probability."),
            more_words(len(lines) - rows),
            said_once(one.children for one in merged),
        ),
    )


def _by_index(zone: ZoneFinding) -> tuple[bool, float]:
    return (zone.index_mean is None, -(zone.index_mean or 0))


def _zone_row(zone: ZoneFinding, children: Estimate, *, whole: bool) -> tuple[Cell, ...]:
    index = zone.index_mean
    names = ", ".join(zone.neighbourhoods) if whole else names_within(zone.neighbourhoods, LONGEST_SMALL)
    return (
        Cell(short(f"{zone.letter} {zone.name}"), small=names),
        Cell(
            gettext("no data") if index is None else grouped(index),
            small=rank_words(zone),
            value=None if index is None else round(index),
        ),
        number_cell(children),
    )


def _together_row(one: MergedPart, findings: ZoneFindings) -> tuple[Cell, ...]:
    names = [f"{zone.letter} {zone.name}" for zone in findings.zones if zone.letter in one.letters]
    if REST in one.letters:
        names.append(gettext("Rest of the municipality"))
    small = gettext("few children in each, counted together")
    return (Cell(short(", ".join(names), 90), small=small), Cell("–"), number_cell(one.children))


def factors_table(priority: Sequence[FactorEvidence], rows: int) -> Table:
    """List the priority factors with their direction and the number by which they are ranked."""
    numbers = [one.leading.points for one in priority[:rows] if one.leading is not None]
    return Table(
        title=gettext("Associated factors"),
        columns=(Column(gettext("Factor")), Column(gettext("Difference in points"), Kind.NUMBER)),
        rows=tuple(
            (Cell(short(one.factor.name), small=_goes_with(one)), effect_cell(one)) for one in priority[:rows]
        ),
        holds=joined(
            gettext("Percentage points of children who work, with the factor and without it."),
            more_words(len(priority) - rows),
            said_once(numbers),
        ),
    )


def _goes_with(one: FactorEvidence) -> str:
    """Say the direction; where the number speaks of one kind of work alone, of which."""
    direction = direction_words(one.factor.direction)
    known = one.leading is not None and one.leading.outcome in (Outcome.WORK, Outcome.CHORES)
    return f"{direction} · {outcome_words(one.leading.outcome)}" if known and one.leading else direction


def effect_cell(one: FactorEvidence) -> Cell:
    """Make the cell of the number by which a factor is ranked; an older definition is said."""
    if one.leading is None:
        return Cell(gettext("Not published"))
    cell = number_cell(one.leading.points)
    if one.leading.stale is None:
        return cell
    small = f"{cell.small} · {gettext('stale')}" if cell.small else gettext("stale")
    return replace(cell, small=small)


def effect_sources(rows: Iterable[FactorEvidence]) -> list[str]:
    """Return where the numbers of factors come from, each source once."""
    stories = [one.leading.points.story for one in rows if one.leading is not None]
    named = (f"{story.source}, {story.year}" if story.year else story.source for story in stories)
    return list(dict.fromkeys(name for story, name in zip(stories, named, strict=True) if story.source))


def girls_table(visibility: GirlsVisibility, reader: Reader) -> Table:
    """Hold girls beside boys: children, and those who work with and without chores in the own home."""
    rows = [
        (
            Cell(gettext("Aged 5 to 17")),
            number_cell(reader.rounded(visibility.girls)),
            number_cell(reader.rounded(visibility.boys)),
        ),
        _series_row(gettext("Who work, without chores"), visibility.without_chores, known=True),
        _series_row(
            gettext("Who work, chores included"), visibility.with_chores, known=visibility.measures_chores
        ),
    ]
    return Table(
        title=gettext("Girls and boys apart"),
        columns=(
            Column(gettext("What is counted")),
            Column(gettext("Girls"), Kind.NUMBER),
            Column(gettext("Boys"), Kind.NUMBER),
        ),
        rows=tuple(rows),
        holds=said_once((visibility.girls, visibility.boys)),
    )


def _series_row(label: str, series: SexSeries | None, *, known: bool) -> tuple[Cell, ...]:
    """Make the row of one series; `known` is whether anything here measures what it would tell."""
    if series is None:
        unknown = gettext("No share known") if known else gettext("Not measured here")
        return (Cell(label), Cell(unknown), Cell(unknown))
    story = with_mark(f"{short(series.title, LONGEST_TITLE)}, {series.year}", series.illustrative)
    return (
        Cell(label, small=story),
        percent_cell(series.girls.share),
        percent_cell(series.boys.share),
    )
