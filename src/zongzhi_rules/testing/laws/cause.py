"""Laws 4 and 5: no measure without its cause, no cause without its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import All, ByReading, Reference
from zongzhi_rules.ir.names import IN_SCOPE, LISTED_CIRCUMSTANCE
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.laws.common import positions, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.decision.model import Decision, EarlierMeasureFinding
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case, EarlierMeasure
    from zongzhi_rules.ir.condition import Condition

_IN_SCOPE, _LISTED = f"definitions.{IN_SCOPE}", f"definitions.{LISTED_CIRCUMSTANCE}"


def cause_and_measure(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 4: no listed circumstance and no failed rectification, no measure; a listed one, at least the lowest.

    The second half holds where the instrument applies, and where the lowest rung has a ground that rests on the
    circumstance alone under these readings; a pack may demand a finding besides.

    Raises:
        LawBroken: a measure is possible without a cause, or a circumstance is present without a measure.
    """
    decision = pack.decide(case, readings)
    outcome = decision.outcome
    none_listed = all(one.truth is False for one in decision.circumstances)
    if none_listed and _none_failed(case, decision) and outcome.at_most is not None:
        raise broken(4, pack, case, f"without circumstance and failure the outcome is {span(outcome)}", readings)
    listed = any(one.truth for one in decision.circumstances)
    applies = decision.derivation.truths[_slot_path(pack, _IN_SCOPE)]
    if listed and applies and lowest_rests_on_it(pack, readings) and positions(pack, outcome)[0] < 0:
        raise broken(4, pack, case, f"with a listed circumstance the outcome is {span(outcome)}", readings)


def grounded(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 5: each rung is reached only by its grounds, and the decision names a ground that is true for its measure.

    Raises:
        LawBroken: a rung is reached, possible or ruled out otherwise than its grounds say; the outcome is not between
            the highest reached and the highest possible; the measure in the decision is not the one that is due, or
            names no ground, a ground that is not true, or not all that are.
    """
    decision = pack.decide(case, readings)
    for what in _ungrounded(pack, decision):
        raise broken(5, pack, case, what, readings)


def _ungrounded(pack: RulePack, decision: Decision) -> Iterator[str]:
    reached, possible = None, None
    for measure in decision.measures:
        truths = [ground.truth for ground in measure.grounds]
        expected = True if True in truths else None if None in truths else False
        if measure.reached is not expected:
            yield f"{measure.id} is reached: {measure.reached}, and its grounds are {truths}"
        for ground in measure.grounds:
            derived = decision.derivation.truths[_slot_path(pack, f"measures.{measure.id}.grounds.{ground.id}")]
            if derived is not ground.truth:
                yield f"the ground {ground.id} of {measure.id} is {ground.truth}, and {derived} in the derivation"
            if ground.truth and not ground.because:
                yield f"the ground {ground.id} of {measure.id} is true, and no fact made it so"
        reached = measure.id if True in truths else reached
        possible = measure.id if measure.reached is not False else possible
    if (decision.outcome.at_least, decision.outcome.at_most) != (reached, possible):
        yield f"the outcome is {span(decision.outcome)}, and the rungs say [{reached}, {possible}]"
    due = decision.measure
    if (None if due is None else due.id) != decision.outcome.at_least:
        yield f"the measure is {due and due.id}, and the outcome at least {decision.outcome.at_least}"
    if due is not None:
        rung = next(one for one in decision.measures if one.id == due.id)
        true = [ground.id for ground in rung.grounds if ground.truth]
        if not true or list(due.grounds) != true:
            yield f"{due.id} names the grounds {list(due.grounds)}, and true are {true}"


def _none_failed(case: Case, decision: Decision) -> bool:
    if case.earlier_measures is None or decision.earlier_measures is None:
        return False
    given = {one.id: one for one in case.earlier_measures}
    return all(_has_not_failed(one, given[one.id]) for one in decision.earlier_measures)


def _has_not_failed(found: EarlierMeasureFinding, given: EarlierMeasure) -> bool:
    """Whether it is certain that the rectification has not failed: a late release does not undo a failure found."""
    if found.state == "released":
        return given.rectified is None or given.rectified.value
    return found.state in {"running", "rectified"}


def lowest_rests_on_it(pack: RulePack, readings: Mapping[str, str] | None) -> bool:
    """Whether under these readings the lowest rung has a ground that rests on a listed circumstance alone."""
    chosen = pack.choose(readings).options
    return any(_rests_on_listed(ground.when, chosen) for ground in pack.pack.measures[0].grounds)


def _rests_on_listed(condition: Condition, chosen: Mapping[str, str]) -> bool:
    match condition:
        case Reference(target=target):
            return target in {_LISTED, _IN_SCOPE}
        case ByReading(reading=reading, options=options):
            return _rests_on_listed(dict(options)[chosen[reading]], chosen)
        case All(parts=parts):
            return all(_rests_on_listed(part, chosen) for part in parts)
        case _:
            return False


def _slot_path(pack: RulePack, rule: str) -> str:
    layout = pack.program.layout
    return layout.slots[layout.roots[rule]].path
