"""The grade within a measure: what it is by itself, what must raise it, what may lower it.  The measure never moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import GradeOutcome

if TYPE_CHECKING:
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.pack import Measure


def grade_of(measure: Measure, held: tuple[Truth, ...], raising: Truth, lowering: Truth) -> GradeOutcome:
    """Return the grade of a measure, whose grades' conditions hold as `held` says.

    The grade by itself is the highest whose condition holds.  A binding aggravating factor raises it by one step, at
    the top it has to be reflected within that grade; a mitigating factor only opens the step below.
    """
    grades = measure.grades
    low = max(index for index, one in enumerate(held) if one is True or index == 0)
    high = max([low, *(index for index, one in enumerate(held) if one is None)])
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
