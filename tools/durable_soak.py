# ruff: noqa: INP001 - a script, not a package
"""Many cases through the durable engine in one process, then in two threads: nothing lost, nothing wrong, memory flat.

    durable_soak.py [--cases 20000] [--threads 2] [--each 5000] [--pack henan_2016]

Every answer is held against the reference engine's; times are those of the processor.  Exits with 1 where one differs
or memory grows.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from soaking import resident, say

from zongzhi_rules import RulePack, load_pack
from zongzhi_rules.engines.registry import DURABLE
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from zongzhi_rules import Case
    from zongzhi_rules.engines.protocol import Evaluation, Facts

DIFFERENT = 1_000
"""Cases that are judged again and again."""
STEPS = 8
GROWTH = 8.0
"""MB by which memory may grow after the first step."""


def main(arguments: list[str]) -> int:
    """Run both parts and return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="many cases through the durable engine")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--each", type=int, default=5_000)
    parser.add_argument("--pack", default="henan_2016")
    chosen = parser.parse_args(arguments)
    reference, durable = load_pack(chosen.pack), load_pack(chosen.pack, engine=DURABLE)
    known = [(facts, reference.program.evaluate(facts)) for facts in some_facts(reference, DIFFERENT)]
    say(f"{chosen.pack}, {len(known):,} random cases again and again, Python {sys.version.split()[0]}")
    say(f"{'at the start':>14}  {resident():8.1f} MB")
    flat = in_one_thread(durable, known, chosen.cases)
    return 0 if in_threads(durable, known, chosen.threads, chosen.each) and flat else 1


def in_one_thread(durable: RulePack, known: list[tuple[Facts, Evaluation]], number: int) -> bool:
    """Judge so many cases one after the other; return whether memory stays flat."""
    sizes = []
    wrong = 0
    for step in range(STEPS):
        started = time.process_time()
        first, last = number * step // STEPS, number * (step + 1) // STEPS
        for case in range(first, last):
            facts, expected = known[case % len(known)]
            wrong += durable.program.evaluate(facts) != expected
        sizes.append(resident())
        pace = (time.process_time() - started) / max(last - first, 1)
        say(f"{last:>8,} cases  {sizes[-1]:8.1f} MB  {pace * 1e6:7,.0f} µs each  {wrong} wrong")
    return wrong == 0 and sizes[-1] - sizes[0] <= GROWTH


def in_threads(durable: RulePack, known: list[tuple[Facts, Evaluation]], threads: int, each: int) -> bool:
    """Judge so many cases in each of several threads at once; return whether all answers are right and memory flat."""
    right = [0] * threads
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for case in range(each):
                facts, expected = known[(case * (number + 7) + number) % len(known)]
                right[number] += durable.program.evaluate(facts) == expected
        except BaseException as failure:  # noqa: BLE001 - told below
            failures.append(failure)

    before, started = resident(), time.process_time()
    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    pace = (time.process_time() - started) / max(threads * each, 1)
    say(f"{threads} threads × {each:,}: {sum(right):,} right, {len(failures)} failed, {pace * 1e6:,.0f} µs a case")
    say(f"memory {before:.1f} MB before the threads, {resident():.1f} MB after")
    for failure in failures:
        say(f"{type(failure).__name__}: {failure}")
    return sum(right) == threads * each and not failures and resident() - before <= GROWTH


def some_facts(pack: RulePack, number: int) -> list[Facts]:
    """Return the facts of random cases, the same ones each time."""
    found: list[Facts] = []

    @seed(1)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(pack), chosen=readings(pack))
    def collect(case: Case, chosen: dict[str, str]) -> None:
        found.append(pack.judge(case, chosen).facts)

    collect()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
