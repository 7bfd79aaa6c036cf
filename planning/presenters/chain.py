"""The evidence chain of a line in words: statistic, factor, gap, programme, indicator, result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Verdict
from clrisk_site.figures.kleene import Known
from diagnosis.presenters.number_words import listed
from mapping.gap_words import GAP_WORDS
from mapping.gaps import GapType
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.saying import said
from mapping.supply import GapCell
from planning.chain_facts import ChainFacts, IndicatorLink, OfferLink
from planning.presenters.dates import long_date, short_date

type Address = Callable[[str], str]


@dataclass(frozen=True)
class ChainLink:
    """One link as components/chain.html shows it; `open` from the first link that has no data."""

    kind: str
    title: str
    story: str = ""
    source: str = ""
    url: str = ""
    verdict: str = ""
    reason: str = ""
    illustrative: bool = False
    has_data: bool = True
    open: bool = False


@dataclass(frozen=True)
class ChainAddresses:
    """Where each link leads on the screen; paper has none."""

    statistic: str = ""
    factor: str = ""
    gap: str = ""
    programmes: Mapping[int, str] = field(default_factory=dict)
    indicator: str = ""


def chain_links(facts: ChainFacts, addresses: ChainAddresses = ChainAddresses()) -> list[ChainLink]:
    """Make the six links, dashed from the first one without data."""
    links = [
        replace(_statistic(facts), url=addresses.statistic),
        replace(_factor(facts), url=addresses.factor),
        replace(_gap(facts), url=addresses.gap),
        _programme(facts, addresses),
        replace(_indicator(facts), url=addresses.indicator),
        _result(facts),
    ]
    broken = False
    for position, link in enumerate(links):
        broken = broken or not link.has_data
        links[position] = replace(link, open=broken)
    return links


def _statistic(facts: ChainFacts) -> ChainLink:
    if facts.need.is_available:
        names = facts.factors[0].name if facts.factors else ""
        template = (
            gettext("%(count)s girls, boys and adolescents: %(factor)s")
            if facts.need.story.basis is Basis.COUNT
            else gettext("About %(count)s girls, boys and adolescents: %(factor)s")
        )
        title = template % {"count": grouped(facts.need.value or 0), "factor": names.lower()}
        return _told("statistic", title, facts.need, _where(facts))
    why = words_for(facts.need).missing
    lacking = gettext("How many the factor concerns: %(why)s.") % {"why": why.lower()}
    if facts.children.is_available:
        title = gettext("%(count)s girls, boys and adolescents live where the line acts") % {
            "count": grouped(facts.children.value or 0)
        }
        told = _told("statistic", title, facts.children, _where(facts))
        return replace(told, story=f"{told.story} {lacking}".strip())
    return ChainLink("statistic", gettext("No number of children is known here"), lacking, has_data=False)


def _where(facts: ChainFacts) -> str:
    if not facts.zones:
        return gettext("In the whole municipality.")
    return ngettext("In zone %(letters)s.", "In zones %(letters)s.", len(facts.zones)) % {
        "letters": listed(facts.zones)
    }


def _told(kind: str, title: str, estimate: Estimate, place: str) -> ChainLink:
    words = words_for(estimate)
    story = f"{words.interval[:1].upper()}{words.interval[1:]}." if words.interval else ""
    return ChainLink(
        kind=kind,
        title=title,
        story=" ".join(part for part in (place, story) if part),
        source=words.source or gettext("source not recorded"),
        verdict="" if estimate.verdict is Verdict.NONE else estimate.verdict.value,
        reason=render(estimate.failed[0]) if estimate.failed else "",
        illustrative=words.illustrative,
    )


def _factor(facts: ChainFacts) -> ChainLink:
    if not facts.factors:
        return ChainLink("factor", gettext("No factor is linked yet"), has_data=False)
    title = listed([factor.name for factor in facts.factors])
    ranked = facts.factors[0].ranked
    if ranked is None:
        story = gettext("It is no priority factor of this municipality.")
        return ChainLink("factor", title, story)
    words = words_for(ranked.effect)
    if not words.value:
        story = gettext("Associated with child labour in the published model. Size here: not published.")
        return ChainLink("factor", title, story, source=_source(ranked.source, ranked.year))
    story = gettext("Associated with %(points)s percentage points, %(interval)s.") % {
        "points": words.value,
        "interval": words.interval or gettext("no interval published"),
    }
    verdict = "" if ranked.effect.verdict is Verdict.NONE else ranked.effect.verdict.value
    source = _source(ranked.source, ranked.year) or gettext("source not recorded")
    return ChainLink("factor", title, story, source, verdict=verdict, illustrative=ranked.illustrative)


def _source(source: str, year: int | None) -> str:
    if not source:
        return ""
    return source if year is None or str(year) in source else f"{source}, {year}"


def _gap(facts: ChainFacts) -> ChainLink:
    if not facts.cells:
        return ChainLink("gap", gettext("No gap was computed for this factor"), has_data=False)
    title = gap_title(facts.cells)
    heaviest = max(facts.cells, key=lambda cell: cell.weight)
    known = [cell for cell in facts.cells if cell.type is not GapType.UNKNOWN]
    return ChainLink(
        "gap",
        title,
        _gap_story(heaviest),
        illustrative=any(cell.illustrative for cell in facts.cells),
        has_data=bool(known),
    )


def _gap_story(cell: GapCell) -> str:
    words = [said(message) for message in cell.why[:1]] or [said(cell.fact)]
    return " ".join(word if word.endswith((".", "?")) else f"{word}." for word in words if word)


def gap_title(cells: Sequence[GapCell]) -> str:
    """Group the cells by type, the heaviest first: "No programme: B and C; a rule prevents it: A"."""
    by_type: dict[GapType, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: -cell.weight):
        letters = by_type.setdefault(cell.type, [])
        if cell.column.letter and cell.column.letter not in letters:
            letters.append(cell.column.letter)
    parts = []
    for kind, letters in by_type.items():
        word = render(GAP_WORDS[kind])
        if not letters:
            parts.append(word)
            continue
        parts.append(gettext("%(gap)s: %(letters)s") % {"gap": word, "letters": listed(sorted(letters))})
    if not parts:
        return ""
    return "; ".join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])


def _programme(facts: ChainFacts, addresses: ChainAddresses) -> ChainLink:
    if not facts.offers:
        return ChainLink("programme", gettext("No local offer is linked yet"), has_data=False)
    order = (Known.YES, Known.UNKNOWN, Known.NO)
    best = min(facts.offers, key=lambda offer: order.index(offer.eligibility.verdict))
    title = listed([f"{offer.name}, {offer.institution}" for offer in facts.offers])
    words = eligibility_words(best.eligibility)
    return ChainLink(
        "programme",
        title,
        " ".join(part for part in (_places(best), words.sentence, *words.questions[:1]) if part),
        source=best.source or gettext("source not recorded"),
        url=addresses.programmes.get(best.programme_id, ""),
        verdict="" if best.confirmed else "review",
        reason="" if best.confirmed else gettext("claimed, not yet confirmed with a document"),
        illustrative=any(offer.illustrative for offer in facts.offers),
    )


def _places(offer: OfferLink) -> str:
    free = offer.free
    if free.availability is Availability.SUPPRESSED:
        return gettext("Free places: not shown, since few are in use.")
    if free.value is None:
        return gettext("Free places: not known.")
    count = int(free.value)
    return ngettext("%(count)s free place.", "%(count)s free places.", count) % {"count": grouped(count)}


def _indicator(facts: ChainFacts) -> ChainLink:
    if not facts.indicators:
        return ChainLink("indicator", gettext("No indicator is written yet"), has_data=False)
    first = facts.indicators[0]
    return ChainLink(
        "indicator",
        first.name,
        indicator_story(first),
        source=gettext("Measured every %(period)s") % {"period": first.every},
        illustrative=facts.illustrative,
    )


def indicator_story(indicator: IndicatorLink) -> str:
    """Say baseline, target and means of verification in one line."""
    parts = [
        gettext("Baseline %(value)s") % {"value": baseline_words(indicator)},
        gettext("target %(value)s") % {"value": target_words(indicator)},
        gettext("means: %(means)s") % {"means": indicator.means_of_verification},
    ]
    return f"{' · '.join(parts)}."


def baseline_words(indicator: IndicatorLink) -> str:
    """Return the baseline with its year, or "to register": a missing baseline is no zero."""
    if indicator.baseline is None:
        return gettext("to register")
    value = number_words(indicator.baseline)
    return f"{value} ({indicator.baseline_year})" if indicator.baseline_year else value


def target_words(indicator: IndicatorLink) -> str:
    """Return the target with its day."""
    if indicator.target is None or indicator.target_on is None:
        return target_value(indicator)
    words = {"value": target_value(indicator), "day": long_date(indicator.target_on)}
    return gettext("%(value)s by %(day)s") % words


def target_value(indicator: IndicatorLink) -> str:
    """Return the target alone; one that nobody set is said."""
    return gettext("not set") if indicator.target is None else number_words(indicator.target)


def target_day(indicator: IndicatorLink) -> str:
    """Return the day of the target; empty where none was set."""
    day = indicator.target_on
    return f"{short_date(day)} {day.year}" if day else ""


def number_words(value: float) -> str:
    """Return a plain number with as many decimals as it has, at most two."""
    decimals = 0 if value == round(value) else 1 if value == round(value, 1) else 2
    return grouped(value, decimals)


def _result(facts: ChainFacts) -> ChainLink:
    days = [indicator.target_on for indicator in facts.indicators if indicator.target_on]
    story = gettext("Target due on %(day)s.") % {"day": long_date(min(days))} if days else ""
    return ChainLink("result", gettext("Not measured yet"), story, has_data=False)
