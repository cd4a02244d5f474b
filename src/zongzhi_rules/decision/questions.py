"""What to find out next: the unknown facts that the outcome hangs on, and what each answer would make of it.

Each node becomes, once, a function that notes the unknown facts below it, given that the node itself is unknown.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zongzhi_rules.decision.model import Answer, Question
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import ByReading, Compare, Constant, Holds, OneOf, Reference, Tally
from zongzhi_rules.ir.names import LISTED_CIRCUMSTANCE
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import Outcome
    from zongzhi_rules.decision.outcome import Interval, Ladder
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import FactDeclaration, Pack

    Place = tuple[int, int, int, int]
    """Where an unknown fact stands: a fact of the case, a collection, an item, a field of it; -1 for none."""
    Rules = tuple[int, ...]
    """The slots of the rules that lead to a fact, the ground first."""
    Opener = Callable[[Judged, Rules, "Open"], None]
    ItemOpener = Callable[[Judged, "_Item", Rules, "Open"], None]

_LISTED = f"definitions.{LISTED_CIRCUMSTANCE}"
_YES, _NO = "是", "否"
_NOTHING = "没有"
_KEPT = 4096
_NONE = -1


@dataclass(frozen=True, slots=True)
class _Unknown:
    """An unknown fact: its declaration (None for a whole collection), what it is held against, which rules need it."""

    declaration: FactDeclaration | None
    bounds: set[object] = field(default_factory=set)
    rules: dict[int, None] = field(default_factory=dict)


Open = dict["Place", _Unknown]


@dataclass(frozen=True, slots=True)
class _Item:
    """One item under count: the positions of its collection and of itself, its fields, the truths of its nodes."""

    collection: int
    number: int
    fields: Sequence[object]
    row: Sequence[Truth]


class Inquiry:
    """Asks the open questions of a pack.  Made once with the pack."""

    def __init__(self, pack: Pack, layout: Layout, ladder: Ladder, outcome: Callable[[Interval], Outcome]) -> None:
        """Prepare the functions of all nodes, parts before the whole."""
        self._layout = layout
        self._ladder = ladder
        self._names = [name for name, _ in layout.collections]
        cites = {rule.path: rule.rule.cite for rule in walk(pack)}
        # The circumstances say more, each by itself, than what names all of them together.
        self._cites = {slot: () if path == _LISTED else cites[path] for path, slot in layout.roots.items()}
        self._provisions = functools.lru_cache(_KEPT)(self._united)
        self._answer = functools.lru_cache(_KEPT)(functools.partial(_answer, outcome))
        self._openers: list[Opener] = []
        for index, slot in enumerate(layout.slots):
            self._openers.append(self._opener(index, slot))

    def ask(self, judged: Judged) -> tuple[Question, ...]:
        """Return the questions, the most useful first; none where the outcome is determined."""
        interval = judged.interval
        if interval.width == 0:
            return ()
        found: Open = {}
        for position, grounds in self._ladder.rungs:
            for ground in grounds if position > interval.at_least else ():
                if judged.truths[ground] is None:
                    self._openers[ground](judged, (ground,), found)
        asked = [(self._asked(place, unknown, judged), place) for place, unknown in found.items()]
        asked.sort(key=lambda one: (-one[0][0], one[1]))
        return tuple([question for (_, question), _ in asked])

    # putting a question ----------------------------------------------------------------------------------------

    def _asked(self, place: Place, unknown: _Unknown, judged: Judged) -> tuple[float, Question]:
        """Return the question about an unknown fact and its use: by how much an answer narrows the outcome."""
        declaration = unknown.declaration
        labels = {} if declaration is None else dict(zip(declaration.options, declaration.labels, strict=True))
        answers = []
        widths = 0
        supposed = candidates(declaration, unknown.bounds)
        for value, interval in zip(supposed, self._suppose(place, supposed, judged), strict=True):
            widths += interval.width
            answers.append(self._answer(value, _label(value, labels), interval))
        path = self._path(place, judged)
        question = Question.model_construct(
            path=path,
            title=catalogue().collections[path].title if declaration is None else declaration.title,
            cite=self._provisions(tuple(unknown.rules)),
            answers=tuple(answers),
        )
        return judged.interval.width - widths / len(answers) if answers else 0.0, question

    def _suppose(self, place: Place, values: Sequence[object], judged: Judged) -> Iterator[Interval]:
        """Yield the outcome under each of the values."""
        facts = judged.facts
        fact, collection, item, column = place
        known = list(facts.values)
        collections: list[Any] = list(facts.collections)
        for value in values:
            if fact != _NONE:
                known[fact] = value
            elif item == _NONE:
                collections[collection] = value
            else:
                items: list[Any] = list(facts.collections[collection] or ())
                items[item] = [*items[item][:column], value, *items[item][column + 1 :]]
                collections[collection] = items
            yield self._ladder.of_facts(known, collections, facts.parameters, facts.readings)

    def _path(self, place: Place, judged: Judged) -> str:
        fact, collection, item, column = place
        if fact != _NONE:
            return self._layout.facts[fact]
        name, fields = self._layout.collections[collection]
        if item == _NONE:
            return name
        key = judged.bound.keys[collection][item]
        title = fields[column]
        if title == "overdue":  # derived: what has to be found out is the day that it rests on
            title = judged.bound.terms[key].missing or title
        return f"{name}[{key}].{title}"

    def _united(self, rules: Rules) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys([cite for rule in rules for cite in self._cites[rule]]))

    # finding what is open --------------------------------------------------------------------------------------

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
        opener = self._openers[root]
        return lambda judged, rules, found: opener(judged, (*rules, root), found)

    def _parts(self, parts: Sequence[int]) -> Opener:
        openers = [(part, self._openers[part]) for part in parts]

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            for part, opener in openers:
                if judged.truths[part] is None:
                    opener(judged, rules, found)

        return find

    def _fact(self, node: Holds | Compare | OneOf) -> Opener:
        position = self._layout.facts.index(node.fact.path)
        place = (position, _NONE, _NONE, _NONE)
        declaration = self._layout.declarations[None, node.fact.path]
        bounds = _bounds(node)

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            if judged.facts.values[position] is None:
                _note(found, place, declaration, bounds, rules)

        return find

    def _tally(self, index: int, slot: Slot, node: Tally) -> Opener:
        collection = self._names.index(node.collection)
        of_item = self._item_openers(slot)
        fields = [
            (self._layout.field(node.collection, name), self._layout.declarations[node.collection, name])
            for name in (node.consecutive_by, node.window.by if node.window else None)
            if name is not None
        ]

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            items = judged.facts.collections[collection]
            if items is None:
                _note(found, (_NONE, collection, _NONE, _NONE), None, frozenset(), rules)
                return
            for number, (item, row) in enumerate(zip(items, judged.items[index], strict=True)):
                if of_item is not None and row[-1] is None:
                    of_item(judged, _Item(collection, number, item, row), rules, found)
                if row and row[-1] is False:
                    continue
                for column, declaration in fields:
                    if item[column] is None:
                        _note(found, (_NONE, collection, number, column), declaration, frozenset(), rules)

        return find

    def _item_openers(self, tally: Slot) -> ItemOpener | None:
        openers: list[ItemOpener] = []
        for slot in tally.item:
            openers.append(self._item_opener(slot, openers))
        return openers[-1] if openers else None

    def _item_opener(self, slot: Slot, openers: Sequence[ItemOpener]) -> ItemOpener:
        node = slot.node
        match node:
            case Reference():
                opener, root = self._openers[slot.parts[0]], slot.parts[0]
                return lambda judged, _item, rules, found: opener(judged, (*rules, root), found)
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
        declaration = self._layout.declarations[node.fact.of, node.fact.path]
        bounds = _bounds(node)

        def find(_judged: Judged, item: _Item, rules: Rules, found: Open) -> None:
            if item.fields[column] is None:
                _note(found, (_NONE, item.collection, item.number, column), declaration, bounds, rules)

        return find


def candidates(declaration: FactDeclaration | None, bounds: set[object]) -> tuple[object, ...]:
    """Return one value for each way in which an answer can matter: below, at and above each bound.

    `declaration` None stands for a collection: what can be supposed of it is that it is empty.
    """
    if declaration is None:
        return ((),)
    if declaration.kind == "boolean":
        return (True, False)
    if declaration.kind == "term":
        return declaration.options
    found: set[object] = set()
    for bound in bounds:
        if isinstance(bound, date):
            found |= {bound - timedelta(days=1), bound, bound + timedelta(days=1)}
        elif isinstance(bound, (int, float)) and not isinstance(bound, bool):
            found |= {bound - 1, bound, bound + 1}
        else:
            found.add(bound)
    return tuple(sorted(found, key=str))


def _item_parts(openers: Sequence[tuple[int, ItemOpener]]) -> ItemOpener:
    def find(judged: Judged, item: _Item, rules: Rules, found: Open) -> None:
        for part, opener in openers:
            if item.row[part] is None:
                opener(judged, item, rules, found)

    return find


def _note(
    found: Open, place: Place, declaration: FactDeclaration | None, bounds: frozenset[object], rules: Rules
) -> None:
    unknown = found.get(place)
    if unknown is None:
        unknown = found[place] = _Unknown(declaration)
    unknown.bounds.update(bounds)
    unknown.rules.update(dict.fromkeys(reversed(rules)))  # what asks for the fact itself goes first


def _bounds(node: Holds | Compare | OneOf) -> frozenset[object]:
    if isinstance(node, OneOf):
        return frozenset(node.values)
    if isinstance(node, Compare) and isinstance(node.value, Constant):
        return frozenset([node.value.value])
    return frozenset()


def _answer(outcome: Callable[[Interval], Outcome], value: Any, label: str, interval: Interval) -> Answer:  # noqa: ANN401
    return Answer.model_construct(value=None if value == () else value, label=label, outcome=outcome(interval))


def _label(value: object, labels: dict[str, str]) -> str:
    if value == ():
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    return labels.get(str(value), str(value))
