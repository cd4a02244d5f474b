"""What is found of each rule: its truth and the facts that made it so.  The makers are prepared with the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision import model as out
from zongzhi_rules.frozen import new, set_values
from zongzhi_rules.ir.condition import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.memo import Memo
    from zongzhi_rules.decision.reasons import Explainer
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Accountability, Difference, Factor, Measure, Pack


class Findings:
    """Makes the findings of one pack."""

    def __init__(self, pack: Pack, layout: Layout, explainer: Explainer, memo: Memo) -> None:
        """Prepare a maker for each rule."""
        self._layout = layout
        self._explainer = explainer
        self._memo = memo
        self._circumstances = [self._rule(f"circumstances.{one.id}", one) for one in pack.circumstances]
        self._differences = [self._difference(one) for one in pack.differences]
        self._factors = [self._factor(one) for one in pack.factors]
        self._factor_slots = [layout.roots[f"factors.{one.id}"] for one in pack.factors]
        self._raising = [
            layout.roots[f"factors.{one.id}"]
            for one in pack.factors
            if one.direction == "aggravating" and one.force == "shall"
        ]
        self._lowering = [layout.roots[f"factors.{one.id}"] for one in pack.factors if one.direction == "mitigating"]
        self._accountability = [self._official(one) for one in pack.accountability]
        rungs = [self._rung(measure) for measure in pack.measures]
        grounds = [slot for measure in pack.measures for slot in ground_slots(measure, layout)]
        self.measures: Callable[[Judged], tuple[out.MeasureFinding, ...]] = memo.around(
            grounds, lambda judged: tuple([rung(judged) for rung in rungs])
        )

    def circumstances(self, judged: Judged) -> tuple[out.RuleFinding, ...]:
        """Return what is found of each circumstance."""
        return tuple([find(judged) for find in self._circumstances])

    def differences(self, judged: Judged) -> tuple[out.DifferenceFinding, ...]:
        """Return what is found of each declared difference to the pack below."""
        return tuple([find(judged) for find in self._differences])

    def factors(self, judged: Judged) -> tuple[out.FactorFinding, ...]:
        """Return what is found of each factor."""
        return tuple([find(judged) for find in self._factors])

    def factor_truths(self, judged: Judged) -> list[Truth]:
        """Return whether each factor is there."""
        return [judged.truths[slot] for slot in self._factor_slots]

    def moved(self, judged: Judged) -> tuple[Truth, Truth]:
        """Return whether a factor must raise the grade of the measure, and whether one may lower it."""
        truths = judged.truths
        return any_of([truths[slot] for slot in self._raising]), any_of([truths[slot] for slot in self._lowering])

    def accountability(self, judged: Judged) -> tuple[out.AccountabilityFinding, ...]:
        """Return what is found of each form of personal accountability, for each official where they are known."""
        return tuple([find(judged) for find in self._accountability])

    def _rule(self, path: str, rule: Rule) -> Callable[[Judged], out.RuleFinding]:
        slot = self._layout.roots[path]
        because = self._explainer.because
        same: dict[str, object] = {"id": rule.id, "title": rule.title, "cite": rule.cite, "truth": None, "because": ()}

        def find(judged: Judged) -> out.RuleFinding:
            values = same.copy()
            values["truth"] = judged.truths[slot]
            values["because"] = because(slot, judged)
            finding = new(out.RuleFinding)
            set_values(finding, values)
            return finding

        return self._memo.around((slot,), find)

    def _difference(self, one: Difference) -> Callable[[Judged], out.DifferenceFinding]:
        find_rule = self._rule(f"differences.{one.id}", one)
        return lambda judged: out.DifferenceFinding.model_construct(**vars(find_rule(judged)), reason=one.because)

    def _rung(self, measure: Measure) -> Callable[[Judged], out.MeasureFinding]:
        finders = [self._rule(f"measures.{measure.id}.grounds.{one.id}", one) for one in measure.grounds]
        part = out.MeasureFinding.model_construct(
            id=measure.id, title=measure.title, rank=measure.rank, reached=None, grounds=()
        )

        def find(judged: Judged) -> out.MeasureFinding:
            grounds = tuple([find_ground(judged) for find_ground in finders])
            return part.replaced(reached=any_of([ground.truth for ground in grounds]), grounds=grounds)

        return self._memo.around(ground_slots(measure, self._layout), find)

    def _factor(self, factor: Factor) -> Callable[[Judged], out.FactorFinding]:
        slot = self._layout.roots[f"factors.{factor.id}"]
        because = self._explainer.because
        part = out.FactorFinding.model_construct(
            id=factor.id,
            title=factor.title,
            cite=factor.cite,
            truth=None,
            because=(),
            direction=factor.direction,
            force=factor.force,
        )

        def find(judged: Judged) -> out.FactorFinding:
            return part.replaced(truth=judged.truths[slot], because=because(slot, judged))

        return self._memo.around((slot,), find)

    def _official(self, one: Accountability) -> Callable[[Judged], out.AccountabilityFinding]:
        slot = self._layout.roots[f"accountability.{one.id}"]
        tally = slot
        while not isinstance(self._layout.slots[tally].node, Tally):
            tally = self._layout.slots[tally].parts[-1]
        part = out.AccountabilityFinding.model_construct(
            id=one.id,
            title=one.title,
            cite=one.cite,
            truth=None,
            because=(),
            forms=one.forms,
            by=one.by,
            officials=None,
            outside=one.outside,
        )

        def find(judged: Judged) -> out.AccountabilityFinding:
            whole = judged.truths[slot]
            rows = judged.items.get(tally)
            officials = None
            if judged.case.officials is not None and rows is not None:
                officials = tuple(
                    [
                        out.OfficialFinding.model_construct(id=who.id, role=who.role, truth=_both(whole, row[-1]))
                        for who, row in zip(judged.case.officials, rows, strict=True)
                    ],
                )
            because = self._explainer.because(slot, judged)
            return part.replaced(truth=whole, because=because, officials=officials)

        return find


def ground_slots(measure: Measure, layout: Layout) -> tuple[int, ...]:
    """Return the slots of the grounds of a measure."""
    return tuple([layout.roots[f"measures.{measure.id}.grounds.{one.id}"] for one in measure.grounds])


def any_of(truths: list[Truth]) -> Truth:
    """Return true if one is true, else unknown if one is unknown."""
    return True if True in truths else None if None in truths else False


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    if one is None or other is None:
        return None
    return one
