"""One year of days, and what is known of one day."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

SATURDAY: Final = 5


class DayBasis(StrEnum):
    """What says that a day is worked or not (依据)."""

    NOTICE = "notice"
    """The State Council's holiday notice of that year, and the ordinary week where it is silent."""
    OVERRIDE = "override"
    """A file that the caller supplied."""
    STATUTE = "statute"
    """The statutory holidays and the ordinary week alone: no notice for that year is known yet."""


class DayKind(StrEnum):
    """What a day is in the working calendar (日别)."""

    WORKDAY = "workday"
    MAKE_UP_WORKDAY = "make_up_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayStatus:
    """What is known of one day.

    `name` is the Chinese name of the holiday that a day off or a make-up workday belongs to.  `amendable` marks days
    at the end of a covered year that the next year's notice can still change, as it has done in several years.
    """

    day: date
    working: bool
    basis: DayBasis
    name: str | None = None
    amendable: bool = False

    @property
    def official(self) -> bool:
        """Whether a notice, or a file given in its place, covers the day."""
        return self.basis is not DayBasis.STATUTE

    @property
    def kind(self) -> DayKind:
        """Weekday or weekend, worked or not."""
        if self.day.weekday() < SATURDAY:
            return DayKind.WORKDAY if self.working else DayKind.HOLIDAY
        if self.working:
            return DayKind.MAKE_UP_WORKDAY
        return DayKind.HOLIDAY if self.name else DayKind.WEEKEND


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a notice, the statute or a caller's file names: off or worked, and for which holiday."""

    day: date
    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """The working days of one year, as sorted ordinals (`date.toordinal`), for `bisect`.

    `named` are the days that the notice or the statute names.  `overridden` holds the ordinals that a caller's file
    decided.  `covered` says whether the rest of the year rests on a notice.
    """

    year: int
    working: tuple[int, ...]
    named: tuple[NamedDay, ...]
    covered: bool
    overridden: frozenset[int] = frozenset()

    @classmethod
    def build(cls, year: int, named_days: Iterable[NamedDay], *, covered: bool) -> Self:
        """The ordinary week of `year`, changed by the named days; those of other years are left out."""
        named = {item.day.toordinal(): item for item in named_days if item.day.year == year}
        january_1, december_31 = _bounds(year)
        working = tuple(
            ordinal
            for ordinal in range(january_1, december_31 + 1)
            if (named[ordinal].working if ordinal in named else date.fromordinal(ordinal).weekday() < SATURDAY)
        )
        return cls(year, working, tuple(named.values()), covered)

    def overridden_by(self, named_days: Iterable[NamedDay]) -> YearTable:
        """The same year with a caller's days put over it; days of other years are left out."""
        changed = {item.day: item for item in named_days if item.day.year == self.year}
        if not changed:
            return self
        kept = [item for item in self.named if item.day not in changed]
        ordinals = {day.toordinal() for day in changed}
        working = set(self.working) - ordinals | {day.toordinal() for day, item in changed.items() if item.working}
        return YearTable(
            self.year,
            tuple(sorted(working)),
            (*kept, *changed.values()),
            self.covered,
            self.overridden | ordinals,
        )

    def status(self, day: date, *, amendable: bool) -> DayStatus:
        """What the table says of one day of its year."""
        ordinal = day.toordinal()
        at = bisect_left(self.working, ordinal)
        working = at < len(self.working) and self.working[at] == ordinal
        if ordinal in self.overridden:
            basis = DayBasis.OVERRIDE
        else:
            basis = DayBasis.NOTICE if self.covered else DayBasis.STATUTE
        name = next((item.name for item in self.named if item.day == day), None)
        return DayStatus(day, working, basis, name, amendable)

    def first_unofficial(self, first: int, last: int) -> int | None:
        """The first ordinal of this year in `first..last` that neither a notice nor a caller's file covers."""
        if self.covered:
            return None
        january_1, december_31 = _bounds(self.year)
        span = range(max(first, january_1), min(last, december_31) + 1)
        return next((ordinal for ordinal in span if ordinal not in self.overridden), None)


def _bounds(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
