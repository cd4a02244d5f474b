"""Condition coverage: is each part of each decision seen true, false and unknown, and does each decide by itself?

A part decides by itself where every other part on its way up leaves the outcome to it: those joined by `all` are true,
those joined by `any` false.  Then the decision is true, false or unknown just as the part is.  This is masking MC/DC
carried over to three truths: a part is covered when it is seen to decide with each truth that it can take.  All of it
is read off the evaluations that the engine left in the decisions; nothing is evaluated again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.packtests.attainable import Attainable, Reason
from zongzhi_rules.packtests.parts import Part, Parts, Probe, own_parts, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Decision, Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.layout import Slot
    from zongzhi_rules.packtests.read import Unattainable
    from zongzhi_rules.packtests.run import CaseResult

TRUTHS: tuple[Truth, ...] = (True, False, None)


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """What the cases show of one part.  Cases are named in the order in which they ran.

    Attributes:
        part: the part.
        seen: for each truth the cases in which the part has it.
        decides: for each truth the cases in which the part has it and decides by itself.
        never: the truths that it cannot take, each with the reason.
        masked: the truths that it can take and with which it cannot decide by itself, each with the reason.
    """

    part: Part
    seen: Mapping[Truth, tuple[str, ...]]
    decides: Mapping[Truth, tuple[str, ...]]
    never: Mapping[Truth, Reason]
    masked: Mapping[Truth, Reason]

    @property
    def unseen(self) -> tuple[Truth, ...]:
        """The truths that it can take and that no case shows."""
        return tuple(truth for truth in TRUTHS if not self.seen[truth] and truth not in self.never)

    @property
    def undecided(self) -> tuple[Truth, ...]:
        """The truths with which it can decide by itself and no case shows it."""
        excused = {**self.never, **self.masked}
        return tuple(truth for truth in TRUTHS if not self.decides[truth] and truth not in excused)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    shown: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent; 100 of nothing."""
        return 100 * self.shown / self.of if self.of else 100.0


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """The parts that a pack's own cases have to show, and how far they do.

    Attributes:
        parts: in the order of the rules.
        reachable: declared exceptions that can be shown after all, each with a case that does; empty where none does
            and one could be made.
    """

    parts: tuple[PartCoverage, ...]
    reachable: tuple[tuple[Unattainable, Truth, str], ...]

    @property
    def truths(self) -> Share:
        """Pairs of a part and a truth that it can take: those seen, of all."""
        return Share(
            sum(len(TRUTHS) - len(one.never) - len(one.unseen) for one in self.parts),
            sum(len(TRUTHS) - len(one.never) for one in self.parts),
        )

    @property
    def mcdc(self) -> Share:
        """Pairs of a part and a truth with which it can decide by itself: those shown, of all."""
        of = [len(TRUTHS) - len(one.never.keys() | one.masked.keys()) for one in self.parts]
        return Share(sum(of) - sum(len(one.undecided) for one in self.parts), sum(of))

    def of_parts(self, parts: Iterable[PartCoverage]) -> ConditionCoverage:
        """Return the coverage of some of the parts alone."""
        return ConditionCoverage(tuple(parts), ())

    @property
    def percent(self) -> float:
        """The lower of the two shares."""
        return min(self.truths.percent, self.mcdc.percent)

    @property
    def complete(self) -> bool:
        """Whether everything that can be shown is, and no exception is one that a case shows."""
        return not self.reachable and not any(one.unseen or one.undecided for one in self.parts)


def condition_coverage(
    rules: RulePack,
    results: Iterable[CaseResult],
    exceptions: Sequence[Unattainable] = (),
) -> ConditionCoverage:
    """Return what the cases that pass show of the pack's own parts.

    Args:
        rules: the pack.
        results: what became of its cases.
        exceptions: what its author declares that no case can show.
    """
    parts = parts_of(rules.pack, rules.program.layout)
    observed = Observed(rules, parts)
    for result in results:
        if result.passed and result.decision is not None:
            observed.add(result.case.name, result.decision, result.case.readings)
    limits = _Limits(rules, parts)
    declared = {(one.part, truth): one for one in exceptions for truth in one.truths}
    found = []
    for part in own_parts(rules.pack, parts):
        seen, decides = observed.of(part.path)
        never, masked = limits.of(part)
        for truth in TRUTHS:
            exception = declared.get((part.path, truth))
            if exception is None or truth in never or truth in masked:
                continue
            where = masked if seen[truth] else never
            where[truth] = Reason("declared", exception.because)
        found.append(PartCoverage(part, seen, decides, never, masked))
    reachable = [
        (one, truth, cases[0])
        for (path, truth), one in declared.items()
        if path in parts.parts and (cases := observed.of(path)[1][truth])
    ]
    return ConditionCoverage(tuple(found), tuple(reachable))


@dataclass(slots=True)
class _Shown:
    seen: dict[Truth, dict[str, None]] = field(default_factory=lambda: {truth: {} for truth in TRUTHS})
    decides: dict[Truth, dict[str, None]] = field(default_factory=lambda: {truth: {} for truth in TRUTHS})


class Event(NamedTuple):
    """One evaluation of a part (its path): its truth, and whether it decides by itself."""

    part: str
    truth: Truth
    alone: bool


class Observed:
    """Collects what decisions show of the parts of a pack."""

    def __init__(self, rules: RulePack, parts: Parts) -> None:
        """Start with nothing seen."""
        self._rules = rules
        self._paths = tuple(slot.path for slot in rules.program.layout.slots)
        self._probes = parts.probes
        self._shown = {path: _Shown() for path in parts.parts}

    def add(self, name: str, decision: Decision, readings: Mapping[str, str]) -> None:
        """Take up a decision on a case under that name."""
        derivation = decision.derivation
        truths = tuple(derivation.truths[path] for path in self._paths)
        items = {slot: derivation.items[path] for slot, path in enumerate(self._paths) if path in derivation.items}
        for event in self.events(truths, items, self._rules.choose(readings).positions):
            shown = self._shown[event.part]
            shown.seen[event.truth][name] = None
            if event.alone:
                shown.decides[event.truth][name] = None

    def events(
        self,
        truths: tuple[Truth, ...],
        items: Mapping[int, Sequence[tuple[Truth, ...]]],
        readings: Sequence[int],
    ) -> Iterator[Event]:
        """Yield each evaluation of a part, given the truths of all nodes as the engine returns them."""
        for probe in self._probes:
            if any(readings[reading] != option for reading, option in probe.options):
                continue
            for row in (truths,) if probe.tally is None else items.get(probe.tally, ()):
                alone = all(row[slot] is neutral for slot, neutral in probe.siblings)
                yield Event(probe.part.path, row[probe.slot], alone)

    def of(self, path: str) -> tuple[dict[Truth, tuple[str, ...]], dict[Truth, tuple[str, ...]]]:
        """Return the cases that show a part with each truth, and those in which it decides by itself."""
        shown = self._shown[path]
        return _named(shown.seen), _named(shown.decides)


def _named(shown: Mapping[Truth, Mapping[str, None]]) -> dict[Truth, tuple[str, ...]]:
    return {truth: tuple(names) for truth, names in shown.items()}


class _Limits:
    """What the parts of a pack cannot show, whatever the case."""

    def __init__(self, rules: RulePack, parts: Parts) -> None:
        self._slots = rules.program.layout.slots
        self._attainable = Attainable(rules.pack)
        self._probes: dict[str, list[Probe]] = {}
        for probe in parts.probes:
            self._probes.setdefault(probe.part.path, []).append(probe)

    def of(self, part: Part) -> tuple[dict[Truth, Reason], dict[Truth, Reason]]:
        """Return the truths that a part cannot take, and the others with which it cannot decide by itself."""
        never = self._attainable.barred(part.node)
        in_the_way = [self._in_the_way(probe) for probe in self._probes[part.path]]
        if all(in_the_way):
            first = in_the_way[0]
            reason = Reason("never_alone", "" if first is None else first.path, None if first is None else first.node)
            return never, {truth: reason for truth in TRUTHS if truth not in never}
        return never, {}

    def _in_the_way(self, probe: Probe) -> Slot | None:
        """Return a part that never leaves the outcome to this one."""
        scope = self._slots if probe.tally is None else self._slots[probe.tally].item
        for slot, neutral in probe.siblings:
            if neutral not in self._attainable.of(scope[slot].node):
                return scope[slot]
        return None
