"""Cheap forms of the laws, for every case: on the truths of the rules, without a decision."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.laws.cause import lowest_rests_on_it
from zongzhi_rules.testing.laws.floor import known_below, shared_readings
from zongzhi_rules.testing.thorough.steps import Fuller, Worse, turned
from zongzhi_rules.testing.worse import MEASURES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.binding import Chosen
    from zongzhi_rules.engines.protocol import Facts, Truth
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.testing.broken import LawBroken
    from zongzhi_rules.testing.thorough.steps import Changed

_MOST_CHOICES = 64  # of readings
_TRIES = 4
_VERDICT_EVERY, _TURNED_EVERY = 4, 4


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice of readings: for this pack and for those below; None stands for the defaults."""

    chosen: Chosen
    given: Mapping[str, str] | None
    below: tuple[tuple[RulePack, Mapping[str, str] | None], ...]
    worse: Worse
    rests: bool

    @classmethod
    def of(cls, pack: RulePack, chosen: Chosen) -> _Choice:
        options = chosen.options
        return cls(
            chosen,
            _or_default(pack, options),
            tuple((one, _or_default(one, shared_readings(one, options))) for one in pack.stack[1:]),
            Worse(pack, options),
            lowest_rests_on_it(pack, options),
        )


def _or_default(pack: RulePack, options: Mapping[str, str]) -> Mapping[str, str] | None:
    return None if options == pack.choose(None).options else options


class Cheap:
    """Checks the cases of one pack, each under one choice of readings."""

    def __init__(self, pack: RulePack) -> None:
        """Prepare what all cases share."""
        self.pack = pack
        layout = pack.program.layout
        roots = layout.roots
        ids = [[(one.id, option.id) for option in one.options] for one in pack.pack.readings]
        chosen = [pack.choose(dict(found)) for found in itertools.islice(itertools.product(*ids), _MOST_CHOICES)]
        self._choices = [_Choice.of(pack, one) for one in chosen]
        self._fuller = Fuller(pack)
        self._circumstances = [roots[f"circumstances.{one.id}"] for one in pack.pack.circumstances]
        self._scope = roots[f"definitions.{IN_SCOPE}"]
        self._grounds = [
            [roots[f"measures.{one.id}.grounds.{ground.id}"] for ground in one.grounds] for one in pack.pack.measures
        ]
        self._differences = [roots[f"differences.{one.id}"] for one in pack.pack.differences]
        self._measures = next((place for place, (name, _) in enumerate(layout.collections) if name == MEASURES), None)
        self._fields = dict(layout.collections).get(MEASURES, ())
        self._ranks = {measure.id: measure.rank for one in pack.stack for measure in one.pack.measures}
        self._roots = tuple(roots.values())
        self._calendar = official_calendar()
        self._more: Facts | None = None

    def check(self, case: Case, random: Random, counts: Counter[str]) -> Judged:
        """Check a case, count what was checked, and return what the pack makes of it.

        Raises:
            LawBroken: a law does not hold.
        """
        choice = self._choices[0] if random.random() < 0.5 else random.choice(self._choices)  # noqa: PLR2004 - defaults
        judged = self.pack.assembler.judge(case, choice.chosen, self._calendar)
        more = self._more or judged.facts
        self._more = judged.facts
        for law, what in (
            *self._rungs(judged),
            *self._verdict(judged, choice, counts),
            *self._cause(judged, rests=choice.rests),
            *self._floor(judged, choice, counts),
            *self._steps(judged, choice.worse, more, random, counts),
        ):
            raise self._broken(law, judged, what)
        counts["cases"] += 1
        return judged

    def _broken(self, law: int | str, judged: Judged, what: str) -> LawBroken:
        return broken(law, self.pack, judged.case, what, judged.chosen.options)

    def _rungs(self, judged: Judged) -> Iterator[tuple[int | str, str]]:
        """Law 5: the outcome is what the grounds say."""
        truths = judged.truths
        low = high = NONE
        for place, grounds in enumerate(self._grounds):
            found = [truths[slot] for slot in grounds]
            low = place if True in found else low
            high = place if True in found or None in found else high
        if judged.interval != (low, high):
            yield 5, f"the outcome is {tuple(judged.interval)}, the rungs say {(low, high)} (-1 is none)"

    def _verdict(self, judged: Judged, choice: _Choice, counts: Counter[str]) -> Iterator[tuple[int | str, str]]:
        """The fast verdict is the outcome."""
        if counts["cases"] % _VERDICT_EVERY:
            return
        counts["fast verdict is the outcome"] += 1
        outcome, verdict = self.pack.outcome(judged.interval), self.pack.verdict(judged.case, choice.given)
        if verdict != outcome:
            yield "verdict", f"the verdict is {verdict}, the outcome {outcome}"

    def _cause(self, judged: Judged, *, rests: bool) -> Iterator[tuple[int | str, str]]:
        """Law 4."""
        truths = [judged.truths[slot] for slot in self._circumstances]
        interval = judged.interval
        if not any(one is not False for one in truths) and self._none_failed(judged) and interval.at_most != NONE:
            yield 4, f"without circumstance and failure the outcome is {tuple(interval)}"
        if True in truths and judged.truths[self._scope] is True and rests and interval.at_least == NONE:
            yield 4, f"with a listed circumstance the outcome is {tuple(interval)}"

    def _none_failed(self, judged: Judged) -> bool:
        if self._measures is None:
            return True
        items = judged.facts.collections[self._measures]
        return items is not None and all(
            self._has_not_failed(dict(zip(self._fields, one, strict=True))) for one in items
        )

    @staticmethod
    def _has_not_failed(item: dict[str, object]) -> bool:
        rectified: Truth = item.get("rectified")  # type: ignore[assignment] # a flag
        return rectified is True or (item.get("overdue") is False and rectified is not False)

    def _floor(self, judged: Judged, choice: _Choice, counts: Counter[str]) -> Iterator[tuple[int | str, str]]:
        """Law 6."""
        mine = self.pack.outcome(judged.interval).at_least
        for below, readings in choice.below:
            theirs = below.verdict(known_below(judged.case, below), readings).at_least
            counts["law 6"] += 1
            if self._rank(theirs) > self._rank(mine):
                counts["law 6: higher below, by a declared difference"] += 1
                if all(judged.truths[slot] is False for slot in self._differences):
                    yield 6, f"{below.id} gives {theirs}, {self.pack.id} only {mine}, and no difference says why"

    def _rank(self, measure: str | None) -> int:
        return NONE if measure is None else self._ranks[measure]

    def _steps(
        self, judged: Judged, worse: Worse, more: Facts, random: Random, counts: Counter[str]
    ) -> Iterator[tuple[int | str, str]]:
        """Laws 1, 2 and 7 with one step each."""
        facts, before = judged.facts, judged.interval
        step = _first(lambda: worse.step(facts, more, judged.case.as_of, random))
        if step is not None:
            counts["law 1"] += 1
            after = self.pack.ladder.of_facts(*step.facts)
            if after.at_least < before.at_least or after.at_most < before.at_most:
                yield 1, f"{step.what} turns {tuple(before)} into {tuple(after)}"
        step = _first(lambda: self._fuller.step(facts, more, random))
        if step is not None:
            counts["law 2"] += 1
            truths, _ = self.pack.program.evaluate(step.facts)
            after = self.pack.ladder.of_truths(truths)
            if not before.at_least <= after.at_least <= after.at_most <= before.at_most:
                yield 2, f"{step.what}, and {tuple(before)} becomes {tuple(after)}"
            for slot in self._roots:
                if judged.truths[slot] is not truths[slot] and judged.truths[slot] is not None:
                    path = self.pack.program.layout.slots[slot].path
                    yield 2, f"{step.what}, and {path} goes from {judged.truths[slot]} to {truths[slot]}"
        if counts["cases"] % _TURNED_EVERY:
            return
        counts["law 7"] += 1
        if self.pack.program.evaluate(turned(facts)).truths != judged.truths:
            yield 7, "with its lists turned round the truths differ"


def _first(draw: Callable[[], Changed | None]) -> Changed | None:
    """Return the first step that applies, of a few that are drawn."""
    return next((step for _ in range(_TRIES) if (step := draw()) is not None), None)
