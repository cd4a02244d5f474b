"""What single days are, where the data ends, and what is refused."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest

from zongzhi_rules.calendar import (
    AfterCoverage,
    CalendarCoverageError,
    Convention,
    DayBasis,
    DayKind,
    NotADateError,
    PeriodLengthError,
    ProvisionalReason,
    Roll,
    WorkCalendar,
)
from zongzhi_rules.calendar.official import official_years
from zongzhi_rules.calendar.statutory import statutory_days, statutory_year
from zongzhi_rules.errors import ZongzhiError

if TYPE_CHECKING:
    from collections.abc import Callable

CALENDAR = WorkCalendar.official()
STRICT = WorkCalendar.official(after_coverage=AfterCoverage.RAISE)
LAST_OFFICIAL = date(max(official_years()), 12, 31)
"""The data moves on with the installed package; only what the worked examples fix is written as a date."""


def test_every_day_of_the_data_is_as_its_source_says() -> None:
    for ordinal in range(date(2004, 1, 1).toordinal(), LAST_OFFICIAL.toordinal() + 1):
        day = date.fromordinal(ordinal)
        assert CALENDAR.is_working_day(day) is chinese_calendar.is_workday(day), day
        assert CALENDAR.day_status(day).official


@pytest.mark.parametrize(
    ("day", "working", "kind", "name"),
    [
        (date(2025, 2, 7), True, DayKind.WORKDAY, None),
        (date(2025, 2, 8), True, DayKind.MAKE_UP_WORKDAY, "春节"),
        (date(2025, 2, 9), False, DayKind.WEEKEND, None),
        (date(2025, 2, 3), False, DayKind.HOLIDAY, "春节"),
        (date(2024, 2, 9), True, DayKind.WORKDAY, None),  # New Year's Eve, a working day that year
        (date(2026, 10, 3), False, DayKind.HOLIDAY, "国庆节"),  # a Saturday, and yet a holiday
    ],
)
def test_a_day_is_named(day: date, working: bool, kind: DayKind, name: str | None) -> None:  # noqa: FBT001
    status = CALENDAR.day_status(day)
    assert (status.working, status.kind, status.name) == (working, kind, name)
    assert status.basis is DayBasis.NOTICE


def test_the_end_of_the_last_covered_year_can_still_be_amended() -> None:
    year = LAST_OFFICIAL.year
    assert not CALENDAR.day_status(date(year, 12, 25)).amendable
    assert all(CALENDAR.day_status(date(year, 12, day)).amendable for day in range(26, 32))
    assert not any(CALENDAR.day_status(date(year - 1, 12, day)).amendable for day in range(26, 32))
    assert not CALENDAR.day_status(date(year + 1, 12, 31)).amendable


def test_past_the_data_a_day_rests_on_the_statute() -> None:
    status = CALENDAR.day_status(LAST_OFFICIAL + timedelta(days=1))
    assert (status.official, status.working, status.name) == (False, False, "元旦")
    due = CALENDAR.add_working_days(LAST_OFFICIAL, 1)
    assert due.provisional_reason == ProvisionalReason(LAST_OFFICIAL + timedelta(days=1), LAST_OFFICIAL)
    assert "holidays" in due.data_version
    assert due.data_version.startswith(CALENDAR.data_version)
    assert str(LAST_OFFICIAL) in due.provisional_reason.text
    assert str(LAST_OFFICIAL) in due.provisional_reason.text_en


def test_a_fixed_date_rests_on_all_days_back_to_its_warning() -> None:
    new_year = CALENDAR.fixed(LAST_OFFICIAL + timedelta(days=1))
    assert new_year.provisional
    assert new_year.amendable


def test_a_year_is_covered_only_by_its_own_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    # a notice also names the first days of January after its year
    next_january = LAST_OFFICIAL + timedelta(days=1)
    monkeypatch.setitem(chinese_calendar.holidays, next_january, "New Year's Day")
    assert list(official_years.__wrapped__()) == list(official_years())


def test_where_provisional_dates_are_refused() -> None:
    first_unknown = LAST_OFFICIAL + timedelta(days=1)
    refused: list[Callable[[], object]] = [
        lambda: STRICT.is_working_day(first_unknown),
        lambda: STRICT.add_working_days(LAST_OFFICIAL, 1),
        lambda: STRICT.add_days(LAST_OFFICIAL, 1),
        lambda: STRICT.add_months(LAST_OFFICIAL, 1),
        lambda: STRICT.recurring_months(LAST_OFFICIAL, 1, LAST_OFFICIAL + timedelta(days=40)),
        lambda: STRICT.fixed(date(LAST_OFFICIAL.year + 1, 12, 31)),
        lambda: STRICT.next_working_day(first_unknown),
        lambda: STRICT.last_working_day(date(LAST_OFFICIAL.year + 1, 12, 31)),
    ]
    for call in refused:
        with pytest.raises(CalendarCoverageError, match=str(LAST_OFFICIAL)):
            call()
    assert STRICT.add_days(LAST_OFFICIAL, 1, roll=Roll.NONE).due == first_unknown
    assert STRICT.restriction(LAST_OFFICIAL, 12, start_counted=False).last_day.year == LAST_OFFICIAL.year + 1
    assert STRICT.add_working_days(date(2025, 1, 20), 10) == CALENDAR.add_working_days(date(2025, 1, 20), 10)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(1900, 1, 1), date(2100, 1, 1), date.min, date.max])
def test_there_are_days_that_no_setting_answers_for(day: date) -> None:
    for calendar in (CALENDAR, STRICT):
        for call in (
            calendar.day_status,
            calendar.is_working_day,
            calendar.next_working_day,
            calendar.last_working_day,
            calendar.fixed,
        ):
            with pytest.raises(CalendarCoverageError):
                call(day)
        with pytest.raises(CalendarCoverageError):
            calendar.add_working_days(day, 1)


def test_the_edges_of_what_can_be_answered() -> None:
    with pytest.raises(CalendarCoverageError):
        CALENDAR.last_working_day(date(2004, 1, 1))
    with pytest.raises(CalendarCoverageError):
        CALENDAR.add_working_days(date(2099, 12, 31), 1)
    assert CALENDAR.next_working_day(date(2099, 12, 31)) == date(2099, 12, 31)


@pytest.mark.parametrize(
    "n", [0, -1, 10**6, pytest.param(10**5000, id="huge"), True, 1.0, 1.5, float("nan"), "3", None]
)
def test_absurd_lengths_are_refused(n: Any) -> None:
    start = date(2025, 1, 20)
    for call in (
        lambda: CALENDAR.add_working_days(start, n),
        lambda: CALENDAR.add_days(start, n),
        lambda: CALENDAR.add_months(start, n),
        lambda: CALENDAR.recurring_months(start, n, start),
        lambda: CALENDAR.restriction(start, n, start_counted=False),
    ):
        with pytest.raises(PeriodLengthError) as caught:
            call()
        assert len(str(caught.value)) < 120


def test_a_period_cannot_leave_the_calendar() -> None:
    for call in (CALENDAR.add_days, CALENDAR.add_months):
        with pytest.raises(PeriodLengthError):
            call(date(9999, 12, 1), 1200, roll=Roll.NONE)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2025, 1, 20),  # noqa: DTZ001 - the naive one is just what must be refused
        datetime(2025, 1, 20, tzinfo=ZoneInfo("Asia/Shanghai")),
        "2025-01-20",
        20250120,
        None,
    ],
)
def test_only_a_date_is_a_date(value: Any) -> None:
    good = date(2025, 1, 20)
    for call in (
        lambda: CALENDAR.day_status(value),
        lambda: CALENDAR.is_working_day(value),
        lambda: CALENDAR.next_working_day(value),
        lambda: CALENDAR.last_working_day(value),
        lambda: CALENDAR.add_working_days(value, 1),
        lambda: CALENDAR.add_days(value, 1),
        lambda: CALENDAR.add_months(value, 1),
        lambda: CALENDAR.recurring_months(value, 1, good),
        lambda: CALENDAR.recurring_months(good, 1, value),
        lambda: CALENDAR.fixed(value),
        lambda: CALENDAR.restriction(value, 1, start_counted=True),
    ):
        with pytest.raises(NotADateError, match=type(value).__name__) as caught:
            call()
        assert isinstance(caught.value, ZongzhiError)
        assert type(value).__name__ in caught.value.text


def test_errors_keep_both_languages_across_processes() -> None:
    error = NotADateError.of(None)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.text) == (str(error), error.text)


def test_no_recurrence_where_the_window_ends_before_the_first() -> None:
    anchor = date(2025, 1, 20)
    assert CALENDAR.recurring_months(anchor, 2, date(2025, 3, 19)) == ()
    assert CALENDAR.recurring_months(anchor, 2, date(2024, 1, 1)) == ()


def test_the_month_end_is_not_lost_for_good_after_february() -> None:
    found = CALENDAR.recurring_months(date(2020, 1, 31), 1, date(2020, 3, 31), roll=Roll.NONE)
    assert [due.due for due in found] == [date(2020, 2, 29), date(2020, 3, 31)]


def test_statutory_years_differ_from_the_festival_library_only_where_two_holidays_share_a_weekday() -> None:
    years = range(2027, 2100)
    theirs = holidays.country_holidays("CN", years=years, expand=False, language="zh_CN")
    for year in years:
        ours = {named.day for named in statutory_year(year).named}
        known = {day for day in theirs if day.year == year}
        extra = sum(len(names) - 1 for day, names in statutory_days(year).items() if day.weekday() < 5)
        assert known <= ours, year
        assert len(ours - known) == extra, year
    assert [year for year in years if any(len(names) > 1 for names in statutory_days(year).values())][:2] == [
        2028,
        2031,
    ]
    assert date(2028, 10, 5) in {named.day for named in statutory_year(2028).named}
    assert date(2031, 10, 6) in {named.day for named in statutory_year(2031).named}


def test_one_calendar_serves_many_threads() -> None:
    starts = [date(2024, 1, 1) + timedelta(days=n) for n in range(1500)]

    def dues(_: int) -> list[date]:
        calendar = WorkCalendar.official()
        return [calendar.add_working_days(start, 10).due for start in starts]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(dues, range(16)))
    assert all(result == results[0] for result in results)


def test_a_calendar_is_immutable_and_travels_light() -> None:
    sent = pickle.dumps(CALENDAR)
    again = pickle.loads(sent)  # noqa: S301 - our own bytes
    assert again == CALENDAR
    assert hash(again) == hash(CALENDAR)
    assert again.add_working_days(date(2025, 1, 20), 10) == CALENDAR.add_working_days(date(2025, 1, 20), 10)
    assert len(sent) < 1000
    with pytest.raises(FrozenInstanceError):
        CALENDAR.data_version = "mine"  # type: ignore[misc]


def test_the_sources_are_read_only_when_they_are_needed() -> None:
    program = (
        "import sys, datetime; from zongzhi_rules.calendar import WorkCalendar\n"
        "assert 'chinese_calendar' not in sys.modules\n"
        "WorkCalendar.official().add_working_days(datetime.date(2025, 1, 20), 10)\n"
        "assert 'holidays' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own program


def test_every_convention_is_labelled_and_founded_in_both_languages() -> None:
    for convention in Convention:
        assert convention.label
        assert not convention.label.isascii()
        assert convention.label_en.isascii()
        assert convention.basis
        assert not convention.basis.isascii()
        assert convention.basis_en.isascii()
        assert convention.certainty.label
        assert convention.certainty.label_en
    assert len({convention.label for convention in Convention}) == len(Convention)
