# ruff: noqa: INP001 - a script, not a package
"""Random cases through both engines: every truth compared, some whole decisions too; prints figures for the docs.

    compare_engines.py [--cases 100000] [--seed 1] [--processes 2] [PACK ...]

One case in five is drawn by hypothesis; the others take each of their parts (subject, severity, incidents, …) from one
of the drawn ones.  A case counts if none before gave the pack the same facts.  The cases of a batch depend on the seed
alone.  At a difference it prints the case and the nodes that differ, and exits with 1.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import blake2b
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, cast

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from soaking import resident, say

from zongzhi_rules import Case, RulePack, __version__, load_pack
from zongzhi_rules.engines.registry import DURABLE
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.engines.durable import Derived, DurableProgram
    from zongzhi_rules.engines.protocol import Evaluation

PACKS = ("national_2016", "henan_2016", "jiangxi")
BATCH = 2_500
"""Cases of one job."""
AFRESH = 5
"""One case in so many is drawn; to draw one takes longer than to judge it by both engines."""
WHOLE_DECISIONS = 5
"""One in so many of the drawn ones."""
PARTS = tuple(name for name in Case.model_fields if name != "id")

Drawn = tuple[Case, dict[str, str]]


class DifferentError(Exception):
    """The engines differ."""


@dataclass
class Figures:
    """What some cases of a pack came to; times in seconds of the processor."""

    pack: str
    tried: int = 0
    decisions: int = 0
    truths: int = 0
    reference: float = 0.0
    durable: float = 0.0
    memory: float = 0.0
    seen: set[bytes] = field(default_factory=set)

    def add(self, other: Figures) -> None:
        """Add the figures of further cases."""
        for name in ("tried", "decisions", "truths", "reference", "durable"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.memory = max(self.memory, other.memory)
        self.seen |= other.seen

    def line(self) -> str:
        """Return the figures as a row of a table."""
        micro = 1e6 / max(self.tried, 1)
        return (
            f"| {self.pack} | {len(self.seen):,} | {self.truths:,} | {self.decisions:,} | 0 "
            f"| {self.reference * micro:,.0f} | {self.durable * micro:,.0f} |"
        )


def main(arguments: list[str]) -> int:
    """Compare, print, and return 1 where the engines differ."""
    parser = argparse.ArgumentParser(description="random cases through both engines")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("packs", nargs="*", default=PACKS, metavar="PACK")
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    found = [Figures(pack) for pack in chosen.packs]
    # Each process starts anew: the rules library is not made to be copied half-way.
    with ProcessPoolExecutor(chosen.processes, mp_context=get_context("spawn")) as pool:
        try:
            for figures in found:
                fill(figures, pool, -(-chosen.cases // len(found)), chosen)
                say(f"{figures.pack}: {len(figures.seen):,} cases, {time.perf_counter() - started:.0f} s")
        except DifferentError as difference:
            pool.shutdown(cancel_futures=True)
            say(str(difference))
            return 1
    say(f"\nPython {sys.version.split()[0]}, zongzhi-rules {__version__}, seed {chosen.seed}")
    say("| pack | different cases | truths compared | whole decisions | differences | reference, µs | durable, µs |")
    say("|---|--:|--:|--:|--:|--:|--:|")
    for one in found:
        say(one.line())
    total = sum(len(one.seen) for one in found)
    say(f"{total:,} cases in {time.perf_counter() - started:.0f} s with {chosen.processes} processes")
    say(f"most memory of a process: {max(one.memory for one in found):.0f} MB")
    return 0


def fill(figures: Figures, pool: ProcessPoolExecutor, number: int, chosen: argparse.Namespace) -> None:
    """Compare cases of a pack until there are so many different ones.  Raises `DifferentError`."""
    jobs: set[Future[Figures]] = set()
    job = 0
    while len(figures.seen) < number:
        while len(jobs) < chosen.processes and len(figures.seen) + len(jobs) * BATCH < number:
            jobs.add(pool.submit(compared, figures.pack, min(BATCH, number), chosen.seed * 1_000_003 + job))
            job += 1
        done, jobs = wait(jobs, return_when=FIRST_COMPLETED)
        for one in done:
            figures.add(one.result())


def compared(pack: str, number: int, start: int) -> Figures:
    """Compare so many different cases of one seed.  Raises `DifferentError`."""
    reference, durable = both(pack)
    program = cast("DurableProgram", durable.program)
    figures = Figures(pack)
    for case, chosen, drawn in some_cases(reference, number, start):
        facts = reference.judge(case, chosen).facts
        name = blake2b(repr(facts).encode(), digest_size=12).digest()
        if name in figures.seen:
            continue
        figures.seen.add(name)
        figures.tried += 1
        first = time.process_time()
        expected = reference.program.evaluate(facts)
        second = time.process_time()
        found = program.derive(facts)
        figures.durable += time.process_time() - second
        figures.reference += second - first
        figures.truths += _size(found.evaluation)
        check(reference, case, chosen, expected, found)
        if drawn and figures.tried % WHOLE_DECISIONS == 0:
            whole(reference, durable, case, chosen, found)
            figures.decisions += 1
        if len(figures.seen) == number:
            break
    figures.memory = resident()
    return figures


@functools.cache
def both(pack: str) -> tuple[RulePack, RulePack]:
    """Return a pack with each engine."""
    return load_pack(pack), load_pack(pack, engine=DURABLE)


def some_cases(pack: RulePack, number: int, start: int) -> Iterator[tuple[Case, dict[str, str], bool]]:
    """Yield cases with readings, without end, and whether each was drawn as it is."""
    base = drawn_cases(pack, number // AFRESH + 1, start)
    for case, chosen in base:
        yield case, chosen, True
    random = Random(start)  # noqa: S311 - nothing secret
    while True:
        sources = random.sample(base, min(3, len(base)))
        parts = {name: getattr(random.choice(sources)[0], name) for name in PARTS}
        yield sources[0][0].model_copy(update=parts), random.choice(sources)[1], False


def drawn_cases(pack: RulePack, number: int, start: int) -> list[Drawn]:
    """Return cases of a seed."""
    found: list[Drawn] = []

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(pack), chosen=readings(pack))
    def collect(case: Case, chosen: dict[str, str]) -> None:
        found.append((case, chosen))

    collect()
    return found


def check(
    pack: RulePack,
    case: Case,
    chosen: Mapping[str, str],
    expected: Evaluation,
    found: Derived,
) -> None:
    """Compare what both engines say of a case, and the rungs that rules derived with the ladder."""
    slots = pack.program.layout.slots
    lines = [
        f"{slot.path}: reference {was}, durable {now}"
        for slot, was, now in zip(slots, expected.truths, found.evaluation.truths, strict=True)
        if was is not now
    ]
    if expected.items != found.evaluation.items:
        lines.append(f"items: reference {expected.items}, durable {found.evaluation.items}")
    interval = pack.ladder.of_truths(expected.truths)
    if tuple(interval) != found.interval:
        lines.append(f"outcome: reference {tuple(interval)}, durable {found.interval}, rungs {found.rungs}")
    if lines:
        raise DifferentError("\n".join([f"the engines differ under {pack.id}", written(case, chosen), *lines]))


def whole(reference: RulePack, durable: RulePack, case: Case, chosen: dict[str, str], found: Derived) -> None:
    """Compare the decisions as JSON text, and the grade that rules derived with the one of the decision."""
    decision, other = (pack.decide(case, chosen) for pack in (reference, durable))
    expected, text = decision.model_dump_json(), other.model_dump_json()
    if expected != text:
        raise DifferentError(f"the decisions differ:\n{written(case, chosen)}\n{expected}\n{text}")
    if decision.measure is None:
        return
    position = [one.id for one in reference.pack.measures].index(decision.measure.id)
    names = [one.id for one in reference.pack.measures[position].grades]
    grade, derived = decision.measure.grade, found.grade(position)
    if (grade.at_least, grade.at_most) != tuple(names[one] for one in derived):
        raise DifferentError(f"the grades differ:\n{written(case, chosen)}\n{grade}\n{found.grades[position]}")


def written(case: Case, chosen: Mapping[str, str]) -> str:
    """Return a case and readings as YAML."""
    data = {"case": case.model_dump(mode="json", exclude_none=True), "readings": dict(chosen)}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _size(evaluation: Evaluation) -> int:
    return len(evaluation.truths) + sum(len(row) for rows in evaluation.items.values() for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
