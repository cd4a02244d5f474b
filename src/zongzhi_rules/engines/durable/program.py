"""Runs a case through the rules of a pack: stratum by stratum, first the items that it counts, then the case."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.engines.durable.conclusions import Conclusions
from zongzhi_rules.engines.durable.native import RuleBase
from zongzhi_rules.engines.durable.propositions import CaseInput, CountInput, ReadingInput, RelationInput, ValueInput
from zongzhi_rules.engines.durable.rules import DEFINITELY_TRUE, EVERY_FACT, INPUT, KNOWN, STAGE, rules_of
from zongzhi_rules.engines.durable.scales import FALSE, TRUE, relation
from zongzhi_rules.engines.durable.stages import stages_of
from zongzhi_rules.engines.durable.writing import write
from zongzhi_rules.engines.protocol import Evaluation
from zongzhi_rules.ir.dump import digest
from zongzhi_rules.ir.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zongzhi_rules.engines.durable.propositions import Input, Literal, Network
    from zongzhi_rules.engines.durable.rules import Rules
    from zongzhi_rules.engines.durable.stages import Stage
    from zongzhi_rules.engines.durable.writing import Count, Writing
    from zongzhi_rules.engines.protocol import Facts, Item, Truth
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

_MOST_FACTS = 256
"""Facts after which a session is forgotten between two items; each takes 7 kB."""
_TRUTHS: tuple[tuple[Truth, ...], tuple[Truth, ...]] = ((None, True, False), (None, False, True))
"""The truth of a literal by its sign and the code of its proposition."""

Codes = list[int]
"""Of the propositions of a network: false, true, or 0 for unknown."""


def prepare(pack: Pack) -> DurableProgram:
    """Write the rules of a pack.  Raises `EngineUnavailableError` where the rules library cannot be used."""
    return DurableProgram(pack)


class Derived(NamedTuple):
    """All that rules derive of a case.

    `rungs` holds for each measure, in the order of rank, whether the outcome is that one or a graver; `grades` for each
    measure, whether its grade would be each one or a higher, the lightest first.
    """

    evaluation: Evaluation
    rungs: tuple[Truth, ...]
    grades: tuple[tuple[Truth, ...], ...]

    @property
    def interval(self) -> tuple[int, int]:
        """The measure due at least and at most, by position; -1 for none."""
        return _ends(self.rungs)

    def grade(self, measure: int) -> tuple[int, int]:
        """Return the grade at least and at most, by position, that a measure would have."""
        return _ends(self.grades[measure])


@dataclass(frozen=True, slots=True)
class Strata:
    """A network with its stages and the rules of each rule base."""

    network: Network
    stages: tuple[Stage, ...]
    rules: tuple[Rules, ...]

    @classmethod
    def of(cls, network: Network) -> Strata:
        """Divide a network into stages."""
        stages = stages_of(network)
        bases = max((stage.base for stage in stages), default=-1) + 1
        parts = [[stage for stage in stages if stage.base == base] for base in range(bases)]
        return cls(network, stages, tuple(rules_of(part, network.propositions) for part in parts))

    def encoded(self, facts: Facts, values: Sequence[object], case: Codes) -> list[int | None]:
        """Return the codes of the inputs: `values` are those of the case or of an item, `case` what is known of it."""
        return [_code(one, facts, values, case) for one in self.network.inputs]


class _Session:
    """The rule bases of one process, with the lock under which a case has them for itself."""

    def __init__(self, name: str, strata: Iterable[Strata]) -> None:
        self.process = os.getpid()
        self.lock = threading.Lock()
        self.bases = [[RuleBase(f"{name}.{number}", one) for one in part.rules] for number, part in enumerate(strata)]

    def derive(self, part: int, stage: Stage, inputs: Sequence[int | None], codes: Codes) -> None:
        """Assert the fact of a stage and note what its rules derive."""
        fact = {STAGE: stage.number}
        for number in stage.inputs:
            code = inputs[number]
            if code is not None:
                fact[f"{INPUT}{number}"] = code
        for number in stage.known:
            if codes[number]:
                fact[f"{KNOWN}{number}"] = codes[number]
        for rule in self.bases[part][stage.base].fire(fact):
            if rule != EVERY_FACT:
                codes[int(rule[1:])] = TRUE if rule[0] == DEFINITELY_TRUE else FALSE

    def clear(self, part: int, *, above: int = 0) -> None:
        """Forget the facts of one part, where there are more than so many."""
        for base in self.bases[part]:
            if base.asserted > above:
                base.clear()


class DurableProgram:
    """A pack as rules.  Safe to share between threads: cases are run one at a time.

    The rules library keeps the interpreter's lock in every call, so that threads with rule bases of their own would be
    no faster; they would only take the memory once more each.
    """

    def __init__(self, pack: Pack) -> None:
        """Write the rules and hand them over, under a name that tells packs apart."""
        self.layout: Layout = lay_out(pack)
        writing = write(self.layout)
        names = [name for name, _ in self.layout.collections]
        self._name = digest(pack)
        self._conclusions = Conclusions.of(pack, writing)
        self._literals = tuple(writing.literals)
        self._rows = writing.rows
        self._counts = _counts(writing)
        self._groups = [(one.level, names.index(one.collection)) for one in writing.groups]
        self._names = ["case", *(f"{one.collection}.{one.level}" for one in writing.groups)]
        self._parts = [Strata.of(one) for one in (writing.case, *(one.network for one in writing.groups))]
        self._levels = sorted({stage.level for stage in self._parts[0].stages} | {level for level, _ in self._groups})
        self._session = _Session(self._name, self._parts)

    @property
    def rules(self) -> dict[str, Rules]:
        """The rules, by the part of the pack that they are about: the case, and the items of each list."""
        return {
            f"{name}.{number}": rules
            for name, part in zip(self._names, self._parts, strict=True)
            for number, rules in enumerate(part.rules)
        }

    def evaluate(self, facts: Facts) -> Evaluation:
        """Return the truth of every node."""
        return self.derive(facts).evaluation

    def again(self, before: Evaluation, facts: Facts, reading: str) -> Evaluation:  # noqa: ARG002 - of no use here
        """Return the truth of every node, derived from the start."""
        return self.evaluate(facts)

    def derive(self, facts: Facts) -> Derived:
        """Return the truth of every node, and what they come to: the measures and the grades."""
        if self._session.process != os.getpid():  # a fork copies cases half-way through, and locks that are held
            self._session = _Session(self._name, self._parts)
        session = self._session
        with session.lock:
            try:
                return self._run(session, facts)
            finally:
                for part in range(len(self._parts)):
                    session.clear(part)

    def _run(self, session: _Session, facts: Facts) -> Derived:
        case = self._parts[0]
        codes = [0] * len(case.network.propositions)
        inputs = case.encoded(facts, facts.values, codes)
        rows: list[list[Codes] | None] = [None] * len(self._groups)
        for level in self._levels:
            for number, (needed_at, collection) in enumerate(self._groups):
                if needed_at == level:
                    items = facts.collections[collection]
                    rows[number] = None if items is None else self._items(session, number + 1, facts, items, codes)
                    self._count(number, facts, rows[number], inputs)
            for stage in case.stages:
                if stage.level == level:
                    session.derive(0, stage, inputs, codes)
        about_items = {
            slot: tuple([_truths(literals, row) for row in found])
            for slot, (group_of_slot, literals) in self._rows.items()
            if (found := rows[group_of_slot]) is not None
        }
        return Derived(
            Evaluation(_truths(self._literals, codes), about_items),
            _truths(self._conclusions.rungs, codes),
            tuple([_truths(one, codes) for one in self._conclusions.grades]),
        )

    def _items(
        self,
        session: _Session,
        part: int,
        facts: Facts,
        items: Sequence[Item],
        case: Codes,
    ) -> list[Codes]:
        """Derive what holds of each item of a list."""
        strata = self._parts[part]
        found = []
        for item in items:
            codes = [0] * len(strata.network.propositions)
            inputs = strata.encoded(facts, item, case)
            for stage in strata.stages:
                session.derive(part, stage, inputs, codes)
            session.clear(part, above=_MOST_FACTS)
            found.append(codes)
        return found

    def _count(self, group: int, facts: Facts, rows: list[Codes] | None, inputs: list[int | None]) -> None:
        """Set the inputs of the counts of a group of items."""
        for count, least, most in self._counts[group]:
            truths = [True if count.literal is None else _truth(count.literal, row) for row in rows or ()]
            inputs[least], inputs[most] = count.counter.codes(facts, truths)


def _counts(writing: Writing) -> list[list[tuple[Count, int, int]]]:
    """Return, for each group of items, its counts with the numbers of their two inputs."""
    found: list[list[tuple[Count, int, int]]] = [[] for _ in writing.groups]
    for number, count in enumerate(writing.counts):
        least, most = (writing.case.input(CountInput(number, most=most)) for most in (False, True))
        found[count.group].append((count, least, most))
    return found


def _code(one: Input, facts: Facts, values: Sequence[object], case: Codes) -> int | None:
    match one:
        case ValueInput(position=position, scale=scale):
            return None if (value := values[position]) is None else scale.encode(value)
        case RelationInput(position=position, parameter=parameter):
            value, other = values[position], facts.parameters[parameter]
            return None if value is None or other is None else relation(value, other)
        case ReadingInput(reading=reading):
            return facts.readings[reading] + 1
        case CaseInput(literal=(proposition, positive)):
            code = case[proposition]
            return None if not code else code if positive else TRUE + FALSE - code
        case CountInput():
            return None  # set when the items are counted


def _ends(steps: tuple[Truth, ...]) -> tuple[int, int]:
    """Return the highest step that is reached and the highest that is possible, -1 for none."""
    return steps.count(True) - 1, len(steps) - steps.count(False) - 1


def _truths(literals: Iterable[Literal], codes: Codes) -> tuple[Truth, ...]:
    return tuple([_TRUTHS[positive][codes[proposition]] for proposition, positive in literals])


def _truth(literal: Literal, codes: Codes) -> Truth:
    return _TRUTHS[literal.positive][codes[literal.proposition]]
