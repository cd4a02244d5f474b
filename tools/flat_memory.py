# ruff: noqa: INP001 - a script, not a package
"""Many different cases, one after another or in several threads at once: the memory that the process holds stays flat.

    flat_memory.py [--cases 100000] [--threads 1] [--seed 1]

Each case goes the whole way of a service: a dictionary is read and validated, judged by one of the three shipped packs
or the benchmark's, and the decision is written as JSON.  Cases come from the generator of the thorough run; each then
gets names, texts and a division of its own, so that whatever is kept by a value of a case is asked to keep many.
Exits with 1 where the memory grows, after the first two tenths, by more than it may.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import threading
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from soaking import resident, say

from zongzhi_rules import case_from, load_pack
from zongzhi_rules.divisions import Division
from zongzhi_rules.testing.thorough.source import Block, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL_LADDER = Path(__file__).parent.parent / "benchmarks" / "packs" / "small_ladder"
PACKS = ("national_2016", "henan_2016", "jiangxi", SMALL_LADDER)
STEPS = 10
WARM = 2
"""Steps in which what is kept fills up."""
GROWTH = 32.0
"""MB by which the memory may grow after them."""
PER_BLOCK = 250


class Run:
    """One run: the packs, shared by all threads, and what was measured."""

    def __init__(self, cases: int, seed: int) -> None:
        self.packs = [load_pack(name) for name in PACKS]
        self.sources = [Source(pack) for pack in self.packs]
        self.seed = seed
        self.cases = cases
        self.sizes: list[float] = []
        self.failures: list[BaseException] = []
        self._blocks = itertools.count()
        self._done = 0
        self._lock = threading.Lock()
        self._started = time.process_time()

    def work(self) -> None:
        """Judge blocks of cases until there are enough."""
        try:
            while not self.failures and (block := next(self._blocks)) * PER_BLOCK < self.cases:
                pack = self.packs[block % len(self.packs)]
                for data in self._block(block):
                    pack.decide(case_from(data)).model_dump_json()
                self._count()
        except BaseException as failure:  # noqa: BLE001 - told at the end
            self.failures.append(failure)

    def _block(self, number: int) -> Iterator[dict[str, Any]]:
        """Yield the cases of a block, as a caller gives them."""
        which, turn = number % len(self.packs), number // len(self.packs)
        pack = self.packs[which]
        random = Random(f"{self.seed} {number}")  # noqa: S311 - no secret depends on it
        made = self.sources[which].cases(Block(pack.id, self.seed, turn).random)
        for place, case in enumerate(itertools.islice(made, PER_BLOCK)):
            yield made_distinct(case.model_dump(mode="json", exclude_unset=True), number * PER_BLOCK + place, random)

    def _count(self) -> None:
        step = max(self.cases // STEPS, PER_BLOCK)
        with self._lock:
            self._done += PER_BLOCK
            if self._done % step == 0:
                self.sizes.append(resident())
                pace = (time.process_time() - self._started) / self._done
                say(f"{self._done:>9,} cases  {self.sizes[-1]:8.1f} MB  {pace * 1e3:6.2f} ms each")


def made_distinct(data: dict[str, Any], number: int, random: Random) -> dict[str, Any]:
    """Give a case names, a text and, where its form allows, a division that few other cases have."""
    data["id"] = f"case-{number}"
    for place, incident in enumerate(data.get("incidents") or ()):
        incident["id"] = f"i{number}-{place}"
    for finding in data.get("work", {}).values():
        if isinstance(finding, dict) and finding.get("evidence"):
            finding["evidence"] = [f"示例材料第{number}号"]
    data["subject"]["division"] = moved(data["subject"]["division"], random)
    return data


def moved(code: str, random: Random) -> str:
    """Return the code of another division of the same province, or the same one, with the same level and standing."""
    other = f"{code[:2]}{random.randint(1, 20):02}{random.randint(1, 29):02}{code[6:]}"
    before, after = Division(code), Division.parse(other)
    same = after is not None and after.level is before.level and code[2:4] not in {"00", "90"} and code[4:6] < "81"
    return other if same and code[4:6] != "00" else code


def main(arguments: list[str]) -> int:
    """Run it and return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="many different cases, and the memory that they leave behind")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    run = Run(chosen.cases, chosen.seed)
    say(f"{chosen.cases:,} cases, {chosen.threads} threads, Python {sys.version.split()[0]}")
    say(f"{'packs loaded':>15}  {resident():8.1f} MB")
    threads = [threading.Thread(target=run.work) for _ in range(chosen.threads)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for failure in run.failures:
        say(f"{type(failure).__name__}: {failure}")
    if run.failures or len(run.sizes) <= WARM:
        return 1
    grown = max(run.sizes[WARM:]) - run.sizes[WARM - 1]
    say(f"{grown:+.1f} MB at the most after the first {WARM} of {STEPS} steps; {GROWTH:.0f} MB are allowed")
    return 0 if grown <= GROWTH else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
