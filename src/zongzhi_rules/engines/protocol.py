"""What an engine is: it prepares a pack once and then evaluates bound facts, any number of times, from any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.ir.layout import Layout

Truth = bool | None
"""True, false, or None for unknown."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a case as a pack sees them, in the order of the pack's layout.

    An item of a collection is the tuple of its fields; a collection that is None is unknown.  `readings` holds, for
    each reading, the position of the chosen option among its options in alphabetical order.
    """

    values: tuple[object, ...]
    collections: tuple[tuple[tuple[object, ...], ...] | None, ...]
    parameters: tuple[object, ...]
    readings: tuple[int, ...]

    def with_value(self, index: int, value: object) -> Facts:
        """Return the same facts with one of them set."""
        return replace(self, values=(*self.values[:index], value, *self.values[index + 1 :]))

    def with_collection(self, index: int, items: tuple[tuple[object, ...], ...] | None) -> Facts:
        """Return the same facts with one collection set."""
        return replace(self, collections=(*self.collections[:index], items, *self.collections[index + 1 :]))

    def with_item_value(self, collection: int, item: int, field: int, value: object) -> Facts:
        """Return the same facts with one field of one item set."""
        items = self.collections[collection] or ()
        old = items[item]
        new = (*old[:field], value, *old[field + 1 :])
        return self.with_collection(collection, (*items[:item], new, *items[item + 1 :]))

    def with_reading(self, index: int, option: int) -> Facts:
        """Return the same facts under another option of one reading."""
        return replace(self, readings=(*self.readings[:index], option, *self.readings[index + 1 :]))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The truth of every node of a pack for one case, by the layout's slots.

    `items` gives, for the slot of a tally whose collection is known, the truths of its condition for each item
    (parts before the whole; an empty tuple where the tally has no condition).
    """

    truths: tuple[Truth, ...]
    items: Mapping[int, tuple[tuple[Truth, ...], ...]]


class Program(Protocol):
    """A pack prepared for evaluation: immutable, safe to share between threads."""

    @property
    def layout(self) -> Layout:
        """The numbering of the pack's nodes."""

    def evaluate(self, facts: Facts) -> Evaluation:
        """Return the truth of every node."""
