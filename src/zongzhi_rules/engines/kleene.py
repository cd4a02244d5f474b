"""Counting in three-valued logic: how many items there are at least and at most, over all, in a window, in a run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, cast

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.engines.protocol import Truth

Unit = Literal["days", "months", "years"]
Comparator = Literal["at_least", "more_than"]
Bounds = tuple[int, int]


def overall(truths: Sequence[Truth]) -> Bounds:
    """Count the items that surely fulfil the condition, and those that may."""
    sure = truths.count(True)
    return sure, sure + truths.count(None)


def in_any_window(truths: Sequence[Truth], days: Sequence[object], length: int, unit: Unit) -> Bounds:
    """Count the most items within any stretch of that length.  An item whose day is unknown may lie in any of them."""
    dated = [(cast("date", day), truth) for day, truth in zip(days, truths, strict=True) if day is not None]
    undated = sum(1 for day, truth in zip(days, truths, strict=True) if day is None and truth is not False)
    sure = possible = 0
    for first, truth in dated:
        if truth is False:
            continue
        end = after(first, length, unit)
        inside = [other for day, other in dated if first <= day < end]
        sure = max(sure, inside.count(True))
        possible = max(possible, inside.count(True) + inside.count(None))
    certain_undated = any(day is None and truth is True for day, truth in zip(days, truths, strict=True))
    return max(sure, 1 if certain_undated else 0), possible + undated


def in_last_window(
    truths: Sequence[Truth],
    days: Sequence[object],
    length: int,
    unit: Unit,
    end: date,
) -> Bounds:
    """Count the items within the stretch of that length that ends with a day."""
    first = before(end, length, unit)
    sure = possible = 0
    for day, truth in zip(days, truths, strict=True):
        if truth is False or (day is not None and not first < cast("date", day) <= end):
            continue
        possible += 1
        if truth is True and day is not None:
            sure += 1
    return sure, possible


def longest_run(truths: Sequence[Truth], numbers: Sequence[object]) -> Bounds:
    """Measure the longest run of consecutive numbers.

    Where a number is unknown, the upper bound takes all the numbers to follow one another, whatever lies between those
    that are known: it may be more than can be, never less.
    """
    sure = {number for number, truth in zip(numbers, truths, strict=True) if truth is True and number is not None}
    maybe = {number for number, truth in zip(numbers, truths, strict=True) if truth is not False and number is not None}
    unplaced = [truth for number, truth in zip(numbers, truths, strict=True) if number is None and truth is not False]
    low = max(_run(cast("set[int]", sure)), 1 if True in unplaced else 0)
    if not unplaced:
        return low, _run(cast("set[int]", maybe))
    return low, len(maybe) + len(unplaced)


def _run(numbers: set[int]) -> int:
    longest = 0
    for number in numbers:
        if number - 1 in numbers:
            continue
        end = number
        while end in numbers:
            end += 1
        longest = max(longest, end - number)
    return longest


def needed(comparator: Comparator, wanted: int) -> int:
    """Return the least count that will do."""
    return wanted if comparator == "at_least" else wanted + 1


def compare(bounds: Bounds, comparator: Comparator, wanted: int | None) -> Truth:
    """Hold the bounds of a count against a number: true or false only where every count between them agrees."""
    if wanted is None:
        return None
    least = needed(comparator, wanted)
    if bounds[0] >= least:
        return True
    return False if bounds[1] < least else None


def of_unknown(comparator: Comparator, wanted: int | None) -> Truth:
    """Compare the count of a collection that is unknown: at least nothing is always true."""
    if wanted is None:
        return None
    return True if needed(comparator, wanted) <= 0 else None


def after(day: date, length: int, unit: Unit) -> date:
    """Return the first day after a window that begins with a day."""
    try:
        return day + _span(length, unit)
    except (OverflowError, ValueError):
        return date.max


def before(day: date, length: int, unit: Unit) -> date:
    """Return the last day before a window that ends with a day."""
    try:
        return day - _span(length, unit)
    except (OverflowError, ValueError):
        return date.min


def _span(length: int, unit: Unit) -> timedelta | relativedelta:
    match unit:
        case "days":
            return timedelta(days=length)
        case "months":
            return relativedelta(months=length)
        case "years":
            return relativedelta(years=length)
