"""Numbers the nodes of a pack, so that an evaluation is an array of truths and every engine's array means the same.

Rules come in an order in which each stands after the rules it refers to; within a rule, parts come before the whole.
A tally's condition about an item has a numbering of its own, for each item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import Compare, Fixed, Holds, OneOf, Reference, Tally, children
from zongzhi_rules.ir.walk import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from zongzhi_rules.ir.condition import Condition, FactRef
    from zongzhi_rules.ir.pack import FactDeclaration, Pack
    from zongzhi_rules.ir.walk import Conditional


@dataclass(frozen=True, slots=True)
class Slot:
    """One node: its path (`circumstances.x/all[0]`), the node, and the slots of its parts."""

    path: str
    node: Condition
    parts: tuple[int, ...]
    item: tuple[Slot, ...] = ()
    """For a tally: the slots of its condition about an item, the last one being the whole."""

    @property
    def below(self) -> tuple[int, ...]:
        """The slots that the node takes truths from: its parts, and rules that a condition about an item refers to."""
        referred = [part for inner in self.item if isinstance(inner.node, Reference) for part in inner.parts]
        return (*self.parts, *referred)


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbering of a pack.

    `roots` gives the slot of each rule; `facts`, `collections` (with the fields read), `parameters` and `readings`
    are the inputs, each list in the order in which the values are handed to an engine.  `varying` are the slots of the
    nodes that may be one thing in one case and another in the next.
    """

    slots: tuple[Slot, ...]
    roots: Mapping[str, int]
    facts: tuple[str, ...]
    collections: tuple[tuple[str, tuple[str, ...]], ...]
    parameters: tuple[str, ...]
    readings: tuple[str, ...]
    declarations: Mapping[tuple[str | None, str], FactDeclaration]
    varying: frozenset[int]

    def field(self, collection: str, name: str) -> int:
        """Return the position of a field in the tuple that stands for an item."""
        return dict(self.collections)[collection].index(name)

    def needed(self, roots: Iterable[int], given: Collection[int] = ()) -> tuple[int, ...]:
        """Return the slots of nodes and of all that they rest on, parts before the whole; not what a given one does."""
        found: set[int] = set()
        queue = list(roots)
        while queue:
            index = queue.pop()
            if index not in found:
                found.add(index)
                queue += () if index in given else self.slots[index].below
        return tuple(sorted(found))

    def above(self, looks: Callable[[Slot], bool]) -> frozenset[int]:
        """Return the slots of the nodes, or of counts over the nodes, that are such, and of all that rests on them."""
        found: set[int] = set()
        for index, slot in enumerate(self.slots):
            if any(map(looks, (slot, *slot.item))) or not found.isdisjoint(slot.below):
                found.add(index)
        return frozenset(found)


def lay_out(pack: Pack) -> Layout:
    """Number the nodes of a pack."""
    all_rules = {rule.path: rule for rule in rules(pack)}
    slots: list[Slot] = []
    roots: dict[str, int] = {}
    for rule in _in_order(all_rules):
        roots[rule.path] = _number(rule.condition, rule.path, slots, roots)
    facts: set[str] = set()
    fields: dict[str, set[str]] = {}
    for fact in _facts(slots, fields):
        facts.add(fact)
    return Layout(
        slots=tuple(slots),
        roots=roots,
        facts=tuple(sorted(facts)),
        collections=tuple((name, tuple(sorted(names))) for name, names in sorted(fields.items())),
        parameters=tuple(parameter.id for parameter in pack.parameters),
        readings=tuple(reading.id for reading in pack.readings),
        declarations={(fact.of, fact.path): fact for fact in pack.facts},
        varying=_varying(slots),
    )


def _varying(slots: list[Slot]) -> frozenset[int]:
    found: set[int] = set()
    for index, slot in enumerate(slots):
        if not found.isdisjoint(slot.parts) if slot.parts else not isinstance(slot.node, Fixed):
            found.add(index)
    return frozenset(found)


def _in_order(all_rules: Mapping[str, Conditional]) -> Iterator[Conditional]:
    done: set[str] = set()

    def visit(path: str) -> Iterator[Conditional]:
        if path in done:
            return
        done.add(path)
        for target in references(all_rules[path].condition):
            yield from visit(target)
        yield all_rules[path]

    for path in sorted(all_rules):
        yield from visit(path)


def references(condition: Condition) -> Iterator[str]:
    """Yield the rules that a condition refers to, those inside counts included."""
    if isinstance(condition, Reference):
        yield condition.target
    if isinstance(condition, Tally) and condition.where is not None:
        yield from references(condition.where)
    for _, part in children(condition):
        yield from references(part)


def _number(node: Condition, path: str, slots: list[Slot], roots: Mapping[str, int]) -> int:
    if isinstance(node, Reference):
        parts: tuple[int, ...] = (roots[node.target],) if node.target in roots else ()
    else:
        parts = tuple(_number(part, f"{path}/{step}", slots, roots) for step, part in children(node))
    item: tuple[Slot, ...] = ()
    if isinstance(node, Tally) and node.where is not None:
        inner: list[Slot] = []
        _number_item(node.where, f"{path}/where", inner, roots)
        item = tuple(inner)
    slots.append(Slot(path, node, parts, item))
    return len(slots) - 1


def _number_item(node: Condition, path: str, slots: list[Slot], roots: Mapping[str, int]) -> int:
    """Number a condition about an item.  A reference keeps the slot of the rule, which is about the case."""
    if isinstance(node, Reference):
        parts: tuple[int, ...] = (roots[node.target],)
    else:
        parts = tuple(_number_item(part, f"{path}/{step}", slots, roots) for step, part in children(node))
    slots.append(Slot(path, node, parts))
    return len(slots) - 1


def _facts(slots: list[Slot], fields: dict[str, set[str]]) -> Iterator[str]:
    for slot in slots:
        node = slot.node
        if isinstance(node, Tally):
            own = fields.setdefault(node.collection, set())
            own |= {name for name in (node.consecutive_by, node.window.by if node.window else None) if name}
            if node.window is not None and not node.window.anywhere:
                yield "as_of"
            yield from _facts(list(slot.item), fields)
        fact = fact_of(node)
        if fact is None:
            continue
        if fact.of is None:
            yield fact.path
        else:
            fields.setdefault(fact.of, set()).add(fact.path)


def fact_of(node: Condition) -> FactRef | None:
    """Return the fact that a leaf reads."""
    return node.fact if isinstance(node, (Holds, Compare, OneOf)) else None
