"""The ladder alone: only what the grounds need, so that the outcome under many suppositions costs little."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from zongzhi_rules.engines import kleene
from zongzhi_rules.engines.reference import Writer, indented, is_plain
from zongzhi_rules.ir.condition import Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zongzhi_rules.ir.layout import Layout, Slot

T = TypeVar("T")
_NONE = -1


class LadderWriter(Writer):
    """Writes the function from facts to the outcome.

    The same nodes as the reference engine writes, with two differences: those that no ground needs are left out, and
    a count stops as soon as it is decided.
    """

    def __init__(self, layout: Layout, rungs: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        """Take the ladder as positions and the slots of their grounds, the gravest first."""
        super().__init__(layout)
        self._rungs = rungs
        self._grounds = [slot for _, grounds in rungs for slot in grounds]
        self._needed = layout.needed(self._grounds)

    def write_ladder(self, outcomes: Mapping[tuple[int, int], T]) -> Callable[..., T]:
        """Return the function: values, collections, parameters, readings to one of the outcomes.

        `outcomes` has one entry for each pair of ends, -1 for no measure.
        """
        return self._function("v, c, p, r", [*self._slots(self._needed), *self._ends(outcomes)])

    def write_supposed(self, outcomes: Mapping[tuple[int, int], T], name: str) -> Callable[..., T]:
        """Return the function that finds the outcome after one fact, or one collection, has become another.

        It takes the truths of an evaluation from before, then what the ladder's function takes, and works out anew no
        more than what hangs on that fact.
        """
        layout = self._layout
        self._take_all_but(layout.above(_looks_at(name)))
        needed = layout.needed(self._grounds, self._given)
        return self._function("t, v, c, p, r", [*self._slots(needed), *self._ends(outcomes)])

    def write_ends(self, outcomes: Mapping[tuple[int, int], T]) -> Callable[..., T]:
        """Return the function from the truths of an evaluation to one of the outcomes."""
        self._truth = {slot: f"t[{slot}]" for slot in self._grounds}
        return self._function("t", self._ends(outcomes))

    def _ends(self, outcomes: Mapping[tuple[int, int], T]) -> list[str]:
        # The highest possible measure is met before the highest one that is reached, or is that one itself.
        self._constants["outcomes"] = dict(outcomes) | {
            (low, _NONE): outcome for (low, high), outcome in outcomes.items() if low == high
        }
        lines = [f"high = {_NONE}"]
        for position, grounds in self._rungs:
            truths = [self._truth[slot] for slot in grounds]
            reached = " or ".join(truths)
            possible = " or ".join(f"{truth} is None" for truth in truths)
            lines += [
                f"if {reached}:",
                f"    return outcomes[{position}, high]",
                f"if high == {_NONE} and ({possible}):",
                f"    high = {position}",
            ]
        return [*lines, f"return outcomes[{_NONE}, high]"]

    def _tally(self, index: int, slot: Slot, node: Tally) -> list[str]:
        return [
            f"c{index} = {self._items(node.collection)}",
            f"if c{index} is None:",
            f"    t{index} = {self._of_unknown(node)}",
            "else:",
            *indented(self._counted(index, slot, node) if is_plain(node) else self._gathered(index, slot, node)),
        ]

    def _counted(self, index: int, slot: Slot, node: Tally) -> list[str]:
        """Count up to the number that is asked for."""
        wanted = kleene.needed(node.comparator, node.bound.value)  # type: ignore[union-attr, arg-type]
        body, last = self._item(slot)
        return [
            "sure = open = 0",
            f"for item in c{index}:",
            *indented(body),
            f"    if {last}:",
            "        sure += 1",
            f"        if sure == {wanted}:",
            "            break",
            f"    elif {last} is None:",
            "        open += 1",
            f"t{index} = True if sure >= {wanted} else None if sure + open >= {wanted} else False",
        ]

    def _gathered(self, index: int, slot: Slot, node: Tally) -> list[str]:
        """Gather the truths of all items: which of them count together depends on the others."""
        body, last = self._item(slot)
        return [
            "h = []",
            f"for item in c{index}:",
            *indented(body),
            f"    h.append({last})",
            f"t{index} = {self._of_items(node, f'c{index}')}",
        ]

    def _item(self, slot: Slot) -> tuple[list[str], str]:
        """Return the lines for one item and where its truth stands."""
        lines, truths = self._item_slots(slot)
        return lines, truths[-1] if truths else "True"


def _looks_at(name: str) -> Callable[[Slot], bool]:
    """Return the test whether a node looks at a fact of the case, or counts the items of a collection."""

    def looks(slot: Slot) -> bool:
        fact = fact_of(slot.node)
        if isinstance(slot.node, Tally):
            return slot.node.collection == name
        return fact is not None and fact.of is None and fact.path == name

    return looks


def facts_read(layout: Layout, slots: Sequence[int]) -> tuple[str, ...]:
    """Return the facts of the case that slots read, their items included."""
    found = set()
    for index in slots:
        slot = layout.slots[index]
        found |= {
            fact.path for one in (slot, *slot.item) if (fact := fact_of(one.node)) is not None and fact.of is None
        }
        if isinstance(slot.node, Tally) and slot.node.window is not None and not slot.node.window.anywhere:
            found.add("as_of")
    return tuple(sorted(found))
