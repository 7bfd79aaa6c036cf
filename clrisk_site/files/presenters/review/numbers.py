"""Each number column in a line of words and a few bars."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.svg.histogram import draw_histogram
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.presenters.review.columns import label_of
from clrisk_site.tables.histograms import Histogram
from clrisk_site.tables.spec import Kind

_DIGITS = 4


@dataclass(frozen=True)
class NumberColumn:
    """One number column; the bars are drawn from the counts when they are shown."""

    label: str
    words: str
    missing: str
    counts: tuple[int, ...]
    lower: str
    upper: str

    @property
    def drawing(self) -> SafeString:
        # Drawn from numbers, and from texts that the drawing escapes itself.
        return mark_safe(draw_histogram(self.counts, self.lower, self.upper, f"{self.label}. {self.words}"))  # noqa: S308


def numbers_of(understood: Understood) -> tuple[NumberColumn, ...]:
    """Return the number columns in the order of the file."""
    return tuple(_number_column(understood, histogram) for histogram in understood.preview.histograms)


def _number_column(understood: Understood, histogram: Histogram) -> NumberColumn:
    column = understood.spec.column(histogram.field)
    is_year = column is not None and column.kind is Kind.YEAR
    lower, median, upper = (
        figure(value, is_name=is_year) for value in (histogram.lower, histogram.median, histogram.upper)
    )
    missing = ngettext("%(count)s is missing.", "%(count)s are missing.", histogram.missing) % {
        "count": grouped(histogram.missing)
    }
    return NumberColumn(
        label=label_of(understood.spec, histogram.field),
        words=_words(histogram, lower, median, upper),
        missing=missing if histogram.missing else gettext("None is missing."),
        counts=histogram.counts,
        lower=lower,
        upper=upper,
    )


def _words(histogram: Histogram, lower: str, median: str, upper: str) -> str:
    values = {"count": grouped(histogram.count), "lower": lower, "median": median, "upper": upper}
    if not histogram.count:
        return gettext("No values: every cell is missing.")
    if histogram.lower == histogram.upper:
        only = ngettext(
            "%(count)s value: %(lower)s.", "%(count)s values, all of them %(lower)s.", histogram.count
        )
        return only % values
    return gettext("%(count)s values between %(lower)s and %(upper)s; the median is %(median)s.") % values


def figure(value: float | None, *, is_name: bool = False) -> str:
    """Return a number shortly: whole as it is, else with four digits that count, one of them a decimal.

    A year is never grouped.

    Examples
    --------
    >>> figure(1789.5), figure(0.25), figure(1200.0)
    ('1,789.5', '0.25', '1,200')
    """
    if value is None:
        return ""
    if is_name and value == int(value):
        return str(int(value))
    if value == int(value) and abs(value) < 1e15:
        return grouped(value)
    if not 1e-4 <= abs(value) < 1e15:
        return f"{value:.{_DIGITS}g}"
    # At least one decimal: the zeros cut off at the end are then never those of a whole number.
    decimals = max(1, _DIGITS - len(str(int(abs(value)))) + (1 if abs(value) < 1 else 0))
    return grouped(value, decimals).rstrip("0").rstrip(".,")
