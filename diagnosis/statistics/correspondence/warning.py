"""What correspondence analysis has to say beside its numbers. Faults that stop it: errors.py."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.errors import listed

WEIGHTED_CHI2 = says(
    "The counts are weighted, so their chi-squared gives no p-value. Use the Rao-Scott test of the design."
)
MASS_OF_THE_REST = says(
    "Masses are shares of what takes part, so a category left out of the axes may show more than its limit."
)
NOTHING_RELATED = says("Rows and columns are unrelated in this table, so there is no axis to draw.")
NOTHING_SHARED = says("The variables are unrelated in these records, so there is no axis to draw.")
NOT_A_DISTANCE = says(
    "Closeness between a row and a column point is not a distance. Compare their directions from the centre."
)
TWO_QUESTIONS = says(
    "Categories of two questions lie close when the same records tend to have them. Look at the ratio too."
)


def poorly_shown(label: str) -> Message:
    """Return the warning about a category that other axes show."""
    return says(
        "«%(label)s» is poorly shown on these axes, so what lies near it may be far away.", label=label
    )


def small(labels: Sequence[str], least: float) -> Message:
    """Return the warning about categories that are active although they are small."""
    return counts(
        "%(labels)s has under %(percent)s %% of the total and may pull an axis to itself.",
        "%(labels)s have under %(percent)s %% of the total each and may pull an axis to themselves.",
        len(labels),
        labels=listed(labels),
        percent=_percent(least),
    )


def set_aside(labels: Sequence[str], least: float) -> Message:
    """Return the warning about categories that became supplementary."""
    return counts(
        "%(labels)s has under %(percent)s %% of the total; it is shown but left out of the axes.",
        "%(labels)s have under %(percent)s %% of the total each; they are shown but left out of the axes.",
        len(labels),
        labels=listed(labels),
        percent=_percent(least),
    )


def sum_of_others(label: str) -> Message:
    """Return the warning about a row or column that looks like a total."""
    return says(
        "«%(label)s» is the sum of the others. Leave totals out: they count everybody twice.", label=label
    )


def empty(labels: Sequence[str]) -> Message:
    """Return the warning about rows, columns or categories that count nobody."""
    return counts(
        "%(labels)s counts nobody among what takes part, so it has no place on the map.",
        "%(labels)s count nobody among what takes part, so they have no place on the map.",
        len(labels),
        labels=listed(labels),
    )


def blanks(variable: str, blank: int, *, shown: bool) -> Message:
    """Return the warning about records that keep a blank answer of a variable."""
    if shown:
        return counts(
            "%(count)s record without an answer to «%(variable)s» forms a category of its own.",
            "%(count)s records without an answer to «%(variable)s» form a category of their own.",
            blank,
            variable=variable,
        )
    return counts(
        "%(count)s record has no answer to «%(variable)s»; the blank takes no part in the axes.",
        "%(count)s records have no answer to «%(variable)s»; the blanks take no part in the axes.",
        blank,
        variable=variable,
    )


def shown_for_others(variable: str, blank: int) -> Message:
    """Return the warning about records without an answer to a supplementary question."""
    return counts(
        "%(count)s record has no answer to «%(variable)s», which is shown for the others only.",
        "%(count)s records have no answer to «%(variable)s», which is shown for the others only.",
        blank,
        variable=variable,
    )


def more_than_whole(labels: Sequence[str]) -> Message:
    """Return the warning about adjusted cos2 that are no shares of one whole."""
    return says(
        "With adjusted inertia cos² can add up to more than 1, as for %(labels)s. "
        "It then only says that the axes show the category well.",
        labels=listed(labels, 3),
    )


def equal_axes(first: int, last: int) -> Message:
    """Return the warning about axes that only have a meaning together."""
    return says(
        "Axes %(first)s to %(last)s have equal inertia. Read them together; their direction is a convention.",
        first=first + 1,
        last=last + 1,
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g}"
