"""Why a node is true, false or unknown: the facts at its leaves that made it so, read off the evaluation.

Each node becomes, once, a function that notes its reasons; what is the same for every case is made in advance.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from zongzhi_rules.decision.model import FactUsed
from zongzhi_rules.engines.kleene import needed
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Compare, Constant, Holds, OneOf, Reference, Tally
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.engines.protocol import Item, Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.ir.pack import Pack

    Note = Callable[[Judged, list[FactUsed]], None]
    """Notes the facts that made a node what it is."""
    Row = tuple[Truth, ...]
    Hit = tuple["Leaf", object, Truth]
    """A leaf that an item decides: with its value and its truth for that item."""
    Hits = list[FactUsed | Hit]
    ItemNote = Callable[[Judged, Item, Row, Hits], None]
    """Notes the facts that made a node within a count what it is for one item."""

_SCOPE = f"definitions.{IN_SCOPE}"
_COUNTS_KEPT = 64
_Test = Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count", "rule"]


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A fact that a condition holds against something: where its value stands, and the words for both.

    `mention` takes the value and the truth; where the fact has few values, the same two give the same object.
    """

    of: str | None
    position: int
    path: str
    mention: Callable[[object, Truth], FactUsed]


class Explainer:
    """Finds the reasons of rules.  Made once with the pack."""

    __slots__ = ("_collections", "_layout", "_mentions", "_notes", "mentioned")

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

    def because(self, root: int, judged: Judged) -> tuple[FactUsed, ...]:
        """Return the facts that made a node what it is, each once, in the order of the text.

        A circumstance, or whether the instrument applies at all, is mentioned and not gone into: it has its own
        finding.
        """
        found: list[FactUsed] = []
        self._notes[root](judged, found)
        if len(found) < 2:  # noqa: PLR2004 - nothing to be doubled
            return tuple(found)
        return tuple({(fact.path, fact.test, fact.wanted): fact for fact in reversed(found)}.values())[::-1]

    # about the case --------------------------------------------------------------------------------------------

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
                return _fact(index, _leaf(node, self._layout))
            case _:  # what has one part passes it on
                return self._notes[slot.parts[0]] if slot.parts else _nothing

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

    # about the items of a count --------------------------------------------------------------------------------

    def _tally(self, index: int, slot: Slot, node: Tally) -> Note:
        name = node.collection
        position = self._collections[name]
        count = functools.lru_cache(_COUNTS_KEPT)(functools.partial(_count, name, _least(node)))
        note_item = self._item_notes(slot)

        def note(judged: Judged, found: list[FactUsed]) -> None:
            truth = judged.truths[index]
            rows = judged.items.get(index)
            if rows is None:
                found.append(count(None, truth))
                return
            found.append(count(sum([not row or row[-1] is True for row in rows]), truth))
            if note_item is not None:
                items = judged.facts.collections[position] or ()
                found += _of_items(
                    name, note_item, truth, judged, zip(judged.bound.keys[position], items, rows, strict=True)
                )

        return note

    def _item_notes(self, tally: Slot) -> ItemNote | None:
        """Return the function of a tally's condition about an item; None where it has none."""
        notes: list[ItemNote] = []
        for number, slot in enumerate(tally.item):
            notes.append(self._item_note(number, slot, notes))
        return notes[-1] if notes else None

    def _item_note(self, number: int, slot: Slot, notes: Sequence[ItemNote]) -> ItemNote:
        node = slot.node
        match node:
            case Reference():
                return self._item_reference(slot.parts[0])
            case ByReading(reading=reading):
                return self._item_by_reading(reading, [notes[part] for part in slot.parts])
            case All() | AnyOf():
                parts = [(part, notes[part]) for part in slot.parts]
                return _item_junction(number, parts, decisive=isinstance(node, AnyOf))
            case Holds() | Compare() | OneOf():
                return _item_fact(number, _leaf(node, self._layout))
            case _:
                return notes[slot.parts[0]] if slot.parts else _nothing

    def _item_reference(self, slot: int) -> ItemNote:
        note_rule = self._notes[slot]

        def note(judged: Judged, _item: Item, _row: Row, hits: Hits) -> None:
            note_rule(judged, cast("list[FactUsed]", hits))

        return note

    def _item_by_reading(self, reading: str, notes: Sequence[ItemNote]) -> ItemNote:
        position = self._layout.readings.index(reading)

        def note(judged: Judged, item: Item, row: Row, hits: Hits) -> None:
            notes[judged.facts.readings[position]](judged, item, row, hits)

        return note


def _nothing(*_: object) -> None:
    """Note nothing: a condition that is fixed has no facts."""


def _fact(index: int, leaf: Leaf) -> Note:
    position, mention = leaf.position, leaf.mention

    def note(judged: Judged, found: list[FactUsed]) -> None:
        found.append(mention(judged.facts.values[position], judged.truths[index]))

    return note


def _item_fact(number: int, leaf: Leaf) -> ItemNote:
    position, of_the_case = leaf.position, leaf.of is None

    def note(judged: Judged, item: Item, row: Row, hits: Hits) -> None:
        if of_the_case:
            hits.append(leaf.mention(judged.facts.values[position], row[number]))
        else:
            hits.append((leaf, item[position], row[number]))

    return note


def _item_junction(number: int, notes: Sequence[tuple[int, ItemNote]], *, decisive: bool) -> ItemNote:
    def note(judged: Judged, item: Item, row: Row, hits: Hits) -> None:
        truth = row[number]
        for part, note_part in notes:
            if truth is (not decisive) or row[part] is truth:
                note_part(judged, item, row, hits)

    return note


def _of_items(
    name: str,
    note_item: ItemNote,
    truth: Truth,
    judged: Judged,
    named: Iterable[tuple[str, Item, Row]],
) -> list[FactUsed]:
    """Return the facts of the items that made a count what it is: of a false one all items, else those like it.

    Items that fail alike are mentioned together (`incidents[i1,i3].grade`): in a false count they are the many.
    """
    noted: list[FactUsed | tuple[Hit, list[str]]] = []
    alike: dict[Hit, list[str]] = {}
    for key, item, row in named:
        own = row[-1]
        if truth is not False and own is not truth:
            continue
        hits: Hits = []
        note_item(judged, item, row, hits)
        for hit in hits:
            if isinstance(hit, FactUsed):
                noted.append(hit)
            elif own is not False:
                noted.append((hit, [key]))
            elif hit in alike:
                alike[hit].append(key)
            else:
                alike[hit] = keys = [key]
                noted.append((hit, keys))
    return [one if isinstance(one, FactUsed) else _of_named(name, *one) for one in noted]


def _of_named(collection: str, hit: Hit, keys: list[str]) -> FactUsed:
    leaf, value, truth = hit
    return leaf.mention(value, truth).replaced(path=f"{collection}[{','.join(keys)}].{leaf.path}")


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


def _leaf(node: Holds | Compare | OneOf, layout: Layout) -> Leaf:
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

    if declaration.kind in {"boolean", "term"}:
        mention = functools.cache(mention)  # a closed vocabulary: few values
    return Leaf(fact.of, _position(fact, layout), fact.path, mention)


def _position(fact: FactRef, layout: Layout) -> int:
    return layout.facts.index(fact.path) if fact.of is None else layout.field(fact.of, fact.path)
