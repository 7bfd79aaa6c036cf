"""Numbers in the active language: grouping, signs, units, and why one is missing. What is hidden: figures."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Unit
from clrisk_site.figures.suppression import NotClearedError, hidden, released

logger = logging.getLogger(__name__)

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
_WHOLE = {Unit.PERSONS, Unit.PLACES}
_ONE_DECIMAL = {Unit.POINTS, Unit.PERCENT}


def grouped(number: float, decimals: int = 0) -> str:
    """Return a quantity with thousands grouped and a true minus sign: 12,345."""
    text = number_format(
        f"{abs(number):.{decimals}f}", decimal_pos=decimals, use_l10n=True, force_grouping=True
    )
    return f"{MINUS}{text}" if round(number, decimals) < 0 else text


def signed(number: float, decimals: int = 1) -> str:
    """Return a difference with its sign always written."""
    text = grouped(number, decimals)
    return f"+{text}" if round(number, decimals) > 0 else text


def percent(number: float, decimals: int = 0) -> str:
    """Return a share given in percent, with the sign kept on the same line."""
    return f"{grouped(number, decimals)}{NO_BREAK}%"


def money(amount: float, decimals: int = 0) -> str:
    """Return an amount of pesos, the currency that amounts are stored in."""
    return f"${grouped(amount, decimals)}"


@dataclass(frozen=True)
class Words:
    """One estimate as texts. `value` is empty when there is none, and `missing` then says why."""

    value: str
    unit: str
    interval: str
    missing: str
    source: str
    illustrative: bool


def words_for(estimate: Estimate) -> Words:
    """Put an estimate into words of the active language; one of persons must have been cleared."""
    estimate = _judged(estimate)
    value = "" if estimate.value is None else written(estimate.value, estimate.unit)
    return Words(
        value=value,
        unit=unit_words(estimate.unit) if value else "",
        interval=_how(estimate) if value else "",
        missing="" if value else why_missing(estimate),
        source=source_of(estimate),
        illustrative=estimate.story.illustrative,
    )


def _judged(estimate: Estimate) -> Estimate:
    """Refuse a number that nobody judged; on a server it is hidden and reported, so that the page stays."""
    try:
        return released(estimate)
    except NotClearedError:
        if not settings.PRODUCTION:
            raise
        logger.exception("a number of persons was about to leave without a judgement")
        return hidden(estimate)


def written(number: float, unit: Unit) -> str:
    """Return a number as its unit wants it written, without the unit itself."""
    if unit is Unit.POINTS:
        return signed(number)
    if unit is Unit.CURRENCY:
        return money(number)
    if unit in _WHOLE:
        return grouped(number)
    if unit is Unit.PROBABILITY:
        return grouped(number, 3)
    return grouped(number, 0 if number == round(number) and unit not in _ONE_DECIMAL else 1)


def unit_words(unit: Unit) -> str:
    """Return the unit as it stands beside a number."""
    return {
        Unit.PERCENT: "%",
        Unit.POINTS: gettext("percentage points"),
        Unit.PERSONS: "",
        Unit.PLACES: gettext("places"),
        Unit.INDEX_100: gettext("of 100"),
        Unit.INDEX_10: gettext("of 10"),
        Unit.PROBABILITY: gettext("estimated probability"),
        Unit.CURRENCY: "",
        Unit.NUMBER: "",
    }[unit]


def why_missing(estimate: Estimate) -> str:
    """Say why there is no number; never a zero."""
    return {
        Availability.NOT_PUBLISHED: gettext("Not published"),
        Availability.NO_DATA: gettext("No data"),
        Availability.SUPPRESSED: gettext("Not shown: too few cases"),
        Availability.AVAILABLE: "",
    }[estimate.availability]


def source_of(estimate: Estimate) -> str:
    """Return source, year and number of cases in one line."""
    story = estimate.story
    parts = [story.source]
    if story.year is not None and str(story.year) not in story.source:
        parts.append(str(story.year))
    if story.n is not None:
        parts.append(gettext("n = %(n)s") % {"n": grouped(story.n)})
    if story.note:
        parts.append(render(story.note))
    return " · ".join(part for part in parts if part)


def _how(estimate: Estimate) -> str:
    """Say how a number came to be; first that parts of it are missing, for missing is never zero."""
    incomplete = estimate.story.incomplete
    words = _interval(estimate)
    return f"{render(incomplete)}; {words}" if incomplete else words


def _interval(estimate: Estimate) -> str:
    if estimate.lower is not None and estimate.upper is not None:
        ends = {
            "lower": written(estimate.lower, estimate.unit),
            "upper": written(estimate.upper, estimate.unit),
        }
        return gettext("between %(lower)s and %(upper)s") % ends
    if estimate.story.basis is Basis.COUNT:
        return gettext("count, no interval")
    if estimate.story.basis is Basis.ESTIMATED:
        return gettext("estimated, no interval")
    return gettext("no interval published")
