"""Keeps what comes out the same for many cases: findings on rules that read no list have few different forms."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from zongzhi_rules.ir.condition import ByReading, Reference, Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from zongzhi_rules.engines.protocol import Evaluation, Facts
    from zongzhi_rules.ir.layout import Layout

T = TypeVar("T")
_MOST = 20_000
_CLOSED = {"boolean", "term"}


class Memo:
    """A bounded store of made parts, by their name and by all that their making reads of a case.

    Safe to share between threads: an entry is made whole before it is stored, and making it twice does no harm.
    """

    def __init__(self, layout: Layout, mentioned: Collection[str]) -> None:
        """`mentioned` are the rules whose truth is taken as it is, without going into their reasons."""
        self._layout = layout
        self._targets = frozenset(mentioned)
        self._keys: dict[str, Callable[[Facts, Evaluation], object] | None] = {}
        self._kept: dict[object, Any] = {}

    def get(self, name: str, roots: Iterable[int], facts: Facts, evaluation: Evaluation, make: Callable[[], T]) -> T:
        """Return the part of that name for this case; `roots` are the slots that its making starts from."""
        if name not in self._keys:
            self._keys[name] = self._key(tuple(roots))
        key_of = self._keys[name]
        if key_of is None:
            return make()
        key = (name, key_of(facts, evaluation))
        kept: T | None = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            kept = self._kept[key] = make()
        return kept

    def _key(self, roots: tuple[int, ...]) -> Callable[[Facts, Evaluation], object] | None:
        """Return what tells two cases apart for these roots; None where that takes a list or a fact of many values."""
        values: set[int] = set()
        truths = set(roots)
        by_reading = False
        queue = list(roots)
        while queue:
            slot = self._layout.slots[queue.pop()]
            node = slot.node
            fact = fact_of(node)
            if isinstance(node, Tally):
                return None
            if fact is not None:
                if self._layout.declarations[None, fact.path].kind not in _CLOSED:
                    return None
                values.add(self._layout.facts.index(fact.path))
            if isinstance(node, Reference) and node.target in self._targets:
                truths.add(slot.parts[0])
                continue
            by_reading = by_reading or isinstance(node, ByReading)
            queue += slot.parts
        return _getter(sorted(values), sorted(truths), by_reading=by_reading)


def _getter(values: list[int], truths: list[int], *, by_reading: bool) -> Callable[[Facts, Evaluation], object]:
    of_truths = itemgetter(*truths)
    of_values = itemgetter(*values) if values else _nothing

    def key(facts: Facts, evaluation: Evaluation) -> object:
        return of_values(facts.values), of_truths(evaluation.truths), facts.readings if by_reading else None

    return key


def _nothing(_: object) -> None:
    return None
