"""What a decision concludes, held against its derivation: outcome, rungs, rules, grade, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.derivations.refusal import Refusal, unless_same
from zongzhi_rules.ir.condition import Tally, children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Decision, RuleFinding, Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Measure, Pack


def conclusions(pack: Pack, decision: Decision) -> Iterator[Refusal]:
    """Yield what the decision concludes otherwise than its derivation."""
    truths = decision.derivation.truths
    yield from _rules("circumstances", pack.circumstances, decision.circumstances, truths)
    yield from _rules("factors", pack.factors, decision.factors, truths)
    yield from _rules("accountability", pack.accountability, decision.accountability, truths)
    yield from _officials(pack, decision)
    yield from _ladder(pack, decision)


def _rules(
    section: str, rules: Sequence[Rule], found: Sequence[RuleFinding], truths: Mapping[str, Truth]
) -> Iterator[Refusal]:
    yield from unless_same(section, [one.id for one in found], [one.id for one in rules])
    for one in found:
        path = f"{section}.{one.id}"
        yield from unless_same(path, one.truth, truths.get(path))


def _ladder(pack: Pack, decision: Decision) -> Iterator[Refusal]:
    truths = decision.derivation.truths
    yield from unless_same("measures", [one.id for one in decision.measures], [one.id for one in pack.measures])
    reached: Measure | None = None
    possible: Measure | None = None
    for measure, rung in zip(pack.measures, decision.measures, strict=False):
        path = f"measures.{measure.id}"
        yield from _rules(f"{path}.grounds", measure.grounds, rung.grounds, truths)
        whole = _either(truths.get(f"{path}.grounds.{one.id}") for one in measure.grounds)
        yield from unless_same(f"{path}.reached", rung.reached, whole)
        yield from unless_same(f"{path}.rank", rung.rank, measure.rank)
        if whole is True and (reached is None or measure.rank > reached.rank):
            reached = measure
        if whole is not False and (possible is None or measure.rank > possible.rank):
            possible = measure
    outcome = decision.outcome
    yield from unless_same("outcome.at_least", outcome.at_least, reached and reached.id)
    yield from unless_same("outcome.at_most", outcome.at_most, possible and possible.id)
    yield from unless_same("outcome.status", outcome.status, "determined" if reached is possible else "open")
    yield from unless_same("measure", decision.measure and decision.measure.id, reached and reached.id)
    if reached is not None and decision.measure is not None:
        true = [one.id for one in reached.grounds if truths.get(f"measures.{reached.id}.grounds.{one.id}") is True]
        yield from unless_same("measure.grounds", list(decision.measure.grounds), true)
        yield from _grade(pack, reached, decision)


def _grade(pack: Pack, measure: Measure, decision: Decision) -> Iterator[Refusal]:
    """The highest grade that is open, one step up where a factor binds; what may lower it only opens the step below."""
    if decision.measure is None:
        return
    truths = decision.derivation.truths
    ids = [one.id for one in measure.grades]
    held = [one.when is None or truths.get(f"measures.{measure.id}.grades.{one.id}") for one in measure.grades]
    binding = [one for one in pack.factors if (one.direction, one.force) == ("aggravating", "shall")]
    easing = [one for one in pack.factors if one.direction == "mitigating"]
    raised = _either(truths.get(f"factors.{one.id}") for one in binding)
    eased = _either(truths.get(f"factors.{one.id}") for one in easing)
    own = max([0, *(place for place, one in enumerate(held) if one is True)])
    open_ = max([own, *(place for place, one in enumerate(held) if one is None)])
    low = own + 1 if raised is True else own
    high = open_ if raised is False else open_ + 1
    low, high = min(low, len(ids) - 1), min(high, len(ids) - 1)
    grade = decision.measure.grade
    yield from unless_same("measure.grade.at_least", grade.at_least, ids[low])
    yield from unless_same("measure.grade.at_most", grade.at_most, ids[high])
    yield from unless_same("measure.grade.raised", grade.raised, raised)
    below = ids[low - 1] if eased is True and low > 0 else None
    yield from unless_same("measure.grade.may_be_lowered_to", grade.may_be_lowered_to, below)


def _officials(pack: Pack, decision: Decision) -> Iterator[Refusal]:
    """Hold each official's truth against the item of the count over the officials."""
    derivation = decision.derivation
    for rule, found in zip(pack.accountability, decision.accountability, strict=False):
        path = f"accountability.{rule.id}"
        rows = derivation.items.get(_count_under(rule.when, path), None)
        if rows is None or found.officials is None:
            if (rows is None) is not (found.officials is None):
                yield Refusal(f"{path}.officials", "they are there exactly where the list is known")
            continue
        whole = derivation.truths.get(path)
        expected = [_both(whole, row[-1] if row else True) for row in rows]
        yield from unless_same(f"{path}.officials", [one.truth for one in found.officials], expected)


def _count_under(node: Condition, path: str) -> str:
    """Return the path of the count over the officials: the rule itself, or the last part of it."""
    while not isinstance(node, Tally):
        name, node = children(node)[-1]
        path = f"{path}/{name}"
    return path


def _either(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    return True if True in found else None if None in found else False


def _both(one: Truth, other: Truth) -> Truth:
    return False if False in (one, other) else None if None in (one, other) else True
