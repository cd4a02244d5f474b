"""What may be answered to a question: the values to suppose, and the ranges of values that leave the same outcome."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from zongzhi_rules.engines import kleene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zongzhi_rules.decision.outcome import Interval
    from zongzhi_rules.facts.model import EarlierMeasure
    from zongzhi_rules.ir.condition import Window

_DAY = timedelta(days=1)
_TO = "至"
ANY = "任何值"
"""The label of the one range that holds every value."""
_DAYS, _NUMBERS = ("及以前", "及以后"), ("以下", "以上")


class Supposed(NamedTuple):
    """An answer with the outcome that it leaves.

    `low` and `high` are the ends of the values that leave the same one, both within, None for no end on that side.
    """

    value: Any
    label: str
    interval: Interval
    low: Any = None
    high: Any = None


def around(bounds: Iterable[object]) -> Iterator[object]:
    """Yield one value for each way in which a value can stand to a bound: below, at and above; text at it only."""
    for bound in bounds:
        if isinstance(bound, date):
            yield from (bound - _DAY, bound, bound + _DAY)
        elif isinstance(bound, (int, float)) and not isinstance(bound, bool):
            yield from (bound - 1, bound, bound + 1)
        elif bound is not None:
            yield bound


def days_of_window(window: Window, length: int, days: Iterable[Any], as_of: date) -> Iterator[date]:
    """Yield the values of a day at which the windows that it can lie in change: both sides of each edge."""
    known = {day for day in days if day is not None} if window.anywhere else {as_of}
    for day in known:
        first, last = kleene.before(day, length, window.unit), kleene.after(day, length, window.unit)
        yield from (first, first + _DAY, day)
        if window.anywhere:
            yield from (last - _DAY, last)


def ranges(values: Iterable[Any], suppose: Callable[[Any], Interval]) -> list[Supposed]:
    """Draw neighbouring values with the same outcome together.  The first range has no lower end, the last no upper."""
    supposed = [(value, suppose(value)) for value in sorted(values)]
    groups = [(interval, [value for value, _ in group]) for interval, group in groupby(supposed, key=itemgetter(1))]
    found = []
    for number, (interval, members) in enumerate(groups):
        low = members[0] if number > 0 else None
        high = members[-1] if number < len(groups) - 1 else None
        value = members[0] if low is not None else members[-1]
        found.append(Supposed(value, _label(low, high), interval, low, high))
    return found


def _label(low: object, high: object) -> str:
    before, after = _DAYS if isinstance(high if low is None else low, date) else _NUMBERS
    if low is None:
        return ANY if high is None else f"{high}{before}"
    if high is None:
        return f"{low}{after}"
    return f"{low}" if low == high else f"{low}{_TO}{high}"


def days_of_term(
    earlier: EarlierMeasure,
    as_of: date,
    since: date | None,
    ends: Callable[[date], date | None],
) -> Iterator[date]:
    """Yield the values of a day on which a term rests at which what the term shows may change.

    A term shows whether it is over on the day of the case, and whether an inspection was held before it ended.  `ends`
    gives its last day for a value; `since` is the first day of the instrument that sets its length.
    """
    lasts = {as_of - _DAY, *(one.on for one in earlier.inspections or () if one.on < as_of)}
    for last in sorted(lasts):
        day = _latest(last, ends)
        yield from (day, day + _DAY)
    if since is not None:
        yield from (since - _DAY, since)


def _latest(last: date, ends: Callable[[date], date | None]) -> date:
    """Return the latest value with which the term ends by a day: a later one never ends earlier."""

    def over(ordinal: int) -> bool:
        end = ends(date.fromordinal(ordinal))
        return end is not None and end > last

    high = last.toordinal()
    reach = 1
    while over(high - reach):
        reach *= 2
    return date.fromordinal(bisect_right(range(high - reach, high + 1), 0, key=over) + high - reach - 1)
