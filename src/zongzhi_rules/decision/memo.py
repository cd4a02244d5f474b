"""Keeps the parts of a decision that have few different forms: those of rules that read no list and no free value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar, cast

from zongzhi_rules.ir.condition import ByReading, Reference, Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.layout import Layout, Slot
    from zongzhi_rules.kept import Kept, Room

T = TypeVar("T")
_FEW = 5_000
_TRUTHS = 3  # true, false, unknown


class Memo:
    """Wraps the making of parts.  Only a part that has few possible forms is kept, and of its forms not all at once."""

    def __init__(self, layout: Layout, mentioned: Collection[str], room: Room) -> None:
        """`mentioned` are the rules whose truth is taken as it is, without going into their reasons."""
        self._layout = layout
        self._room = room
        self._mentioned = frozenset(mentioned)

    def around(self, roots: Iterable[int], make: Callable[[Judged], T]) -> Callable[[Judged], T]:
        """Return a function that gives what `make` does.

        `make` must read nothing of a case but the nodes below these slots and the facts at their leaves.
        """
        key_of = self._key(roots)
        if key_of is None:
            return make
        kept: Kept[object, T] = self._room.store()

        def part(judged: Judged) -> T:
            values, _, _, readings = judged.facts
            key = key_of(values, judged.truths, readings)
            found = kept.get(key)
            if found is None:
                found = kept.keep(key, make(judged))
            return found

        return part

    def _key(self, roots: Iterable[int]) -> Callable[..., object] | None:
        """Return what tells two cases apart for these roots; None where there are too many different ones."""
        sizes: dict[str, int] = {}
        for index in self._below(roots):
            own = self._forms(self._layout.slots[index])
            if own is None:
                return None
            sizes |= own
            if math.prod(sizes.values()) > _FEW:  # at once: in a large pack most rules rest, in the end, on most others
                return None
        # Of all that is written here, only numbers come from the pack.
        return cast("Callable[..., object]", eval(f"lambda v, t, r: ({''.join(f'{part}, ' for part in sizes)})"))  # noqa: S307

    def _below(self, roots: Iterable[int]) -> Iterator[int]:
        """Yield the slots below the roots, each once; what is below a rule that is mentioned is not read."""
        queue = list(roots)
        seen: set[int] = set()
        while queue:
            index = queue.pop()
            if index not in seen:
                seen.add(index)
                yield index
                slot = self._layout.slots[index]
                queue += () if self._is_mentioned(slot.node) else slot.parts

    def _forms(self, slot: Slot) -> dict[str, int] | None:
        """Return what a node itself reads, with how many values that may have; None where those are too many."""
        node = slot.node
        if isinstance(node, Tally):
            return None
        fact = fact_of(node)
        if fact is not None:
            declaration = self._layout.declarations[None, fact.path]
            if declaration.kind not in {"boolean", "term"}:
                return None
            return {f"v[{self._layout.facts.index(fact.path)}]": len(declaration.options or (True, False)) + 1}
        if self._is_mentioned(node):
            return {f"t[{slot.parts[0]}]": _TRUTHS} if slot.parts[0] in self._layout.varying else {}
        if isinstance(node, ByReading):
            return {f"r[{self._layout.readings.index(node.reading)}]": len(node.options)}
        return {}

    def _is_mentioned(self, node: Condition) -> bool:
        return isinstance(node, Reference) and node.target in self._mentioned
