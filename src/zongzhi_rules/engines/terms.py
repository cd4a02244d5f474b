"""What a pack makes of an earlier measure: when its term ends, whether that day has passed, whether it was rectified.

These are worked out before any engine sees the case, so that engines need no calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.vocabulary import InspectionResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zongzhi_rules.calendar import DueDate, WorkCalendar
    from zongzhi_rules.facts.model import EarlierMeasure
    from zongzhi_rules.ir.pack import Measure, Pack, Period

    Readings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The last day of a term.  `day` None: not known; `missing` names the field that would tell.

    `due` holds the computation where the pack sets the length; it is None where the decision itself states the day.
    `statutory` is the day that the pack's length would give beside a stated one.
    """

    day: date | None
    missing: str | None = None
    due: DueDate | None = None
    statutory: date | None = None


def count(calendar: WorkCalendar, start: date, period: Period) -> DueDate:
    """Return the last day of a period that runs from the day of an event."""
    match period.unit:
        case "days":
            return calendar.add_days(start, period.amount)
        case "working_days":
            return calendar.add_working_days(start, period.amount)
        case "months":
            return calendar.add_months(start, period.amount)
        case "years":
            return calendar.add_months(start, period.amount * 12)


def term_end(
    earlier: EarlierMeasure,
    measure: Measure,
    pack: Pack,
    readings: Readings,
    calendar: WorkCalendar,
) -> TermEnd:
    """Return when the term of an earlier measure ends.

    The day that the decision states goes first.  Otherwise the pack's length counts, unless the measure was decided
    before the instrument that sets the length was in force.
    """
    stated = earlier.term_ends_on
    term = measure.term
    if term is None or term.length is None or not _was_in_force(earlier, term.cite[0].instrument, pack):
        return TermEnd(stated, None if stated is not None else "term_ends_on")
    anchor = term.start.under(dict(readings))
    start: date | None = getattr(earlier, anchor)
    if start is None:
        return TermEnd(stated, None if stated is not None else anchor)
    due = count(calendar, start, term.length)
    return TermEnd(due.due, None, due) if stated is None else TermEnd(stated, statutory=due.due)


def _was_in_force(earlier: EarlierMeasure, instrument: str, pack: Pack) -> bool:
    decided = earlier.decided_on or earlier.held_on or earlier.received_on
    since = next(one.in_force for one in pack.instruments if one.id == instrument)
    return since is None or decided is None or decided >= since


def overdue(end: TermEnd, as_of: date) -> bool | None:
    """Whether the term is over: its last day is still within it."""
    return None if end.day is None else as_of > end.day


def rectified(earlier: EarlierMeasure, ends_on: date | None) -> bool | None:
    """Whether the rectification was found done: by a finding, a release, or the last inspection that tells.

    Not inspected yet is unknown, not failed; nor does one that fails before the last day say how the term ends.
    """
    if earlier.rectified is not None:
        return earlier.rectified.value
    if earlier.released_on is not None:
        return True
    results = [
        one
        for one in earlier.inspections or ()
        if one.result is not None and (one.result is InspectionResult.PASSED or ends_on is None or one.on >= ends_on)
    ]
    if not results:
        return None
    return max(results, key=lambda one: one.on).result is InspectionResult.PASSED
