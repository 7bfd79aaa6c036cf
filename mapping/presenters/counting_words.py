"""Sexes, age bands and numbers of a counting in words; a hidden number says that it is hidden."""

from typing import Any

from django.utils.translation import gettext, pgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import least_shown, released, to_nearest
from clrisk_site.files.documents.pieces import estimate_cell
from clrisk_site.tables.persons.bands import OLDEST
from mapping.counted import NOT_SAID, is_rounded
from mapping.models.beneficiaries import CountedSex


def sex_words(sex: str) -> str:
    """Return the sex of a column or row."""
    return str(CountedSex(sex).label)


def band_words(band: str) -> str:
    """Return an age band as people read it."""
    if band == NOT_SAID:
        return gettext("Age not said")
    first, last = band.split("-")
    if int(last) == OLDEST:
        return gettext("%(first)s and over") % {"first": first}
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def number_cell(estimate: Estimate, label: str) -> dict[str, Any]:
    """Return the cell of one number; in place of a hidden one stands a single word."""
    cell = estimate_cell(estimate)
    text = cell["text"] if estimate.is_available else pgettext("a number", "hidden")
    return {**cell, "text": text, "small": "", "illustrative": False, "label": label, "number": True}


def hidden_words(audience: Audience) -> str:
    """Say what the word stands for."""
    words = gettext(
        "«Hidden» stands for fewer than %(least)s persons, or for a number that would reveal them."
    ) % {"least": least_shown(audience, None)}
    if not is_rounded(audience):
        return words
    return f"{words} {gettext('Counts are rounded to 5, so sums may differ slightly.')}"


def few_words(count: int, audience: Audience) -> str:
    """Return a number of persons that stands alone, or that it is small."""
    least = least_shown(audience, None)
    if 0 < count < least:
        return gettext("fewer than %(least)s") % {"least": least}
    return grouped(to_nearest(count) if is_rounded(audience) else count)


def said(estimate: Estimate) -> str:
    """Return a number inside a sentence; "" when it is hidden."""
    value = released(estimate).value
    return "" if value is None else grouped(value)
