"""Runs the cases of a pack: for each, what was expected beside what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.errors import InputError
from zongzhi_rules.packtests.model import NO_MEASURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.decision.model import Decision, Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.packtests.model import Expected
    from zongzhi_rules.packtests.read import PackCase

_WORDS: dict[Truth, str] = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that was not met: what it is about, what was expected, what came out."""

    about: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of a case.  `decision` is None where the pack refused it; `error` then says why."""

    case: PackCase
    mismatches: tuple[Mismatch, ...]
    decision: Decision | None
    truths: Mapping[str, Truth]
    error: InputError | None = None

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return self.error is None and not self.mismatches


def run_cases(rules: RulePack, cases: Iterable[PackCase]) -> tuple[CaseResult, ...]:
    """Run the cases of a pack, in their order."""
    return tuple(_run(rules, case) for case in cases)


def _run(rules: RulePack, case: PackCase) -> CaseResult:
    try:
        decision = rules.decide(case.case, case.readings)
    except InputError as error:
        return CaseResult(case, (), None, {}, error)
    truths = {path: decision.derivation.truths[slot_path] for path, slot_path in _roots(rules).items()}
    return CaseResult(case, tuple(_mismatches(case.expected, decision, truths)), decision, truths)


def _roots(rules: RulePack) -> dict[str, str]:
    layout = rules.program.layout
    return {path: layout.slots[slot].path for path, slot in layout.roots.items()}


def _mismatches(expected: Expected, decision: Decision, truths: Mapping[str, Truth]) -> Iterator[Mismatch]:
    yield from _of_outcome(expected, decision)
    wanted_truths: dict[str, Truth] = {"true": True, "false": False, "unknown": None}
    for key, truth in wanted_truths.items():
        for path in getattr(expected, key):
            if truths[path] is not truth:
                yield Mismatch(path, key, _WORDS[truths[path]])
    yield from _of_measure(expected, decision)
    yield from _of_what_if(expected, decision)


def _of_outcome(expected: Expected, decision: Decision) -> Iterator[Mismatch]:
    if expected.outcome is None:
        return
    for end in ("at_least", "at_most"):
        wanted = getattr(expected.outcome, end)
        got = getattr(decision.outcome, end) or NO_MEASURE
        if wanted is not None and wanted != got:
            yield Mismatch(f"outcome.{end}", wanted, got)


def _of_what_if(expected: Expected, decision: Decision) -> Iterator[Mismatch]:
    paths = [question.path for question in decision.questions]
    for path in expected.questions:
        if path not in paths:
            yield Mismatch("questions", path, ", ".join(paths))
    matter = [reading.id for reading in decision.readings if reading.matters]
    for reading in expected.readings_that_matter:
        if reading not in matter:
            yield Mismatch("readings_that_matter", reading, ", ".join(matter))
    if expected.floor_higher is not None:
        higher = any(floor.higher for floor in decision.floor)
        if higher is not expected.floor_higher:
            yield Mismatch("floor_higher", str(expected.floor_higher).lower(), str(higher).lower())


def _of_measure(expected: Expected, decision: Decision) -> Iterator[Mismatch]:
    measure = decision.measure
    got = {
        "grade": None if measure is None else measure.grade.at_least,
        "authority": None if measure is None or measure.authority.level is None else measure.authority.level.value,
        "term_ends": None
        if measure is None or measure.term is None or measure.term.deadline is None
        else measure.term.deadline.day,
    }
    for key, value in got.items():
        wanted = getattr(expected, key)
        if wanted is not None and wanted != value:
            yield Mismatch(key, str(wanted), str(value))
    for report, days in expected.reports.items():
        due = tuple(
            one.deadline.day
            for one in (measure.obligations if measure else ())
            if one.id == report and one.deadline is not None
        )
        if due != days:
            yield Mismatch(f"reports.{report}", ", ".join(map(str, days)), ", ".join(map(str, due)))
    until = {effect.id: effect.until for effect in (measure.effects if measure else ())}
    for effect, day in expected.effects_until.items():
        if until.get(effect) != day:
            yield Mismatch(f"effects_until.{effect}", str(day), str(until.get(effect)))
