"""Runs the cases of a pack: for each, what was expected beside what came out, and why it came out so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.errors import InputError, ZongzhiError
from zongzhi_rules.packtests.compare import mismatches
from zongzhi_rules.packtests.model import Expected
from zongzhi_rules.syntax.places import placed
from zongzhi_rules.syntax.plain import node_at

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
    """Run the cases of a pack, in their order; those not confirmed are passed over.

    Whatever goes wrong with a case is in its result.
    """
    return tuple(_run(rules, case) for case in cases if case.confirmed)


def _run(rules: RulePack, case: PackCase) -> CaseResult:
    try:
        decision = rules.decide(case.case, case.readings)
    except InputError as error:
        codes = {one.code for one in error.diagnostics}
        refusal = type(error)([placed(one, case.facts_node) for one in error.diagnostics])
        return CaseResult(case, (), None, {}, None if codes == {case.expected.refused} else refusal)
    except ZongzhiError as error:  # a date that no calendar reaches
        return CaseResult(case, (), None, {}, error)
    truths = _truths(rules, decision)
    found = mismatches(rules, case, decision, truths)
    return CaseResult(case, found + _of_packs_below(rules, case), decision, truths)


def _of_packs_below(rules: RulePack, case: PackCase) -> tuple[Mismatch, ...]:
    """Judge the case by the packs below of which something is expected.  They take of its readings those they have."""
    if not isinstance(case.expected, Expected):
        return ()
    found: tuple[Mismatch, ...] = ()
    for name, expected in case.expected.packs.items():
        base = next(one for one in rules.stack if one.id == name)
        options = {one.id: {option.id for option in one.options} for one in base.pack.readings}
        readings = {one: option for one, option in case.readings.items() if option in options.get(one, ())}
        node = node_at(case.expect_node, ("packs", name))
        below = replace(case, readings=readings, expected=expected, expect_node=node)
        decision = base.assembler.decide(case.case, base.choose(readings), readings, official_calendar())
        found += mismatches(base, below, decision, _truths(base, decision))
    return found


def _truths(rules: RulePack, decision: Decision) -> dict[str, Truth]:
    layout = rules.program.layout
    return {path: decision.derivation.truths[layout.slots[slot].path] for path, slot in layout.roots.items()}
