"""From what a node is to be down to the facts: every way to make it so, the simplest first.

A state holds, for each fact that matters, the values still open to it.  A wish narrows them; where there is a choice
(which part of an `any`, which item of a list) each is tried in the order of the text.  What comes out is a guess: the
engine has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Fixed, Named, Not, Reference, Tally
from zongzhi_rules.ir.layout import fact_of
from zongzhi_rules.packtests.search.values import Candidates, Values, bound_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack

Item = dict[str, Values]


@dataclass(frozen=True)
class State:
    """What is settled so far.

    `facts` and the items' fields hold the values still open; a collection that is None is to be unknown.  `barred` are
    the counts that must count nothing.  `readings` holds the chosen options by position.
    """

    facts: Mapping[str, Values] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...] | None] = field(default_factory=dict)
    barred: tuple[Slot, ...] = ()
    readings: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Where a node stands: among the slots of the case, or of a count, about one of its items."""

    slots: Sequence[Slot]
    collection: str = ""
    item: int = -1


@dataclass(frozen=True)
class Wish:
    """A node that is to have a truth."""

    scope: Scope
    slot: int
    truth: Truth


class Solver:
    """Finds states in which wishes come true."""

    def __init__(self, pack: Pack, layout: Layout, candidates: Candidates) -> None:
        """Take the pack's nodes and the values that matter."""
        self._layout = layout
        self._defaults = tuple(one.default for one in pack.readings)
        self._candidates = candidates
        self.case = Scope(layout.slots)

    def all_of(self, state: State, wishes: Sequence[Wish]) -> Iterator[State]:
        """Yield the states in which all wishes come true."""
        if not wishes:
            yield state
            return
        for found in self.one(state, wishes[0]):
            yield from self.all_of(found, wishes[1:])

    def new_item(self, state: State, collection: str) -> Iterator[tuple[State, int]]:
        """Yield the states with one more item of a collection, and its number."""
        items = state.items.get(collection, ())
        if items is None:
            return
        more = replace(state, items={**state.items, collection: (*items, {})})
        barred = [slot for slot in state.barred if isinstance(slot.node, Tally) and slot.node.collection == collection]
        wishes = [self._about(slot, collection, len(items), truth=False) for slot in barred]
        for found in self.all_of(more, wishes):
            yield found, len(items)

    @staticmethod
    def _about(slot: Slot, collection: str, item: int, *, truth: Truth) -> Wish:
        return Wish(Scope(slot.item, collection, item), len(slot.item) - 1, truth)

    def one(self, state: State, wish: Wish) -> Iterator[State]:
        """Yield the states in which one wish comes true."""
        scope, truth = wish.scope, wish.truth
        slot = scope.slots[wish.slot]
        node, parts = slot.node, slot.parts
        match node:
            case Fixed(value=value):
                if value is truth:
                    yield state
            case Not():
                yield from self.one(state, Wish(scope, parts[0], None if truth is None else not truth))
            case Named():
                yield from self.one(state, Wish(scope, parts[0], truth))
            case Reference():
                yield from self.one(state, Wish(self.case, parts[0], truth))
            case ByReading():
                yield from self._by_reading(state, wish, node)
            case All() | AnyOf():
                yield from self._junction(state, wish, decisive=isinstance(node, AnyOf))
            case Tally():
                yield from self._tally(state, slot, node, truth)
            case _:
                yield from self._leaf(state, wish)

    def _leaf(self, state: State, wish: Wish) -> Iterator[State]:
        node = wish.scope.slots[wish.slot].node
        fact = fact_of(node)
        if fact is None:
            raise AssertionError(node)
        known: Mapping[str, Values] = state.facts
        items = state.items.get(wish.scope.collection) or ()
        if fact.of is not None:
            known = items[wish.scope.item]
        values = known.get(fact.path)
        if values is None:
            values = self._candidates.of(fact)
        fitting = tuple(value for value in values if self._candidates.truth(node, value) is wish.truth)
        if not fitting:
            return
        if fact.of is None:
            yield replace(state, facts={**state.facts, fact.path: fitting})
            return
        item = {**items[wish.scope.item], fact.path: fitting}
        changed = (*items[: wish.scope.item], item, *items[wish.scope.item + 1 :])
        yield replace(state, items={**state.items, fact.of: changed})

    def _by_reading(self, state: State, wish: Wish, node: ByReading) -> Iterator[State]:
        slot = wish.scope.slots[wish.slot]
        position = self._layout.readings.index(node.reading)
        order = sorted(option for option, _ in node.options)
        default = self._defaults[position]
        pairs = sorted(zip(slot.parts, node.options, strict=True), key=lambda pair: pair[1][0] != default)
        for part, (option, _) in pairs:
            number = order.index(option)
            if state.readings.get(position, number) == number:
                chosen = replace(state, readings={**state.readings, position: number})
                yield from self.one(chosen, Wish(wish.scope, part, wish.truth))

    def _junction(self, state: State, wish: Wish, *, decisive: bool) -> Iterator[State]:
        parts = wish.scope.slots[wish.slot].parts
        if wish.truth is (not decisive):
            yield from self.all_of(state, [Wish(wish.scope, part, wish.truth) for part in parts])
        elif wish.truth is decisive:
            for part in parts:
                yield from self.one(state, Wish(wish.scope, part, decisive))
        else:
            for part in parts:
                for found in self.one(state, Wish(wish.scope, part, None)):
                    yield from self._undecided(found, wish.scope, [one for one in parts if one != part], decisive)

    def _undecided(self, state: State, scope: Scope, parts: Sequence[int], decisive: bool) -> Iterator[State]:  # noqa: FBT001
        """Yield the states in which none of the parts decides: each is neutral, or else unknown."""
        if not parts:
            yield state
            return
        for truth in (not decisive, None):
            for found in self.one(state, Wish(scope, parts[0], truth)):
                yield from self._undecided(found, scope, parts[1:], decisive)

    # counts ----------------------------------------------------------------------------------------------------

    def _tally(self, state: State, slot: Slot, node: Tally, truth: Truth) -> Iterator[State]:
        needed = bound_of(node, self._candidates)
        if needed is None:
            if truth is None:
                yield state
        elif truth:
            yield from self._counted(state, slot, node, needed)
        elif truth is False:
            yield from self._none_counted(state, slot, node)
        else:
            yield from self._count_unknown(state, slot, node, needed)

    def _counted(self, state: State, slot: Slot, node: Tally, needed: int) -> Iterator[State]:
        for found, chosen in self._placed(state, slot, node.collection, needed, ()):
            yield from self._together(found, node, chosen)

    def _placed(
        self, state: State, slot: Slot, collection: str, needed: int, chosen: tuple[int, ...]
    ) -> Iterator[tuple[State, tuple[int, ...]]]:
        """Yield the states in which so many items count: those that are there first, then new ones."""
        if needed <= 0:
            yield state, chosen
            return
        items = state.items.get(collection, ())
        if items is None:
            return
        first = chosen[-1] + 1 if chosen else 0
        for number in range(first, len(items)):
            for found in self._counts(state, slot, collection, number, truth=True):
                yield from self._placed(found, slot, collection, needed - 1, (*chosen, number))
        for more, number in self.new_item(state, collection):
            for found in self._counts(more, slot, collection, number, truth=True):
                yield from self._placed(found, slot, collection, needed - 1, (*chosen, number))

    def _counts(self, state: State, slot: Slot, collection: str, item: int, *, truth: Truth) -> Iterator[State]:
        if slot.item:
            yield from self.one(state, self._about(slot, collection, item, truth=truth))
        elif truth:
            yield state

    def _together(self, state: State, node: Tally, chosen: tuple[int, ...]) -> Iterator[State]:
        """Put the items that count into one window, or into a row."""
        field = node.consecutive_by or (node.window.by if node.window is not None else None)
        items = list(state.items.get(node.collection) or ())
        if field is None or not chosen:
            yield state
            return
        declaration = [values for number in chosen if (values := items[number].get(field))]
        every = declaration[0] if declaration else self._candidates.of_field(node.collection, field)
        for value in every:
            if value is None:
                continue
            placed = list(items)
            for step, number in enumerate(chosen):
                day = value - step if node.consecutive_by is not None else value  # type: ignore[operator]  # a number
                open_values = items[number].get(field)
                if open_values is not None and day not in open_values:
                    break
                placed[number] = {**items[number], field: (day,)}
            else:
                yield replace(state, items={**state.items, node.collection: tuple(placed)})

    def _none_counted(self, state: State, slot: Slot, node: Tally) -> Iterator[State]:
        items = state.items.get(node.collection, ())
        if items is None or (items and not slot.item):
            return
        known = replace(state, items={**state.items, node.collection: items}, barred=(*state.barred, slot))
        wishes = [self._about(slot, node.collection, number, truth=False) for number in range(len(items))]
        yield from self.all_of(known, wishes)

    def _count_unknown(self, state: State, slot: Slot, node: Tally, needed: int) -> Iterator[State]:
        collection = node.collection
        items = state.items.get(collection)
        if collection not in state.items:
            yield replace(state, items={**state.items, collection: None})
        elif items is None:
            yield state
            return
        if not slot.item:
            return
        for sure, chosen in self._placed(state, slot, collection, needed - 1, ()):
            others = [number for number in range(len(sure.items.get(collection) or ())) if number not in chosen]
            for number in others:
                rest = [self._about(slot, collection, other, truth=False) for other in others if other != number]
                yield from self.all_of(sure, [self._about(slot, collection, number, truth=None), *rest])
            rest = [self._about(slot, collection, other, truth=False) for other in others]
            for more, number in self.new_item(sure, collection):
                yield from self.all_of(more, [self._about(slot, collection, number, truth=None), *rest])
