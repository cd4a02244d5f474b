"""Why a node is true, false or unknown: the facts at its leaves that made it so, read off the evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from zongzhi_rules.decision.model import FactUsed
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Compare, Constant, Fixed, Holds, OneOf, Tally
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.engines.protocol import Evaluation, Facts, Truth
    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot

_Test = Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is fixed about a leaf: where its value stands, its words, what it is held against."""

    of: str | None
    position: int
    path: str
    title: str
    test: _Test
    wanted: str | None
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Finds the reasons of nodes.  Made once with the pack."""

    layout: Layout
    _leaves: dict[str, Leaf] = field(repr=False)

    @classmethod
    def of(cls, layout: Layout) -> Explainer:
        """Prepare the leaves of a layout."""
        leaves = {}
        for slot in layout.slots:
            for one in (slot, *slot.item):
                leaf = _leaf(one, layout)
                if leaf is not None:
                    leaves[one.path] = leaf
        return cls(layout, leaves)

    def because(self, root: int, case: Seen) -> tuple[FactUsed, ...]:
        """Return the facts that made a node what it is, each once, in the order of the text."""
        found: dict[tuple[str, str, str | None], FactUsed] = {}
        for fact in self._case(root, case):
            found.setdefault((fact.path, fact.test, fact.wanted), fact)
        return tuple(found.values())

    def _case(self, index: int, case: Seen) -> Iterator[FactUsed]:
        slot = self.layout.slots[index]
        truths = case.evaluation.truths
        truth = truths[index]
        if isinstance(slot.node, Tally):
            yield from self._tally(index, slot, slot.node, truth, case)
        elif slot.parts:
            for part in _deciding(slot, truths, truth, case.facts, self.layout):
                yield from self._case(part, case)
        elif not isinstance(slot.node, Fixed):
            leaf = self._leaves[slot.path]
            yield _used(leaf, leaf.path, case.facts.values[leaf.position], truth)

    def _tally(self, index: int, slot: Slot, node: Tally, truth: Truth, case: Seen) -> Iterator[FactUsed]:
        names = [name for name, _ in self.layout.collections]
        items = case.facts.collections[names.index(node.collection)]
        title = case.titles.get(node.collection, node.collection)
        wanted = str(node.bound.value) if isinstance(node.bound, Constant) else None
        if items is None:
            yield FactUsed(
                path=node.collection, title=title, value=None, label=None, test="count", wanted=wanted, truth=truth
            )
            return
        rows = case.evaluation.items[index]
        sure = sum(1 for row in rows if not row or row[-1] is True)
        yield FactUsed(
            path=node.collection, title=title, value=sure, label=None, test="count", wanted=wanted, truth=truth
        )
        if not slot.item:
            return
        keys = case.keys[node.collection]
        for key, item, row in zip(keys, items, rows, strict=True):
            if truth is False or row[-1] is truth:
                yield from self._item(slot, len(slot.item) - 1, row, item, f"{node.collection}[{key}]", case)

    def _item(  # noqa: PLR0913 - an item within a tally within a case
        self,
        tally: Slot,
        number: int,
        row: Sequence[Truth],
        item: tuple[object, ...],
        prefix: str,
        case: Seen,
    ) -> Iterator[FactUsed]:
        slot = tally.item[number]
        truth = row[number]
        if slot.node.node == "reference":
            yield from self._case(slot.parts[0], case)
        elif slot.parts:
            for part in _deciding(slot, row, truth, case.facts, self.layout):
                yield from self._item(tally, part, row, item, prefix, case)
        elif not isinstance(slot.node, Fixed):
            leaf = self._leaves[slot.path]
            if leaf.of is None:
                yield _used(leaf, leaf.path, case.facts.values[leaf.position], truth)
            else:
                yield _used(leaf, f"{prefix}.{leaf.path}", item[leaf.position], truth)


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


def _used(leaf: Leaf, path: str, value: Any, truth: Truth) -> FactUsed:  # noqa: ANN401 - a fact's value
    shown = str(value) if isinstance(value, Term) else value
    return FactUsed(
        path=path,
        title=leaf.title,
        value=shown,
        label=leaf.labels.get(shown) if isinstance(shown, str) else None,
        test=leaf.test,
        wanted=leaf.wanted,
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
    wanted: str | None = None
    if isinstance(node, OneOf):
        test, wanted = "one_of", "、".join(labels.get(str(value), str(value)) for value in node.values)
    elif isinstance(node, Compare):
        test = node.comparator
        if isinstance(node.value, Constant):
            wanted = labels.get(str(node.value.value), str(node.value.value))
    return Leaf(fact.of, _position(fact, layout), fact.path, declaration.title, cast("_Test", test), wanted, labels)


def _position(fact: FactRef, layout: Layout) -> int:
    return layout.facts.index(fact.path) if fact.of is None else layout.field(fact.of, fact.path)
