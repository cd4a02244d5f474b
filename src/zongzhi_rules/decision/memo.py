"""Keeps the parts of a decision that have few different forms: those of rules that read no list and no free value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar, cast

from zongzhi_rules.decision.kept import Kept
from zongzhi_rules.ir.condition import ByReading, Reference, Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.ir.layout import Layout

T = TypeVar("T")
_FEW = 5_000
_KEPT = 1_000
_TRUTHS = 3  # true, false, unknown


class Memo:
    """Wraps the making of parts.  Only a part that has few possible forms is kept, and of its forms not all at once."""

    def __init__(self, layout: Layout, mentioned: Collection[str]) -> None:
        """`mentioned` are the rules whose truth is taken as it is, without going into their reasons."""
        self._layout = layout
        self._mentioned = frozenset(mentioned)

    def around(self, roots: Iterable[int], make: Callable[[Judged], T]) -> Callable[[Judged], T]:
        """Return a function that gives what `make` does.

        `make` must read nothing of a case but the nodes below these slots and the facts at their leaves.
        """
        key_of = self._key(roots)
        if key_of is None:
            return make
        kept: Kept[object, T] = Kept(_KEPT)

        def part(judged: Judged) -> T:
            key = key_of(judged.facts.values, judged.truths, judged.facts.readings)
            found = kept.get(key)
            if found is None:
                found = kept.keep(key, make(judged))
            return found

        return part

    def _key(self, roots: Iterable[int]) -> Callable[..., object] | None:
        """Return what tells two cases apart for these roots; None where there are too many different ones."""
        sizes: dict[str, int] = {}
        queue = list(roots)
        while queue:
            slot = self._layout.slots[queue.pop()]
            node = slot.node
            fact = fact_of(node)
            if isinstance(node, Tally):
                return None
            if fact is not None:
                declaration = self._layout.declarations[None, fact.path]
                if declaration.kind not in {"boolean", "term"}:
                    return None
                sizes[f"v[{self._layout.facts.index(fact.path)}]"] = len(declaration.options or (True, False)) + 1
            if isinstance(node, Reference) and node.target in self._mentioned:
                if self._layout.varies(slot.parts[0]):
                    sizes[f"t[{slot.parts[0]}]"] = _TRUTHS
                continue
            if isinstance(node, ByReading):
                sizes[f"r[{self._layout.readings.index(node.reading)}]"] = len(node.options)
            queue += slot.parts
        if math.prod(sizes.values()) > _FEW:
            return None
        # Of all that is written here, only numbers come from the pack.
        return cast("Callable[..., object]", eval(f"lambda v, t, r: ({''.join(f'{part}, ' for part in sizes)})"))  # noqa: S307
