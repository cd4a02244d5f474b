"""Conditions at random, in the words of the pack language: each is the data that an author would write as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from zongzhi_rules.facts.catalogue import FactSpec, FactType, catalogue
from zongzhi_rules.testing.worse import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


FIRST_DAY = date(2020, 1, 1)
"""The day from which generated packs are in force."""
_DEEPEST = 2
_TEXTS = ("示例", "其他", "0", "true")  # the last ones must not be taken for anything but text
_HISTORY = {"rectified", "measure", "overdue", "released_on", "term_ends_on"}
_CLOSED = {"term_stated"}
"""Facts that are never unknown: what a decision does not state, it does not state."""


@dataclass(slots=True)
class Words:
    """What a condition may name besides the facts of the model."""

    measures: tuple[str, ...] = ()
    definitions: dict[str, str | None] = field(default_factory=dict)
    """Definition to the list whose items it is about, or None."""
    parameters: tuple[str, ...] = ()
    """Whole numbers."""
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    local: dict[str, FactType] = field(default_factory=dict)


class Conditions:
    """Writes conditions.

    Args:
        draw: draws from a strategy.
        words: what conditions may name; the caller adds to it as it goes.
        monotone: only conditions that get truer as a case gets worse: no `not`, nothing held to a maximum.
        in_force: whether conditions may name the first day of the instrument, which an overlay would move.
    """

    def __init__(
        self, draw: Callable[[st.SearchStrategy[Any]], Any], words: Words, *, monotone: bool, in_force: bool
    ) -> None:
        """Keep what every condition needs."""
        self._draw = draw
        self.words = words
        self._monotone = monotone
        self._in_force = in_force

    def condition(self, of: str | None = None, depth: int = 0) -> Any:  # noqa: ANN401 - YAML has no better type
        """Return a condition about the case, or about an item of a list."""
        ways = [self._leaf, self._leaf]
        if of is None:
            ways += [self._tally, self._tally]
        if depth < _DEEPEST:
            ways += [self._all, self._any, self._table]
            if self.words.readings:
                ways.append(self._by_reading)
            if not self._monotone:
                ways.append(self._not)
        if any(about == of for about in self.words.definitions.values()):
            ways += [self._definition] * 3
        return self._one(ways)(of, depth)

    def severity(self) -> Any:  # noqa: ANN401
        """Return a condition on how grave the matter is, which gets truer the graver it is."""
        harms = [path for path in catalogue().facts if path.startswith("severity.")]
        parts = [self._graver(catalogue().facts[path]) for path in self._some(harms, 2)]
        return parts[0] if len(parts) == 1 else {self._one(["any", "all"]): parts}

    # junctions -------------------------------------------------------------------------------------------------

    def _all(self, of: str | None, depth: int) -> Any:  # noqa: ANN401
        return {"all": self._parts(of, depth)}

    def _any(self, of: str | None, depth: int) -> Any:  # noqa: ANN401
        return {"any": self._parts(of, depth)}

    def _parts(self, of: str | None, depth: int) -> list[Any]:
        return self._several(lambda: self.condition(of, depth + 1), 3)

    def _not(self, of: str | None, depth: int) -> Any:  # noqa: ANN401
        return {"not": self.condition(of, depth + 1)}

    def _by_reading(self, of: str | None, depth: int) -> Any:  # noqa: ANN401
        reading = self._one(sorted(self.words.readings))
        return {"by_reading": {reading: {one: self.condition(of, depth + 1) for one in self.words.readings[reading]}}}

    def _definition(self, of: str | None, depth: int) -> Any:  # noqa: ANN401, ARG002
        return self._one([name for name, about in self.words.definitions.items() if about == of])

    def _table(self, of: str | None, depth: int) -> Any:  # noqa: ANN401, ARG002
        columns = self._some(_simplest_first(self._facts(of)), 3)
        first, *others = [self._facts(of)[name] for name in columns]
        rows = self._several(lambda: [self._cell(first), *[self._cell_or_any(spec) for spec in others]], 3)
        return {"table": {"columns": columns, "rows": rows}}

    def _cell_or_any(self, spec: FactSpec) -> Any:  # noqa: ANN401
        return "-" if self._draw(st.booleans()) else self._cell(spec)

    def _cell(self, spec: FactSpec) -> Any:  # noqa: ANN401
        value = self._value(spec, graver=self._monotone)
        if not spec.type.comparable or spec.type.kind == "boolean":
            return value
        sign = self._one([">=", ">"] if self._monotone else [">=", ">", "<=", "<", ""])
        return f"{sign} {value}" if sign else value

    # leaves ----------------------------------------------------------------------------------------------------

    def _leaf(self, of: str | None, depth: int) -> Any:  # noqa: ANN401, ARG002
        facts = self._facts(of)
        tests = [self._test(facts[name]) for name in self._some(_simplest_first(facts), 2)]
        if len(tests) > 1 and all(isinstance(test, dict) for test in tests):
            return {key: value for test in tests for key, value in test.items()}  # several keys: all of them
        return tests[0]

    def _facts(self, of: str | None) -> dict[str, FactSpec]:
        """Return the facts that a condition there may name."""
        if of is not None:
            fields = dict(catalogue().collections[of].fields)
            if of == MEASURES:
                rungs = FactType("term", self.words.measures, self.words.measures, ordered=True)
                fields = {name: spec for name, spec in fields.items() if name not in _CLOSED}
                fields["measure"] = FactSpec("measure", rungs, "")
                if self._monotone:
                    fields = {name: spec for name, spec in fields.items() if name not in _HISTORY}
            return fields
        return catalogue().facts | {
            f"local.{name}": FactSpec(f"local.{name}", kind, "") for name, kind in self.words.local.items()
        }

    def _test(self, spec: FactSpec) -> Any:  # noqa: ANN401
        if self._monotone:
            return self._graver(spec)
        kind = spec.type
        if kind.kind == "boolean":
            return self._one([spec.path, {spec.path: False}, {spec.path: True}])
        ways = ["is", "is_not", "one_of"] + (
            ["at_least", "more_than", "at_most", "less_than"] if kind.comparable else []
        )
        match self._one(ways):
            case "one_of":
                return {spec.path: self._several(lambda: self._value(spec), 2)}
            case "is":
                return {spec.path: self._value(spec)}
            case "at_least":
                upper = {"at_most": self._threshold(spec)} if self._draw(st.booleans()) else {}
                return {spec.path: {"at_least": self._threshold(spec), **upper}}
            case word:
                return {spec.path: {word: self._threshold(spec)}}

    def _graver(self, spec: FactSpec) -> Any:  # noqa: ANN401
        """Return a test that a graver value passes if a milder one does."""
        if spec.type.kind == "boolean":
            return spec.path
        if spec.type.comparable:
            return {spec.path: {self._one(["at_least", "more_than"]): self._threshold(spec)}}
        return {spec.path: self._several(lambda: self._value(spec), 2)}

    def _threshold(self, spec: FactSpec) -> Any:  # noqa: ANN401
        if spec.type.kind in {"integer", "number"} and self.words.parameters and self._number(0, 2) == 1:
            return {"parameter": self._one(self.words.parameters)}
        return self._value(spec)

    def _value(self, spec: FactSpec, *, graver: bool = False) -> Any:  # noqa: ANN401
        match spec.type.kind:
            case "boolean":
                return True if graver else self._one([True, False])
            case "term":
                return self._one(spec.type.options)
            case "date":
                days = [FIRST_DAY, FIRST_DAY + timedelta(days=200), FIRST_DAY - timedelta(days=30)]
                return self._one([*days, *(["in_force"] if self._in_force else [])])
            case "number":
                return self._one([10, 60, 89.5])
            case "text":
                return self._one(_TEXTS)
            case _:
                return self._one(
                    [3, 1, 10, FIRST_DAY.year] if spec.path != "year" else [FIRST_DAY.year, FIRST_DAY.year + 1]
                )

    # counts ----------------------------------------------------------------------------------------------------

    def _tally(self, of: str | None, depth: int) -> Any:  # noqa: ANN401, ARG002
        collection = self._one(self._collections())
        fields = catalogue().collections[collection].fields
        where = {"where": self.condition(collection, _DEEPEST - 1)} if self._number(0, 3) else {}
        days = [name for name, spec in fields.items() if spec.type.kind == "date"]
        whole = [name for name, spec in fields.items() if spec.type.kind == "integer"]
        ways = ["some", "count", *(["window"] if days else []), *(["run"] if whole else [])]
        match self._one(ways):
            case "some":
                return {"some": collection, **where}
            case "count":
                return {"count": collection, **where, **self._bound()}
            case "window":
                length = {self._one(["days", "months", "years"]): self._whole([30, 1, 3])}
                within = self._one(["within_any", "within_last"])
                return {"count": collection, **where, within: {**length, "by": self._one(days)}, **self._bound()}
            case _:
                return {"consecutive": collection, **where, "by": self._one(whole), **self._bound()}

    def _collections(self) -> list[str]:
        """Return the lists that may be counted, the incidents first."""
        names = [
            name for name in catalogue().collections if name != MEASURES or (self.words.measures and not self._monotone)
        ]
        about = [name for name in self.words.definitions.values() if name is not None]
        return [*sorted(names, key=lambda name: name != "incidents"), *about * 3]

    def _bound(self) -> dict[str, Any]:
        words = ["at_least", "more_than"] if self._monotone else ["at_least", "more_than", "at_most", "less_than", "is"]
        return {self._one(words): self._whole([1, 2, 3, 0])}

    def _whole(self, numbers: list[int]) -> Any:  # noqa: ANN401
        if self.words.parameters and self._number(0, 3) == 1:
            return {"parameter": self._one(self.words.parameters)}
        return self._one(numbers)

    # drawing ---------------------------------------------------------------------------------------------------

    def _one(self, options: Sequence[Any]) -> Any:  # noqa: ANN401
        return self._draw(st.sampled_from(options))

    def _number(self, least: int, most: int) -> int:
        number: int = self._draw(st.integers(least, most))
        return number

    def _several(self, make: Callable[[], Any], most: int) -> list[Any]:
        """Return at least one of something; each further one can be dropped as a whole when examples shrink."""
        found = [make()]
        while len(found) < most and self._draw(st.booleans()):
            found.append(make())
        return found

    def _some(self, options: Sequence[Any], most: int) -> list[Any]:
        found: list[Any] = self._draw(st.lists(st.sampled_from(options), min_size=1, max_size=most, unique=True))
        return found


def _simplest_first(facts: dict[str, FactSpec]) -> list[str]:
    return sorted(facts, key=lambda name: (facts[name].type.kind != "boolean", facts[name].type.kind == "date", name))
