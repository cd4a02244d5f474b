"""What to find out next: the unknown facts that the outcome hangs on, and what each answer would make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.ir.condition import ByReading, Compare, Constant, Holds, OneOf, Reference, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zongzhi_rules.decision.outcome import Interval, Ladder
    from zongzhi_rules.engines.protocol import Evaluation, Facts, Program, Truth
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import FactDeclaration


@dataclass(frozen=True, slots=True)
class Place:
    """Where an unknown fact stands: a fact of the case, a whole collection, or a field of one item."""

    fact: int | None
    collection: int | None = None
    item: int | None = None
    field: int | None = None


@dataclass(frozen=True, slots=True)
class OpenFact:
    """An unknown fact that a ground hangs on, and the values that conditions hold it against."""

    place: Place
    declaration: FactDeclaration | None
    bounds: frozenset[object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the outcome under each answer, before it is put into words."""

    open_fact: OpenFact
    cite: tuple[Citation, ...]
    answers: tuple[tuple[object, Interval], ...]
    use: float


class Inquiry:
    """Finds the open facts of one evaluation."""

    def __init__(self, layout: Layout, ladder: Ladder, program: Program) -> None:
        """Keep what every case of the pack shares."""
        self._layout = layout
        self._ladder = ladder
        self._program = program
        self._names = [name for name, _ in layout.collections]

    def ask(
        self,
        facts: Facts,
        evaluation: Evaluation,
        interval: Interval,
        cites: Callable[[int], tuple[Citation, ...]],
    ) -> tuple[Asked, ...]:
        """Return the questions, the most useful first; none where the outcome is determined.

        `cites` gives the provisions of the rule whose root is a slot.
        """
        if interval.width == 0:
            return ()
        found: dict[Place, tuple[set[object], FactDeclaration | None, dict[Citation, None]]] = {}
        for position, grounds in self._ladder.rungs:
            if position <= interval.at_least:
                continue
            for ground in grounds:
                for place, declaration, bound, rules in self._open(ground, facts, evaluation, (ground,)):
                    bounds, _, provisions = found.setdefault(place, (set(), declaration, {}))
                    bounds |= bound
                    for rule in reversed(rules):  # what asks for the fact itself goes first
                        provisions.update(dict.fromkeys(cites(rule)))
        asked = [
            self._asked(OpenFact(place, declaration, frozenset(bounds)), tuple(provisions), facts, interval)
            for place, (bounds, declaration, provisions) in found.items()
        ]
        return tuple(sorted(asked, key=lambda one: (-one.use, _order(one.open_fact.place))))

    def _asked(
        self,
        open_fact: OpenFact,
        cite: tuple[Citation, ...],
        facts: Facts,
        interval: Interval,
    ) -> Asked:
        answers = []
        for value in candidates(open_fact):
            changed = self._with(facts, open_fact.place, value)
            outcome = self._ladder.outcome(self._program.evaluate(changed).truths)
            answers.append((value, outcome))
        widths = [outcome.width for _, outcome in answers] or [interval.width]
        return Asked(open_fact, cite, tuple(answers), interval.width - sum(widths) / len(widths))

    @staticmethod
    def _with(facts: Facts, place: Place, value: object) -> Facts:
        if place.fact is not None:
            return facts.with_value(place.fact, value)
        if place.collection is None:
            return facts
        if place.item is None or place.field is None:
            return facts.with_collection(place.collection, ())
        return facts.with_item_value(place.collection, place.item, place.field, value)

    def _open(
        self,
        index: int,
        facts: Facts,
        evaluation: Evaluation,
        rules: tuple[int, ...],
    ) -> Iterator[tuple[Place, FactDeclaration | None, set[object], tuple[int, ...]]]:
        """Yield the unknown leaves below an unknown node, with the rules that lead to them."""
        slot = self._layout.slots[index]
        if evaluation.truths[index] is not None:
            return
        node = slot.node
        if isinstance(node, Reference):
            yield from self._open(slot.parts[0], facts, evaluation, (*rules, slot.parts[0]))
        elif isinstance(node, Tally):
            yield from self._in_tally(index, slot, node, facts, evaluation, rules)
        elif isinstance(node, ByReading):
            chosen = facts.readings[self._layout.readings.index(node.reading)]
            yield from self._open(slot.parts[chosen], facts, evaluation, rules)
        elif slot.parts:
            for part in slot.parts:
                yield from self._open(part, facts, evaluation, rules)
        elif isinstance(node, (Holds, Compare, OneOf)) and facts.values[self._layout.facts.index(node.fact.path)] is None:
            place = Place(self._layout.facts.index(node.fact.path))
            yield place, self._layout.declarations[None, node.fact.path], _bounds(node), rules

    def _in_tally(  # noqa: PLR0913
        self,
        index: int,
        slot: Slot,
        node: Tally,
        facts: Facts,
        evaluation: Evaluation,
        rules: tuple[int, ...],
    ) -> Iterator[tuple[Place, FactDeclaration | None, set[object], tuple[int, ...]]]:
        collection = self._names.index(node.collection)
        items = facts.collections[collection]
        if items is None:
            yield Place(None, collection), None, set(), rules
            return
        for number, row in enumerate(evaluation.items[index]):
            if not row or row[-1] is None:
                yield from self._in_item(slot, len(slot.item) - 1, row, (collection, number), facts, evaluation, rules)
            if row and row[-1] is False:
                continue
            for name in (node.consecutive_by, node.window.by if node.window else None):
                field = None if name is None else self._layout.field(node.collection, name)
                if field is not None and items[number][field] is None:
                    place = Place(None, collection, number, field)
                    yield place, self._layout.declarations[node.collection, name or ""], set(), rules

    def _in_item(  # noqa: PLR0913
        self,
        tally: Slot,
        number: int,
        row: Sequence[Truth],
        where: tuple[int, int],
        facts: Facts,
        evaluation: Evaluation,
        rules: tuple[int, ...],
    ) -> Iterator[tuple[Place, FactDeclaration | None, set[object], tuple[int, ...]]]:
        if not tally.item or row[number] is not None:
            return
        slot = tally.item[number]
        node = slot.node
        if isinstance(node, Reference):
            yield from self._open(slot.parts[0], facts, evaluation, (*rules, slot.parts[0]))
        elif isinstance(node, ByReading):
            chosen = facts.readings[self._layout.readings.index(node.reading)]
            yield from self._in_item(tally, slot.parts[chosen], row, where, facts, evaluation, rules)
        elif slot.parts:
            for part in slot.parts:
                yield from self._in_item(tally, part, row, where, facts, evaluation, rules)
        elif isinstance(node, (Holds, Compare, OneOf)):
            yield from self._item_leaf(node, where, facts, rules)

    def _item_leaf(
        self,
        node: Holds | Compare | OneOf,
        where: tuple[int, int],
        facts: Facts,
        rules: tuple[int, ...],
    ) -> Iterator[tuple[Place, FactDeclaration | None, set[object], tuple[int, ...]]]:
        fact: FactRef = node.fact
        declaration = self._layout.declarations[fact.of, fact.path]
        if fact.of is None:
            position = self._layout.facts.index(fact.path)
            if facts.values[position] is None:
                yield Place(position), declaration, _bounds(node), rules
            return
        collection, number = where
        field = self._layout.field(fact.of, fact.path)
        items = facts.collections[collection]
        if items is not None and items[number][field] is None:
            yield Place(None, collection, number, field), declaration, _bounds(node), rules


def candidates(open_fact: OpenFact) -> tuple[object, ...]:
    """Return one value for each way in which an answer can matter: below, at and above each bound."""
    declaration = open_fact.declaration
    if declaration is None:
        return ((),)
    if declaration.kind == "boolean":
        return (True, False)
    if declaration.kind == "term":
        return declaration.options
    found: set[object] = set()
    for bound in open_fact.bounds:
        if isinstance(bound, date):
            found |= {bound - timedelta(days=1), bound, bound + timedelta(days=1)}
        elif isinstance(bound, (int, float)) and not isinstance(bound, bool):
            found |= {bound - 1, bound, bound + 1}
        else:
            found.add(bound)
    return tuple(sorted(found, key=str))


def _bounds(node: Holds | Compare | OneOf) -> set[object]:
    if isinstance(node, OneOf):
        return set(node.values)
    if isinstance(node, Compare) and isinstance(node.value, Constant):
        return {node.value.value}
    return set()


def _order(place: Place) -> tuple[int, int, int, int]:
    values = (place.fact, place.collection, place.item, place.field)
    return tuple(NONE if value is None else value for value in values)  # type: ignore[return-value]
