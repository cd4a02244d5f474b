# ruff: noqa: INP001 - a script, not a package
"""Random cases through both engines: every truth compared, some whole decisions too; prints figures for the docs.

    compare_engines.py [--cases 100000] [--seed 1] [PACK ...]

A case counts if none before gave the pack the same facts.  Stops at the first difference, prints the case and the
nodes that differ, and exits with 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings

from zongzhi_rules import RulePack, __version__, load_pack
from zongzhi_rules.engines.registry import DURABLE
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from zongzhi_rules import Case
    from zongzhi_rules.engines.protocol import Evaluation

PACKS = ("national_2016", "henan_2016", "jiangxi")
BATCH = 2_000
"""Cases for one seed: hypothesis begins each with the simplest ones, and remembers them all."""
WHOLE_DECISIONS = 50
"""One in so many."""


class DifferentError(Exception):
    """The engines differ."""


@dataclass
class Figures:
    """What one pack's cases came to."""

    pack: str
    cases: int = 0
    decisions: int = 0
    truths: int = 0
    reference: float = 0.0
    durable: float = 0.0
    drawn: int = 0
    seen: set[int] = field(default_factory=set)

    def line(self) -> str:
        """Return the figures as a row of a table."""
        micro = 1e6 / max(self.cases, 1)
        return (
            f"| {self.pack} | {self.drawn:,} | {self.cases:,} | {self.decisions:,} | {self.truths:,} | 0 "
            f"| {self.reference * micro:,.0f} | {self.durable * micro:,.0f} |"
        )


def main(arguments: list[str]) -> int:
    """Compare, print, and return 1 where the engines differ."""
    parser = argparse.ArgumentParser(description="random cases through both engines")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("packs", nargs="*", default=PACKS, metavar="PACK")
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    before = resident()
    found = []
    try:
        for pack in chosen.packs:
            found.append(compared(pack, -(-chosen.cases // len(chosen.packs)), chosen.seed))
            say(f"{found[-1].line()}  {resident():.0f} MB, {time.perf_counter() - started:.0f} s")
    except DifferentError as difference:
        say(str(difference))
        return 1
    say(f"\nPython {sys.version.split()[0]}, zongzhi-rules {__version__}, seed {chosen.seed}")
    say("| pack | drawn | different cases | whole decisions | truths | differences | reference, µs | durable, µs |")
    say("|---|--:|--:|--:|--:|--:|--:|--:|")
    for one in found:
        say(one.line())
    total = sum(one.cases for one in found)
    say(f"{total:,} cases in {time.perf_counter() - started:.0f} s")
    say(f"memory {before:.0f} MB before, {resident():.0f} MB after")
    return 0


def compared(pack: str, number: int, start: int) -> Figures:
    """Compare so many cases of a pack.  Raises `DifferentError`."""
    reference, durable = load_pack(pack), load_pack(pack, engine=DURABLE)
    figures = Figures(pack)
    batch = 0
    while figures.cases < number:
        run_batch(reference, durable, figures, number, start * 1_000_003 + batch)
        batch += 1
    return figures


def run_batch(reference: RulePack, durable: RulePack, figures: Figures, number: int, start: int) -> None:
    """Compare the cases of one seed, up to so many of the pack."""
    many = settings(
        max_examples=min(BATCH, number),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(start)
    @many
    @given(case=cases(reference), chosen=readings(reference))
    def one(case: Case, chosen: dict[str, str]) -> None:
        if figures.cases == number:
            return
        figures.drawn += 1
        facts = reference.judge(case, chosen).facts
        if hash(facts) in figures.seen:
            return
        figures.seen.add(hash(facts))
        first = time.perf_counter()
        expected = reference.program.evaluate(facts)
        second = time.perf_counter()
        found = durable.program.evaluate(facts)
        figures.durable += time.perf_counter() - second
        figures.reference += second - first
        figures.truths += len(found.truths) + sum(len(row) for rows in found.items.values() for row in rows)
        if found != expected:
            raise DifferentError(told(reference, case, chosen, expected, found))
        if figures.cases % WHOLE_DECISIONS == 0:
            whole(reference, durable, case, chosen)
            figures.decisions += 1
        figures.cases += 1

    one()


def whole(reference: RulePack, durable: RulePack, case: Case, chosen: dict[str, str]) -> None:
    """Compare the decisions as JSON text."""
    expected, found = (pack.decide(case, chosen).model_dump_json() for pack in (reference, durable))
    if expected != found:
        raise DifferentError(f"the decisions differ:\n{written(case, chosen)}\n{expected}\n{found}")


def told(pack: RulePack, case: Case, chosen: dict[str, str], expected: Evaluation, found: Evaluation) -> str:
    """Return the case and the nodes that differ."""
    slots = pack.program.layout.slots
    lines = [
        f"{slot.path}: reference {was}, durable {now}"
        for slot, was, now in zip(slots, expected.truths, found.truths, strict=True)
        if was is not now
    ]
    lines += [
        f"{slots[slot].path}, items: reference {expected.items.get(slot)}, durable {found.items.get(slot)}"
        for slot in sorted(set(expected.items) | set(found.items))
        if expected.items.get(slot) != found.items.get(slot)
    ]
    return "\n".join([f"the engines differ under {pack.id}", written(case, chosen), *lines])


def written(case: Case, chosen: dict[str, str]) -> str:
    """Return a case and readings as YAML."""
    data = {"case": case.model_dump(mode="json", exclude_none=True), "readings": chosen}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def resident() -> float:
    """Return the memory that the process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
