"""Why a node is true, false or unknown: the facts at its leaves that made it so, read off the evaluation.

Each node becomes, once, a function that notes its reasons; what is the same for every case is made in advance.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from zongzhi_rules.decision.model import FactUsed, made
from zongzhi_rules.engines.kleene import needed
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Compare, Constant, Holds, OneOf, Reference, Tally
from zongzhi_rules.ir.layout import fact_of
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack

    Note = Callable[[Judged, list[FactUsed]], None]
    """Notes the facts that made a node what it is."""
    Row = tuple[Truth, ...]
    """The truths of the nodes of a tally's condition for one item."""
    Mention = Callable[[Any, Truth], FactUsed]
    """Puts a value of a fact, and whether it holds, into words."""

_SCOPE = f"definitions.{IN_SCOPE}"
_FORMS_KEPT = 1024
_Test = Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count", "rule"]


@dataclass(frozen=True, slots=True, eq=False)
class _Decider:
    """What decides about an item: a field of it, or (`position` None) something about the case.

    `note` puts it into words, given the items' names and the field's value.
    """

    position: int | None
    note: Callable[[Judged, list[FactUsed], list[str], Any], None]


class Explainer:
    """Finds the reasons of rules.  Made once with the pack."""

    __slots__ = ("_collections", "_layout", "_mentions", "_notes", "_repetitive", "mentioned")

    def __init__(self, layout: Layout, pack: Pack) -> None:
        """Prepare the functions of all nodes, parts before the whole."""
        self._layout = layout
        self._mentions = {
            path: {truth: _mention(path, rule.title, truth) for truth in (True, False, None)}
            for path, rule in _with_own_finding(pack)
        }
        self.mentioned = frozenset(self._mentions)
        self._collections = {name: position for position, (name, _) in enumerate(layout.collections)}
        self._notes: list[Note] = []
        for index, slot in enumerate(layout.slots):
            self._notes.append(self._note(index, slot))
        self._repetitive = _repetitive(layout, self.mentioned)

    def because(self, root: int, judged: Judged) -> tuple[FactUsed, ...]:
        """Return the facts that made a node what it is, each once, in the order of the text.

        A circumstance, or whether the instrument applies at all, is mentioned and not gone into: it has its own
        finding.
        """
        found: list[FactUsed] = []
        self._notes[root](judged, found)
        if root not in self._repetitive:
            return tuple(found)
        return tuple({(fact.path, fact.test, fact.wanted): fact for fact in reversed(found)}.values())[::-1]

    def _note(self, index: int, slot: Slot) -> Note:
        node = slot.node
        match node:
            case Tally():
                return self._tally(index, slot, node)
            case Reference(target=target) if target in self._mentions:
                return self._reference(target, slot.parts[0])
            case ByReading(reading=reading):
                return self._by_reading(reading, slot.parts)
            case All() | AnyOf():
                return self._junction(index, slot.parts, decisive=isinstance(node, AnyOf))
            case Holds() | Compare() | OneOf():
                return self._fact(index, node)
            case _:  # what has one part passes it on
                return self._notes[slot.parts[0]] if slot.parts else _nothing

    def _fact(self, index: int, node: Holds | Compare | OneOf) -> Note:
        position = self._layout.facts.index(node.fact.path)
        mention = _mention_of(node, self._layout)

        def note(judged: Judged, found: list[FactUsed]) -> None:
            found.append(mention(judged.facts.values[position], judged.truths[index]))

        return note

    def _reference(self, target: str, slot: int) -> Note:
        mentions = self._mentions[target]

        def note(judged: Judged, found: list[FactUsed]) -> None:
            truth = judged.truths[slot]
            if truth is not True or target != _SCOPE:
                found.append(mentions[truth])

        return note

    def _by_reading(self, reading: str, parts: Sequence[int]) -> Note:
        position = self._layout.readings.index(reading)
        notes = [self._notes[part] for part in parts]

        def note(judged: Judged, found: list[FactUsed]) -> None:
            notes[judged.facts.readings[position]](judged, found)

        return note

    def _junction(self, index: int, parts: Sequence[int], *, decisive: bool) -> Note:
        notes = [(part, self._notes[part]) for part in parts]

        def note(judged: Judged, found: list[FactUsed]) -> None:
            truths = judged.truths
            truth = truths[index]
            for part, note_part in notes:
                if truth is (not decisive) or truths[part] is truth:
                    note_part(judged, found)

        return note

    def _tally(self, index: int, slot: Slot, node: Tally) -> Note:
        """Note the count, and what decided about the items that made it what it is: of a false one about all.

        Items that fail alike are mentioned together (`incidents[i1,i3].grade`): in a false count they are the many.
        """
        name = node.collection
        position = self._collections[name]
        count = functools.lru_cache(_FORMS_KEPT)(functools.partial(_count, name, _least(node)))
        deciding = functools.lru_cache(_FORMS_KEPT)(functools.partial(_Deciding, slot, self._layout, self._notes))

        def note(judged: Judged, found: list[FactUsed]) -> None:
            truth = judged.truths[index]
            rows = judged.items.get(index)
            if rows is None:
                found.append(count(None, truth))
                return
            alike: dict[Any, tuple[_Decider, Any, list[str]]] = {}
            counted = 0
            decided_by = deciding(judged.facts.readings)
            items = judged.facts.collections[position] or ()
            keys = judged.bound.keys[position]
            number = 0  # counted by hand: making `zip` and `enumerate` takes longer than these few items do
            for row in rows:
                own = row[-1] if row else True
                if own:
                    counted += 1
                if truth is False or own is truth:
                    for one in decided_by[row]:
                        value = None if one.position is None else items[number][one.position]
                        group = (one, value) if own is False else (one, value, number)
                        if group in alike:
                            alike[group][2].append(keys[number])
                        else:
                            alike[group] = one, value, [keys[number]]
                number += 1  # noqa: SIM113
            found.append(count(counted, truth))
            for one, value, names in alike.values():
                one.note(judged, found, names, value)

        return note


class _Deciding(dict["Row", "tuple[_Decider, ...]"]):
    """From the truths of a tally's condition for an item to what decided about it: fields, and notes about the case.

    Filled as it is asked: the nodes of one condition can be true, false or unknown in few combinations.
    """

    def __init__(self, tally: Slot, layout: Layout, notes: Sequence[Note], readings: tuple[int, ...]) -> None:
        """Take the tally, the functions of the nodes about the case, to which it may refer, and the chosen options."""
        self._slots = tally.item
        self._layout = layout
        self._notes = notes
        self._readings = readings
        self._field = functools.cache(self._of_field)
        self._rule = functools.cache(self._of_rule)

    def __missing__(self, row: Row) -> tuple[_Decider, ...]:
        self[row] = decided = tuple(self._below(len(row) - 1, row)) if row else ()
        return decided

    def _below(self, number: int, row: Row) -> Iterator[_Decider]:
        slot = self._slots[number]
        node = slot.node
        parts: Sequence[int] = slot.parts
        match node:
            case Reference():
                yield self._rule(parts[0])
                return
            case Holds() | Compare() | OneOf():
                yield self._field(number, row[number])
                return
            case ByReading(reading=reading):
                parts = (parts[self._readings[self._layout.readings.index(reading)]],)
            case All() | AnyOf() if row[number] is isinstance(node, AnyOf) or row[number] is None:
                parts = [part for part in parts if row[part] is row[number]]
        for part in parts:
            yield from self._below(part, row)

    def _of_rule(self, slot: int) -> _Decider:
        note = self._notes[slot]
        return _Decider(None, lambda judged, found, _keys, _value: note(judged, found))

    def _of_field(self, number: int, truth: Truth) -> _Decider:
        node = self._slots[number].node
        fact = fact_of(node)
        if fact is None or not isinstance(node, (Holds, Compare, OneOf)):
            raise AssertionError(node)
        mention = _mention_of(node, self._layout)
        if fact.of is None:
            position = self._layout.facts.index(fact.path)
            return _Decider(
                None, lambda judged, found, _keys, _value: found.append(mention(judged.facts.values[position], truth))
            )
        collection, name = fact.of, fact.path
        mentioned = functools.lru_cache(_FORMS_KEPT)(lambda value: dict(vars(mention(value, truth))))

        def note(_judged: Judged, found: list[FactUsed], keys: list[str], value: Any) -> None:  # noqa: ANN401
            values = mentioned(value).copy()
            values["path"] = f"{collection}[{','.join(keys)}].{name}"
            found.append(made(FactUsed, values))

        return _Decider(self._layout.field(collection, name), note)


def _repetitive(layout: Layout, mentioned: Collection[str]) -> frozenset[int]:
    """Return the slots below which a fact may be noted twice: they are few, and only there doubles are looked for."""
    noted: list[list[object]] = []
    for slot in layout.slots:
        if isinstance(slot.node, Reference) and slot.node.target in mentioned:
            noted.append([slot.node.target])
            continue
        below = [
            *slot.parts,
            *[part for inner in slot.item if isinstance(inner.node, Reference) for part in inner.parts],
        ]
        facts = [fact for part in below for fact in noted[part]]
        own = [fact_of(one.node) for one in (slot, *slot.item)]
        noted.append(facts + [(fact.of, fact.path) for fact in own if fact is not None])
    return frozenset(index for index, facts in enumerate(noted) if len(set(facts)) < len(facts))


def _nothing(_judged: Judged, _found: list[FactUsed]) -> None:
    """Note nothing: a condition that is fixed has no facts."""


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


def _count(collection: str, wanted: str | None, value: int | None, truth: Truth) -> FactUsed:
    return FactUsed.model_construct(
        path=collection,
        title=catalogue().collections[collection].title,
        value=value,
        label=None,
        test="count",
        wanted=wanted,
        wanted_label=None,
        truth=truth,
    )


def _least(node: Tally) -> str | None:
    """Return the least count that would do; None where a parameter sets it."""
    if not isinstance(node.bound, Constant):
        return None
    bound = node.bound.value
    return str(needed(node.comparator, bound) if isinstance(bound, int) else bound)


def _mention_of(node: Holds | Compare | OneOf, layout: Layout) -> Mention:
    """Return the function that puts a leaf into words.  Of a fact with few values it always gives the same objects."""
    fact = node.fact
    declaration = layout.declarations[fact.of, fact.path]
    labels = dict(zip(declaration.options, declaration.labels, strict=True))
    test: _Test = "holds"
    values: tuple[str, ...] = ()
    if isinstance(node, OneOf):
        test, values = "one_of", tuple(str(value) for value in node.values)
    elif isinstance(node, Compare):
        test = node.comparator
        if isinstance(node.value, Constant):
            value = node.value.value
            values = (str(value).lower() if isinstance(value, bool) else str(value),)
    wanted = ", ".join(values) or None
    wanted_label = "、".join(labels.get(value, value) for value in values) or None

    def mention(value: Any, truth: Truth) -> FactUsed:  # noqa: ANN401 - a fact's value
        shown = str(value) if isinstance(value, Term) else value
        return FactUsed.model_construct(
            path=fact.path,
            title=declaration.title,
            value=shown,
            label=labels.get(shown) if isinstance(shown, str) else None,
            test=test,
            wanted=wanted,
            wanted_label=wanted_label,
            truth=truth,
        )

    return functools.cache(mention) if declaration.kind in {"boolean", "term"} else mention
