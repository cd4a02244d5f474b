"""Runs the cases of a pack: for each, what was expected beside what came out, and why it came out so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.errors import InputError, ZongzhiError
from zongzhi_rules.packtests.compare import mismatches
from zongzhi_rules.syntax.places import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.decision.model import Decision, Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.packtests.compare import Mismatch
    from zongzhi_rules.packtests.read import PackCase


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of a case.

    `decision` is None where the pack refused it; `error` then says why, at the place of the fact, unless the case
    expects just that.  `truths` holds the truth of every rule with a condition, by path.
    """

    case: PackCase
    mismatches: tuple[Mismatch, ...]
    decision: Decision | None
    truths: Mapping[str, Truth]
    error: ZongzhiError | None = None

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return self.error is None and not self.mismatches


def run_cases(rules: RulePack, cases: Iterable[PackCase]) -> tuple[CaseResult, ...]:
    """Run the cases of a pack, in their order.  Whatever goes wrong with one is in its result."""
    return tuple(_run(rules, case) for case in cases)


def _run(rules: RulePack, case: PackCase) -> CaseResult:
    try:
        decision = rules.decide(case.case, case.readings)
    except InputError as error:
        codes = {one.code for one in error.diagnostics}
        refusal = type(error)([placed(one, case.facts_node) for one in error.diagnostics])
        return CaseResult(case, (), None, {}, None if codes == {case.expected.refused} else refusal)
    except ZongzhiError as error:  # a date that no calendar reaches
        return CaseResult(case, (), None, {}, error)
    layout = rules.program.layout
    truths = {path: decision.derivation.truths[layout.slots[slot].path] for path, slot in layout.roots.items()}
    return CaseResult(case, mismatches(rules, case, decision, truths), decision, truths)
