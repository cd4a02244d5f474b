"""Laws of the calendar, over days from 2004 to 2090 and lengths of every size that a term has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.calendar import DueDate, Roll, WorkCalendar

CALENDAR = WorkCalendar.official()
DAYS = st.dates(date(2004, 1, 1), date(2090, 12, 31))
LENGTHS = st.integers(1, 72)
ROLLS = st.sampled_from(Roll)


def stepped(start: date, n: int) -> date:
    """The n-th working day after start, the slow way."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= CALENDAR.is_working_day(day)
    return day


@given(DAYS, LENGTHS)
def test_working_days_are_those_counted_one_by_one(start: date, n: int) -> None:
    assert CALENDAR.add_working_days(start, n).due == stepped(start, n)


@given(DAYS, LENGTHS)
def test_one_more_working_day_is_the_next_working_day(start: date, n: int) -> None:
    due = CALENDAR.add_working_days(start, n).due
    following = CALENDAR.next_working_day(due + timedelta(days=1))
    assert CALENDAR.add_working_days(start, n + 1).due == following
    assert CALENDAR.last_working_day(following - timedelta(days=1)) == due


@given(DAYS, LENGTHS)
def test_a_counted_first_day_is_as_if_one_had_started_the_day_before(start: date, n: int) -> None:
    if start > date(2004, 1, 1):
        counted = CALENDAR.add_working_days(start, n, start_counted=True)
        assert counted.due == CALENDAR.add_working_days(start - timedelta(days=1), n).due


@given(DAYS, LENGTHS, ROLLS)
def test_every_date_lies_after_its_event_and_on_a_working_day_where_it_rolls(start: date, n: int, roll: Roll) -> None:
    for due in every_kind(start, n, roll):
        assert due.due >= due.nominal > start
    for due in every_kind(start, n, Roll.NEXT_WORKING_DAY):
        assert CALENDAR.is_working_day(due.due)
        assert not any(CALENDAR.is_working_day(day) for day in days_between(due.nominal, due.due))
    for due in every_kind(start, n, Roll.NONE)[1:]:
        assert not due.rolled


@given(DAYS, st.integers(0, 400), LENGTHS, ROLLS)
def test_a_later_event_never_gives_an_earlier_date(start: date, later: int, n: int, roll: Roll) -> None:
    moved = min(start + timedelta(days=later), date(2090, 12, 31))
    for before, after in zip(every_kind(start, n, roll), every_kind(moved, n, roll), strict=True):
        assert before.due <= after.due
    held = CALENDAR.restriction(start, n, start_counted=True).last_day
    assert held <= CALENDAR.restriction(moved, n, start_counted=True).last_day


@given(DAYS, LENGTHS)
def test_a_month_ends_on_the_corresponding_day_or_the_last_of_its_month(start: date, n: int) -> None:
    nominal = CALENDAR.add_months(start, n).nominal
    assert (nominal.year - start.year) * 12 + nominal.month - start.month == n
    assert nominal.day == min(start.day, monthrange(nominal.year, nominal.month)[1])


@given(DAYS, st.integers(1, 24), st.integers(1, 60))
def test_recurring_dates_are_each_counted_from_the_anchor(anchor: date, every: int, window: int) -> None:
    until = CALENDAR.add_months(anchor, window, roll=Roll.NONE).due
    found = CALENDAR.recurring_months(anchor, every, until)
    assert len(found) == window // every
    for k, due in enumerate(found, start=1):
        alone = CALENDAR.add_months(anchor, k * every)
        assert (due.nominal, due.due, due.provisional_reason) == (alone.nominal, alone.due, alone.provisional_reason)


@given(DAYS, LENGTHS)
def test_a_restriction_gives_both_last_days_and_never_rolls(start: date, months: int) -> None:
    excluded = CALENDAR.restriction(start, months, start_counted=False)
    included = CALENDAR.restriction(start, months, start_counted=True)
    assert excluded.last_day == CALENDAR.add_months(start, months, roll=Roll.NONE).due
    assert included.last_day == excluded.last_day - timedelta(days=1)
    assert excluded.last_day_if_start_included == included.last_day
    assert included.last_day_if_start_excluded == excluded.last_day


@given(st.dates(date(2004, 1, 5), date(2090, 12, 31)))
def test_a_fixed_date_stays_and_warns_on_a_working_day_no_later(day: date) -> None:
    due = CALENDAR.fixed(day)
    assert due.due == due.nominal == day
    assert due.last_working_day is not None
    assert due.last_working_day <= day
    assert CALENDAR.is_working_day(due.last_working_day)
    between = days_between(due.last_working_day + timedelta(days=1), day + timedelta(days=1))
    assert not any(CALENDAR.is_working_day(other) for other in between)


@given(DAYS, LENGTHS, ROLLS)
def test_a_date_is_provisional_exactly_if_it_rests_on_a_day_without_notice(start: date, n: int, roll: Roll) -> None:
    working_days, *others = every_kind(start, n, roll)
    rests_on = [days_between(start + timedelta(days=1), working_days.due + timedelta(days=1))]
    if roll is Roll.NEXT_WORKING_DAY:
        rests_on += [days_between(due.nominal, due.due + timedelta(days=1)) for due in others]
    for due, days in zip([working_days, *others], rests_on, strict=False):
        unofficial = [day for day in days if not CALENDAR.day_status(day).official]
        assert due.provisional is bool(unofficial)
        if due.provisional_reason:
            assert due.provisional_reason.day == unofficial[0]
        assert due.amendable is any(CALENDAR.day_status(day).amendable for day in days)
    if roll is Roll.NONE:
        assert not any(due.provisional for due in others)


def every_kind(start: date, n: int, roll: Roll) -> list[DueDate]:
    return [
        CALENDAR.add_working_days(start, n),
        CALENDAR.add_days(start, n, roll=roll),
        CALENDAR.add_months(start, n, roll=roll),
    ]


def days_between(first: date, end: date) -> list[date]:
    """From the first day to the one before `end`."""
    return [first + timedelta(days=n) for n in range((end - first).days)]
