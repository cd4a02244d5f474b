"""Writes the rules of a stage as durable_rules takes them: data, with conditions on one fact.

For each proposition two rules, `T7` for "definitely true" and `F7` for "definitely false".  A fact carries the number
of its stage as `t`, inputs as `i0`, `i1`, …, derived truths as `p0`, `p1`, …: 1 for false, 2 for true, absent for
unknown.  A condition on something absent does not hold, on either rail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules.engines.durable.propositions import Always, Both, Chosen, OneCode, Range, Reaches
from zongzhi_rules.engines.durable.scales import FALSE, OUTSIDE, TRUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.engines.durable.propositions import Literal, Proposition
    from zongzhi_rules.engines.durable.stages import Stage

Condition = dict[str, Any]
Rules = dict[str, dict[str, Any]]

EVERY_FACT = "every_fact"
"""The rule that fires on every fact: the rules library leaves no fact and no case without one."""
STAGE, INPUT, KNOWN = "t", "i", "p"
DEFINITELY_TRUE, DEFINITELY_FALSE = "T", "F"


def rules_of(stages: Sequence[Stage], propositions: Sequence[Proposition]) -> Rules:
    """Return the rules of some stages of a network."""
    rules = {EVERY_FACT: _rule([{"$ex": {STAGE: 1}}])}
    for stage in stages:
        for number in stage.derives:
            for name, conditions in _rails(propositions[number]):
                rules[f"{name}{number}"] = _rule([{STAGE: stage.number}, *conditions])
    return rules


def _rule(conditions: list[Condition]) -> dict[str, Any]:
    return {"all": [{"m": conditions[0] if len(conditions) == 1 else {"$and": conditions}}]}


def _rails(proposition: Proposition) -> Iterator[tuple[str, list[Condition]]]:
    """Yield the rails that a proposition can be derived on, each with conditions that all must hold."""
    match proposition:
        case Always():
            yield DEFINITELY_TRUE, []
        case OneCode(input=number, codes=codes):
            name = f"{INPUT}{number}"
            if codes:
                yield DEFINITELY_TRUE, _any([{name: code} for code in codes])
            yield DEFINITELY_FALSE, [{"$neq": {name: code}} for code in codes] or [{"$gte": {name: OUTSIDE}}]
        case Range(input=number, low=low, high=high):
            name = f"{INPUT}{number}"
            above = [] if high is None else [{"$gt": {name: high}}]
            yield DEFINITELY_TRUE, _span(name, low, high)
            yield DEFINITELY_FALSE, _any([{"$lt": {name: low}}, *above])
        case Reaches(least=least, most=most, code=code):
            yield DEFINITELY_TRUE, [{"$gte": {f"{INPUT}{least}": code}}]
            yield DEFINITELY_FALSE, [{"$lt": {f"{INPUT}{most}": code}}]
        case Both(parts=parts):
            yield DEFINITELY_TRUE, [_is(part, TRUE) for part in parts]
            yield DEFINITELY_FALSE, _any([_is(part, FALSE) for part in parts])
        case Chosen(input=number, options=options):
            name = f"{INPUT}{number}"
            for rail, truth in ((DEFINITELY_TRUE, TRUE), (DEFINITELY_FALSE, FALSE)):
                yield rail, _any([{"$and": [*_span(name, low, high), _is(part, truth)]} for low, high, part in options])


def _is(literal: Literal, truth: int) -> Condition:
    """Return that a literal has a truth: that of its proposition, or the opposite one."""
    return {f"{KNOWN}{literal.proposition}": truth if literal.positive else TRUE + FALSE - truth}


def _span(name: str, low: int, high: int | None) -> list[Condition]:
    if low == high:
        return [{name: low}]
    return [{"$gte": {name: low}}, *([] if high is None else [{"$lte": {name: high}}])]


def _any(conditions: list[Condition]) -> list[Condition]:
    return conditions if len(conditions) == 1 else [{"$or": conditions}]
