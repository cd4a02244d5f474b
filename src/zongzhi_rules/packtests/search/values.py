"""The values of a fact that matter to a pack: those that its conditions compare with, and those just beside them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import Compare, Constant, FactRef, Holds, OneOf, Tally
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.ir.condition import Condition, Value
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

Values = tuple[object, ...]
Key = tuple[str | None, str]
OF_LATE, LONG_AGO = timedelta(days=10), timedelta(days=400)
"""Before the day of the case: within every term of a measure, and beyond it."""
_RUN = 5


class Candidates:
    """For each fact that a pack reads, the few values that its conditions tell apart; None is unknown."""

    def __init__(self, pack: Pack, layout: Layout, as_of: date) -> None:
        """Gather what the conditions compare with."""
        self._layout = layout
        self._parameters = {one.id: one.on(as_of) for one in pack.parameters}
        self._as_of = as_of
        self._compared: dict[Key, dict[object, None]] = {}
        for slot in layout.slots:
            for one in (slot, *slot.item):
                self._gather(one.node)

    def _gather(self, node: Condition) -> None:
        if isinstance(node, Tally):
            for field in (node.consecutive_by, node.window.by if node.window else None):
                if field is not None:
                    self._compared.setdefault((node.collection, field), {}).update(self._beside(node, field))
        fact = fact_of(node)
        if fact is None:
            return
        found = self._compared.setdefault((fact.of, fact.path), {})
        if isinstance(node, OneOf):
            found.update(dict.fromkeys(node.values))
        elif isinstance(node, Compare) and (value := self.value(node.value)) is not None:
            found[value] = None

    def _beside(self, node: Tally, field: str) -> dict[object, None]:
        declaration = self._layout.declarations[node.collection, field]
        if declaration.kind == "date":
            return {self._as_of: None}
        return dict.fromkeys(self._as_of.year - step for step in range(_RUN))

    def value(self, value: Value) -> object:
        """Return a value that a condition compares with; None where the parameter is undetermined."""
        return value.value if isinstance(value, Constant) else self._parameters[value.parameter]

    def of(self, fact: FactRef) -> Values:
        """Return the values of a fact, unknown last."""
        key = (fact.of, fact.path)
        declaration = self._layout.declarations[key]
        compared = list(self._compared.get(key, {}))
        values: list[object]
        match declaration.kind:
            case "boolean":
                values = [True, False]
            case "term":
                values = list(declaration.options)
            case "date":
                of_late = [self._as_of, self._as_of - OF_LATE, self._as_of - LONG_AGO]
                values = list(dict.fromkeys([*_around(compared, timedelta(days=1)), *of_late]))
            case "text":
                values = [*compared, "其他"]
            case _:
                values = list(_around(compared, 1)) or [1]
        return tuple(values) if _known(fact) else (*values, None)

    def of_field(self, collection: str, name: str) -> Values:
        """Return the values of a field of an item."""
        return self.of(FactRef(path=name, of=collection))

    def truth(self, node: Condition, value: object) -> Truth:
        """Return what a leaf makes of a value."""
        if value is None:
            return None
        match node:
            case Holds():
                return bool(value)
            case OneOf(values=values):
                return value in values
            case Compare(fact=fact, comparator=comparator, value=other):
                options = self._layout.declarations[fact.of, fact.path].options
                wanted = self.value(other)
                if wanted is None:
                    return None
                pair = (options.index(str(value)), options.index(str(wanted))) if options else (value, wanted)
                return _compare(comparator, *pair)
            case _:
                raise AssertionError(node)


def _around(values: Sequence[object], step: object) -> Iterator[object]:
    """Yield each value, then those just below and above it, each once, dearest first."""
    found: dict[object, None] = {}
    for value in values:
        found |= dict.fromkeys((value, value + step, value - step))  # type: ignore[operator]  # days or numbers
    yield from found


def _compare(comparator: str, value: object, wanted: object) -> bool:
    match comparator:
        case "is":
            return value == wanted
        case "at_least":
            return value >= wanted  # type: ignore[operator,no-any-return]  # of one kind, as the compiler has checked
        case "more_than":
            return value > wanted  # type: ignore[operator,no-any-return]
        case "at_most":
            return value <= wanted  # type: ignore[operator,no-any-return]
        case _:
            return value < wanted  # type: ignore[operator,no-any-return]


def _known(fact: FactRef) -> bool:
    found = catalogue()
    specs = found.facts if fact.of is None else found.collections[fact.of].fields
    return fact.path in specs and specs[fact.path].known


def bound_of(node: Tally, candidates: Candidates) -> int | None:
    """Return how many items a count needs; None where a parameter is to say so and does not."""
    if node.window is not None and candidates.value(node.window.length) is None:
        return None
    bound = candidates.value(node.bound)
    if not isinstance(bound, int):
        return None
    return bound if node.comparator == "at_least" else bound + 1
