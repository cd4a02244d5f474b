"""Working days and periods: which days are worked, where a period ends, and how sure that is."""

from __future__ import annotations

from zongzhi_rules.calendar.conventions import Certainty, Convention
from zongzhi_rules.calendar.dates import DueDate, ProvisionalReason, Restriction
from zongzhi_rules.calendar.days import DayBasis, DayKind, DayStatus
from zongzhi_rules.calendar.errors import (
    CalendarCoverageError,
    CalendarDataError,
    CalendarError,
    NotADateError,
    OverrideConflictError,
    OverrideError,
    OverrideProblem,
    PeriodLengthError,
    RegionCodeError,
)
from zongzhi_rules.calendar.overrides import HolidayOverride
from zongzhi_rules.calendar.workdays import AfterCoverage, Roll, WorkCalendar

__all__ = [
    "AfterCoverage",
    "CalendarCoverageError",
    "CalendarDataError",
    "CalendarError",
    "Certainty",
    "Convention",
    "DayBasis",
    "DayKind",
    "DayStatus",
    "DueDate",
    "HolidayOverride",
    "NotADateError",
    "OverrideConflictError",
    "OverrideError",
    "OverrideProblem",
    "PeriodLengthError",
    "ProvisionalReason",
    "RegionCodeError",
    "Restriction",
    "Roll",
    "WorkCalendar",
]
