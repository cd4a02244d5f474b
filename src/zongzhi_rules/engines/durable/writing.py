"""Writes a pack as networks of propositions: one for the case, and one for the items of each list under count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zongzhi_rules.engines.durable.propositions import CaseInput, Literal, Network, Scope, counted
from zongzhi_rules.engines.durable.scales import TRUE, scale_of
from zongzhi_rules.engines.durable.tallies import Counter
from zongzhi_rules.ir.condition import Compare, Constant, OneOf, Reference, Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.engines.durable.scales import Scale
    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot

Place = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one list, as far as counts of one stratum of the case need them."""

    collection: str
    level: int
    network: Network = field(default_factory=Network)


@dataclass(frozen=True, slots=True)
class Count:
    """A count: the group of items whose truths it takes, and the literal that it takes of each; None: all items."""

    counter: Counter
    group: int
    literal: Literal | None


@dataclass(slots=True)
class Writing:
    """A pack as propositions.

    `literals` gives the literal of each slot; `rows`, for the slot of each count, the group of its items and the
    literals of its condition about an item.
    """

    layout: Layout
    case: Network = field(default_factory=Network)
    groups: list[Items] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    literals: list[Literal] = field(default_factory=list)
    rows: dict[int, tuple[int, tuple[Literal, ...]]] = field(default_factory=dict)


def write(layout: Layout) -> Writing:
    """Write the pack of a layout."""
    writing = Writing(layout)
    scales = _scales(layout)
    scope = _scope(layout, scales, writing.case, writing.literals.__getitem__)
    for index, slot in enumerate(layout.slots):
        if isinstance(slot.node, Tally):
            writing.literals.append(_tally(index, slot, slot.node, writing, scales))
        else:
            writing.literals.append(scope.literal(slot, writing.literals))
    return writing


def _tally(index: int, slot: Slot, node: Tally, writing: Writing, scales: dict[Place, Scale]) -> Literal:
    case = writing.case
    referred = [writing.literals[part] for one in slot.item if isinstance(one.node, Reference) for part in one.parts]
    level = max((case.levels[one.proposition] + 1 for one in referred), default=0)
    group = _group(writing.groups, node.collection, level)
    network = writing.groups[group].network

    def about_the_case(rule: int) -> Literal:
        return network.one_code(network.input(CaseInput(writing.literals[rule])), [TRUE])

    scope = _scope(writing.layout, scales, network, about_the_case)
    literals: list[Literal] = []
    for one in slot.item:
        literals.append(scope.literal(one, literals))
    writing.rows[index] = (group, tuple(literals))
    count = Count(Counter.of(node, writing.layout), group, literals[-1] if literals else None)
    if count not in writing.counts:
        writing.counts.append(count)
    return counted(case, writing.counts.index(count), node.comparator, level)


def _group(groups: list[Items], collection: str, level: int) -> int:
    for number, one in enumerate(groups):
        if (one.collection, one.level) == (collection, level):
            return number
    groups.append(Items(collection, level))
    return len(groups) - 1


def _scope(layout: Layout, scales: dict[Place, Scale], network: Network, referred: Callable[[int], Literal]) -> Scope:
    def position(fact: FactRef) -> int:
        return layout.facts.index(fact.path) if fact.of is None else layout.field(fact.of, fact.path)

    def scale(fact: FactRef) -> Scale:
        return scales[fact.of, fact.path]

    return Scope(network, position, scale, referred, layout.parameters, layout.readings)


def _scales(layout: Layout) -> dict[Place, Scale]:
    """Return the scale of every fact that a pack declares or reads."""
    named: dict[Place, set[object]] = {}
    for node in (one.node for slot in layout.slots for one in (slot, *slot.item)):
        if isinstance(node, OneOf):
            named.setdefault((node.fact.of, node.fact.path), set()).update(node.values)
        elif isinstance(node, Compare) and isinstance(node.value, Constant):
            named.setdefault((node.fact.of, node.fact.path), set()).add(node.value.value)
    return {place: scale_of(one, named.get(place, ())) for place, one in layout.declarations.items()}
