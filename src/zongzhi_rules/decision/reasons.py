"""Why a node is true, false or unknown: the facts at its leaves that made it so, read off the evaluation.

Each node becomes, once, a function that notes its reasons; what is the same for every case is made in advance.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any, Literal, cast

from zongzhi_rules.decision.model import FactUsed
from zongzhi_rules.engines.kleene import needed
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.frozen import new, set_values
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Compare, Constant, Holds, OneOf, Reference, Tally
from zongzhi_rules.ir.layout import fact_of
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.engines.protocol import Item, Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.kept import Kept, Room

    Note = Callable[[Judged, list[FactUsed]], None]
    """Notes the facts that made a node what it is."""
    Row = tuple[Truth, ...]
    """The truths of the nodes of a tally's condition for one item."""
    _Group = tuple[Note | None, str, str, dict[str, Any], tuple[int, ...]]
    """Items that share a reason: a note about the case, or the path around their names and what is said there; who."""
    _Form = tuple[FactUsed, tuple[_Group, ...]]
    """What a tally is put down to: the count, and the groups of items that made it so."""
    Mention = Callable[[Any, Truth], FactUsed]
    """Puts a value of a fact, and whether it holds, into words."""

_SCOPE = f"definitions.{IN_SCOPE}"
_READINGS_KEPT = 64  # choices of readings
_LONGEST_KEPT = 64  # items: what is said of more than so many is said of them alone
_Test = Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count", "rule"]


@dataclass(frozen=True, slots=True)
class _Decider:
    """What decides about an item: a field of it, at `position`, or something about the case, which `note` notes.

    Two that two threads made of one node at the same moment are equal: items are put together by what decided.
    """

    node: tuple[object, ...]
    note: Note | None = dataclass_field(default=None, compare=False)
    position: int = dataclass_field(default=0, compare=False)
    field: str = dataclass_field(default="", compare=False)
    mention: Callable[[Any], FactUsed] | None = dataclass_field(default=None, compare=False)


class Explainer:
    """Finds the reasons of rules.  Made once with the pack."""

    __slots__ = ("_collections", "_layout", "_mentions", "_notes", "_repetitive", "_room", "mentioned")

    def __init__(self, layout: Layout, pack: Pack, room: Room) -> None:
        """Prepare the functions of all nodes, parts before the whole."""
        self._layout = layout
        self._room = room
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
        The same few values come again and again; what they amount to is kept, and only the items' names are filled in.
        """
        name = node.collection
        position = self._collections[name]
        nothing_known = {truth: _count(name, _least(node), None, truth) for truth in (True, False, None)}
        deciding = functools.lru_cache(_READINGS_KEPT)(functools.partial(_Deciding, slot, self._layout, self._notes))
        key_of = _key_of(slot, self._layout)
        forms: Kept[object, _Form] = self._room.store()

        def make(truth: Truth, judged: Judged, items: Sequence[Item]) -> _Form:
            rows = judged.items[index]
            counted = sum(not row or row[-1] is True for row in rows)
            alike = _alike(truth, rows, items, deciding(judged.facts.readings))
            return _count(name, _least(node), counted, truth), tuple([_filled(name, *group) for group in alike])

        def note(judged: Judged, found: list[FactUsed]) -> None:
            truth = judged.truths[index]
            _, collections, _, readings = judged.facts
            items = collections[position]
            if items is None:
                found.append(nothing_known[truth])
                return
            if key_of is None:
                count, groups = make(truth, judged, items)
            else:
                key = key_of(truth, items, judged.items[index], readings)
                form = forms.get(key)
                if form is None:
                    form = make(truth, judged, items)
                    if len(items) <= _LONGEST_KEPT:
                        forms.keep(key, form)
                count, groups = form
            found.append(count)
            keys = judged.bound.keys[position]
            for note_case, before, after, same, numbers in groups:
                if note_case is not None:
                    note_case(judged, found)
                    continue
                values = same.copy()
                names = ",".join([keys[number] for number in numbers]) if len(numbers) > 1 else keys[numbers[0]]
                values["path"] = f"{before}{names}{after}"
                fact = new(FactUsed)
                set_values(fact, values)
                found.append(fact)

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
        return _Decider(("rule", slot), note=self._notes[slot])

    def _of_field(self, number: int, truth: Truth) -> _Decider:
        node = self._slots[number].node
        fact = fact_of(node)
        if fact is None or not isinstance(node, (Holds, Compare, OneOf)):
            raise AssertionError(node)
        mention = _mention_of(node, self._layout)
        if fact.of is None:
            position = self._layout.facts.index(fact.path)
            return _Decider(
                (number, truth), note=lambda judged, found: found.append(mention(judged.facts.values[position], truth))
            )
        column = self._layout.field(fact.of, fact.path)
        return _Decider((number, truth), None, column, fact.path, lambda value: mention(value, truth))


def _alike(
    truth: Truth, rows: Sequence[Row], items: Sequence[Item], deciders: Mapping[Row, tuple[_Decider, ...]]
) -> Iterable[tuple[_Decider, Any, list[int]]]:
    """Return what decided about items, with the field's value and the positions of the items that share it."""
    alike: dict[Any, tuple[_Decider, Any, list[int]]] = {}
    for number, row in enumerate(rows):
        own = row[-1] if row else True
        if truth is not False and own is not truth:
            continue
        for one in deciders[row]:
            value = None if one.note is not None else items[number][one.position]
            group = (one, value) if own is False else (one, value, number)
            alike.setdefault(group, (one, value, []))[2].append(number)
    return alike.values()


def _filled(collection: str, one: _Decider, value: object, numbers: Sequence[int]) -> _Group:
    """Return a group with all that can be said of it without the names of the items."""
    same = {} if one.mention is None else vars(one.mention(value))
    return one.note, f"{collection}[", f"].{one.field}", same, tuple(numbers)


def _key_of(tally: Slot, layout: Layout) -> Callable[..., object] | None:
    """Return what tells two cases apart for the reasons of a tally; None where there are too many different ones."""
    columns: set[int] = set()
    parts = ["truth"]
    for inner in tally.item:
        fact = fact_of(inner.node)
        if fact is not None and fact.of is not None:
            if layout.declarations[fact.of, fact.path].kind not in {"boolean", "term"}:
                return None
            columns.add(layout.field(fact.of, fact.path))
        elif fact is not None or isinstance(inner.node, (Reference, ByReading)):
            parts = ["truth", "rows", "readings"]
    if len(columns) == 1:
        parts.append(f"*[item[{columns.pop()}] for item in items]")
    else:
        parts.append(f"*[({''.join(f'item[{column}], ' for column in sorted(columns))}) for item in items]")
    # Of all that is written here, only numbers come from the pack.
    return cast("Callable[..., object]", eval(f"lambda truth, items, rows, readings: ({', '.join(parts)},)"))  # noqa: S307


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
