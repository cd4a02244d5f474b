"""The fast ways to the outcome give what the decision gives: the verdict read straight from the case, the ladder alone.

Each is written for a pack from the same nodes as the reference engine, with what the grounds do not need left out and
counts that stop early.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.engines.support import TIMES, examples

from zongzhi_rules import CaseError, RulePack, case_from, load_pack
from zongzhi_rules.engines.reference import prepare
from zongzhi_rules.testing.packs import PackText, packs
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules import Case
    from zongzhi_rules.engines.protocol import Truth

SMALL_LADDER = Path(__file__).parents[2] / "benchmarks" / "packs" / "small_ladder"
PACKS = ("national_2016", "henan_2016", "small_ladder")
WORDS = """
pack:
  id: counting
  version: 1.0.0
  language: 1
  title: 测试用
  short_title: 测试
  territory: nation
  in_force: {since: 2016-01-01, cite: 1}
scope:
  applies: {title: 任何对象, cite: 1, when: always}
bodies:
  office: {title: 办公室, full_title: 办公室, cite: 1}
facts:
  flag: {title: 标记, cite: 1, type: boolean}
  share: {title: 比率, cite: 1, type: number}
  since: {title: 起始日, cite: 1, type: date}
  word: {title: 等次, cite: 1, type: term, ordered: true, options: {low: 低, high: 高}}
parameters:
  several: {title: 几起, cite: 1, type: integer, value: 2}
  stretch: {title: 期间, cite: 1, type: integer, unit: 日, undetermined: 没有规定}
readings:
  which:
    title: 哪一种？
    cite: 1
    default: open
    options:
      open: {title: 等次不限, because: 测试}
      closed: {title: 限于重大, because: 测试}
circumstances:
  of_its_own:
    title: 规则包自定的事实
    cite: 1(1)
    when: {any: [local.flag, {local.share: {at_least: 90}}, {local.since: {at_most: 2016-06-01}}, {local.word: high}]}
  in_a_stretch:
    title: 任何三十日内
    cite: 1(2)
    when:
      count: incidents
      where: {by_reading: {which: {open: {grade: {at_least: considerable}}, closed: {grade: {at_least: major}}}}}
      within_any: {days: 30, by: happened_on}
      at_least: {parameter: several}
  of_late:
    title: 最近三个月内
    cite: 1(3)
    when: {count: incidents, within_last: {months: 3, by: happened_on}, more_than: 1}
  in_a_row:
    title: 连续两年
    cite: 1(4)
    when: {consecutive: assessments, by: year, where: {result: failed}, at_least: 2}
  undetermined:
    title: 期间没有规定
    cite: 1(5)
    when: {count: referrals, within_any: {days: {parameter: stretch}, by: on}, at_least: 2}
measures:
  circular:
    title: 通报
    cite: 2
    rank: 10
    grounds:
      listed: {title: 具有情形, cite: 2, when: listed_circumstance}
    authority: {title: 办公室, cite: 2, body: office, level: one_up}
    grades:
      only: {title: 通报, cite: 2, step: 1}
    addressees:
      subject: {title: 该地方, cite: 2}
  interview:
    title: 约谈
    cite: 3
    rank: 20
    grounds:
      severe: {title: 危害严重, cite: 3, when: {all: [listed_circumstance, {severity.harm: {at_least: serious}}]}}
      failed: {title: 通报后未整改, cite: 3, when: {some: earlier_measures, where: {all: [overdue, {not: rectified}]}}}
    authority: {title: 办公室, cite: 3, body: office, level: one_up}
    grades:
      only: {title: 约谈, cite: 3, step: 1}
    addressees:
      subject: {title: 该地方, cite: 3}
"""


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    """A pack with facts of its own, stretches, rows, a reading within a count, a parameter that no text sets."""
    folder = tmp_path_factory.mktemp("packs") / "counting"
    folder.mkdir()
    (folder / "pack.yaml").write_text(WORDS, encoding="utf-8")
    return load_pack(folder)


def interval(pack: RulePack, truths: Sequence[Truth]) -> tuple[int, int]:
    """Return the ends of the outcome as the semantics has them: the highest rung reached, the highest one possible."""
    roots = pack.program.layout.roots
    rungs = [
        [truths[roots[f"measures.{measure.id}.grounds.{ground.id}"]] for ground in measure.grounds]
        for measure in pack.pack.measures
    ]
    reached = [position for position, grounds in enumerate(rungs) if True in grounds]
    possible = [position for position, grounds in enumerate(rungs) if True in grounds or None in grounds]
    return max(reached, default=-1), max(possible, default=-1)


def agree(pack: RulePack, case: Case, chosen: Mapping[str, str]) -> None:
    judged = pack.judge(case, chosen)
    facts = judged.facts
    expected = interval(pack, prepare(pack.pack).evaluate(facts).truths)
    assert judged.interval == expected
    assert pack.ladder.of_facts(facts.values, facts.collections, facts.parameters, facts.readings) == expected
    assert pack.verdict(case, chosen) == pack.outcome(judged.interval)


def suppose(pack: RulePack, case: Case, other: Case, chosen: Mapping[str, str]) -> None:
    """Give one fact, list or reading the value that it has in another case: only what hangs on it is found anew."""
    judged, facts = pack.judge(case, chosen), pack.judge(other, chosen).facts
    layout, ladder = pack.program.layout, pack.ladder
    for position, path in enumerate(layout.facts):
        if path != "as_of":  # never unknown, so never supposed
            supposed = judged.facts.with_value(position, facts.values[position])
            assert ladder.supposing(path)(judged.truths, *supposed) == ladder.of_facts(*supposed), path
    before = pack.program.evaluate(judged.facts)
    for position, reading in enumerate(pack.pack.readings):
        for option in range(len(reading.options)):
            other_way = judged.facts.with_reading(position, option)
            again = pack.program.again(before, other_way, reading.id)
            assert again == pack.program.evaluate(other_way), (reading.id, option)
    for position, (name, _) in enumerate(layout.collections):
        supposed = judged.facts.with_collection(position, facts.collections[position])
        assert ladder.supposing(name)(judged.truths, *supposed) == ladder.of_facts(*supposed), name


@pytest.mark.parametrize("name", PACKS)
def test_suppositions_on_the_shipped_packs(name: str) -> None:
    pack = load_pack(SMALL_LADDER if name == "small_ladder" else name)

    @examples(20)
    @given(case=cases(pack), other=cases(pack), chosen=readings(pack))
    def kept(case: Case, other: Case, chosen: dict[str, str]) -> None:
        suppose(pack, case, other, chosen)

    kept()


def test_suppositions_on_a_pack_that_counts(counting: RulePack) -> None:
    @examples(40)
    @given(case=cases(counting), other=cases(counting), chosen=readings(counting))
    def kept(case: Case, other: Case, chosen: dict[str, str]) -> None:
        suppose(counting, case, other, chosen)

    kept()


@pytest.mark.parametrize("name", PACKS)
def test_on_the_shipped_packs(name: str) -> None:
    pack = load_pack(SMALL_LADDER if name == "small_ladder" else name)

    @examples(40)
    @given(case=cases(pack), chosen=readings(pack))
    def kept(case: Case, chosen: dict[str, str]) -> None:
        judged = pack.judge(case, chosen)
        assert judged.interval == interval(pack, judged.truths)
        assert pack.ladder.of_facts(*judged.facts) == judged.interval
        assert pack.verdict(case, chosen) == pack.outcome(judged.interval)

    @examples(4)
    @given(case=cases(pack), chosen=readings(pack))
    def decided(case: Case, chosen: dict[str, str]) -> None:
        outcome = pack.decide(case, chosen).outcome
        assert pack.verdict(case, chosen) == outcome
        low, high = interval(pack, pack.judge(case, chosen).truths)
        names = [None, *[measure.id for measure in pack.pack.measures]]
        assert (outcome.at_least, outcome.at_most) == (names[low + 1], names[high + 1])
        assert outcome.status == ("determined" if low == high else "open")

    kept()
    decided()


def test_on_a_pack_that_counts(counting: RulePack) -> None:
    seen: set[tuple[str, Truth]] = set()

    @examples(60)
    @given(case=cases(counting), chosen=readings(counting))
    def kept(case: Case, chosen: dict[str, str]) -> None:
        agree(counting, case, chosen)
        judged = counting.judge(case, chosen)
        roots = counting.program.layout.roots
        seen.update((one.id, judged.truths[roots[f"circumstances.{one.id}"]]) for one in counting.pack.circumstances)

    kept()
    if TIMES == 1:
        return
    settled = {one.id for one in counting.pack.circumstances} - {"undetermined"}
    assert seen >= {(name, truth) for name in settled for truth in (True, False, None)}


@examples(2, phases=(Phase.generate,))  # making packs smaller takes minutes
@given(text=packs(), data=st.data())
def test_on_generated_packs(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    for _ in range(4):
        agree(pack, data.draw(cases(pack)), data.draw(readings(pack)))


@pytest.mark.parametrize(
    "local",
    [{"flag": 1}, {"share": True}, {"since": "2016-1-1"}, {"word": "middle"}, {"flag": "true"}, {"unheard_of": True}],
    ids=str,
)
def test_it_refuses_what_the_decision_refuses(counting: RulePack, local: dict[str, object]) -> None:
    subject = {"kind": "locality", "division": "419900"}
    case = case_from({"id": "case", "as_of": "2020-01-01", "subject": subject, "local": local})
    with pytest.raises(CaseError) as decided:
        counting.decide(case)
    with pytest.raises(CaseError) as judged:
        counting.verdict(case)
    assert judged.value.diagnostics == decided.value.diagnostics
