"""What to find out next: the unknown facts that the outcome hangs on, and what each answer would make of it.

Each node becomes, once, a function that notes the unknown facts below it, given that the node itself is unknown.
"""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from zongzhi_rules.decision.answers import Supposed, around, days_of_term, days_of_window, ranges
from zongzhi_rules.decision.model import Answer, Question, made
from zongzhi_rules.engines.binding import EARLIER
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import ByReading, Compare, Constant, Holds, OneOf, ParameterRef, Reference, Tally
from zongzhi_rules.ir.names import LISTED_CIRCUMSTANCE
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import Outcome
    from zongzhi_rules.decision.outcome import Interval, Ladder
    from zongzhi_rules.engines.binding import Binder
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
_ORDERED = frozenset({"integer", "number", "date"})
_OVERDUE = "overdue"  # derived: what has to be found out is the day that it rests on


@dataclass(frozen=True, slots=True, eq=False)
class _Askable:
    """A fact that may be asked for.

    `answers` are its possible values with what they are called; None where they depend on what they are held against.
    `ordered` tells whether those form ranges.
    """

    title: str
    answers: tuple[tuple[object, str], ...] | None
    ordered: bool = False


@dataclass(slots=True)
class _Unknown:
    """An unknown fact: values to suppose, from what it is held against, and the chains of rules that lead to it."""

    fact: _Askable
    values: set[object]
    chains: list[Rules]


class Open:
    """The unknown facts below some rules of one case; `below` has, for all of them, those below each rule alone."""

    __slots__ = ("below", "places")

    def __init__(self, below: dict[int, Open]) -> None:
        self.below = below
        self.places: dict[Place, _Unknown] = {}

    def note(self, place: Place, fact: _Askable, values: Iterable[object], rules: Rules) -> None:
        """Note an unknown fact to which rules lead."""
        unknown = self.places.get(place)
        if unknown is None:
            unknown = self.places[place] = _Unknown(fact, set(), [])
        if values:
            unknown.values.update(values)
        unknown.chains.append(rules)


_Answers = tuple[tuple[Answer, ...], float]
"""The answers to a question, and how many rungs apart the ends of the outcome are after one of them, on average."""


class _Item(NamedTuple):
    """One item under count: the positions of its collection and of itself, its fields, the truths of its nodes."""

    collection: int
    number: int
    fields: Sequence[object]
    row: Sequence[Truth]


class Inquiry:
    """Asks the open questions of a pack.  Made once with the pack."""

    def __init__(
        self,
        pack: Pack,
        layout: Layout,
        ladder: Ladder,
        outcome: Callable[[Interval], Outcome],
        binder: Binder,
    ) -> None:
        """Prepare the functions of all nodes, parts before the whole."""
        self._layout = layout
        self._ladder = ladder
        self._binder = binder
        self._names = [name for name, _ in layout.collections]
        cites = {rule.path: rule.rule.cite for rule in walk(pack)}
        # The circumstances say more, each by itself, than what names all of them together.
        self._cites = {slot: () if path == _LISTED else cites[path] for path, slot in layout.roots.items()}
        self._provisions = functools.lru_cache(_KEPT)(self._united)
        self._outcome = outcome
        self._closed = functools.lru_cache(_KEPT)(self._among)
        self._referrers = Counter(
            one.parts[0] for slot in layout.slots for one in (slot, *slot.item) if isinstance(one.node, Reference)
        )
        self._openers: list[Opener] = []
        for index, slot in enumerate(layout.slots):
            self._openers.append(self._opener(index, slot))

    def ask(self, judged: Judged) -> tuple[Question, ...]:
        """Return the questions, the most useful first; none where the outcome is determined."""
        interval = judged.interval
        if interval.width == 0:
            return ()
        found = Open({})
        for position, grounds in self._ladder.rungs:
            for ground in grounds if position > interval.at_least else ():
                if judged.truths[ground] is None:
                    self._openers[ground](judged, (ground,), found)
        asked = [(*self._asked(place, unknown, judged), place) for place, unknown in found.places.items()]
        asked.sort(key=lambda one: (one[0], one[2]))
        return tuple([question for _, question, _ in asked])

    # putting a question ----------------------------------------------------------------------------------------

    def _asked(self, place: Place, unknown: _Unknown, judged: Judged) -> tuple[float, Question]:
        """Return how wide the outcome is after an answer, and the question: the less that is, the more its use."""
        fact = unknown.fact
        path, title = self._path(place, judged), fact.title
        of_term = self._of_term(place, judged) if place[2] != _NONE else None
        if of_term is not None:
            path, title, (answers, width) = of_term
        else:
            suppose = self._supposing(place, judged)
            if fact.answers is not None:
                answers, width = self._closed(fact, tuple([suppose(value) for value, _ in fact.answers]))
            elif fact.ordered:
                answers, width = self._answers(ranges(unknown.values, suppose))
            else:
                values = sorted(unknown.values, key=str)
                answers, width = self._answers([Supposed(value, str(value), suppose(value)) for value in values])
        # what asks for the fact itself goes first
        cite = self._provisions(tuple([rule for chain in unknown.chains for rule in reversed(chain)]))
        question = made(Question, {"path": path, "title": title, "cite": cite, "answers": answers})
        return width if answers else judged.interval.width, question

    def _among(self, fact: _Askable, intervals: tuple[Interval, ...]) -> _Answers:
        """Return the answers out of a closed vocabulary, given the outcome that each of them leaves."""
        pairs = zip(fact.answers or (), intervals, strict=True)
        return self._answers([Supposed(value, label, interval) for (value, label), interval in pairs])

    def _answers(self, supposed: Sequence[Supposed]) -> _Answers:
        answers = tuple([_answer(self._outcome(one.interval), one) for one in supposed])
        return answers, sum(one.interval.width for one in supposed) / max(len(supposed), 1)

    def _of_term(self, place: Place, judged: Judged) -> tuple[str, str, _Answers] | None:
        """Return the path, the title and the answers for the day that a term rests on, if the place is its end."""
        _, collection, item, column = place
        if self._layout.collections[collection][1][column] != _OVERDUE:
            return None
        key = judged.bound.keys[collection][item]
        missing = judged.bound.terms[key].missing
        if missing is None:
            return None
        term = self._binder.term(judged.case, key, missing, judged.chosen, judged.calendar)
        suppose = self._supposing((_NONE, collection, item, _NONE), judged)
        days = days_of_term(term.earlier, judged.case.as_of, term.since, term.ends)
        answers = self._answers(ranges(set(days), lambda day: suppose(term.fields(day))))
        return f"{EARLIER}[{key}].{missing}", catalogue().collections[EARLIER].fields[missing].title, answers

    def _supposing(self, place: Place, judged: Judged) -> Callable[[object], Interval]:
        """Return the function from a value of the unknown fact, or the fields of an item, to the outcome."""
        facts, truths = judged.facts, judged.truths
        parameters, readings = facts.parameters, facts.readings
        fact, collection, item, column = place
        if fact != _NONE:
            of_fact = self._ladder.supposing(self._layout.facts[fact])
            values = list(facts.values)

            def suppose_fact(value: object) -> Interval:
                values[fact] = value
                return of_fact(truths, values, facts.collections, parameters, readings)

            return suppose_fact
        of_collection = self._ladder.supposing(self._names[collection])
        collections: list[Any] = list(facts.collections)

        def suppose(value: Any) -> Interval:  # noqa: ANN401 - a value, or the fields of an item
            if item == _NONE:
                collections[collection] = value
            elif column == _NONE:
                items[item] = value
            else:
                fields[column] = value
            return of_collection(truths, facts.values, collections, parameters, readings)

        if item != _NONE:
            items = collections[collection] = list(collections[collection])
            fields = items[item] = list(items[item])
        return suppose

    def _path(self, place: Place, judged: Judged) -> str:
        fact, collection, item, column = place
        if fact != _NONE:
            return self._layout.facts[fact]
        name, fields = self._layout.collections[collection]
        if item == _NONE:
            return name
        return f"{name}[{judged.bound.keys[collection][item]}].{fields[column]}"

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
        """Return the opener of a rule that is referred to; below one that several refer to is looked once in a case."""
        opener = self._openers[root]
        if self._referrers[root] < 2:  # noqa: PLR2004 - several
            return lambda judged, rules, found: opener(judged, (*rules, root), found)
        own = (root,)

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            below = found.below.get(root)
            if below is None:
                below = found.below[root] = Open(found.below)
                opener(judged, own, below)
            for place, unknown in below.places.items():
                for chain in unknown.chains:
                    found.note(place, unknown.fact, unknown.values, (*rules, *chain))

        return find

    def _parts(self, parts: Sequence[int]) -> Opener:
        if len(parts) == 1:  # as unknown as the whole
            return self._openers[parts[0]]
        openers = [(part, self._openers[part]) for part in parts]

        def find(judged: Judged, rules: Rules, found: Open) -> None:
            for part, opener in openers:
                if judged.truths[part] is None:
                    opener(judged, rules, found)

        return find

    def _fact(self, node: Holds | Compare | OneOf) -> Opener:
        position = self._layout.facts.index(node.fact.path)
        place = (position, _NONE, _NONE, _NONE)
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
                found.note((_NONE, collection, _NONE, _NONE), whole, frozenset(), rules)
                return
            number = 0  # counted by hand, as in `reasons`
            for row in judged.items[index]:
                item = items[number]
                if of_item is not None and row[-1] is None:
                    of_item(judged, _Item(collection, number, item, row), rules, found)
                if fields and not (row and row[-1] is False):
                    for column, fact, values in fields:
                        if item[column] is None:
                            others = [one[column] for one in items]
                            found.note((_NONE, collection, number, column), fact, values(judged, others), rules)
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
                found.note((_NONE, item.collection, item.number, column), fact, values(judged), rules)

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


def _asking(declaration: FactDeclaration) -> _Askable:
    answers: tuple[tuple[object, str], ...] | None = None
    if declaration.kind == "boolean":
        answers = ((True, _YES), (False, _NO))
    elif declaration.kind == "term":
        answers = tuple(zip(declaration.options, declaration.labels, strict=True))
    return _Askable(declaration.title, answers, declaration.kind in _ORDERED)


def _asking_for_all(collection: str) -> _Askable:
    """Return what is asked of a collection that is unknown: whether there is anything in it."""
    return _Askable(catalogue().collections[collection].title, (((), _NOTHING),))


def _item_parts(openers: Sequence[tuple[int, ItemOpener]]) -> ItemOpener:
    def find(judged: Judged, item: _Item, rules: Rules, found: Open) -> None:
        for part, opener in openers:
            if item.row[part] is None:
                opener(judged, item, rules, found)

    return find


def _answer(outcome: Outcome, one: Supposed) -> Answer:
    value = None if one.value == () else one.value
    return Answer.model_construct(value=value, label=one.label, low=one.low, high=one.high, outcome=outcome)
