"""What an engine is: it prepares a pack once and then evaluates bound facts, any number of times, from any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.ir.layout import Layout

T = TypeVar("T")

Truth = bool | None
"""True, false, or None for unknown."""

Item = tuple[object, ...]
"""The fields of one item of a collection, in the order of the layout."""


class Facts(NamedTuple):
    """The facts of a case as a pack sees them, in the order of the pack's layout.

    A collection that is None is unknown.  `readings` holds, for each reading, the position of the chosen option among
    its options in alphabetical order.
    """

    values: tuple[object, ...]
    collections: tuple[tuple[Item, ...] | None, ...]
    parameters: tuple[object, ...]
    readings: tuple[int, ...]

    def with_value(self, index: int, value: object) -> Facts:
        """Return the same facts with one of them set."""
        return self._replace(values=_with(self.values, index, value))

    def with_collection(self, index: int, items: tuple[Item, ...] | None) -> Facts:
        """Return the same facts with one collection set."""
        return self._replace(collections=_with(self.collections, index, items))

    def with_item_value(self, collection: int, item: int, field: int, value: object) -> Facts:
        """Return the same facts with one field of one item set."""
        items = self.collections[collection] or ()
        return self.with_collection(collection, _with(items, item, _with(items[item], field, value)))

    def with_reading(self, index: int, option: int) -> Facts:
        """Return the same facts under another option of one reading."""
        return self._replace(readings=_with(self.readings, index, option))


class Evaluation(NamedTuple):
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

    def again(self, before: Evaluation, facts: Facts, reading: str) -> Evaluation:
        """Return what `evaluate` does, given the evaluation of the same facts under another option of one reading."""


def _with(values: tuple[T, ...], index: int, value: T) -> tuple[T, ...]:
    return (*values[:index], value, *values[index + 1 :])
