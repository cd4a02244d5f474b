"""The run: blocks of cases over several processes, resumed where it was stopped, with the figures at the end."""

from __future__ import annotations

import argparse
import functools
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.api import load_pack
from zongzhi_rules.testing.laws import EVERY_LAW_OF_A_CASE, dumped_and_loaded, empty_overlay, order_of_files
from zongzhi_rules.testing.laws.derivation import checker_of
from zongzhi_rules.testing.laws.engines import others
from zongzhi_rules.testing.thorough.cheap import Cheap
from zongzhi_rules.testing.thorough.source import PER_BLOCK, Block, Source, validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.facts.model import Case

PACKS = ("national_2016", "henan_2016")
DECIDED_EVERY, VALIDATED_EVERY = 200, 200
WHOLLY_EVERY = 5 * PER_BLOCK


@dataclass(frozen=True, slots=True)
class Done:
    """What a block came to: what was checked how often, processor seconds, and what went wrong (empty: nothing)."""

    pack: str
    number: int
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    wrong: str = ""


class Worker:
    """Checks the blocks of one pack in one process."""

    def __init__(self, name: str) -> None:
        """Load the pack and prepare the laws."""
        self.pack = load_pack(name)
        self._source = Source(self.pack)
        self._cheap = Cheap(self.pack)

    def run(self, block: Block) -> Done:
        """Check a block.  Whatever goes wrong is told, never raised: the run goes on with the other blocks."""
        random, counts, started = block.random, Counter[str](), time.process_time()
        case: Case | None = None
        try:
            for number, case in enumerate(self._source.cases(random)):
                judged = self._cheap.check(case, random, counts)
                self._sampled(block.number * PER_BLOCK + number, judged, counts)
        except Exception:  # noqa: BLE001 - that there is none is what the run is to show
            shown = "" if case is None else case.model_dump_json(exclude_defaults=True)
            wrong = f"{block}\n{traceback.format_exc()}\n{shown}"
            return Done(block.pack, block.number, dict(counts), time.process_time() - started, wrong)
        return Done(block.pack, block.number, dict(counts), time.process_time() - started)

    def _sampled(self, number: int, judged: Judged, counts: Counter[str]) -> None:
        case, readings = judged.case, judged.chosen.options
        if number % VALIDATED_EVERY == VALIDATED_EVERY - 1:
            validate(case)
            counts["validated anew"] += 1
        if number % DECIDED_EVERY == 0:
            self._decided(judged, counts)
        if number % WHOLLY_EVERY == WHOLLY_EVERY - 1:
            for law in EVERY_LAW_OF_A_CASE:
                law(self.pack, case, readings)
            order_of_files(self.pack, (case,), readings)
            dumped_and_loaded(self.pack, (case,), readings)
            empty_overlay(self.pack, case, readings)
            counts["all laws in full"] += 1

    def _decided(self, judged: Judged, counts: Counter[str]) -> None:
        """A whole decision: it says what was judged, the checker confirms it (11), the engines agree (9)."""
        decision = self.pack.decide(judged.case, judged.chosen.options)
        if decision.outcome != self.pack.outcome(judged.interval):
            raise AssertionError(f"decided {decision.outcome}, judged {judged.interval}")
        refused = checker_of(self.pack).refusals(judged.case, decision)
        if refused:
            raise AssertionError(f"law 11: the checker refuses {', '.join(map(str, refused))}")
        counts["law 11, decision confirmed"] += 1
        expected = judged.truths, judged.items
        for other in others(self.pack):
            if other.program.evaluate(judged.facts) != expected:
                raise AssertionError(f"law 9: {other.engine} differs")
            counts[f"law 9, {other.engine}"] += 1


@functools.cache
def _worker(name: str) -> Worker:
    return Worker(name)


def run_block(block: Block) -> Done:
    """Check one block, in whichever process."""
    return _worker(block.pack).run(block)


def main(arguments: Sequence[str]) -> int:
    """Run, print progress and figures, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="thorough", description="the laws on very many random cases")
    parser.add_argument("--cases", type=int, default=1_000_000, help="in all, shared among the packs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--record", type=Path, help="a file to keep finished blocks in; a further run skips them")
    parser.add_argument("--block", type=int, help="this block of each pack only: to repeat what went wrong")
    parser.add_argument("packs", nargs="*", default=PACKS, metavar="PACK")
    chosen = parser.parse_args(arguments)
    each = -(-chosen.cases // (PER_BLOCK * len(chosen.packs)))
    numbers = range(each) if chosen.block is None else [chosen.block]
    blocks = [Block(pack, chosen.seed, number) for number in numbers for pack in chosen.packs]
    record = _Record(chosen.record, chosen.seed)
    wanted = {(block.pack, block.number) for block in blocks}
    done = [one for one in record.kept if (one.pack, one.number) in wanted]
    left = [block for block in blocks if (block.pack, block.number) not in {(one.pack, one.number) for one in done}]
    if done:
        _say(f"{len(done)} blocks of {PER_BLOCK:,} cases are done already")
    started = time.monotonic()
    for one in _results(left, chosen.workers):
        record.keep(one)
        done.append(one)
        if one.wrong:
            _say(f"WRONG: {one.wrong}")
        if len(done) % 20 == 0:
            cases = sum(each.counts.get("cases", 0) for each in done)
            _say(f"{cases:,} cases, {time.monotonic() - started:,.0f} s, {sum(bool(x.wrong) for x in done)} wrong")
    _say(figures(done, chosen.seed))
    return 1 if any(one.wrong for one in done) else 0


def _results(blocks: list[Block], workers: int) -> Iterable[Done]:
    if workers == 1:
        yield from map(run_block, blocks)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(run_block, blocks)


class _Record:
    """Finished blocks in a file, one JSON document a line; those that went wrong are tried again."""

    def __init__(self, path: Path | None, seed: int) -> None:
        self._path, self._seed = path, seed
        self.kept: list[Done] = []
        if path is not None and path.exists():
            found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            self.kept = [Done(**one["done"]) for one in found if one["seed"] == seed and not one["done"]["wrong"]]

    def keep(self, done: Done) -> None:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"seed": self._seed, "done": asdict(done)}, ensure_ascii=False) + "\n")


def figures(done: Iterable[Done], seed: int) -> str:
    """Return the figures as a table in Markdown."""
    done = list(done)
    packs = list(dict.fromkeys(one.pack for one in done))
    sums = {pack: Counter[str]() for pack in packs}
    for one in done:
        sums[one.pack].update(one.counts)
    names = list(dict.fromkeys(name for pack in packs for name in sums[pack]))
    names.sort(key=lambda name: (name != "cases", name))
    wrong, seconds = sum(bool(one.wrong) for one in done), sum(one.seconds for one in done)
    lines = [f"| seed {seed} | {' | '.join(packs)} | both |", f"|---|{'--:|' * (len(packs) + 1)}"]
    for name in names:
        row = [sums[pack][name] for pack in packs]
        lines.append(f"| {name} | {' | '.join(f'{one:,}' for one in row)} | {sum(row):,} |")
    return "\n".join([*lines, "", f"{wrong} blocks went wrong; {seconds:,.0f} s of processor time"])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
