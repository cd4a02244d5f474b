"""Law 2: learning an unknown fact narrows what is open, or leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.fuller import fillings
from zongzhi_rules.testing.laws.common import positions, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.decision.assemble import Judged
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_OF_THE_GRADE = ("factors.", ".grades.")


def narrowing(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    more: Case | None = None,
) -> None:
    """Law 2: whichever unknown becomes known, what was known stays so, and the new outcome lies within the old one.

    That holds for the outcome, for the truth of every rule (circumstances, grounds, factors, grades, steps) and, while
    the measure is the same, for its grade.  Every single unknown is filled in, in every way that matters; lists that
    are absent become empty, or those of `more`.

    Raises:
        LawBroken: a step widens something.
    """
    before = _judged(pack, case, readings)
    known = {name for name, end in before.bound.terms.items() if end.day is not None}
    decision: Decision | None = None
    for step in fillings(pack, case, known, more):
        after = _judged(pack, step.case, readings)
        for what in _widened(pack, before, after):
            raise broken(2, pack, case, f"{step.what}, and {what}", readings)
        if before.interval.at_least == after.interval.at_least and _touches_grade(pack, before, after):
            decision = decision or pack.decide(case, readings)
            for what in _widened_grade(pack, decision, pack.decide(step.case, readings)):
                raise broken(2, pack, case, f"{step.what}, and {what}", readings)


def _judged(pack: RulePack, case: Case, readings: Mapping[str, str] | None) -> Judged:
    return pack.assembler.judge(case, pack.choose(readings), official_calendar())


def _widened(pack: RulePack, before: Judged, after: Judged) -> Iterator[str]:
    old, new = pack.outcome(before.interval), pack.outcome(after.interval)
    (low, high), (new_low, new_high) = positions(pack, old), positions(pack, new)
    if not low <= new_low <= new_high <= high:
        yield f"{span(old)} becomes {span(new)}"
    for path, slot in pack.program.layout.roots.items():
        was, now = before.evaluation.truths[slot], after.evaluation.truths[slot]
        if was is not None and was is not now:
            yield f"{path} goes from {was} to {now}"


def _touches_grade(pack: RulePack, before: Judged, after: Judged) -> bool:
    return any(
        before.evaluation.truths[slot] is not after.evaluation.truths[slot]
        for path, slot in pack.program.layout.roots.items()
        if any(part in path for part in _OF_THE_GRADE)
    )


def _widened_grade(pack: RulePack, before: Decision, after: Decision) -> Iterator[str]:
    if before.measure is None or after.measure is None:
        return
    measure = next(one for one in pack.pack.measures if one.id == before.measure.id)
    order = {grade.id: position for position, grade in enumerate(measure.grades)}
    (low, high), (new_low, new_high) = (
        (order[grade.at_least], order[grade.at_most]) for grade in (before.measure.grade, after.measure.grade)
    )
    if not low <= new_low <= new_high <= high:
        names = [grade.id for grade in measure.grades]
        yield f"the grade goes from [{names[low]}, {names[high]}] to [{names[new_low]}, {names[new_high]}]"
