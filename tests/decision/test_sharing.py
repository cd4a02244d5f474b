"""What a program may do with a pack, a case and a decision: threads, processes, copies, coroutines."""

from __future__ import annotations

import asyncio
import copy
import itertools
import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules import CaseError, PackLibrary, RulePack, UseError, WorkCalendar, case_from, load_pack
from zongzhi_rules import kept as stores
from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.decision import assemble, reasons
from zongzhi_rules.packs import library
from zongzhi_rules.testing.thorough.source import Block, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zongzhi_rules import Case, Decision
    from zongzhi_rules.compiler.passes import CompiledPack

SMALL_LADDER = Path(__file__).parents[2] / "benchmarks" / "packs" / "small_ladder"
THREADS = 8
DATA: dict[str, Any] = {
    "id": "示例",
    "as_of": "2025-03-03",
    "subject": {"kind": "locality", "division": "410122"},
    "incidents": [{"id": "i1", "kind": "criminal_case", "grade": "especially_major", "happened_on": "2025-02-10"}],
    "severity": {"harm": {"value": "serious", "by": "示例机关"}, "impact": "ordinary"},
}


@contextmanager
def switching_all_the_time() -> Iterator[None]:
    """Let threads take turns after a microsecond instead of five milliseconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def judged(pack: RulePack, case: Case) -> tuple[str, str]:
    return pack.decide(case).model_dump_json(), pack.verdict(case).model_dump_json()


# threads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "room"), [("national_2016", 40), ("henan_2016", None), ("jiangxi", 40)])
def test_eight_threads_decide_as_one_does(name: str, room: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if room is not None:  # what is kept is let go again and again, by one thread while another looks for it
        monkeypatch.setattr(assemble, "_PARTS_KEPT", room)
        monkeypatch.setattr(assemble, "_MEASURES_KEPT", 2)
        monkeypatch.setattr(stores, "_EACH", 0)
    pack = load_pack(name)
    blocks = [Source(pack).cases(Block(name, 1, number).random) for number in range(3)]
    many = [case for block in blocks for case in itertools.islice(block, 8)]
    alone = RulePack(pack.compiled)
    wanted = [judged(alone, case) for case in many]
    shared = RulePack(pack.compiled)

    def work(number: int) -> dict[int, tuple[str, str]]:
        order = list(range(len(many)))
        Random(number).shuffle(order)  # noqa: S311 - no secret
        return {place: judged(shared, many[place]) for place in order}

    with switching_all_the_time(), ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(work, range(THREADS)))
    for number, decided in enumerate(found):
        assert [decided[place] for place in range(len(many))] == wanted, number


def test_what_decides_is_the_same_whichever_thread_made_it() -> None:
    """Threads that ask for it at one moment each make it; items must still be put together by what decided."""
    pack = load_pack(SMALL_LADDER)
    tally = next(slot for slot in pack.program.layout.slots if slot.item)
    one, other = (vars(reasons)["_Deciding"](tally, pack.program.layout, [], ()) for _ in range(2))
    for row in ((True,), (False,), (None,)):
        assert one[row] == other[row] != ()
        assert len({*one[row], *other[row]}) == len(one[row])


FIRST_USE = f"""
import sys, threading
sys.setswitchinterval(1e-6)
from zongzhi_rules import Decision, case_from, load_pack
pack = load_pack({str(SMALL_LADDER)!r})
start, found = threading.Barrier({THREADS}), []
def work():
    start.wait()
    decision = pack.decide(case_from({DATA!r}))
    written = decision.model_dump_json()
    found.append(written if Decision.model_validate_json(written) == decision else "read back otherwise")
threads = [threading.Thread(target=work) for _ in range({THREADS})]
[one.start() for one in threads]
[one.join() for one in threads]
print(len(found), len(set(found)), set(found).pop()[:19])
"""


def test_the_very_first_case_may_come_from_several_threads_at_once() -> None:
    """What is made at its first use is made right whoever uses it first: in a process of its own, for it is new."""
    run = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=False)  # noqa: S603
    assert (run.stderr, run.stdout) == ("", f'{THREADS} 1 {{"schema_version":1\n')


def test_two_threads_that_load_a_pack_at_once_get_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = PackLibrary()
    of_the_other: list[CompiledPack] = []

    def overtaken(*args: Any) -> CompiledPack:
        if not of_the_other:
            of_the_other.append(compile_files(*args))
            of_the_other[:] = [shelf.load("national_2016")]  # as another thread would, before this one is through
        return compile_files(*args)

    monkeypatch.setattr(library, "compile_files", overtaken)
    mine = shelf.load("national_2016")
    assert mine is of_the_other[0]
    assert shelf.folders_of(mine)[0].name == "national_2016"  # which a required signature looks for


def test_coroutines_leave_the_deciding_to_threads() -> None:
    pack, case = load_pack(SMALL_LADDER), case_from(DATA)

    async def serve() -> list[Decision]:
        return await asyncio.gather(*[asyncio.to_thread(pack.decide, case) for _ in range(20)])

    assert {one.model_dump_json() for one in asyncio.run(serve())} == {pack.decide(case).model_dump_json()}


# processes -----------------------------------------------------------------------------------------------------


def test_another_process_gets_packs_cases_and_calendars_and_gives_decisions_and_errors() -> None:
    pack, case = load_pack("henan_2016"), case_from(DATA)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.submit(RulePack.decide, pack, case, None, WorkCalendar.official()).result()
        with pytest.raises(CaseError) as raised:
            pool.submit(case_from, {"id": "a"}).result()
    assert found == pack.decide(case)
    assert found.model_dump_json() == pack.decide(case).model_dump_json()
    with pytest.raises(CaseError) as here:
        case_from({"id": "a"})
    assert raised.value.diagnostics == here.value.diagnostics


# copies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 - our own
def test_copies_are_equal_and_a_pack_is_its_own(again: Callable[[Any], Any]) -> None:
    pack, case = load_pack("henan_2016"), case_from(DATA)
    decision = pack.decide(case)
    assert again(case) == case
    assert again(decision) == decision
    assert again(decision).model_dump_json() == decision.model_dump_json()
    same = again(pack)
    assert same is pack or again not in {copy.copy, copy.deepcopy}
    assert (same.digest, same.engine, same.decide(case)) == (pack.digest, pack.engine, decision)
    assert again(WorkCalendar.official()) == WorkCalendar.official()
    with pytest.raises(UseError) as raised:
        load_pack("no_such_pack")
    assert again(raised.value).diagnostics == raised.value.diagnostics
