"""Mutates a pack: generates the mutants, picks those that are wanted, and tries them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_files, read_pack
from zongzhi_rules.compiler.tree import sources_of
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.errors import CaseError, UseError
from zongzhi_rules.mutation.equivalent import Equivalents, read_equivalents
from zongzhi_rules.mutation.generate import mutants_of
from zongzhi_rules.mutation.parallel import in_processes
from zongzhi_rules.mutation.suite import Suite
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.packtests.read import FOLDER, read_pack_cases
from zongzhi_rules.packtests.run import run_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.compiler.source import PackSource
    from zongzhi_rules.mutation.model import Fate, Mutant


@dataclass(frozen=True, slots=True)
class MutationReport:
    """What became of the mutants of a pack.

    Attributes:
        pack: the id of the pack.
        cases: how many cases it has.
        mutants: how many mutants there are in all.
        fates: what became of those that were tried, in the order of their rules.
    """

    pack: str
    cases: int
    mutants: int
    fates: tuple[Fate, ...]

    @property
    def killed(self) -> tuple[Fate, ...]:
        """Those that a case notices."""
        return tuple(one for one in self.fates if one.state == "killed")

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """Those that no case notices and that the pack does not name as equivalent."""
        return tuple(one for one in self.fates if one.state == "survived" and one.equivalent is None)

    @property
    def equivalent(self) -> tuple[Fate, ...]:
        """Those that no case notices because nothing could, as the pack says."""
        return tuple(one for one in self.fates if one.state == "survived" and one.equivalent is not None)

    @property
    def refused(self) -> tuple[Fate, ...]:
        """Those that are no pack: the check refuses them before any case is run."""
        return tuple(one for one in self.fates if one.state == "refused")

    @property
    def score(self) -> float:
        """The killed among the killed and the survivors, in per cent; 100 where there are none."""
        counted = len(self.killed) + len(self.survivors)
        return 100.0 * len(self.killed) / counted if counted else 100.0


@dataclass(frozen=True, slots=True)
class Mutation:
    """A pack whose cases all pass, and the mutants of it that are wanted.

    Attributes:
        pack: the id of the pack.
        cases: how many cases it has.
        mutants: all its mutants, in the order of their rules.
        wanted: those that are to be tried.
        suite: its cases.
        sources: the text of each file, by the name under which places give it.
    """

    pack: str
    cases: int
    mutants: tuple[Mutant, ...]
    wanted: tuple[Mutant, ...]
    suite: Suite
    sources: Mapping[str, str]
    _equivalents: Equivalents

    @classmethod
    def of(
        cls,
        pack: str | Path,
        packs: Sequence[str | Path] = (),
        *,
        only: str | None = None,
        sample: int | None = None,
        seed: int = 0,
    ) -> Mutation:
        """Open a pack and run its cases.  Arguments and errors as for `mutate`."""
        opened = _Opened.open(pack, packs)
        mutants = mutants_of(opened.compiled, opened.source)
        wanted = tuple(mutants[position] for position in _chosen(mutants, opened.rules.id, only, sample, seed))
        equivalents = read_equivalents(opened.folder, {one.id for one in mutants})
        results = run_cases(opened.rules, read_pack_cases(opened.rules, opened.folder / FOLDER))
        failing = [diagnose("ZR588", one.case.span, name=one.case.name) for one in results if not one.passed]
        if failing or not results:
            raise CaseError(failing or [diagnose("ZR589", pack=opened.rules.id)])
        suite = Suite(opened.compiled, opened.source, results)
        return cls(opened.rules.id, len(results), mutants, wanted, suite, sources_of(opened.compiled.tree), equivalents)

    @property
    def equivalent(self) -> tuple[Mutant, ...]:
        """Those of all mutants that the pack names as equivalent."""
        return tuple(one for one in self.mutants if self._equivalents.reason(one.id) is not None)

    def fates(self, jobs: int = 1) -> Iterator[Fate]:
        """Try the mutants and yield what becomes of each, as soon as it is known; in `jobs` processes."""
        tried = map(self.suite.fate, self.wanted) if jobs == 1 else in_processes(self.suite, self.wanted, jobs)
        for fate in tried:
            yield replace(fate, equivalent=self._equivalents.reason(fate.mutant.id))

    def report(self, fates: Iterable[Fate]) -> MutationReport:
        """Return the report on some of the mutants, in the order of their rules."""
        position = {one.id: number for number, one in enumerate(self.mutants)}
        ordered = sorted(fates, key=lambda fate: position[fate.mutant.id])
        return MutationReport(self.pack, self.cases, len(self.mutants), tuple(ordered))

    def check_equivalents(self, fates: Iterable[Fate]) -> None:
        """Raise `PackError` where the pack names a mutant as equivalent that is not: some case comes out otherwise."""
        self._equivalents.check(tuple(fates))


def mutate(  # noqa: PLR0913 - what to mutate, what of it, and how
    pack: str | Path,
    packs: Sequence[str | Path] = (),
    *,
    only: str | None = None,
    sample: int | None = None,
    seed: int = 0,
    jobs: int = 1,
) -> MutationReport:
    """Change one thing at a time in a pack and see whether a case of the pack notices.

    The report is the same for any number of jobs.

    Args:
        pack: the id of the pack, or its folder.
        packs: folders in which to look for packs, too.
        only: the path of a rule, or the beginning of one, whole steps (`measures.circular`): only mutants of it.
        sample: at most so many, picked at random by `seed`.
        seed: picks the same sample again.
        jobs: how many processes to use.

    Raises:
        CaseError: a case of the pack is at fault, or fails: then nothing can be said of mutants.
        PackError: the pack is at fault, or what it names as equivalent mutants.
        UseError: there is no such pack, or `only` names no rule of it.
    """
    mutation = Mutation.of(pack, packs, only=only, sample=sample, seed=seed)
    report = mutation.report(mutation.fates(jobs))
    mutation.check_equivalents(report.fates)
    return report


@dataclass(frozen=True, slots=True)
class _Opened:
    """A pack compiled, as it was written, and where it stands."""

    folder: Path
    compiled: CompiledPack
    source: PackSource
    rules: RulePack

    @classmethod
    def open(cls, pack: str | Path, packs: Sequence[str | Path]) -> _Opened:
        library = PackLibrary(tuple(Path(one) for one in packs))
        compiled = library.load(pack)
        folder = library.folder_of(pack)
        problems = Problems()
        source = read_pack(read_files(folder, problems), problems, folder.name)
        problems.settle()
        if source is None:
            raise AssertionError(folder)  # it has just been compiled
        return cls(folder, compiled, source, RulePack(compiled))


def _chosen(
    mutants: Sequence[Mutant],
    pack: str,
    only: str | None,
    sample: int | None,
    seed: int,
) -> list[int]:
    positions = list(range(len(mutants)))
    if only is not None:
        positions = [one for one in positions if f"{mutants[one].path}.".startswith(f"{only}.")]
        if not positions:
            paths = {one.path for one in mutants}
            raise UseError([diagnose("ZR614", suggestions=suggest(only, paths), rule=only, pack=pack)])
    if sample is not None and sample < len(positions):
        chosen = random.Random(seed).sample(positions, sample)  # noqa: S311 - a sample, no secret
        positions = sorted(chosen)
    return positions
