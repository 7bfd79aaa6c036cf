"""When an answer is due, when to remind, and how a request stands. No database and no words here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

FEW_ANSWERS = 5
"""Below so many answers a median says little; pages say so."""

_SATURDAY = 5


class Standing(StrEnum):
    """How a request stands, the most urgent first."""

    OVERDUE = "overdue"
    REMIND = "remind"
    WAITING = "waiting"
    DRAFT = "draft"
    ANSWERED = "answered"
    CLOSED = "closed"


URGENCY = tuple(Standing)


@dataclass(frozen=True, slots=True)
class RequestDates:
    """The dates of one request.

    Parameters
    ----------
    is_answered : bool
        Whether something came back, be it a denial.
    is_closed : bool
        Whether the team gave up waiting.
    remind_after : int or None
        Days from the sending, or from the last reminder, after which to remind.
    working : bool
        Whether those days are working days.
    """

    sent_on: dt.date | None = None
    due_on: dt.date | None = None
    is_answered: bool = False
    is_closed: bool = False
    last_reminder: dt.date | None = None
    remind_after: int | None = None
    working: bool = True


def add_days(start: dt.date, days: int, *, working: bool) -> dt.date:
    """Return the last day of a deadline; the day of sending is not counted.

    Parameters
    ----------
    start : date
        Day of sending.
    days : int
        Length of the deadline in days, zero or more.
    working : bool
        Count Mondays to Fridays only. Holidays are not known here, so the true day may be later.

    Raises
    ------
    ValueError
        If `days` is negative.

    Examples
    --------
    >>> add_days(dt.date(2026, 11, 20), 1, working=True)
    datetime.date(2026, 11, 23)
    """
    if days < 0:
        raise ValueError("a deadline has no negative length")
    if not working:
        return start + dt.timedelta(days=days)
    weeks, rest = divmod(days, 5)
    day = _on_working_day(start) if days else start
    day += dt.timedelta(weeks=weeks)
    while rest:
        day += dt.timedelta(days=1)
        rest -= day.weekday() < _SATURDAY
    return day


def _on_working_day(day: dt.date) -> dt.date:
    """Step back from a weekend: counting from its Friday gives the same days, in whole weeks too."""
    return day - dt.timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def remind_on(dates: RequestDates) -> dt.date | None:
    """Return the day of the next reminder; None when none is foreseen or nothing is awaited."""
    start = dates.last_reminder or dates.sent_on
    if start is None or dates.remind_after is None or dates.is_answered or dates.is_closed:
        return None
    return add_days(start, dates.remind_after, working=dates.working)


def standing_of(dates: RequestDates, today: dt.date) -> Standing:
    """Return how a request stands on a day; the day on which an answer is due is still in time."""
    if dates.is_closed:
        return Standing.CLOSED
    if dates.is_answered:
        return Standing.ANSWERED
    if dates.sent_on is None:
        return Standing.DRAFT
    if dates.due_on is not None and dates.due_on < today:
        return Standing.OVERDUE
    next_reminder = remind_on(dates)
    return Standing.REMIND if next_reminder is not None and next_reminder <= today else Standing.WAITING


@dataclass(frozen=True, slots=True)
class MedianDays:
    """How long answers took, in calendar days. `days` is None where nobody has answered."""

    days: float | None
    answers: int

    @property
    def is_few(self) -> bool:
        """Whether so few answered that the median says little."""
        return 0 < self.answers < FEW_ANSWERS


def median_days(spans: Iterable[tuple[dt.date, dt.date]]) -> MedianDays:
    """Return the median of the days between sending and answer.

    Parameters
    ----------
    spans : iterable of (date, date)
        Day of sending and day of answer, of requests that were answered.
    """
    lengths = [(answered - sent).days for sent, answered in spans]
    return MedianDays(median(lengths) if lengths else None, len(lengths))
