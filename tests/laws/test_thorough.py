"""The run over very many cases, small here: it says what it checked, goes on where it stopped, tells what is wrong."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.laws.support import ladder, overlay, shipped

from zongzhi_rules.testing.broken import LawBroken
from zongzhi_rules.testing.thorough import run
from zongzhi_rules.testing.thorough.cheap import Cheap
from zongzhi_rules.testing.thorough.source import PER_BLOCK, Block, Source, validate

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules import RulePack

STRICT = "{all: [listed_circumstance, {severity.harm: {at_least: serious}}]}"
FEW = "{all: [listed_circumstance, {count: incidents, at_most: 2}]}"


def broken_under(pack: RulePack) -> LawBroken:
    with pytest.raises(LawBroken) as caught:
        check_a_block(pack)
    return caught.value


def check_a_block(pack: RulePack) -> None:
    counts, random = Counter[str](), Random(1)  # noqa: S311
    cheap = Cheap(pack)
    for case in Source(pack).cases(random):
        cheap.check(case, random, counts)


def test_a_run_says_what_it_checked_and_is_not_done_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--cases", "1000", "--workers", "1", "--record", str(tmp_path / "record.jsonl"), "henan_2016"]
    assert run.main(arguments) == 0
    first = capsys.readouterr().out
    for row in ("cases | 1,000", "law 6 | 1,000", "law 11, decision confirmed | 5", "validated anew | 5"):
        assert row in first
    assert "0 blocks went wrong" in first
    assert run.main(arguments) == 0
    assert capsys.readouterr().out == "1 blocks of 1,000 cases are done already\n" + first


def test_what_goes_wrong_is_told_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(_: run.Worker, number: int, *__: object) -> None:
        if number == 7:
            raise ZeroDivisionError

    monkeypatch.setattr(run.Worker, "_sampled", failing)
    assert run.main(["--cases", "2000", "--workers", "1", "national_2016"]) == 1
    told = capsys.readouterr().out
    assert "Block(pack='national_2016', seed=1, number=0)" in told
    assert "ZeroDivisionError" in told
    assert '{"id":"case","as_of"' in told
    assert "1 blocks went wrong" in told


@pytest.mark.parametrize(
    ("pack", "law"),
    [
        (ladder((STRICT, STRICT.replace("{at_least: serious}", "serious"))), 1),
        (ladder((STRICT, FEW)), 1),
        (ladder(("when: listed_circumstance}\n    authority", "when: order.seriously_chaotic}\n    authority")), 4),
        (overlay("changes:\n  - {withdraw: circumstances.neglected, warrant: 1}\n"), 6),
    ],
)
def test_the_cheap_laws_can_fail(pack: RulePack, law: int) -> None:
    assert broken_under(pack).law == law


def test_cases_are_the_same_again_and_as_good_as_validated_ones() -> None:
    pack = shipped("henan_2016")
    block = Block(pack.id, 3, 4)
    found = list(Source(pack).cases(block.random))
    assert found == list(Source(pack).cases(block.random))
    assert len(found) == PER_BLOCK
    assert len({case.model_dump_json() for case in found}) > PER_BLOCK * 0.99
    assert list(Source(pack).cases(block._replace(number=5).random)) != found
    for case in found[::50]:
        validate(case)
        pack.admit(case)
