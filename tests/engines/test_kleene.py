"""Counting with unknowns, against every way in which they can become known: the bounds are the least and most of them.

The days and numbers to choose from reach far enough apart that items can stand alone, as the real ones can.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.engines import kleene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zongzhi_rules.engines.kleene import Bounds, Comparator, Unit
    from zongzhi_rules.engines.protocol import Truth

FIRST = date(2020, 1, 30)  # before the end of months of different lengths
NEAR = [FIRST + timedelta(days=days) for days in (0, 1, 2, 29, 30, 31)]
FAR = [date(2030 + 9 * number, 1, 1) for number in range(3)]
AS_OF = date(2020, 3, 1)
UNITS: tuple[Unit, ...] = ("days", "months", "years")
COMPARATORS: tuple[Comparator, ...] = ("at_least", "more_than")

truths = st.sampled_from((True, False, None))
days = st.none() | st.sampled_from(NEAR)
years = st.none() | st.integers(2016, 2020)


def completed(truths: Sequence[Truth]) -> Iterator[tuple[bool, ...]]:
    """Yield the truths with every unknown made true or false."""
    return itertools.product(*[(True, False) if truth is None else (truth,) for truth in truths])


def placed(known: Sequence[object], domain: Sequence[object]) -> Iterator[tuple[object, ...]]:
    """Yield the days or numbers with every unknown one set."""
    return itertools.product(*[domain if one is None else (one,) for one in known])


def span(counts: Iterator[int]) -> Bounds:
    found = list(counts)
    return min(found), max(found)


def within(day: date, length: int, unit: Unit) -> date:
    return day + (timedelta(days=length) if unit == "days" else relativedelta(**{unit: length}))  # type: ignore[arg-type]


@given(st.lists(truths, max_size=5))
def test_items_in_all(known: list[Truth]) -> None:
    assert kleene.overall(known) == span(sum(one) for one in completed(known))


def in_any(held: Sequence[bool], dates: Sequence[date], length: int, unit: Unit) -> int:
    """Count the most items in any stretch, by trying a stretch from every day on which one of them lies."""
    there = [day for day, one in zip(dates, held, strict=True) if one]
    return max((sum(first <= day < within(first, length, unit) for day in there) for first in there), default=0)


@given(st.lists(st.tuples(truths, days), max_size=3), st.integers(1, 40), st.sampled_from(UNITS))
def test_items_in_any_stretch(items: list[tuple[Truth, date | None]], length: int, unit: Unit) -> None:
    length = 1 if unit != "days" else length
    known, dates = [truth for truth, _ in items], [day for _, day in items]
    assert kleene.in_any_window(known, dates, length, unit) == span(
        in_any(held, where, length, unit)  # type: ignore[arg-type] # the days are all set
        for held in completed(known)
        for where in placed(dates, [*NEAR, *FAR])
    )


@given(st.lists(st.tuples(truths, days), max_size=3), st.integers(1, 40), st.sampled_from(UNITS))
def test_items_in_the_last_stretch(items: list[tuple[Truth, date | None]], length: int, unit: Unit) -> None:
    length = 1 if unit != "days" else length
    known, dates = [truth for truth, _ in items], [day for _, day in items]
    after = AS_OF - (timedelta(days=length) if unit == "days" else relativedelta(**{unit: length}))  # type: ignore[arg-type]
    assert kleene.in_last_window(known, dates, length, unit, AS_OF) == span(
        sum(one and after < day <= AS_OF for one, day in zip(held, where, strict=True))  # type: ignore[operator]
        for held in completed(known)
        for where in placed(dates, [AS_OF, date(2000, 1, 1)])
    )


def run(numbers: set[int]) -> int:
    return max((next(n for n in itertools.count() if first + n not in numbers) for first in numbers), default=0)


@given(st.lists(st.tuples(truths, years), max_size=4).filter(lambda items: [one for _, one in items].count(None) < 3))
def test_items_in_a_row(items: list[tuple[Truth, int | None]]) -> None:
    """Where a number is unknown the upper bound may be wider: it does not look at the gaps between the others."""
    known, numbers = [truth for truth, _ in items], [year for _, year in items]
    low, high = kleene.longest_run(known, numbers)
    least, most = span(
        run({year for one, year in zip(held, where, strict=True) if one})  # type: ignore[misc]
        for held in completed(known)
        for where in placed(numbers, [*range(2014, 2023), 2050, 2060])
    )
    assert low == least
    assert high == most if None not in [year for truth, year in items if truth is not False] else high >= most


def test_where_a_row_may_be_wider() -> None:
    """Two years with two between them and one year unknown: no three in a row, and three are not ruled out."""
    assert kleene.longest_run([True, True, None], [2016, 2019, None]) == (1, 3)


@pytest.mark.parametrize("comparator", COMPARATORS)
@given(low=st.integers(0, 4), more=st.integers(0, 3), wanted=st.integers(0, 6))
def test_a_count_against_a_number(comparator: Comparator, low: int, more: int, wanted: int) -> None:
    fits = _fits(comparator, wanted)
    found = {fits(count) for count in range(low, low + more + 1)}
    assert kleene.compare((low, low + more), comparator, wanted) is (found.pop() if len(found) == 1 else None)
    assert kleene.compare((low, low + more), comparator, None) is None


@pytest.mark.parametrize("comparator", COMPARATORS)
@given(wanted=st.integers(0, 3))
def test_a_list_that_is_unknown(comparator: Comparator, wanted: int) -> None:
    """It may hold any number of items; only what every number fulfils is true."""
    fits = _fits(comparator, wanted)
    found = {fits(count) for count in range(10)}
    assert kleene.of_unknown(comparator, wanted) is (found.pop() if len(found) == 1 else None)
    assert kleene.of_unknown(comparator, None) is None


def _fits(comparator: Comparator, wanted: int) -> Callable[[int], bool]:
    return lambda count: count >= wanted if comparator == "at_least" else count > wanted
