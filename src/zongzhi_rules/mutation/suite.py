"""The cases of a pack, run against mutants of it: which of them notices first, and which come out otherwise at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.check import check
from zongzhi_rules.compiler.passes import CompiledPack, compile_source
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.decision.model import Decision
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.errors import PackError, ZongzhiError
from zongzhi_rules.mutation.edits import changed
from zongzhi_rules.mutation.model import Fate
from zongzhi_rules.packtests.run import run_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.compiler.source import PackSource
    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.mutation.model import Mutant
    from zongzhi_rules.packtests.read import PackCase
    from zongzhi_rules.packtests.run import CaseResult

_WHAT_IF = ("questions", "readings_that_matter", "notes", "floor_higher", "packs", "not_")
"""What rests on more than the truth of the rules under the readings chosen."""
_SAID = tuple(name for name in Decision.model_fields if name not in {"packs", "derivation"})


class Suite:
    """The cases of one pack, judged once by the pack as it is; every mutant is held against that."""

    def __init__(self, compiled: CompiledPack, source: PackSource, results: Iterable[CaseResult]) -> None:
        """Take the pack, how it was written, and what became of its cases, all of which pass."""
        self._compiled = compiled
        self._source = source
        self._results = {one.case.name: one for one in results}
        self._cases = tuple(one.case for one in self._results.values())
        self._words = {
            case.name: frozenset(_words(case.expected.model_dump(exclude_unset=True))) for case in self._cases
        }
        # what the packs below make of a case is not mutated: most cases can do without it
        self._ready = {True: RulePack(replace(compiled, base=None)), False: RulePack(compiled)}
        free = [case for case in self._cases if not getattr(case.expected, "packs", None)]
        self._alone = {one.case.name: one for one in run_cases(self._ready[True], free) if one.passed}

    @property
    def rules(self) -> RulePack:
        """The pack as it is."""
        return self._ready[False]

    def fate(self, mutant: Mutant) -> Fate:
        """Run the cases that the mutant may concern until one notices."""
        try:
            compiled = self.made(mutant)
        except PackError as error:
            return Fate(mutant, "refused", code=error.diagnostics[0].code)
        cases = sorted(self._concerned(mutant), key=lambda case: -self._nearness(case, mutant))
        # where only duties or indicators are changed, all that judges a case stays as it is
        ready = self._ready if mutant.scope == "named" and mutant.left_out is None else {}
        run = _Run(compiled, ready, self._results, self._alone)
        killer = next((case.name for case in cases if run.notices(case, mutant)), None)
        if killer is not None:
            return Fate(mutant, "killed", case=killer)
        return Fate(mutant, "survived", case=run.otherwise)

    def made(self, mutant: Mutant) -> CompiledPack:
        """Return the mutated pack.  Raises `PackError` where it is none."""
        if mutant.left_out is not None:
            rest = tuple(one for position, one in enumerate(self._source.changes) if position != mutant.left_out)
            return compile_source(replace(self._source, changes=rest), self._compiled.base, {}, Problems())
        pack = changed(self._compiled.pack, mutant.edits)
        if mutant.structural:
            problems = Problems()
            check(pack, self._compiled.tree, problems)
            problems.settle()
        return replace(self._compiled, pack=pack)

    def _concerned(self, mutant: Mutant) -> Iterator[PackCase]:
        """Yield the cases that can come out otherwise at all."""
        entry = mutant.path.rpartition(".")[2]
        for case in self._cases:
            decision = self._results[case.name].decision
            match mutant.scope:
                case "measure" if mutant.measure is not None:
                    if _shows(decision, mutant.measure) or case.expected.model_fields_set & set(_WHAT_IF):
                        yield case
                case "named":
                    if entry in self._words[case.name]:
                        yield case
                case _:
                    yield case

    def _nearness(self, case: PackCase, mutant: Mutant) -> int:
        words = self._words[case.name]
        parts = mutant.path.split(".")
        return 2 * (mutant.path in words) + (parts[-1] in words) + (len(parts) > 1 and parts[1] in words)


class _OtherDuties(RulePack):
    """A pack that judges every case as one that is ready does: only what stands beside its conditions is changed."""

    __slots__ = ()

    def __init__(self, ready: RulePack, compiled: CompiledPack) -> None:
        for name in RulePack.__slots__:
            setattr(self, name, getattr(ready, name))
        self._compiled = compiled


class _Run:
    """The cases against one mutated pack, which is made ready only as far as it is needed."""

    def __init__(
        self,
        compiled: CompiledPack,
        ready: Mapping[bool, RulePack],
        results: Mapping[str, CaseResult],
        alone: Mapping[str, CaseResult],
    ) -> None:
        self._compiled = compiled
        self._ready = ready
        self._before = results
        self._alone = alone
        self._made: dict[bool, RulePack] = {}
        self.otherwise: str | None = None

    def notices(self, case: PackCase, mutant: Mutant) -> bool:
        """Whether the case fails; notes the first that comes out otherwise without failing."""
        rules = self._rules(alone=case.name in self._alone)
        before = self._alone.get(case.name) or self._before[case.name]
        roots = rules.program.layout.roots
        expected = case.expected
        if any(path not in roots for path in (*expected.true, *expected.false, *expected.unknown)):
            return True  # the case names a rule that is gone
        if mutant.scope == "conditions" and before.decision is not None:
            truths = _truths(rules, case)
            same = truths is not None and all(truths.get(path) is truth for path, truth in before.truths.items())
            if same and not expected.model_fields_set & set(_WHAT_IF):
                return False
        [result] = run_cases(rules, [case])
        if not result.passed:
            return True
        if self.otherwise is None and not _alike(result.decision, before.decision):
            self.otherwise = case.name
        return False

    def _rules(self, *, alone: bool) -> RulePack:
        if alone not in self._made:
            compiled = replace(self._compiled, base=None) if alone else self._compiled
            ready = self._ready.get(alone)
            self._made[alone] = RulePack(compiled) if ready is None else _OtherDuties(ready, compiled)
        return self._made[alone]


def _truths(rules: RulePack, case: PackCase) -> Mapping[str, Truth] | None:
    try:
        judged = rules.judge(case.case, case.readings)
    except ZongzhiError:
        return None
    return {path: judged.truths[slot] for path, slot in rules.program.layout.roots.items()}


def _alike(one: Decision | None, other: Decision | None) -> bool:
    """Whether two decisions say the same."""
    if one is None or other is None:
        return one is other
    same = all(getattr(one, name) == getattr(other, name) for name in _SAID)
    return same or said(one) == said(other)


def said(decision: Decision) -> object:
    """Return what a decision says: all of it but its digests and how it was derived, with the facts that made it so."""
    return _without_reasons(decision.model_dump(include=set(_SAID)))


def _without_reasons(data: object) -> object:
    if isinstance(data, dict):
        return {
            key: _without_reasons(value) for key, value in data.items() if key != "because" or isinstance(value, str)
        }
    return [_without_reasons(one) for one in data] if isinstance(data, (list, tuple)) else data


def _shows(decision: Decision | None, measure: str) -> bool:
    if decision is None:
        return False
    due = decision.measure is not None and decision.measure.id == measure
    return due or any(one.measure == measure for one in decision.earlier_measures or ())


def _words(data: object) -> Iterator[str]:
    """Yield every key and text in what a case expects."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(data, (list, tuple)):
        for one in data:
            yield from _words(one)
    elif isinstance(data, str):
        yield data
