"""What a pack makes of an earlier measure: when its term ends, whether that day has passed, whether it was rectified.

These are worked out before any engine sees the case, so that engines need no calendar.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.vocabulary import InspectionResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zongzhi_rules.calendar import DueDate, WorkCalendar
    from zongzhi_rules.facts.model import EarlierMeasure, Inspection
    from zongzhi_rules.ir.pack import Measure, Pack, Period

    Readings = Mapping[str, str]

_KEPT = 4096


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The last day of a term.  `day` None: not known; `missing` names the field that would tell.

    `due` holds the computation where the pack sets the length; it is None where the decision itself states the day.
    `statutory` is the day that the pack's length would give beside a stated one.  `earliest`: where the day is not
    known, the term does not end before this one, since what it runs from does not lie before the decision.
    """

    day: date | None
    missing: str | None = None
    due: DueDate | None = None
    statutory: date | None = None
    earliest: date | None = None


def count(calendar: WorkCalendar, start: date, period: Period, times: int = 1) -> DueDate:
    """Return the last day of a period, or of so many of them in a row, that runs from the day of an event."""
    return _counted(calendar, start, period.amount * times, period.unit)


@functools.lru_cache(_KEPT)  # the same few days are counted again and again: for each reading, report and measure
def _counted(calendar: WorkCalendar, start: date, amount: int, unit: str) -> DueDate:
    match unit:
        case "days":
            return calendar.add_days(start, amount)
        case "working_days":
            return calendar.add_working_days(start, amount)
        case "months":
            return calendar.add_months(start, amount)
        case _:
            return calendar.add_months(start, amount * 12)


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
    if start is None and stated is None:
        decided = earlier.decided_on
        return TermEnd(None, anchor, earliest=decided and count(calendar, decided, term.length).due)
    if start is None:
        return TermEnd(stated)
    due = count(calendar, start, term.length)
    return TermEnd(due.due, None, due) if stated is None else TermEnd(stated, statutory=due.due)


def _was_in_force(earlier: EarlierMeasure, instrument: str, pack: Pack) -> bool:
    decided = earlier.decided_on or earlier.held_on or earlier.received_on
    since = first_day(instrument, pack)
    return since is None or decided is None or decided >= since


def first_day(instrument: str, pack: Pack) -> date | None:
    """Return the day from which an instrument is in force; None where its text does not state one."""
    return next(one.in_force for one in pack.instruments if one.id == instrument)


def overdue(end: TermEnd, as_of: date) -> bool | None:
    """Whether the term is over: its last day is still within it."""
    if end.day is None:
        return False if end.earliest is not None and as_of <= end.earliest else None
    return as_of > end.day


def rectified(earlier: EarlierMeasure, ends_on: date | None) -> bool | None:
    """Whether the rectification was found done: by a finding, a release, or the last inspection that tells.

    Not inspected yet is unknown, not failed; nor does one that fails before the last day say how the term ends.
    """
    if earlier.rectified is not None:
        return earlier.rectified.value
    if earlier.released_on is not None:
        return True
    inspections = earlier.inspections or ()
    found: set[bool | None] = set()
    for day in sorted({one.on for one in inspections}, reverse=True):
        tellings = [_tellings(one, ends_on) for one in inspections if one.on == day]
        found = found.union(*tellings)
        if not all(None in one for one in tellings):
            found.discard(None)  # something tells on this day, so nothing earlier counts
            break
    return found.pop() if len(found) == 1 else None


def _tellings(inspection: Inspection, ends_on: date | None) -> set[bool | None]:
    """Return what an inspection may say of the rectification, as far as it is known; None stands for nothing."""
    failed: set[bool | None] = {None} if ends_on is not None and inspection.on < ends_on else {False}
    if ends_on is None:
        failed.add(None)
    match inspection.result:
        case InspectionResult.PASSED:
            return {True}
        case InspectionResult.FAILED:
            return failed
        case None:
            return {True, *failed}
