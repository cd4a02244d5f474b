"""Law 1: what makes a case worse never lowers its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.laws.common import positions, span
from zongzhi_rules.testing.worse import worsenings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case


def monotone(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    more: Case | None = None,
) -> None:
    """Law 1: a circumstance, more harm, more incidents, a failed rectification never lower either end of the outcome.

    Every single change for the worse is tried; the items of the lists of `more` are added one by one.

    Raises:
        LawBroken: one of them lowers it.
    """
    before = pack.verdict(case, readings)
    for step in worsenings(pack, case, pack.choose(readings).options, more):
        after = pack.verdict(step.case, readings)
        pairs = zip(positions(pack, before), positions(pack, after), strict=True)
        if any(old > new for old, new in pairs):
            what = f"{step.what} turns {span(before)} into {span(after)}"
            raise broken(1, pack, case, what, readings)
