"""Which instrument of a pack's stack governs what was decided on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import EarlierMeasure
    from zongzhi_rules.ir.pack import Measure


def governing_pack(rules: RulePack, day: date | None) -> RulePack | None:
    """Return the pack, from the top of the stack, whose text was in force on a day; None where none was.

    A day that is not known, and a text that does not say since when it is in force, exclude nothing.
    """
    for one in rules.stack:
        since = one.instrument.in_force
        if since is None or day is None or day >= since:
            return one
    return None


def governing_measure(rules: RulePack, item: EarlierMeasure) -> tuple[RulePack, Measure] | None:
    """Return the pack whose text was in force when an earlier measure was taken, and the measure as it has it."""
    governing = governing_pack(rules, item.decided_on or item.held_on or item.received_on)
    if governing is None:
        return None
    measure = next((one for one in governing.pack.measures if one.id == item.measure), None)
    return None if measure is None else (governing, measure)
