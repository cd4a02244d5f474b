"""The steps of a derivation, each checked by itself: does the truth of a node follow from its parts and the facts?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never, cast

from zongzhi_rules.derivations import counting
from zongzhi_rules.derivations.refusal import Refusal, unless_same
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
    children,
)
from zongzhi_rules.ir.walk import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from zongzhi_rules.decision.model import Derivation, Truth
    from zongzhi_rules.derivations.facts import CaseFacts
    from zongzhi_rules.ir.condition import Condition, FactRef, Value
    from zongzhi_rules.ir.pack import Pack

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Step:
    """One node to check: its path, the node, where its parts stand (paths, or places in the row of an item)."""

    path: str
    node: Condition
    parts: tuple[str, ...] = ()
    row: tuple[Step, ...] = ()
    """For a count with a condition: the steps about one item, parts before the whole, as a row lists them."""
    places: tuple[int, ...] = ()
    """For a step about an item: the places of its parts in the row."""


def steps_of(pack: Pack) -> tuple[Step, ...]:
    """Return all steps of a pack."""
    return tuple(step for rule in rules(pack) for step in _steps(rule.condition, rule.path))


def _steps(node: Condition, path: str) -> Iterator[Step]:
    parts = [(f"{path}/{name}", part) for name, part in children(node)]
    for below, part in parts:
        yield from _steps(part, below)
    row: list[Step] = []
    if isinstance(node, Tally) and node.where is not None:
        _row(node.where, f"{path}/where", row)
    yield Step(path, node, tuple(below for below, _ in parts), tuple(row))


def _row(node: Condition, path: str, row: list[Step]) -> int:
    """Append the steps about an item, parts first, and return the place of the whole."""
    places = tuple([_row(part, f"{path}/{name}", row) for name, part in children(node)])
    row.append(Step(path, node, places=places))
    return len(row) - 1


class Check:
    """Checks the steps of one derivation.

    Args:
        pack: the pack.
        facts: the facts of the case.
        readings: the option of each reading.
        derivation: what is to be confirmed.
    """

    def __init__(self, pack: Pack, facts: CaseFacts, readings: Mapping[str, str], derivation: Derivation) -> None:
        """Keep what every step needs."""
        self._facts = facts
        self._readings = readings
        self._truths = derivation.truths
        self._items = derivation.items
        self._parameters = {one.id: one.on(facts.case.as_of) for one in pack.parameters}
        self._order = {(one.of, one.path): one.options for one in pack.facts if one.kind == "term"}

    def refusals(self, steps: Sequence[Step]) -> Iterator[Refusal]:
        """Yield what does not follow: a step, a step that is missing, one that the pack does not have."""
        counts = {step.path for step in steps if isinstance(step.node, Tally)}
        for known, given, kind in (
            (({one.path for one in steps}), self._truths, "node"),
            (counts, self._items, "count"),
        ):
            for path in given:
                if path not in known:
                    yield Refusal(path, f"the pack has no such {kind}")
        for step in steps:
            claimed = self._truths.get(step.path, _MISSING)
            if claimed is _MISSING:
                yield Refusal(step.path, "the derivation does not have this node")
                continue
            if isinstance(step.node, Tally):
                yield from self._rows(step, step.node)
            yield from unless_same(step.path, claimed, self._follows(step))

    # about the case --------------------------------------------------------------------------------------------

    def _follows(self, step: Step) -> Truth:
        node = step.node
        if isinstance(node, Tally):
            return self._tally(step, node)
        parts = [self._truths.get(path) for path in step.parts]
        return self._truth(node, parts, lambda fact: self._facts.value(fact.path))

    def _tally(self, step: Step, node: Tally) -> Truth:
        wanted = self._value(node.bound)
        if wanted is None:
            return None
        least = cast("int", wanted) + (1 if node.comparator == "more_than" else 0)
        items = self._facts.items(node.collection)
        if items is None:
            return counting.reaches(counting.ANY_NUMBER, least)
        rows = self._items.get(step.path, ())
        truths: list[Truth] = [row[-1] if row else True for row in rows]
        if len(truths) != len(items):
            truths = [None] * len(items)  # refused as such already
        bounds = self._bounds(node, truths, items)
        return None if bounds is None else counting.reaches(bounds, least)

    def _bounds(self, node: Tally, truths: list[Truth], items: list[dict[str, object]]) -> counting.Bounds | None:
        if node.consecutive_by is not None:
            numbers = [cast("int | None", item[node.consecutive_by]) for item in items]
            return counting.longest_run(list(zip(truths, numbers, strict=True)))
        window = node.window
        if window is None:
            return counting.count(truths)
        length = cast("int | None", self._value(window.length))
        if length is None:
            return None
        dated = list(zip(truths, [cast("date | None", item[window.by]) for item in items], strict=True))
        if window.anywhere:
            return counting.most_in_a_window(dated, length, window.unit)
        return counting.in_the_last_window(dated, length, window.unit, self._facts.case.as_of)

    # about the items of a list ---------------------------------------------------------------------------------

    def _rows(self, step: Step, node: Tally) -> Iterator[Refusal]:
        items = self._facts.items(node.collection)
        rows = self._items.get(step.path)
        if items is None or rows is None:
            if (items is None) is not (rows is None):
                yield Refusal(step.path, "the truths of the items are there exactly where the list is known")
            return
        if len(rows) != len(items):
            yield Refusal(step.path, f"it has the truths of {len(rows)} items; the case has {len(items)}")
            return
        for number, (row, item) in enumerate(zip(rows, items, strict=True)):
            where = f"{step.path}[{number}]"
            if len(row) != len(step.row):
                yield Refusal(where, f"it has {len(row)} truths; the condition has {len(step.row)} nodes")
                continue
            for claimed, inner in zip(row, step.row, strict=True):
                parts = [row[place] for place in inner.places]
                expected = self._truth(inner.node, parts, lambda fact, item=item: item[fact.path])  # type: ignore[misc]
                yield from unless_same(f"{where} {inner.path}", claimed, expected)

    # nodes -----------------------------------------------------------------------------------------------------

    def _truth(self, node: Condition, parts: list[Truth], read: Callable[[FactRef], object]) -> Truth:  # noqa: C901, PLR0911 - one arm a node
        match node:
            case Fixed():
                return node.value
            case Holds():
                return cast("Truth", read(node.fact))
            case Compare() | OneOf():
                return self._test(node, read(node.fact))
            case Not():
                return None if parts[0] is None else not parts[0]
            case All():
                return False if False in parts else None if None in parts else True
            case AnyOf():
                return True if True in parts else None if None in parts else False
            case Reference():
                return self._truths.get(node.target)
            case Named():
                return parts[0]
            case ByReading():
                return parts[[option for option, _ in node.options].index(self._readings[node.reading])]
            case Tally():
                raise AssertionError(node)  # a count never stands within another
            case _:
                assert_never(node)

    def _test(self, node: Compare | OneOf, value: object) -> Truth:
        if value is None:
            return None
        if isinstance(node, OneOf):
            return value in node.values
        wanted = self._value(node.value)
        if wanted is None:
            return None
        if node.comparator == "is":
            return value == wanted
        left, right = self._placed(node.fact, value), self._placed(node.fact, wanted)
        compared = {"at_least": left >= right, "more_than": left > right, "at_most": left <= right}
        return bool(compared.get(node.comparator, left < right))

    def _placed(self, fact: FactRef, value: Any) -> Any:  # noqa: ANN401 - whatever a fact takes
        """Return a value as it compares: a term by its place among its options."""
        order = self._order.get((fact.of, fact.path))
        return value if order is None else order.index(str(value))

    def _value(self, value: Value) -> object:
        return value.value if isinstance(value, Constant) else self._parameters[value.parameter]
