"""The decisions of a pack and their parts: what condition coverage asks of the cases.

A decision is what one condition decides: a rule, a definition, or whether an item counts (what stands under `where`).
Its parts are the leaves of that condition: facts, counts, and mentions of other rules and definitions, which are
decisions of their own.  A definition about items is written into each condition that uses it; here it is one decision,
and every use of it shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Fixed, Named, Not, Tally
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.ir.base import Citation, Origin
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack


@dataclass(frozen=True, slots=True)
class Decision:
    """What one condition decides: its path, the title and the citations of its rule, the condition."""

    path: str
    title: str
    cite: tuple[Citation, ...]
    condition: Condition
    rule: str
    """The path of the rule or definition in which it stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a decision.  `path` is that of the decision with the steps to the leaf, as in a derivation."""

    path: str
    decision: Decision = field(repr=False)
    node: Condition = field(repr=False)

    @property
    def at(self) -> Origin:
        """Where it is written."""
        return self.node.at


@dataclass(frozen=True, slots=True)
class Probe:
    """One place in an evaluation where a part is evaluated.

    Attributes:
        part: the part.
        tally: the slot of the count whose items it is about; None where it is about the case.
        slot: its position among the truths of that scope.
        siblings: the positions of the other parts on the way up to the decision, each with the truth that leaves the
            outcome to this one.
        options: the readings on the way, each with the position of the option under which it is evaluated at all.
    """

    part: Part
    tally: int | None
    slot: int
    siblings: tuple[tuple[int, bool], ...]
    options: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All decisions of a pack, all their parts in the order of the decisions, and the probes that show them."""

    decisions: dict[str, Decision]
    parts: dict[str, Part]
    probes: tuple[Probe, ...]


def parts_of(pack: Pack, layout: Layout) -> Parts:
    """Return the decisions and parts of a pack."""
    return _Builder(pack, layout).build()


@dataclass(frozen=True, slots=True)
class _Way:
    """The way down a decision: where it is evaluated, the steps so far, what was passed on the way."""

    decision: Decision
    slots: Sequence[Slot]
    tally: int | None
    steps: str = ""
    siblings: tuple[tuple[int, bool], ...] = ()
    options: tuple[tuple[int, int], ...] = ()

    def step(self, step: str) -> _Way:
        return replace(self, steps=f"{self.steps}/{step}")


class _Builder:
    def __init__(self, pack: Pack, layout: Layout) -> None:
        self._pack = pack
        self._layout = layout
        self._decisions: dict[str, Decision] = {}
        self._parts: dict[str, Part] = {}
        self._probes: list[Probe] = []
        self._items = {one.id: one for one in pack.definitions if one.of is not None}

    def build(self) -> Parts:
        for one in walk(self._pack):
            decision = self._decision(Decision(one.path, one.rule.title, one.rule.cite, one.condition, one.path))
            self._below(self._layout.roots[one.path], _Way(decision, self._layout.slots, None))
        return Parts(self._decisions, self._parts, tuple(self._probes))

    def _decision(self, decision: Decision) -> Decision:
        return self._decisions.setdefault(decision.path, decision)

    def _below(self, slot: int, way: _Way) -> None:
        """Go down from a node of a decision to its leaves."""
        node, parts = way.slots[slot].node, way.slots[slot].parts
        match node:
            case Fixed():
                return
            case Not():
                self._below(parts[0], way.step("not"))
            case All() | AnyOf():
                neutral = isinstance(node, All)
                for index, part in enumerate(parts):
                    others = tuple((other, neutral) for other in parts if other != part)
                    self._below(part, replace(way.step(f"{node.node}[{index}]"), siblings=way.siblings + others))
            case ByReading(reading=reading):
                position = self._layout.readings.index(reading)
                order = sorted(option for option, _ in node.options)
                for part, (option, _) in zip(parts, node.options, strict=True):
                    chosen = (*way.options, (position, order.index(option)))
                    self._below(part, replace(way.step(option), options=chosen))
            case _:
                self._leaf(slot, way)

    def _leaf(self, slot: int, way: _Way) -> None:
        node = way.slots[slot].node
        path = way.decision.path + way.steps
        part = self._parts.setdefault(path, Part(path, way.decision, node))
        self._probes.append(Probe(part, way.tally, slot, way.siblings, way.options))
        if isinstance(node, Named):
            named = self._items[node.definition]
            key = f"definitions.{named.id}"
            inner = self._decision(Decision(key, named.title, named.cite, node.part, key))
            self._below(way.slots[slot].parts[0], _Way(inner, way.slots, way.tally, options=way.options))
        elif isinstance(node, Tally) and node.where is not None:
            items = way.slots[slot].item
            where = replace(way.decision, path=f"{path}/where", condition=node.where)
            self._below(len(items) - 1, _Way(self._decision(where), items, slot, options=way.options))


def own_parts(pack: Pack, parts: Parts) -> Iterator[Part]:
    """Yield the parts that the pack's own cases have to show: those of decisions that it writes or restates."""
    own = {path for path, one in parts.decisions.items() if any(cite.instrument == pack.id for cite in one.cite)}
    own |= {part.decision.path for part in parts.parts.values() if part.at.pack == pack.id}
    return (part for part in parts.parts.values() if part.decision.path in own)
