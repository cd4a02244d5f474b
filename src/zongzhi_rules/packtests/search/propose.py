"""Proposes the smallest cases that show what no case shows yet.

For each part and truth that is missing the search starts at the part: it is to have the truth, and the others on its
way up are to leave the outcome to it.  The facts that this asks for make a case; the engine judges whether the case
shows it; then whatever can be left out is.  The same pack and cases give the same proposals.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from zongzhi_rules.errors import InputError
from zongzhi_rules.facts.load import case_from
from zongzhi_rules.packtests.conditions import Event, Observed
from zongzhi_rules.packtests.parts import parts_of
from zongzhi_rules.packtests.search.build import Builder
from zongzhi_rules.packtests.search.solve import Scope, Solver, State, Wish
from zongzhi_rules.packtests.search.values import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Outcome, Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.packtests.conditions import ConditionCoverage
    from zongzhi_rules.packtests.parts import Part, Probe
    from zongzhi_rules.packtests.read import Unattainable
    from zongzhi_rules.packtests.search.build import Facts

_TRIES = 60
"""Ways to make a goal true that are tried: they differ in what else they choose, and the first nearly always does."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that shows what no case shows yet.

    Attributes:
        shows: what it was made for: the path of a part and its truth.
        also: what else it shows that is missing.
        facts: the facts, as an author writes them.
        readings: the readings that are not the defaults.
        rule: the rule in which the part stands, by path.
        truth: how that rule comes out.
        outcome: the outcome.
    """

    shows: tuple[Part, Truth]
    also: tuple[tuple[Part, Truth], ...]
    facts: Facts
    readings: Mapping[str, str]
    rule: str
    truth: Truth
    outcome: Outcome


def propose(rules: RulePack, found: ConditionCoverage) -> tuple[tuple[Proposal, ...], tuple[tuple[Part, Truth], ...]]:
    """Return proposals for what the coverage lacks, and what the search found no case for."""
    search = _Search(rules)
    open_goals = {Event(one.part.path, truth, alone=True): one.part for one in found.parts for truth in one.undecided}
    for one in found.parts:
        masked = [truth for truth in one.unseen if truth not in one.undecided]
        open_goals |= {Event(one.part.path, truth, alone=False): one.part for truth in masked}
    proposals: list[Proposal] = []
    failed: list[tuple[Part, Truth]] = []
    while open_goals:
        goal, part = next(iter(open_goals.items()))
        del open_goals[goal]
        proposal = search.find(part, goal)
        if proposal is None:
            failed.append((part, goal.truth))
            continue
        shown = [goal for goal in search.shown_by(proposal) if goal in open_goals]
        also = tuple((open_goals.pop(goal), goal.truth) for goal in shown)
        proposals.append(replace(proposal, also=also))
    return tuple(proposals), tuple(failed)


def checked(rules: RulePack, found: ConditionCoverage, exceptions: Iterable[Unattainable]) -> ConditionCoverage:
    """Return the coverage with those declared exceptions, too, for which no case stands and the search finds one."""
    search = _Search(rules)
    known = {(one.part, truth) for one, truth, _ in found.reachable}
    more = [
        (one, truth, "")
        for one in exceptions
        for truth in one.truths
        if (one.part, truth) not in known
        and one.part in search.parts.parts
        and search.find(search.parts.parts[one.part], Event(one.part, truth, alone=True)) is not None
    ]
    return replace(found, reachable=(*found.reachable, *more))


class _Search:
    def __init__(self, rules: RulePack) -> None:
        self._rules = rules
        layout = rules.program.layout
        pack = rules.pack
        since = [one.in_force for one in pack.instruments if one.in_force is not None]
        latest = max(since)
        self._as_of = latest.replace(day=1) + timedelta(days=366)
        self._layout = layout
        self.parts = parts_of(pack, layout)
        self._observed = Observed(rules, self.parts)
        self._solver = Solver(pack, layout, Candidates(pack, layout, self._as_of))
        self._builder = Builder(pack, self._as_of)
        self._probes: dict[str, list[Probe]] = {}
        for probe in self.parts.probes:
            self._probes.setdefault(probe.part.path, []).append(probe)

    def find(self, part: Part, goal: Event) -> Proposal | None:
        """Return the smallest case found that shows a goal; None if there is none."""
        for probe in self._probes[part.path]:
            for state in islice(self._states(probe, goal), _TRIES):
                readings = self._readings(state)
                facts = self._builder.facts(state, self._rules.choose(readings).options)
                if facts is not None and self._shows(facts, readings, goal):
                    facts, readings = self._smallest(facts, readings, goal)
                    return self._proposal(probe, part, goal.truth, facts, readings)
        return None

    def _states(self, probe: Probe, goal: Event) -> Iterator[State]:
        start = State(readings=dict(probe.options))
        if probe.tally is None:
            yield from self._solver.all_of(start, _wishes(self._solver.case, probe, goal))
            return
        node = self._layout.slots[probe.tally].node
        collection = getattr(node, "collection", "")
        for state, number in self._solver.new_item(start, collection):
            scope = Scope(self._layout.slots[probe.tally].item, collection, number)
            yield from self._solver.all_of(state, _wishes(scope, probe, goal))

    def _readings(self, state: State) -> dict[str, str]:
        """Return the chosen readings by id, without those that are the defaults."""
        found = {}
        for position, number in sorted(state.readings.items()):
            reading = self._rules.pack.readings[position]
            option = sorted(one.id for one in reading.options)[number]
            if option != reading.default:
                found[reading.id] = option
        return found

    def shown_by(self, proposal: Proposal) -> tuple[Event, ...]:
        """Return what a proposal shows."""
        events = self._events(proposal.facts, proposal.readings)
        return tuple(dict.fromkeys([*events, *(event._replace(alone=False) for event in events)]))

    def _events(self, facts: Facts, readings: Mapping[str, str]) -> tuple[Event, ...]:
        try:
            judged = self._rules.judge(case_from({"id": "甲", **facts}), readings)
        except InputError:
            return ()
        return tuple(self._observed.events(judged.truths, judged.items, judged.facts.readings))

    def _shows(self, facts: Facts, readings: Mapping[str, str], goal: Event) -> bool:
        events = self._events(facts, readings)
        return goal in events or (not goal.alone and goal._replace(alone=True) in events)

    def _smallest(self, facts: Facts, readings: dict[str, str], goal: Event) -> tuple[Facts, dict[str, str]]:
        """Leave out whatever the case shows its goal without, the last first, until nothing more can go."""
        for reading in tuple(readings):
            fewer = {name: option for name, option in readings.items() if name != reading}
            if self._shows(facts, fewer, goal):
                readings = fewer
        smaller = True
        while smaller:
            smaller = False
            for steps in reversed(list(_places(facts, ()))):
                less = copy.deepcopy(facts)
                _drop(less, steps)
                if less != facts and self._shows(less, readings, goal):
                    facts, smaller = less, True
        return facts, readings

    def _proposal(self, probe: Probe, part: Part, truth: Truth, facts: Facts, readings: Mapping[str, str]) -> Proposal:
        judged = self._rules.judge(case_from({"id": "甲", **facts}), readings)
        slot = probe.slot if probe.tally is None else probe.tally
        rule = self._layout.slots[slot].path.partition("/")[0]
        return Proposal(
            shows=(part, truth),
            also=(),
            facts=facts,
            readings=readings,
            rule=rule,
            truth=judged.truths[self._layout.roots[rule]],
            outcome=self._rules.outcome(judged.interval),
        )


def _wishes(scope: Scope, probe: Probe, goal: Event) -> Sequence[Wish]:
    siblings = probe.siblings if goal.alone else ()
    return [Wish(scope, probe.slot, goal.truth), *[Wish(scope, slot, neutral) for slot, neutral in siblings]]


def _places(data: object, steps: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of all keys and items."""
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(data, dict):
        inside = data.items()
    elif isinstance(data, list):
        inside = enumerate(data)
    for step, value in inside:
        yield (*steps, step)
        yield from _places(value, (*steps, step))


def _drop(data: Facts, steps: Sequence[str | int]) -> None:
    inside: object = data
    for step in steps[:-1]:
        try:
            inside = inside[step]  # type: ignore[index]  # dictionaries and lists, as `_places` went through them
        except (KeyError, IndexError, TypeError):
            return  # what stood there is gone already
    if isinstance(inside, dict):
        inside.pop(steps[-1], None)
    elif isinstance(inside, list) and isinstance(steps[-1], int) and steps[-1] < len(inside):
        del inside[steps[-1]]
