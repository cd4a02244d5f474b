"""Counting with unknowns: between which bounds a count lies, and what that says of "at least" and "more than".

Written apart from the engines' counting, on purpose.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.decision.model import Truth

Bounds = tuple[float, float]
ANY_NUMBER: Bounds = (0, inf)
"""The bounds of a count over a list that is unknown."""


def reaches(bounds: Bounds, least: float) -> Truth:
    """Whether a count within these bounds comes to so many."""
    low, high = bounds
    return True if low >= least else False if high < least else None


def count(truths: Sequence[Truth]) -> Bounds:
    """Count the items: those that are in at least, those that are not out at most."""
    return sum(one is True for one in truths), sum(one is not False for one in truths)


def most_in_a_window(items: Sequence[tuple[Truth, date | None]], length: int, unit: str) -> Bounds:
    """Count the most items within any stretch that begins on the day of one of them.

    An item without a day may fall into whichever stretch; it is itself one item, if it is surely in.
    """
    dated = [(day, truth) for truth, day in items if day is not None and truth is not False]
    dated.sort(key=lambda one: one[0])  # by the day alone: truths have no order
    days = [day for day, _ in dated]
    sure_before = [0, *accumulate(truth is True for _, truth in dated)]
    low = high = 0
    for start, day in enumerate(days):
        first = bisect_left(days, day, 0, start)
        end = bisect_left(days, _moved(day, length, unit, date.max), first)
        low = max(low, sure_before[end] - sure_before[first])
        high = max(high, end - first)
    undated = [truth for truth, day in items if day is None and truth is not False]
    return max(low, int(True in undated)), high + len(undated)


def in_the_last_window(items: Sequence[tuple[Truth, date | None]], length: int, unit: str, last: date) -> Bounds:
    """Count the items within the stretch that ends with a day; one without a day may lie within it."""
    before = _moved(last, -length, unit, date.min)
    inside = [
        None if day is None else truth
        for truth, day in items
        if truth is not False and (day is None or before < day <= last)
    ]
    return count(inside)


def longest_run(items: Sequence[tuple[Truth, int | None]]) -> Bounds:
    """Measure the longest run of numbers that follow one another.

    The upper bound lets items without a number join all the others into one run.
    """
    sure = {number for truth, number in items if truth is True and number is not None}
    open_ = {number for truth, number in items if truth is not False and number is not None}
    unplaced = [truth for truth, number in items if number is None and truth is not False]
    low = max(_run(sure), int(True in unplaced))
    return low, len(open_) + len(unplaced) if unplaced else _run(open_)


def _run(numbers: set[int]) -> int:
    longest = length = 0
    for number in sorted(numbers):
        length = length + 1 if number - 1 in numbers else 1
        longest = max(longest, length)
    return longest


def _moved(day: date, length: int, unit: str, beyond: date) -> date:
    """Return a day so much later; `beyond` where the calendar has no such day."""
    try:
        if unit == "days":
            return day + timedelta(days=length)
        moved: date = day + relativedelta(months=length if unit == "months" else 12 * length)
    except (OverflowError, ValueError):
        return beyond
    return moved
