"""Which unknown facts a rule waits for, by which chains of rules, and which values of them are worth supposing.

Each node becomes, once, a function that notes the unknown facts below it, given that the node itself is unknown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.decision.answers import around, days_of_window
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import ByReading, Compare, Constant, Holds, OneOf, ParameterRef, Reference, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import FactDeclaration

    Place = tuple[int, int, int, int]
    """Where an unknown fact stands: a fact of the case, a collection, an item, a field of it; `NOWHERE` for none."""
    Rules = tuple[int, ...]
    """The slots of the rules that lead to a fact, the nearest first and the ground last."""
    Opener = Callable[[Judged, Rules, "Open"], None]
    ItemOpener = Callable[[Judged, "_Item", Rules, "Open"], None]

NOWHERE = -1
_YES, _NO = "是", "否"
_NOTHING = "没有"
_ORDERED = frozenset({"integer", "number", "date"})


@dataclass(frozen=True, slots=True, eq=False)
class Askable:
    """A fact that may be asked for.

    `answers` are its possible values with what they are called; None where they depend on what they are held against.
    `ordered` tells whether those form ranges.
    """

    title: str
    answers: tuple[tuple[object, str], ...] | None
    ordered: bool = False


@dataclass(slots=True)
class Unknown:
    """An unknown fact: values to suppose, from what it is held against, and the chains of rules that lead to it."""

    fact: Askable
    values: set[object]
    chains: list[Rules]


class Open:
    """The unknown facts below some rules of one case; `below` has, for all of them, those below each rule alone."""

    __slots__ = ("below", "places")

    def __init__(self, below: dict[int, Open]) -> None:
        self.below = below
        self.places: dict[Place, Unknown] = {}

    def note(self, place: Place, fact: Askable, values: Iterable[object], rules: Rules) -> None:
        """Note an unknown fact to which rules lead."""
        unknown = self.places.get(place)
        if unknown is None:
            unknown = self.places[place] = Unknown(fact, set(), [])
        if values:
            unknown.values.update(values)
        unknown.chains.append(rules)


class _Item(NamedTuple):
    """One item under count: the positions of its collection and of itself, its fields, the truths of its nodes."""

    collection: int
    number: int
    fields: Sequence[object]
    row: Sequence[Truth]


class Openers:
    """The functions of all nodes of a pack.  Made once with the pack."""

    def __init__(self, layout: Layout) -> None:
        """Prepare the functions, parts before the whole."""
        self._layout = layout
        self._names = [name for name, _ in layout.collections]
        self._referrers = Counter(
            one.parts[0] for slot in layout.slots for one in (slot, *slot.item) if isinstance(one.node, Reference)
        )
        self._openers: list[Opener] = []
        for index, slot in enumerate(layout.slots):
            self._openers.append(self._opener(index, slot))

    def below(self, roots: Iterable[int], judged: Judged) -> dict[Place, Unknown]:
        """Return the unknown facts that these rules wait for, as far as they are unknown, in the order of the text."""
        found = Open({})
        truths = judged.truths
        for root in roots:
            if truths[root] is None:
                self._openers[root](judged, (root,), found)
        return found.places

    def _opener(self, index: int, slot: Slot) -> Opener:
        node = slot.node
        match node:
            case Tally():
                return self._tally(index, slot, node)
            case Reference():
                return self._reference(slot.parts[0])
            case ByReading(reading=reading):
                position = self._layout.readings.index(reading)
                openers = [self._openers[part] for part in slot.parts]
                return lambda judged, rules, found: openers[judged.facts.readings[position]](judged, rules, found)
            case Holds() | Compare() | OneOf():
                return self._fact(node)
            case _:
                return self._parts(slot.parts)

    def _reference(self, root: int) -> Opener:
        """Return the opener of a rule that is referred to; below one that several refer to is looked once in a case."""
        opener = self._openers[root]
        if self._referrers[root] < 2:  # noqa: PLR2004 - several
            return lambda judged, rules, found: opener(judged, (root, *rules), found)
        own = (root,)

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            below = found.below.get(root)
            if below is None:
                below = found.below[root] = Open(found.below)
                opener(judged, own, below)
            for place, unknown in below.places.items():
                for chain in unknown.chains:
                    found.note(place, unknown.fact, unknown.values, chain + rules)

        return find

    def _parts(self, parts: Sequence[int]) -> Opener:
        if len(parts) == 1:  # as unknown as the whole
            return self._openers[parts[0]]
        openers = [(part, self._openers[part]) for part in parts]

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            truths = judged.truths
            for part, opener in openers:
                if truths[part] is None:
                    opener(judged, rules, found)

        return find

    def _fact(self, node: Holds | Compare | OneOf) -> Opener:
        position = self._layout.facts.index(node.fact.path)
        place = (position, NOWHERE, NOWHERE, NOWHERE)
        fact = _asking(self._layout.declarations[None, node.fact.path])
        values = self._values(node)

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            if judged.facts.values[position] is None:
                found.note(place, fact, values(judged), rules)

        return find

    def _tally(self, index: int, slot: Slot, node: Tally) -> Opener:
        collection = self._names.index(node.collection)
        of_item = self._item_openers(slot)
        of = node.collection
        whole = _asking_for_all(of)
        fields = [
            (
                self._layout.field(node.collection, name),
                _asking(self._layout.declarations[node.collection, name]),
                values,
            )
            for name, values in self._placing(node)
        ]

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            items = judged.facts.collections[collection]
            if items is None:
                found.note((NOWHERE, collection, NOWHERE, NOWHERE), whole, frozenset(), rules)
                return
            placed: dict[int, tuple[object, ...]] = {}  # the same for all items
            number = 0  # counted by hand, as in `reasons`
            for row in judged.items[index]:
                item = items[number]
                if of_item is not None and row[-1] is None:
                    of_item(judged, _Item(collection, number, item, row), rules, found)
                if fields and not (row and row[-1] is False):
                    for column, fact, values in fields:
                        if item[column] is None:
                            if column not in placed:
                                placed[column] = tuple(values(judged, [one[column] for one in items]))
                            found.note((NOWHERE, collection, number, column), fact, placed[column], rules)
                number += 1  # noqa: SIM113

        return find

    def _placing(self, node: Tally) -> Iterator[tuple[str, Callable[[Judged, list[object]], Iterable[object]]]]:
        """Yield the fields that place an item among the others, each with the values to suppose beside those."""
        if node.consecutive_by is not None:
            yield node.consecutive_by, lambda _judged, others: around(others)
        window = node.window
        if window is None:
            return

        def days(judged: Judged, others: list[object]) -> Iterable[object]:
            length = window.length
            if isinstance(length, Constant):
                number: Any = length.value
            else:
                number = judged.facts.parameters[self._layout.parameters.index(length.parameter)]
            return () if number is None else days_of_window(window, number, others, judged.case.as_of)

        yield window.by, days

    def _item_openers(self, tally: Slot) -> ItemOpener | None:
        openers: list[ItemOpener] = []
        for slot in tally.item:
            openers.append(self._item_opener(slot, openers))
        return openers[-1] if openers else None

    def _item_opener(self, slot: Slot, openers: Sequence[ItemOpener]) -> ItemOpener:
        node = slot.node
        match node:
            case Reference():
                opener = self._reference(slot.parts[0])
                return lambda judged, _item, rules, found: opener(judged, rules, found)
            case ByReading(reading=reading):
                position = self._layout.readings.index(reading)
                options = [openers[part] for part in slot.parts]
                return lambda judged, item, rules, found: options[judged.facts.readings[position]](
                    judged, item, rules, found
                )
            case Holds() | Compare() | OneOf() if node.fact.of is None:
                of_case = self._fact(node)
                return lambda judged, _item, rules, found: of_case(judged, rules, found)
            case Holds() | Compare() | OneOf():
                return self._item_fact(node)
            case _:
                return _item_parts([(part, openers[part]) for part in slot.parts])

    def _item_fact(self, node: Holds | Compare | OneOf) -> ItemOpener:
        column = self._layout.field(node.fact.of or "", node.fact.path)
        fact = _asking(self._layout.declarations[node.fact.of, node.fact.path])
        values = self._values(node)

        def find(judged: Judged, item: _Item, rules: Rules, found: Open) -> None:
            if item.fields[column] is None:
                found.note((NOWHERE, item.collection, item.number, column), fact, values(judged), rules)

        return find

    def _values(self, node: Holds | Compare | OneOf) -> Callable[[Judged], Iterable[object]]:
        """Return the function that gives the values to suppose for a fact, from what a node holds it against.

        A fact whose values are all known beforehand needs none.
        """
        if self._layout.declarations[node.fact.of, node.fact.path].kind in {"boolean", "term"}:
            return lambda _judged: ()
        if isinstance(node, Compare) and isinstance(node.value, ParameterRef):
            position = self._layout.parameters.index(node.value.parameter)
            return lambda judged: around([judged.facts.parameters[position]])
        constants = node.values if isinstance(node, OneOf) else ()
        if isinstance(node, Compare) and isinstance(node.value, Constant):
            constants = (node.value.value,)
        values = frozenset(around(constants))
        return lambda _judged: values


def _asking(declaration: FactDeclaration) -> Askable:
    answers: tuple[tuple[object, str], ...] | None = None
    if declaration.kind == "boolean":
        answers = ((True, _YES), (False, _NO))
    elif declaration.kind == "term":
        answers = tuple(zip(declaration.options, declaration.labels, strict=True))
    return Askable(declaration.title, answers, declaration.kind in _ORDERED)


def _asking_for_all(collection: str) -> Askable:
    """Return what is asked of a collection that is unknown: whether there is anything in it."""
    return Askable(catalogue().collections[collection].title, (((), _NOTHING),))


def _item_parts(openers: Sequence[tuple[int, ItemOpener]]) -> ItemOpener:
    def find(judged: Judged, item: _Item, rules: Rules, found: Open) -> None:
        for part, opener in openers:
            if item.row[part] is None:
                opener(judged, item, rules, found)

    return find
