"""Law 3: factors move the grade within the measure, in their own direction, and nothing else."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.laws.common import span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.facts.model import Case

AGGRAVATING, MITIGATING = "aggravating", "mitigating"
_KEPT = 8  # packs


def factors_move_the_grade(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 3: aggravating factors never lower a grade, mitigating ones never raise one nor bind, the measure stays.

    The case is decided by the pack, and by the same pack with its aggravating factors only, its mitigating ones only,
    and none.

    Raises:
        LawBroken: a factor moves the outcome or the measure, or the grade in the wrong direction; or a mitigating
            factor does more than open a lower grade.
    """
    whole = pack.decide(case, readings)
    none, heavier, lighter = (
        variant.decide(case, readings)
        for variant in (
            with_factors(pack, ()),
            with_factors(pack, (AGGRAVATING,)),
            with_factors(pack, (MITIGATING,)),
        )
    )
    for other in (none, heavier, lighter):
        if other.outcome != whole.outcome:
            what = f"with other factors the outcome is {span(other.outcome)} instead of {span(whole.outcome)}"
            raise broken(3, pack, case, what, readings)
    bare, raised, opened, both = (_grades(pack, decision) for decision in (none, heavier, lighter, whole))
    if not (bare[0] <= raised[0] and bare[1] <= raised[1]):
        raise broken(3, pack, case, f"aggravating factors turn the grade {bare} into {raised}", readings)
    if opened != bare or both != raised:
        what = f"mitigating factors bind: the grade {bare} becomes {opened}, {raised} becomes {both}"
        raise broken(3, pack, case, what, readings)
    for decision in (none, heavier, lighter, whole):
        below = _opened(pack, decision)
        if below is not None and below >= _grades(pack, decision)[0]:
            raise broken(3, pack, case, f"mitigating factors open the grade {below}, which is not lower", readings)
    if _opened(pack, none) is not None or _opened(pack, heavier) is not None:
        raise broken(3, pack, case, "a lower grade is open without a mitigating factor", readings)


@functools.lru_cache(maxsize=_KEPT)
def with_factors(pack: RulePack, directions: tuple[str, ...]) -> RulePack:
    """Return the same pack with its factors of these directions only."""
    kept = tuple(factor for factor in pack.pack.factors if factor.direction in directions)
    compiled = pack.compiled
    return RulePack(dataclasses.replace(compiled, pack=compiled.pack.model_copy(update={"factors": kept})))


def _grades(pack: RulePack, decision: Decision) -> tuple[int, int]:
    """Return the grade's ends by their place among the grades of the measure; nothing where there is no measure."""
    if decision.measure is None:
        return (-1, -1)
    order = _order(pack, decision)
    return order[decision.measure.grade.at_least], order[decision.measure.grade.at_most]


def _opened(pack: RulePack, decision: Decision) -> int | None:
    if decision.measure is None or decision.measure.grade.may_be_lowered_to is None:
        return None
    return _order(pack, decision)[decision.measure.grade.may_be_lowered_to]


def _order(pack: RulePack, decision: Decision) -> dict[str, int]:
    due = decision.measure and decision.measure.id
    measure = next(one for one in pack.pack.measures if one.id == due)
    return {grade.id: position for position, grade in enumerate(measure.grades)}
