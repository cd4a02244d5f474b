"""Law 10: replaying the events of a case gives what evaluating its facts gives."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

from zongzhi_rules.casefile import CaseFile, advance, case_of
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.entries import history_of, in_file_order
from zongzhi_rules.testing.laws.order import difference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.casefile import Event
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_JUDGED = 4
"""So many entries at the end are judged one by one; the ones before only make the file."""


def replayed(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    seed: int = 0,
) -> None:
    """Law 10: the case is taken apart into entries of a file; after the last the file decides as the facts do.

    The entries come in an order of their own, with findings that are revised, slips that are corrected and corrections
    that are withdrawn, as `seed` says.

    Raises:
        LawBroken: the file states other facts, or decides otherwise.
    """
    facts = in_file_order(case)
    events = history_of(facts, Random(seed))  # noqa: S311 - no secret depends on it
    file = CaseFile.of(events)
    if case_of(file, facts.as_of) != facts:
        raise broken(10, pack, facts, f"the file of its entries (seed {seed}) states other facts", readings)
    _same(pack, facts, pack.decide(facts, readings), _last(pack, events, readings), readings)


def history_replayed(pack: RulePack, events: Sequence[Event], readings: Mapping[str, str] | None = None) -> None:
    """Law 10 for entries at hand, the first of which opens the file: they decide as the facts do that they come to.

    Raises:
        LawBroken: they decide otherwise.
    """
    file = CaseFile.of(events)
    facts = case_of(file, file.day)
    _same(pack, facts, pack.decide(facts, readings), _last(pack, events, readings), readings)


def _last(pack: RulePack, events: Sequence[Event], readings: Mapping[str, str] | None) -> Decision:
    """Enter the events in their order and return the last decision."""
    judging = Judging(pack, readings)
    state = CaseFile.of(events[:1])
    others = events[1:]
    for event in others[:-_JUDGED]:
        state = state.plus(event)
    decision = None
    for event in others[-_JUDGED:]:
        step = advance(state, event, judging)
        state, decision = step.state, step.decision
    return decision or judging.of(state).decision


def _same(pack: RulePack, case: Case, facts: Decision, file: Decision, readings: Mapping[str, str] | None) -> None:
    one, other = facts.model_dump_json(), file.model_dump_json()
    if one != other:
        what = f"the facts and the file decide differently in {difference(json.loads(one), json.loads(other))}"
        raise broken(10, pack, case, what, readings)
