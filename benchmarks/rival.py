"""What the runner asks of every engine, ours included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval

T = TypeVar("T")


def as_it_is(case: Case) -> Case:
    """Hand the dictionary to the engine unchanged."""
    return case


@dataclass(frozen=True, slots=True)
class Rival(Generic[T]):
    """One row of the table.

    `prepare` imports the tool, compiles the ladder once and returns ``decide``, which is what is timed:
    from what `load` made of a case to the interval. `prepare` raises ImportError where the tool is absent.
    """

    name: str
    takes: str
    """What ``decide`` is given, in words."""
    distributions: tuple[str, ...]
    """The installed distributions whose versions the result names."""
    prepare: Callable[[], Callable[[T], Interval]]
    load: Callable[[Case], T]
    """Makes what ``decide`` takes; run before, and not timed. Called only after `prepare`."""


AnyRival = Rival[Any]
