"""The working calendar: which days are worked, and where a period ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self

from dateutil.relativedelta import relativedelta

from zongzhi_rules.calendar.conventions import Convention
from zongzhi_rules.calendar.dates import DueDate, ProvisionalReason, Restriction
from zongzhi_rules.calendar.days import YearTable
from zongzhi_rules.calendar.errors import CalendarCoverageError, NotADateError, PeriodLengthError
from zongzhi_rules.calendar.official import official_version, official_years
from zongzhi_rules.calendar.overrides import applicable, changes_by_year
from zongzhi_rules.calendar.statutory import LAST_STATUTORY_YEAR, statutory_version, statutory_year
from zongzhi_rules.diagnostics.arguments import wrong_type
from zongzhi_rules.diagnostics.template import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.calendar.days import DayStatus
    from zongzhi_rules.calendar.overrides import HolidayOverride

MAX_MONTHS: Final = 1_200
MAX_DAYS: Final = 36_525
"""A hundred years: a longer period is a slip of the pen, in working days as in days."""

_AFTER_COVERAGE: Final = Label("AfterCoverage 的一个值", "a value of AfterCoverage")
_ROLL: Final = Label("Roll 的一个值", "a value of Roll")
_DECEMBER: Final = 12
_FIRST_AMENDABLE: Final = 26
"""From this day of December on, notices of the next year have changed days of a year already published."""


class AfterCoverage(StrEnum):
    """What to do with a date past the published notices."""

    PROVISIONAL = "provisional"
    """Compute it from the statutory holidays and say that it is provisional."""
    RAISE = "raise"
    """Refuse it with a `CalendarCoverageError`."""


class Roll(StrEnum):
    """What becomes of a last day on which nobody works."""

    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days of mainland China, and the arithmetic of periods on them.

    Immutable: safe to share between threads, and picklable.  All dates are days in Asia/Shanghai; a `datetime` is
    refused, because which day it means depends on a time zone that nobody stated.
    """

    overrides: tuple[HolidayOverride, ...]
    after_coverage: AfterCoverage
    data_version: str
    _years: Mapping[int, YearTable] = field(repr=False, compare=False)
    _firm_until: date = field(repr=False, compare=False)
    """The last day up to which all is covered by notices that nothing can change any more."""

    @classmethod
    def official(
        cls,
        overrides: Iterable[HolidayOverride] = (),
        *,
        region: str | None = None,
        after_coverage: AfterCoverage = AfterCoverage.PROVISIONAL,
    ) -> Self:
        """The published notices, with the caller's files put over them.

        A file for a region counts only where `region`, a GB/T 2260 code, lies in it; it beats a national one.  The
        order of the files does not matter: files of the same reach that contradict each other are refused.

        Raises:
            RegionCodeError: `region` is not a GB/T 2260 code.
            OverrideConflictError: two files of the same reach disagree on a day.
            CalendarCoverageError: a file is for a year before the data begins, or after the statute can be computed.
        """
        if not isinstance(after_coverage, AfterCoverage):
            raise wrong_type("after_coverage", _AFTER_COVERAGE, after_coverage)
        return cls._over_notices(applicable(overrides, region), after_coverage)

    @classmethod
    def _over_notices(cls, used: tuple[HolidayOverride, ...], after_coverage: AfterCoverage) -> Self:
        years = dict(official_years())
        for year, (days, covers) in changes_by_year(used).items():
            if year not in years:
                if not min(years) <= year <= LAST_STATUTORY_YEAR:
                    raise CalendarCoverageError.of(date(year, 1, 1), *_span(years))
                years[year] = YearTable.build(year, (), covered=True) if covers else statutory_year(year)
            years[year] = years[year].overridden_by(days)
        version = "; ".join([official_version(), *(override.version for override in used)])
        last_covered = next(year for year in sorted(years) if year + 1 not in years or not years[year + 1].covered)
        firm_until = date(last_covered, _DECEMBER, _FIRST_AMENDABLE) - timedelta(days=1)
        return cls(used, after_coverage, version, years, firm_until)

    def __reduce__(self) -> tuple[object, ...]:
        # The tables are the same wherever the data is: a task sent to another process need not carry them.
        return self._over_notices, (self.overrides, self.after_coverage)

    def day_status(self, day: date) -> DayStatus:
        """What is known of one day.

        Raises:
            NotADateError: `day` is a datetime, or no date at all.
            CalendarCoverageError: no data for that day, or only statutory holidays where those are refused.
        """
        _require_date(day)
        table = self._table(day.year, day)
        self._provisional(day, day)
        return table.status(day, amendable=self._is_amendable(day, day))

    def is_working_day(self, day: date) -> bool:
        """Whether state organs work on that day.  Raises as `day_status`."""
        return self.day_status(day).working

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`.  Raises as `day_status`."""
        _require_date(day)
        found = self._nth(day, 1, from_day=True)
        self._provisional(day, found)
        return found

    def last_working_day(self, day: date) -> date:
        """The last working day on or before `day`.  Raises as `day_status`."""
        _require_date(day)
        found = self._previous(day)
        self._provisional(found, day)
        return found

    def add_working_days(self, start: date, n: int, *, start_counted: bool = False) -> DueDate:
        """The `n`-th working day after `start`; `start_counted` only where the text counts its first day.

        Raises:
            NotADateError, CalendarCoverageError: as `day_status`.
            PeriodLengthError: `n` is not a whole number from 1 to a hundred years.
        """
        _require_date(start)
        _require_length(n, MAX_DAYS)
        due = self._nth(start, n, from_day=start_counted)
        first_day = Convention.FIRST_DAY_INCLUDED if start_counted else Convention.FIRST_DAY_EXCLUDED
        conventions = (first_day, Convention.WORKING_DAY, Convention.LAST_DAY_INCLUDED)
        first = start if start_counted else start + timedelta(days=1)
        return self._resting_on(first, due, DueDate(start, due, due, conventions, self.data_version))

    def add_days(self, start: date, n: int, *, roll: Roll = Roll.NEXT_WORKING_DAY) -> DueDate:
        """The `n`-th day after `start`, days off included.  Raises as `add_working_days`."""
        _require_date(start)
        _require_length(n, MAX_DAYS)
        nominal = _shift(start, timedelta(days=n), n, MAX_DAYS)
        return self._rolled(start, nominal, (Convention.FIRST_DAY_EXCLUDED,), roll)

    def add_months(self, start: date, n: int, *, roll: Roll = Roll.NEXT_WORKING_DAY) -> DueDate:
        """The corresponding day `n` months after `start`, else that month's last day; a year is twelve months.

        Raises as `add_working_days`.
        """
        _require_date(start)
        _require_length(n, MAX_MONTHS)
        counting = (Convention.FIRST_DAY_EXCLUDED, Convention.CORRESPONDING_DAY)
        return self._rolled(start, _months_after(start, n), counting, roll)

    def recurring_months(
        self, anchor: date, every: int, until: date, *, roll: Roll = Roll.NEXT_WORKING_DAY
    ) -> tuple[DueDate, ...]:
        """The dates every so many months after `anchor` whose nominal day is not after `until`.

        Each is counted from the anchor: a chain from date to date would lose the 31st for good after February.

        Raises as `add_working_days`.
        """
        _require_date(anchor)
        _require_date(until)
        _require_length(every, MAX_MONTHS)
        counting = (Convention.FIRST_DAY_EXCLUDED, Convention.CORRESPONDING_DAY, Convention.SAME_ANCHOR)
        dates: list[DueDate] = []
        while (nominal := _months_after(anchor, every * (len(dates) + 1))) <= until:
            dates.append(self._rolled(anchor, nominal, counting, roll))
        return tuple(dates)

    def fixed(self, day: date) -> DueDate:
        """A date named by the calendar (year end, quarter end): it does not roll, the last working day warns.

        Provisional where the last working day is: the date itself is certain.  Raises as `day_status`.
        """
        _require_date(day)
        warn_on = self._previous(day)
        conventions = (Convention.FIXED_DATE, Convention.LAST_DAY_INCLUDED)
        due = DueDate(None, day, day, conventions, self.data_version, last_working_day=warn_on)
        return self._resting_on(warn_on, day, due)

    def restriction(self, start: date, months: int, *, start_counted: bool) -> Restriction:
        """A restriction (disqualification) of so many months from `start`, days off notwithstanding.

        Raises:
            NotADateError: `start` is a datetime, or no date at all.
            PeriodLengthError: `months` is not a whole number from 1 to a hundred years.
        """
        _require_date(start)
        _require_length(months, MAX_MONTHS)
        excluded = _months_after(start, months)
        conventions = (
            Convention.FIRST_DAY_INCLUDED if start_counted else Convention.FIRST_DAY_EXCLUDED,
            Convention.CORRESPONDING_DAY,
            Convention.RESTRICTION_NOT_EXTENDED,
            Convention.LAST_DAY_INCLUDED,
        )
        return Restriction(start, excluded, excluded - timedelta(days=1), start_counted, conventions)

    def restriction_of_days(self, start: date, n: int, *, start_counted: bool) -> Restriction:
        """A restriction of so many days from `start`, days off notwithstanding.  Raises as `restriction`."""
        _require_date(start)
        _require_length(n, MAX_DAYS)
        excluded = _shift(start, timedelta(days=n), n, MAX_DAYS)
        conventions = (
            Convention.FIRST_DAY_INCLUDED if start_counted else Convention.FIRST_DAY_EXCLUDED,
            Convention.RESTRICTION_NOT_EXTENDED,
            Convention.LAST_DAY_INCLUDED,
        )
        return Restriction(start, excluded, excluded - timedelta(days=1), start_counted, conventions)

    def _rolled(self, start: date, nominal: date, counting: tuple[Convention, ...], roll: Roll) -> DueDate:
        if not isinstance(roll, Roll):
            raise wrong_type("roll", _ROLL, roll)
        if roll is Roll.NONE:
            conventions = (*counting, Convention.LAST_DAY_INCLUDED)
            return DueDate(start, nominal, nominal, conventions, self.data_version)
        due = self._nth(nominal, 1, from_day=True)
        conventions = (*counting, Convention.ROLL_FORWARD, Convention.WORKING_DAY, Convention.LAST_DAY_INCLUDED)
        return self._resting_on(nominal, due, DueDate(start, nominal, due, conventions, self.data_version))

    def _resting_on(self, first: date, last: date, due: DueDate) -> DueDate:
        """`due`, marked with what is not settled among the days `first..last` that it was read from."""
        if last <= self._firm_until:
            return due
        reason = self._provisional(first, last)
        amendable = self._is_amendable(first, last)
        if reason is None:
            return replace(due, amendable=True) if amendable else due
        return replace(
            due,
            conventions=(*due.conventions, Convention.STATUTORY_HOLIDAYS_ONLY),
            data_version=f"{due.data_version}; {statutory_version()}",
            provisional_reason=reason,
            amendable=amendable,
        )

    def _nth(self, day: date, n: int, *, from_day: bool) -> date:
        """The `n`-th working day from `day` on (itself included), or after it."""
        year = day.year
        working = self._table(year, day).working
        at = (bisect_left if from_day else bisect_right)(working, day.toordinal())
        while len(working) - at < n:
            n -= len(working) - at
            year, at = year + 1, 0
            working = self._table(year, day).working
        return date.fromordinal(working[at + n - 1])

    def _previous(self, day: date) -> date:
        """The last working day up to `day`, itself included."""
        working = self._table(day.year, day).working
        at = bisect_right(working, day.toordinal())
        if not at:
            working = self._table(day.year - 1, day).working
        return date.fromordinal(working[at - 1])

    def _table(self, year: int, asked: date) -> YearTable:
        if (table := self._years.get(year)) is not None:
            return table
        first, last = _span(self._years)
        if not first.year <= year <= LAST_STATUTORY_YEAR:
            raise CalendarCoverageError.of(asked, first, last)
        return statutory_year(year)

    def _covers(self, year: int) -> bool:
        return (table := self._years.get(year)) is not None and table.covered

    def _provisional(self, first: date, last: date) -> ProvisionalReason | None:
        """The first day in `first..last` without a notice, if any; refused where the caller asked for that."""
        for year in range(first.year, last.year + 1):
            ordinal = self._table(year, first).first_unofficial(first.toordinal(), last.toordinal())
            if ordinal is not None:
                day = date.fromordinal(ordinal)
                covered_until = date(
                    max(known for known in self._years if known < year and self._covers(known)), 12, 31
                )
                if self.after_coverage is AfterCoverage.RAISE:
                    raise CalendarCoverageError.of(day, _span(self._years)[0], covered_until)
                return ProvisionalReason(day, covered_until)
        return None

    def _is_amendable(self, first: date, last: date) -> bool:
        """Whether a day in `first..last` ends a covered year whose next notice is not out."""
        for year in range(first.year, last.year + 1):
            tail_meets_span = first <= date(year, _DECEMBER, 31) and last >= date(year, _DECEMBER, _FIRST_AMENDABLE)
            if tail_meets_span and self._covers(year) and not self._covers(year + 1):
                return True
        return False


def _span(years: Mapping[int, YearTable]) -> tuple[date, date]:
    """First and last day of the years that a notice covers."""
    covered = [year for year, table in years.items() if table.covered]
    return date(min(covered), 1, 1), date(max(covered), 12, 31)


def _months_after(start: date, months: int) -> date:
    """The corresponding day, else the last day of that month."""
    return _shift(start, _months(months), months, MAX_MONTHS)


def _shift(start: date, by: timedelta | relativedelta, length: int, most: int) -> date:
    try:
        return start + by
    except (OverflowError, ValueError):  # past the year 9999
        raise PeriodLengthError.of(length, most) from None


@lru_cache(maxsize=MAX_MONTHS)
def _months(months: int) -> relativedelta:
    return relativedelta(months=months)  # takes longer to make than to add


def _require_date(value: object) -> None:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise NotADateError.of(value)


def _require_length(value: object, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise PeriodLengthError.of(value, most)
