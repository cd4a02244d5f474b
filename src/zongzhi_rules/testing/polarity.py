"""In which direction each fact pushes the rules of a pack: read off the conditions, without evaluating them.

A condition that stands under an even number of `not` counts for a rule, one under an odd number against it.  A value
of a fact is at least as grave as another if no test that counts for the rules is truer of the other, and none that
counts against them is truer of it.  So the direction is a property of each pack: `up_to_standard` weighs when it is
false, and nobody had to say so.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zongzhi_rules.ir.condition import (
    ByReading,
    Compare,
    Constant,
    Holds,
    Not,
    OneOf,
    Reference,
    Tally,
    children,
)
from zongzhi_rules.ir.walk import rules
from zongzhi_rules.testing.values import Place, Values, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.condition import Condition, FactRef
    from zongzhi_rules.ir.pack import FactDeclaration, Pack


class Direction(StrEnum):
    """What a fact does to the rules when it becomes true, or grows."""

    RAISES = "raises"
    LOWERS = "lowers"
    BOTH = "both"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A test of a fact, and whether it counts for the rules (`positive`) or against them."""

    test: Holds | Compare | OneOf
    positive: bool


@dataclass(frozen=True, slots=True)
class Polarity:
    """How the facts of a pack bear on some of its rules."""

    tests: Mapping[Place, tuple[Occurrence, ...]]
    counts: Mapping[str, frozenset[bool]]
    """Per list, whether counts of its items occur positively, negatively, or both."""
    positions: frozenset[Place]
    """Fields by which a window or a run places an item: no value of them is graver than another."""
    _values: Values
    _parameters: Mapping[str, tuple[object, ...]]

    @classmethod
    def of(
        cls, pack: Pack, targets: Iterable[str], readings: Mapping[str, str], values: Values | None = None
    ) -> Polarity:
        """Read off the polarity.

        Args:
            pack: the checked representation.
            targets: the paths of the rules in question (`circumstances.x`, `measures.y.grounds.z`).
            readings: an option for each reading; the others are not gone into.
            values: the values of the pack, where they are at hand.
        """
        reader = _Reader({rule.path: rule.condition for rule in rules(pack)}, readings)
        for target in targets:
            reader.read(target, positive=True)
        return cls(
            {place: tuple(dict.fromkeys(found)) for place, found in reader.tests.items()},
            {name: frozenset(signs) for name, signs in reader.counts.items()},
            frozenset(reader.positions),
            values or Values.of(pack),
            {parameter.id: tuple(value for _, value in parameter.values) for parameter in pack.parameters},
        )

    def no_milder(self, place: Place, old: object, new: object) -> bool:
        """Whether a fact that changes from `old` to `new` (both known) can only make the rules truer."""
        if place in self.positions and old != new:
            return False
        for one in self.tests.get(place, ()):
            for before, after in zip(
                self._truths(one.test, place, old), self._truths(one.test, place, new), strict=True
            ):
                if before is not after and after is not one.positive:
                    return False
        return True

    def graver(self, place: Place, old: object, new: object) -> bool:
        """Whether it makes some test weigh more, and none less."""
        return self.no_milder(place, old, new) and not self.no_milder(place, new, old)

    def direction(self, place: Place) -> Direction:
        """Return what the fact does to the rules as it becomes true, or grows; for other facts `both` or `nothing`."""
        if place not in self.tests and place not in self.positions:
            return Direction.NOTHING
        declaration = self._values.declarations[place]
        steps = list(pairwise(self._values.candidates[place]))
        up = all(self.no_milder(place, low, high) for low, high in steps)
        down = all(self.no_milder(place, high, low) for low, high in steps)
        if up and down:
            return Direction.NOTHING
        sorts = declaration.ordered or declaration.kind in {"boolean", "integer", "number", "date"}
        if not sorts or not (up or down):
            return Direction.BOTH
        return Direction.RAISES if up else Direction.LOWERS

    def more(self, collection: str) -> Direction:
        """Return what a further item of a list does to the rules."""
        signs = self.counts.get(collection, frozenset())
        if len(signs) > 1:
            return Direction.BOTH
        return next((Direction.RAISES if sign else Direction.LOWERS for sign in signs), Direction.NOTHING)

    def _truths(self, test: Holds | Compare | OneOf, place: Place, value: object) -> list[bool]:
        """Return whether a value passes a test; one answer for each value that a parameter ever has."""
        declaration = self._values.declarations[place]
        known = as_typed(declaration, value)
        if isinstance(test, Holds):
            return [bool(known)]
        if isinstance(test, OneOf):
            return [known in test.values]
        given = test.value
        wanted = (given.value,) if isinstance(given, Constant) else self._parameters[given.parameter]
        return [_compare(declaration, test.comparator, known, one) for one in wanted]


@functools.lru_cache(maxsize=32)
def polarity_of(pack: RulePack, targets: tuple[str, ...], readings: tuple[tuple[str, str], ...]) -> Polarity:
    """Return the polarity of a pack's rules, worked out once for each choice of readings (id and option)."""
    return Polarity.of(pack.pack, targets, dict(readings), values_of(pack))


def as_typed(declaration: FactDeclaration, value: object) -> object:
    """Return a value as conditions compare it: a day written as text becomes a day."""
    if declaration.kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _compare(declaration: FactDeclaration, comparator: str, known: Any, wanted: Any) -> bool:  # noqa: ANN401
    if declaration.kind == "term" and comparator != "is":
        known, wanted = declaration.options.index(known), declaration.options.index(wanted)
    results: dict[str, bool] = {
        "is": known == wanted,
        "at_least": comparator != "is" and known >= wanted,
        "more_than": comparator != "is" and known > wanted,
        "at_most": comparator != "is" and known <= wanted,
        "less_than": comparator != "is" and known < wanted,
    }
    return results[comparator]


class _Reader:
    """Goes through conditions with the sign under which they stand.  Each rule is read once for each sign."""

    def __init__(self, conditions: Mapping[str, Condition], readings: Mapping[str, str]) -> None:
        self._conditions = conditions
        self._readings = readings
        self._done: set[tuple[str, bool]] = set()
        self.tests: dict[Place, list[Occurrence]] = {}
        self.counts: dict[str, set[bool]] = {}
        self.positions: set[Place] = set()

    def read(self, target: str, *, positive: bool) -> None:
        if (target, positive) not in self._done:
            self._done.add((target, positive))
            self._node(self._conditions[target], positive=positive)

    def _node(self, node: Condition, *, positive: bool) -> None:
        if isinstance(node, (Holds, Compare, OneOf)):
            self.tests.setdefault(_place(node.fact), []).append(Occurrence(node, positive))
        elif isinstance(node, Reference):
            self.read(node.target, positive=positive)
        elif isinstance(node, Not):
            self._node(node.part, positive=not positive)
        elif isinstance(node, ByReading):
            self._node(dict(node.options)[self._readings[node.reading]], positive=positive)
        elif isinstance(node, Tally):
            self.counts.setdefault(node.collection, set()).add(positive)
            by = (node.consecutive_by, node.window.by if node.window else None)
            self.positions |= {(node.collection, name) for name in by if name is not None}
            if node.where is not None:
                self._node(node.where, positive=positive)
        else:
            for _, part in children(node):
                self._node(part, positive=positive)


def _place(fact: FactRef) -> Place:
    return fact.of, fact.path
