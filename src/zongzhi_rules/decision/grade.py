"""The grade within a measure: what it is by itself, what must raise it, what may lower it.  The measure never moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import GradeOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zongzhi_rules.decision.model import FactorFinding
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.pack import Grade, Measure


def grade_of(measure: Measure, truth: Callable[[Grade], Truth], factors: Iterable[FactorFinding]) -> GradeOutcome:
    """Return the grade of a measure.

    The grade by itself is the highest whose condition holds.  A binding aggravating factor raises it by one step, at
    the top it has to be reflected within that grade; a mitigating factor only opens the step below.
    """
    grades = measure.grades
    held = [grade.when is None or truth(grade) for grade in grades]
    low = max(index for index, one in enumerate(held) if one is True or index == 0)
    high = max([low, *(index for index, one in enumerate(held) if one is None)])
    raising = _any(one.truth for one in factors if one.direction == "aggravating" and one.force == "shall")
    lowering = _any(one.truth for one in factors if one.direction == "mitigating")
    top = len(grades) - 1
    at_least = min(low + 1, top) if raising is True else low
    at_most = high if raising is False else min(high + 1, top)
    below = max(at_least - 1, 0)
    return GradeOutcome.model_construct(
        at_least=grades[at_least].id,
        at_least_title=grades[at_least].title,
        at_most=grades[at_most].id,
        at_most_title=grades[at_most].title,
        raised=raising,
        raised_at_top=raising is True and low == top,
        may_be_lowered_to=grades[below].id if lowering is True and below < at_least else None,
        may_be_lowered_to_title=grades[below].title if lowering is True and below < at_least else None,
        cite=grades[at_least].cite,
    )


def _any(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    if True in found:
        return True
    return None if None in found else False
