"""Small numbers as words at the start of a sentence, and lists of names as people write them."""

from collections.abc import Sequence

from django.utils.translation import gettext, pgettext_lazy

from clrisk_site.catalogue.quantities import grouped

# Feminine in Spanish: they count zones.
_ZONES = (
    pgettext_lazy("start of a sentence about zones", "No"),
    pgettext_lazy("start of a sentence about zones", "One"),
    pgettext_lazy("start of a sentence about zones", "Two"),
    pgettext_lazy("start of a sentence about zones", "Three"),
    pgettext_lazy("start of a sentence about zones", "Four"),
    pgettext_lazy("start of a sentence about zones", "Five"),
    pgettext_lazy("start of a sentence about zones", "Six"),
    pgettext_lazy("start of a sentence about zones", "Seven"),
    pgettext_lazy("start of a sentence about zones", "Eight"),
    pgettext_lazy("start of a sentence about zones", "Nine"),
    pgettext_lazy("start of a sentence about zones", "Ten"),
)


def zones_in_words(count: int) -> str:
    """Return the number of zones as the first word of a sentence; figures above ten."""
    return str(_ZONES[count]) if count < len(_ZONES) else grouped(count)


def listed(names: Sequence[str]) -> str:
    """Join names with commas and a final "and"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
