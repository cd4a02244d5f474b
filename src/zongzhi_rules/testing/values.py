"""The values that matter of a pack's facts: those that conditions hold them against, and the ones just beside."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import Compare, Constant, OneOf, Tally
from zongzhi_rules.ir.walk import descend, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import FactDeclaration, Pack

Place = tuple[str | None, str]
"""Where a fact stands: the list whose items have it, or None; and its path."""

_LOCAL = "local."
LEAST: Mapping[Place, int] = {("assessments", "rank"): 1, ("assessments", "year"): 1949}
"""The least number that the fact model takes, where it is not 0."""
_OTHER_TEXT = "其他"
_KEPT = 8  # packs


@dataclass(frozen=True, slots=True)
class Values:
    """The facts of a pack, each with one value for each way in which it can matter, as a case file would write it.

    That is both truth values, every term, and for numbers, days and texts each value that a condition names, numbers
    and days with their neighbours.
    """

    declarations: Mapping[Place, FactDeclaration]
    candidates: Mapping[Place, tuple[object, ...]]

    @classmethod
    def of(cls, pack: Pack) -> Values:
        """Collect the values from all conditions of a pack."""
        declared = {(fact.of, fact.path): fact for fact in pack.facts}
        named = _named(pack)
        return cls(
            declared,
            {place: _candidates(fact, place, named.get(place, ())) for place, fact in declared.items()},
        )


@functools.lru_cache(maxsize=_KEPT)
def values_of(pack: RulePack) -> Values:
    """Return the values of a pack, worked out once for each."""
    return Values.of(pack.pack)


def everything(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all below it, those inside counts included."""
    for node in descend(condition):
        yield node
        if isinstance(node, Tally) and node.where is not None:
            yield from everything(node.where)


def ascending(values: Iterable[object]) -> tuple[object, ...]:
    """Return values of one type in their order."""
    return tuple(sorted(values, key=lambda value: (str(type(value)), value)))


def _named(pack: Pack) -> dict[Place, set[object]]:
    """Return the values that conditions hold each fact against, those of parameters included."""
    parameters = {parameter.id: [value for _, value in parameter.values] for parameter in pack.parameters}
    found: dict[Place, set[object]] = {}
    for rule in rules(pack):
        for node in everything(rule.condition):
            if isinstance(node, OneOf):
                found.setdefault((node.fact.of, node.fact.path), set()).update(node.values)
            elif isinstance(node, Compare):
                given = [node.value.value] if isinstance(node.value, Constant) else parameters[node.value.parameter]
                found.setdefault((node.fact.of, node.fact.path), set()).update(given)
    return found


def _candidates(declaration: FactDeclaration, place: Place, named: Iterable[object]) -> tuple[object, ...]:
    if declaration.kind == "boolean":
        return (False, True)
    if declaration.kind == "term":
        return declaration.options
    found: set[object] = {_OTHER_TEXT} if declaration.kind == "text" else set()
    for value in named:
        if isinstance(value, date):
            days = (value - timedelta(days=1), value, value + timedelta(days=1))
            found.update(str(day) if place[1].startswith(_LOCAL) else day for day in days)
        elif isinstance(value, (int, float)):
            least = LEAST.get(place, 0)
            found.update(number for number in (value - 1, value, value + 1) if number >= least)
        else:
            found.add(value)
    return ascending(found)
