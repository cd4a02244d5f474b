"""The outcome: which measures are reached, which are possible, and the interval between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

NONE = -1
"""Position of "no measure", below every rung."""


@dataclass(frozen=True, slots=True)
class Interval:
    """At least the highest measure reached, at most the highest possible, by position in the ladder (-1: none)."""

    at_least: int
    at_most: int

    @property
    def width(self) -> int:
        """How many rungs apart the ends are; 0 where the outcome is determined."""
        return self.at_most - self.at_least


@dataclass(frozen=True, slots=True)
class Ladder:
    """The slots of the grounds of each measure, gravest measure first, as the pack ranks them."""

    rungs: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, pack: Pack, layout: Layout) -> Ladder:
        """Read the ladder off a pack, whose measures stand in the order of their rank."""
        rungs = [
            (
                position,
                tuple(layout.roots[f"measures.{measure.id}.grounds.{ground.id}"] for ground in measure.grounds),
            )
            for position, measure in enumerate(pack.measures)
        ]
        return cls(tuple(reversed(rungs)))

    def outcome(self, truths: Sequence[Truth]) -> Interval:
        """Return the interval that these truths leave open."""
        at_most = NONE
        for position, grounds in self.rungs:
            for slot in grounds:
                truth = truths[slot]
                if truth:
                    return Interval(position, position if at_most == NONE else at_most)
                if truth is None and at_most == NONE:
                    at_most = position
        return Interval(NONE, at_most)
