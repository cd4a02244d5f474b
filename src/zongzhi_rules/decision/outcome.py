"""The outcome: which measures are reached, which are possible, and the interval between."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.engines.ladder import LadderWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

NONE = -1
"""Position of "no measure", below every rung."""


class Interval(NamedTuple):
    """At least the highest measure reached, at most the highest possible, by position in the ladder (-1: none)."""

    at_least: int
    at_most: int

    @property
    def width(self) -> int:
        """How many rungs apart the ends are; 0 where the outcome is determined."""
        return self.at_most - self.at_least


@dataclass(frozen=True, slots=True)
class Ladder:
    """The measures of a pack with the slots of their grounds, gravest measure first, as the pack ranks them.

    `of_truths` reads the interval off the truths of an evaluation; `of_facts` takes what an engine takes (values,
    collections, parameters, readings) and works out no more than the interval needs.  `supposing` gives, for a fact of
    the case or a collection, the function that takes the truths of an evaluation before these and finds the interval
    after that fact, and no other, has become what is handed in.
    """

    rungs: tuple[tuple[int, tuple[int, ...]], ...]
    intervals: tuple[Interval, ...]
    of_truths: Callable[[tuple[Truth, ...]], Interval]
    of_facts: Callable[..., Interval]
    supposing: Callable[[str], Callable[..., Interval]]

    @classmethod
    def of(cls, pack: Pack, layout: Layout) -> Ladder:
        """Read the ladder off a pack, whose measures stand in the order of their rank."""
        rungs = tuple(
            (
                position,
                tuple([layout.roots[f"measures.{measure.id}.grounds.{ground.id}"] for ground in measure.grounds]),
            )
            for position, measure in reversed(list(enumerate(pack.measures)))
        )
        ends = range(NONE, len(pack.measures))
        intervals = {(low, high): Interval(low, high) for low in ends for high in ends if low <= high}
        writer = LadderWriter(layout, rungs)
        return cls(
            rungs,
            tuple(intervals.values()),
            of_truths=writer.write_ends(intervals),
            of_facts=writer.write_ladder(intervals),
            supposing=functools.cache(lambda name: LadderWriter(layout, rungs).write_supposed(intervals, name)),
        )
