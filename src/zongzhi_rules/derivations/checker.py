"""The checker of one pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.derivations.conclusions import conclusions
from zongzhi_rules.derivations.facts import CaseFacts
from zongzhi_rules.derivations.refusal import Refusal, unless_same
from zongzhi_rules.derivations.steps import Check, steps_of
from zongzhi_rules.ir.dump import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.ir.pack import Pack


class Checker:
    """Confirms decisions of one pack.  Immutable; safe to share between threads.

    Args:
        pack: the representation, `RulePack.pack`, or one that was loaded from a dump.
        calendar: the calendar that the decisions were made with, if not the one of the published notices.
    """

    def __init__(self, pack: Pack, calendar: WorkCalendar | None = None) -> None:
        """List the steps that a derivation must have."""
        self._pack = pack
        self._calendar = calendar
        self._digest = digest(pack)
        self._steps = steps_of(pack)

    def refusals(self, case: Case, decision: Decision) -> tuple[Refusal, ...]:
        """Return everything in a decision that does not follow from the case; empty: the decision is confirmed.

        A decision that was read back from JSON is confirmed like one that was just made.
        """
        return tuple(self._refusals(case, decision))

    def _refusals(self, case: Case, decision: Decision) -> Iterator[Refusal]:
        yield from unless_same("case", decision.case, case.id)
        yield from unless_same("as_of", decision.as_of, case.as_of)
        yield from unless_same("subject", decision.subject, case.subject)
        top = decision.packs[0] if decision.packs else None
        yield from unless_same("packs[0].digest", top and top.digest, self._digest)
        readings = {one.id: one.option for one in decision.readings}
        wrong = [one.id for one in self._pack.readings if readings.get(one.id) not in {o.id for o in one.options}]
        if wrong or len(readings) != len(self._pack.readings):
            yield Refusal("readings", f"one option for each reading of the pack is wanted: {', '.join(wrong)}")
            return
        facts = CaseFacts(case, self._pack, readings, self._calendar)
        yield from Check(self._pack, facts, readings, decision.derivation).refusals(self._steps)
        yield from conclusions(self._pack, decision)
