"""Deadlines, standings and medians of information requests: no database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnosis.request_deadlines import (
    RequestDates,
    Standing,
    add_days,
    median_days,
    remind_on,
    standing_of,
)

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
TUESDAY = dt.date(2026, 9, 1)


def slowly(start: dt.date, days: int) -> dt.date:
    """Count working days one by one."""
    day = start
    while days:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day


@given(DAYS, st.integers(1, 90))
def test_working_days_are_those_that_counting_finds(start: dt.date, days: int) -> None:
    assert add_days(start, days, working=True) == slowly(start, days)


def test_known_deadlines() -> None:
    assert add_days(TUESDAY, 20, working=True) == dt.date(2026, 9, 29)
    assert add_days(TUESDAY, 20, working=False) == dt.date(2026, 9, 21)
    assert add_days(dt.date(2026, 9, 5), 1, working=True) == dt.date(2026, 9, 7), "a Saturday"
    assert add_days(TUESDAY, 0, working=True) == TUESDAY
    with pytest.raises(ValueError, match="negative"):
        add_days(TUESDAY, -1, working=True)


def test_the_due_day_itself_is_in_time() -> None:
    dates = RequestDates(sent_on=TUESDAY, due_on=dt.date(2026, 9, 29))
    assert standing_of(dates, dt.date(2026, 9, 29)) is Standing.WAITING
    assert standing_of(dates, dt.date(2026, 9, 30)) is Standing.OVERDUE


def test_a_reminder_starts_the_count_anew() -> None:
    dates = RequestDates(sent_on=TUESDAY, remind_after=10)
    assert remind_on(dates) == dt.date(2026, 9, 15)
    assert standing_of(dates, dt.date(2026, 9, 14)) is Standing.WAITING
    assert standing_of(dates, dt.date(2026, 9, 15)) is Standing.REMIND
    again = RequestDates(sent_on=TUESDAY, remind_after=10, last_reminder=dt.date(2026, 9, 16))
    assert standing_of(again, dt.date(2026, 9, 16)) is Standing.WAITING


def test_standings_without_waiting() -> None:
    long_ago = dt.date(2026, 1, 1)
    assert standing_of(RequestDates(), TUESDAY) is Standing.DRAFT
    answered = RequestDates(sent_on=long_ago, due_on=long_ago, is_answered=True, remind_after=1)
    assert standing_of(answered, TUESDAY) is Standing.ANSWERED
    assert remind_on(answered) is None
    closed = RequestDates(sent_on=long_ago, due_on=long_ago, is_closed=True)
    assert standing_of(closed, TUESDAY) is Standing.CLOSED


def test_median_says_how_many_it_rests_on() -> None:
    none = median_days([])
    assert (none.days, none.answers, none.is_few) == (None, 0, False)
    spans = [(TUESDAY, TUESDAY + dt.timedelta(days=days)) for days in (4, 30, 11, 12)]
    found = median_days(spans)
    assert (found.days, found.answers, found.is_few) == (11.5, 4, True)
    assert not median_days([*spans, spans[0]]).is_few
