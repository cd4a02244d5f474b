"""Why a node is true, false or unknown: the facts at its leaves that made it so, read off the evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from zongzhi_rules.decision.model import FactUsed
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Compare, Constant, Fixed, Holds, OneOf, Reference, Tally
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.engines.protocol import Evaluation, Facts, Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack

_SCOPE = f"definitions.{IN_SCOPE}"
_Test = Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count", "rule"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is fixed about a leaf: where its value stands, its words, what it is held against."""

    of: str | None
    position: int
    path: str
    title: str
    test: _Test
    wanted: str | None
    wanted_label: str | None
    labels: dict[str, str]
    closed: bool
    """Whether the fact has few values."""


class Explainer:
    """Finds the reasons of nodes.  Made once with the pack; what is the same for every case is made in advance."""

    __slots__ = ("_cached", "_collections", "_leaves", "_rules", "layout", "mentioned")

    def __init__(self, layout: Layout, pack: Pack) -> None:
        """Prepare the leaves of a layout, and the mention of each rule that has a finding of its own."""
        self.layout = layout
        self._leaves = {
            one.path: leaf
            for slot in layout.slots
            for one in (slot, *slot.item)
            if (leaf := _leaf(one, layout)) is not None
        }
        self._rules = {
            path: {truth: _mention(path, rule.title, truth) for truth in (True, False, None)}
            for path, rule in _with_own_finding(pack)
        }
        self.mentioned = frozenset(self._rules)
        self._collections = {name: position for position, (name, _) in enumerate(layout.collections)}
        self._cached: dict[tuple[str, object, Truth], FactUsed] = {}

    def because(self, root: int, case: Seen) -> tuple[FactUsed, ...]:
        """Return the facts that made a node what it is, each once, in the order of the text.

        A circumstance, or whether the instrument applies at all, is mentioned and not gone into: it has its own
        finding.
        """
        found: list[FactUsed] = []
        self._case(root, case, found)
        if len(found) < 2:  # noqa: PLR2004 - nothing to be doubled
            return tuple(found)
        return tuple({(fact.path, fact.test, fact.wanted): fact for fact in reversed(found)}.values())[::-1]

    def _case(self, index: int, case: Seen, found: list[FactUsed]) -> None:
        slot = self.layout.slots[index]
        truths = case.evaluation.truths
        truth = truths[index]
        node = slot.node
        kind = type(node)
        if kind is Tally:
            self._tally(index, slot, node, truth, case, found)
        elif kind is Reference and node.target in self._rules:
            if truth is not True or node.target != _SCOPE:
                found.append(self._rules[node.target][truth])
        elif slot.parts:
            for part in _deciding(slot, truths, truth, case.facts, self.layout):
                self._case(part, case, found)
        elif kind is not Fixed:
            leaf = self._leaves[slot.path]
            found.append(self._fact(slot.path, leaf, case.facts.values[leaf.position], truth))

    def _fact(self, path: str, leaf: Leaf, value: object, truth: Truth) -> FactUsed:
        """Return the mention of a fact of the case; those with few values are kept."""
        if not leaf.closed and value is not None:
            return _used(leaf, leaf.path, value, truth)
        key = (path, value, truth)
        fact = self._cached.get(key)
        if fact is None:
            fact = self._cached[key] = _used(leaf, leaf.path, value, truth)
        return fact

    def _tally(  # noqa: PLR0913 - a tally within a case
        self,
        index: int,
        slot: Slot,
        node: Tally,
        truth: Truth,
        case: Seen,
        found: list[FactUsed],
    ) -> None:
        items = case.facts.collections[self._collections[node.collection]]
        rows = case.evaluation.items.get(index)
        value = None if rows is None else sum(1 for row in rows if not row or row[-1] is True)
        wanted = _least(node)
        found.append(
            FactUsed.model_construct(
                path=node.collection,
                title=case.titles.get(node.collection, node.collection),
                value=value,
                label=None,
                test="count",
                wanted=wanted,
                wanted_label=None,
                truth=truth,
            ),
        )
        if items is None or rows is None or not slot.item:
            return
        for key, item, row in zip(case.keys[node.collection], items, rows, strict=True):
            if truth is False or row[-1] is truth:
                self._item(slot, len(slot.item) - 1, row, item, f"{node.collection}[{key}].", case, found)

    def _item(  # noqa: PLR0913 - an item within a tally within a case
        self,
        tally: Slot,
        number: int,
        row: Sequence[Truth],
        item: tuple[object, ...],
        prefix: str,
        case: Seen,
        found: list[FactUsed],
    ) -> None:
        slot = tally.item[number]
        truth = row[number]
        kind = type(slot.node)
        if kind is Reference:
            self._case(slot.parts[0], case, found)
        elif slot.parts:
            for part in _deciding(slot, row, truth, case.facts, self.layout):
                self._item(tally, part, row, item, prefix, case, found)
        elif kind is not Fixed:
            leaf = self._leaves[slot.path]
            if leaf.of is None:
                found.append(self._fact(slot.path, leaf, case.facts.values[leaf.position], truth))
            else:
                found.append(_used(leaf, prefix + leaf.path, item[leaf.position], truth))


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as seen by one pack: its facts, the evaluation, the names of the items and of the collections."""

    facts: Facts
    evaluation: Evaluation
    keys: dict[str, tuple[str, ...]]
    titles: dict[str, str]


def _deciding(
    slot: Slot,
    truths: Sequence[Truth],
    truth: Truth,
    facts: Facts,
    layout: Layout,
) -> tuple[int, ...]:
    """Return the parts that made the whole what it is."""
    node = slot.node
    if isinstance(node, ByReading):
        return (slot.parts[facts.readings[layout.readings.index(node.reading)]],)
    decisive = {All: False, AnyOf: True}.get(type(node))
    if decisive is None:
        return slot.parts
    if truth is decisive or truth is None:
        return tuple(part for part in slot.parts if truths[part] is truth)
    return slot.parts


def _with_own_finding(pack: Pack) -> Iterator[tuple[str, Rule]]:
    for circumstance in pack.circumstances:
        yield f"circumstances.{circumstance.id}", circumstance
    for definition in pack.definitions:
        if definition.id == IN_SCOPE:
            yield _SCOPE, definition


def _mention(path: str, title: str, truth: Truth) -> FactUsed:
    return FactUsed.model_construct(
        path=path, title=title, value=None, label=None, test="rule", wanted=None, wanted_label=None, truth=truth
    )


def _least(node: Tally) -> str | None:
    """Return the least count that would do; None where a parameter sets it."""
    if not isinstance(node.bound, Constant):
        return None
    bound = node.bound.value
    return str(bound + 1 if node.comparator == "more_than" and isinstance(bound, int) else bound)


def _used(leaf: Leaf, path: str, value: Any, truth: Truth) -> FactUsed:  # noqa: ANN401 - a fact's value
    shown = str(value) if isinstance(value, Term) else value
    return FactUsed.model_construct(
        path=path,
        title=leaf.title,
        value=shown,
        label=leaf.labels.get(shown) if isinstance(shown, str) else None,
        test=leaf.test,
        wanted=leaf.wanted,
        wanted_label=leaf.wanted_label,
        truth=truth,
    )


def _leaf(slot: Slot, layout: Layout) -> Leaf | None:
    node = slot.node
    if not isinstance(node, (Holds, Compare, OneOf)):
        return None
    fact = node.fact
    declaration = layout.declarations[fact.of, fact.path]
    labels = dict(zip(declaration.options, declaration.labels, strict=True))
    test: str = "holds"
    values: tuple[str, ...] = ()
    closed = declaration.kind in {"boolean", "term"}
    if isinstance(node, OneOf):
        test, values = "one_of", tuple(str(value) for value in node.values)
    elif isinstance(node, Compare):
        test = node.comparator
        if isinstance(node.value, Constant):
            value = node.value.value
            values = (str(value).lower() if isinstance(value, bool) else str(value),)
    return Leaf(
        fact.of,
        _position(fact, layout),
        fact.path,
        declaration.title,
        cast("_Test", test),
        ", ".join(values) or None,
        "、".join(labels.get(value, value) for value in values) or None,
        labels,
        closed,
    )


def _position(fact: FactRef, layout: Layout) -> int:
    return layout.facts.index(fact.path) if fact.of is None else layout.field(fact.of, fact.path)
