"""Counts, windows and runs: worked out from the truths that rules derived for the items, and asserted as codes.

The arithmetic is the one of every engine; holding the bounds of a count against a number is left to the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.engines import kleene
from zongzhi_rules.engines.durable.scales import ABOVE, relation
from zongzhi_rules.ir.condition import Constant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zongzhi_rules.engines.kleene import Bounds
    from zongzhi_rules.engines.protocol import Facts, Item, Truth
    from zongzhi_rules.ir.condition import Tally, Value, Window
    from zongzhi_rules.ir.layout import Layout

_NO_CODES = None, None


@dataclass(frozen=True, slots=True)
class Counter:
    """One count: its number and window, and the places of what it reads among the facts."""

    collection: int
    bound: Value
    window: Window | None
    by: int
    """The field that items are placed by, in a window or a run; -1 for none."""
    as_of: int
    """The day of the case; -1 where the count does not need it."""
    parameters: tuple[str, ...]

    @classmethod
    def of(cls, node: Tally, layout: Layout) -> Counter:
        """Find the places."""
        by = node.window.by if node.window is not None else node.consecutive_by
        last = node.window is not None and not node.window.anywhere
        return cls(
            [name for name, _ in layout.collections].index(node.collection),
            node.bound,
            node.window,
            -1 if by is None else layout.field(node.collection, by),
            layout.facts.index("as_of") if last else -1,
            layout.parameters,
        )

    def codes(self, facts: Facts, truths: Sequence[Truth]) -> tuple[int | None, int | None]:
        """Return how the least and the most that the count can be stand to the number; None where that is unknown.

        `truths` holds those of the items; it is of no use where the list itself is unknown.
        """
        wanted = self._value(self.bound, facts)
        items = facts.collections[self.collection]
        if wanted is None:
            return _NO_CODES
        if items is None:
            return relation(0, wanted), ABOVE
        bounds = self._bounds(facts, items, truths)
        return _NO_CODES if bounds is None else (relation(bounds[0], wanted), relation(bounds[1], wanted))

    def _bounds(self, facts: Facts, items: Sequence[Item], truths: Sequence[Truth]) -> Bounds | None:
        if self.by < 0:
            return kleene.overall(truths)
        column = [item[self.by] for item in items]
        window = self.window
        if window is None:
            return kleene.longest_run(truths, column)
        length: int | None = self._value(window.length, facts)
        if length is None:
            return None
        if window.anywhere:
            return kleene.in_any_window(truths, column, length, window.unit)
        day: date = facts.values[self.as_of]  # type: ignore[assignment] # what the layout says
        return kleene.in_last_window(truths, column, length, window.unit, day)

    def _value(self, value: Value, facts: Facts) -> int | None:
        if isinstance(value, Constant):
            return value.value  # type: ignore[return-value] # a whole number, says the compiler
        return facts.parameters[self.parameters.index(value.parameter)]  # type: ignore[return-value] # likewise
