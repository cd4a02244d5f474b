"""Law 2: learning an unknown fact narrows what is open, or leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.grade import grade_of
from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.fuller import fillings
from zongzhi_rules.testing.laws.common import positions, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case


def narrowing(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    more: Case | None = None,
) -> None:
    """Law 2: whichever unknown becomes known, what was known stays so, and the new outcome lies within the old one.

    That holds for the outcome, for the truth of every rule (circumstances, grounds, factors, grades, steps) and, while
    the measure is the same, for its grade.  Every single unknown that the pack reads is filled in, in every way that
    matters; lists that are absent become empty, or those of `more`.

    Raises:
        LawBroken: a step widens something.
    """
    before = _judged(pack, case, readings)
    known = {name for name, end in before.bound.terms.items() if end.day is not None}
    for step in fillings(pack, case, known, more):
        after = _judged(pack, step.case, readings)
        for what in _widened(pack, before, after):
            raise broken(2, pack, case, f"{step.what}, and {what}", readings)


def _judged(pack: RulePack, case: Case, readings: Mapping[str, str] | None) -> Judged:
    return pack.assembler.judge(case, pack.choose(readings), official_calendar())


def _widened(pack: RulePack, before: Judged, after: Judged) -> Iterator[str]:
    old, new = pack.outcome(before.interval), pack.outcome(after.interval)
    (low, high), (new_low, new_high) = positions(pack, old), positions(pack, new)
    if not low <= new_low <= new_high <= high:
        yield f"{span(old)} becomes {span(new)}"
    for path, slot in pack.program.layout.roots.items():
        was, now = before.truths[slot], after.truths[slot]
        if was is not None and was is not now:
            yield f"{path} goes from {was} to {now}"
    if low == new_low != NONE:
        (lightest, heaviest), (new_lightest, new_heaviest) = _grade(pack, before), _grade(pack, after)
        if not lightest <= new_lightest <= new_heaviest <= heaviest:
            yield f"the grade goes from {lightest}..{heaviest} to {new_lightest}..{new_heaviest} (0 is lightest)"


def _grade(pack: RulePack, judged: Judged) -> tuple[int, int]:
    measure = pack.pack.measures[judged.interval.at_least]
    held = tuple([pack.assembler.truth(f"measures.{measure.id}.grades.{one.id}", judged) for one in measure.grades])
    found = grade_of(measure, held, *pack.assembler.findings.moved(judged))
    order = [grade.id for grade in measure.grades]
    return order.index(found.at_least), order.index(found.at_most)
