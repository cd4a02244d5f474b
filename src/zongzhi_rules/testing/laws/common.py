"""What the laws share: the readings in full, the place of an outcome in the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.outcome import NONE

if TYPE_CHECKING:
    from zongzhi_rules.decision.model import Outcome
    from zongzhi_rules.decision.rulepack import RulePack


def positions(pack: RulePack, outcome: Outcome) -> tuple[int, int]:
    """Return the ends of an outcome as positions in the ladder, -1 for no measure."""
    order = {measure.id: position for position, measure in enumerate(pack.pack.measures)}
    low, high = (NONE if end is None else order[end] for end in (outcome.at_least, outcome.at_most))
    return low, high


def span(outcome: Outcome) -> str:
    """Write an outcome as an interval."""
    return f"[{outcome.at_least}, {outcome.at_most}]"
