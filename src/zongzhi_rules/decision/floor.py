"""What the pack below makes of the same facts; where it comes out higher, and why."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from zongzhi_rules.decision import model as out
from zongzhi_rules.decision.outcome import NONE

if TYPE_CHECKING:
    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.binding import Chosen

_KEPT = 256


class Base:
    """One of the packs that a pack rests on.  Made once with the pack."""

    def __init__(self, base: RulePack, rules: RulePack) -> None:
        """Take the pack below and the one on top."""
        self._base = base
        self._rules = rules
        mine = {measure.id: measure.rank for measure in rules.pack.measures}
        self._ranks = {measure.id: measure.rank for measure in base.pack.measures} | mine
        self._titles = {measure.id: measure.title for measure in base.pack.measures}
        self._chosen = functools.lru_cache(_KEPT)(self._shared)

    def floor(self, judged: Judged, circumstances: tuple[out.RuleFinding, ...]) -> out.Floor:
        """Judge the case by the pack below."""
        base = self._base
        assembler = base.assembler
        chosen = self._chosen(tuple(judged.chosen.options.items()))
        below = assembler.judge(judged.case, chosen, judged.calendar)
        outcome = base.outcome(below.interval)
        higher = self._rank(outcome.at_least) > self._rank(self._rules.outcome(judged.interval).at_least)
        differences = self._rules.assembler.findings.differences(judged) if higher else ()
        missing = assembler.findings.circumstances(below) if higher else ()
        present = {one.id for one in circumstances if one.truth is not False}
        return out.Floor.model_construct(
            pack=base.id,
            outcome=outcome,
            at_least_title=self._titles.get(outcome.at_least or ""),
            at_most_title=self._titles.get(outcome.at_most or ""),
            higher=higher,
            differences=tuple([one for one in differences if one.truth is not False]),
            circumstances=tuple([one for one in missing if one.truth and one.id not in present]),
        )

    def _rank(self, measure: str | None) -> int:
        return self._ranks.get(measure or "", NONE)

    def _shared(self, options: tuple[tuple[str, str], ...]) -> Chosen:
        """Return the readings of the pack below: its own defaults, but for what was chosen against the one above.

        A default of the overlay is the overlay's reading of the law; it does not change what the law below says.
        """
        known = {reading.id: {option.id for option in reading.options} for reading in self._base.pack.readings}
        defaults = self._rules.choose(None).options
        return self._base.choose(
            {name: option for name, option in options if option != defaults[name] and option in known.get(name, ())},
        )
