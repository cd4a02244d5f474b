"""A third voice: two-valued logic over complete facts, written from the meaning of the language alone.

It shares nothing with the engines: it walks the conditions as they stand in the pack, knows no unknowns, counts by
looking at every stretch, and finds the outcome as the gravest measure with a ground that holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Constant,
    Fixed,
    Holds,
    Named,
    Not,
    OneOf,
    Reference,
    Tally,
)
from zongzhi_rules.ir.walk import rules

if TYPE_CHECKING:
    from zongzhi_rules import RulePack
    from zongzhi_rules.engines.protocol import Facts
    from zongzhi_rules.ir.condition import Condition, FactRef, Value, Window
    from zongzhi_rules.ir.pack import Pack

Item = Mapping[str, Any]
NO_MEASURE = -1


@dataclass(frozen=True)
class World:
    """One way in which everything could be known."""

    values: Mapping[str, Any]
    lists: Mapping[str, Sequence[Item]]
    parameters: Mapping[str, Any]
    readings: Mapping[str, str]


def world(pack: RulePack, facts: Facts) -> World:
    """Name the facts of a case, in which nothing is unknown."""
    layout = pack.program.layout
    options = [sorted(option.id for option in reading.options) for reading in pack.pack.readings]
    return World(
        dict(zip(layout.facts, facts.values, strict=True)),
        {
            name: [dict(zip(fields, item, strict=True)) for item in items or ()]
            for (name, fields), items in zip(layout.collections, facts.collections, strict=True)
        },
        dict(zip(layout.parameters, facts.parameters, strict=True)),
        {name: named[position] for name, named, position in zip(layout.readings, options, facts.readings, strict=True)},
    )


class Brute:
    """Judges by one pack.  For one thread at a time."""

    def __init__(self, pack: Pack) -> None:
        self._measures = [[f"measures.{one.id}.grounds.{ground.id}" for ground in one.grounds] for one in pack.measures]
        self._rules = {rule.path: rule.condition for rule in rules(pack)}
        self._declared = {(fact.of, fact.path): fact for fact in pack.facts}
        self._world = World({}, {}, {}, {})

    def outcome(self, known: World) -> int:
        """Return the position of the gravest measure with a ground that holds."""
        measures = enumerate(self._measures)
        found = [position for position, grounds in measures if any(self.rule(one, known) for one in grounds)]
        return max(found, default=NO_MEASURE)

    def rule(self, path: str, known: World) -> bool:
        """Return whether a rule holds."""
        self._world = known
        return self.holds(self._rules[path])

    def holds(self, node: Condition, item: Item | None = None) -> bool:  # noqa: PLR0911 - one for each node
        """Return whether a condition holds, of the case or of an item."""
        match node:
            case Not(part=part):
                return not self.holds(part, item)
            case All(parts=parts):
                return all(self.holds(part, item) for part in parts)
            case AnyOf(parts=parts):
                return any(self.holds(part, item) for part in parts)
            case Named(part=part):
                return self.holds(part, item)
            case Reference(target=target):
                return self.holds(self._rules[target])
            case ByReading(reading=reading, options=options):
                return self.holds(dict(options)[self._world.readings[reading]], item)
            case Tally():
                return self._counted(node)
            case _:
                return self._tested(node, item)

    def tested(self, node: Holds | Compare | OneOf, value: object) -> bool:
        """Return whether a test on one fact holds for a value of it."""
        self._world = World({node.fact.path: value}, {}, {}, {})
        return self._tested(node, {node.fact.path: value})

    def _tested(self, node: Condition, item: Item | None) -> bool:
        match node:
            case Fixed(value=value):
                return value
            case Holds(fact=fact):
                return bool(self._value(fact, item))
            case OneOf(fact=fact, values=values):
                return any(self._value(fact, item) == value for value in values)
            case Compare():
                return self._compared(node, item)
            case _:
                raise AssertionError(node)

    def _value(self, fact: FactRef, item: Item | None) -> Any:
        return self._world.values[fact.path] if fact.of is None or item is None else item[fact.path]

    def _compared(self, node: Compare, item: Item | None) -> bool:
        found, wanted = self._value(node.fact, item), self._number(node.value)
        if node.comparator == "is":
            return bool(found == wanted)
        declaration = self._declared[node.fact.of, node.fact.path]
        if declaration.kind == "term":
            found, wanted = declaration.options.index(found), declaration.options.index(wanted)
        signs = {"at_least": found >= wanted, "more_than": found > wanted, "at_most": found <= wanted}
        return bool(signs.get(node.comparator, found < wanted))

    def _number(self, value: Value) -> Any:
        return value.value if isinstance(value, Constant) else self._world.parameters[value.parameter]

    def _counted(self, node: Tally) -> bool:
        items = [one for one in self._world.lists[node.collection] if node.where is None or self.holds(node.where, one)]
        wanted = self._number(node.bound)
        if node.window is not None:
            number = self._in_a_window(node.window, items)
        elif node.consecutive_by is not None:
            numbers = {one[node.consecutive_by] for one in items}
            number = max((_run_from(number, numbers) for number in numbers), default=0)
        else:
            number = len(items)
        return bool(number >= wanted if node.comparator == "at_least" else number > wanted)

    def _in_a_window(self, window: Window, items: Sequence[Item]) -> int:
        length = self._number(window.length)
        span = timedelta(days=length) if window.unit == "days" else relativedelta(**{window.unit: length})
        days = [one[window.by] for one in items]
        if not window.anywhere:
            end = self._world.values["as_of"]
            return sum(end - span < day <= end for day in days)
        return max((sum(first <= day < first + span for day in days) for first in days), default=0)


def _run_from(number: int, numbers: set[int]) -> int:
    length = 0
    while number + length in numbers:
        length += 1
    return length
