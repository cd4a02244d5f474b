"""The verdict alone, as fast as Python goes: only what the grounds need, read straight from the case.

The same writer as the reference engine's, with two differences: facts are read from the case's attributes instead of
from a vector, and a count stops as soon as it is decided.  A property test holds the two against each other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zongzhi_rules.engines.binding import case_value, read_value
from zongzhi_rules.engines.reference import Writer
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import Constant, Reference, Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout, Slot

_DERIVED = "earlier_measures"
_NONE = -1


class VerdictWriter(Writer):
    """Writes the function from a case to the ends of its interval."""

    def __init__(self, layout: Layout, rungs: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        """Take the ladder as positions and the slots of their grounds, the gravest first."""
        super().__init__(layout)
        self._rungs = rungs
        self._findings = {path for path, spec in catalogue().facts.items() if spec.finding}

    def write(self) -> Callable[..., Any]:
        """Return the function: case, earlier measures, parameters, readings to the two ends of the interval."""
        needed = self._needed()
        lines = ["def verdict(case, earlier, p, r):"]
        for path in sorted(self._facts_of(needed)):
            declaration = self._layout.declarations[None, path]
            value = case_value(path, path in self._findings, declaration.kind)
            lines.append(f"    v{self._fact_index[path]} = {value}")
        for index in needed:
            lines += [f"    {line}" for line in self._slot(index, self._layout.slots[index])]
        lines.append(f"    high = {_NONE}")
        for position, grounds in self._rungs:
            for slot in grounds:
                lines += [
                    f"    if t{slot}:",
                    f"        return {position}, high if high > {position} else {position}",
                ]
            unknown = " or ".join(f"t{slot} is None" for slot in grounds)
            lines += [f"    if high == {_NONE} and ({unknown}):", f"        high = {position}"]
        lines.append(f"    return {_NONE}, high")
        self._constants["date"] = date
        return self._compiled("verdict", lines)

    def _needed(self) -> list[int]:
        found: set[int] = set()
        queue = [slot for _, grounds in self._rungs for slot in grounds]
        while queue:
            index = queue.pop()
            if index in found:
                continue
            found.add(index)
            slot = self._layout.slots[index]
            queue += slot.parts
            queue += [part for inner in slot.item if isinstance(inner.node, Reference) for part in inner.parts]
        return sorted(found)

    def _facts_of(self, needed: list[int]) -> set[str]:
        found = set()
        for index in needed:
            slot = self._layout.slots[index]
            for one in (slot, *slot.item):
                fact = fact_of(one.node)
                if fact is not None and fact.of is None:
                    found.add(fact.path)
            if isinstance(slot.node, Tally) and slot.node.window is not None and not slot.node.window.anywhere:
                found.add("as_of")
        return found

    def _read(self, fact: FactRef) -> str:
        if fact.of is None:
            return f"v{self._fact_index[fact.path]}"
        return self._field(fact.of, fact.path)

    def _field(self, collection: str, name: str) -> str:
        if collection == _DERIVED:
            return f"item[{self._layout.field(collection, name)}]"
        finding = catalogue().collections[collection].fields[name].finding
        return read_value(f"item.{name}", finding=finding)

    def _items(self, collection: str) -> str:
        return "earlier" if collection == _DERIVED else f"case.{collection}"

    def _tally(self, index: int, slot: Slot, node: Tally) -> list[str]:
        bound = self._value(node.bound)
        lines = [
            f"c = {self._items(node.collection)}",
            "if c is None:",
            f"    t{index} = kleene.of_unknown({node.comparator!r}, {bound})",
            "else:",
        ]
        body = [f"i{number} = {self._expression(inner, 'i')}" for number, inner in enumerate(slot.item)]
        last = f"i{len(slot.item) - 1}" if slot.item else "True"
        plain = node.window is None and node.consecutive_by is None
        if plain and node.comparator == "at_least" and isinstance(node.bound, Constant) and node.bound.value == 1:
            lines += [f"    t{index} = False", "    for item in c:", *(f"        {line}" for line in body)]
            lines += [
                f"        if {last}:",
                f"            t{index} = True",
                "            break",
                f"        if {last} is None:",
                f"            t{index} = None",
            ]
            return lines
        lines += ["    h = []", "    for item in c:", *(f"        {line}" for line in body), f"        h.append({last})"]
        lines.append(f"    t{index} = {self._bounds(node, 'c', bound)}")
        return lines

    def _column(self, collection: str, name: str, items: str) -> str:
        return f"[{self._field(collection, name)} for item in {items}]"

    def _as_of(self) -> str:
        return f"v{self._fact_index['as_of']}"
