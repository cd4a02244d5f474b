"""One suite for every engine: the same facts, the same truth of every node, the same decision to the last byte."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.engines.support import (
    DECLARED_GAPS,
    FOURTH_LEVEL,
    NEEDS_DURABLE,
    SHIPPED,
    TIMES,
    differences,
    engines,
    examples,
    shipped,
)
from tests.examples.runs import RUNS, Run

from zongzhi_rules import CaseError, RulePack, load_pack
from zongzhi_rules.engines.registry import DURABLE, ENGINES, REFERENCE
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.packtests import read_pack_cases, run_cases
from zongzhi_rules.testing import laws
from zongzhi_rules.testing.packs import PackText, packs
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules import Case, Decision
    from zongzhi_rules.engines.durable import Derived, DurableProgram

CASES_OF_A_PACK = 3
LAW_PACKS = SHIPPED if TIMES > 1 else ("henan_2016",)


def agree(pack: RulePack, other: RulePack, case: Case, chosen: dict[str, str], *, whole: bool) -> None:
    """Judge a case by both; `whole` compares the decisions too."""
    judged = pack.judge(case, chosen)
    layout = pack.program.layout
    derived = cast("DurableProgram", other.program).derive(judged.facts)
    one, two = pack.program.evaluate(judged.facts), derived.evaluation
    assert not differences(layout, one, two)
    assert one == two
    assert list(one.items) == list(two.items)
    assert derived.interval == judged.interval
    assert pack.verdict(case, chosen) == other.verdict(case, chosen)
    if whole:
        decision = pack.decide(case, chosen)
        assert decision.model_dump_json() == other.decide(case, chosen).model_dump_json()
        agree_on_the_grade(pack, decision, derived)


def agree_on_the_grade(pack: RulePack, decision: Decision, derived: Derived) -> None:
    """Hold the grades that rules derived against the one that Python puts together in the decision."""
    if decision.measure is not None:
        position = [one.id for one in pack.pack.measures].index(decision.measure.id)
        names = [one.id for one in pack.pack.measures[position].grades]
        found = [names[one] for one in derived.grade(position)]
        assert found == [decision.measure.grade.at_least, decision.measure.grade.at_most]


def test_the_gaps_are_named_with_engines_that_exist() -> None:
    assert {gap.engine for gap in DECLARED_GAPS} <= set(ENGINES)


@pytest.mark.parametrize("engine", engines("examples"))
@pytest.mark.parametrize("run", [pytest.param(run, id=run.id) for run in RUNS if run.refused is None])
def test_examples(run: Run, engine: str) -> None:
    decision = shipped(run.pack, engine).decide(run.case(), run.readings).model_dump_json()
    assert decision == run.decide().model_dump_json()


@pytest.mark.parametrize("engine", engines("refusals"))
@pytest.mark.parametrize("run", [pytest.param(run, id=run.id) for run in RUNS if run.refused is not None])
def test_refusals(run: Run, engine: str) -> None:
    with pytest.raises(CaseError) as refusal:
        shipped(run.pack, engine).decide(run.case(), run.readings)
    assert [one.code for one in refusal.value.diagnostics] == [run.refused]


@pytest.mark.parametrize("engine", engines("shipped_cases"))
@pytest.mark.parametrize("pack", SHIPPED)
def test_cases_beside_the_packs(pack: str, engine: str) -> None:
    rules = shipped(pack, engine)
    found = run_cases(rules, read_pack_cases(rules, PackLibrary(()).folder_of(pack) / "cases"))
    assert found
    expected = found if engine == REFERENCE else run_cases(shipped(pack), [one.case for one in found])
    for one, other in zip(found, expected, strict=True):
        assert one.error is None, one.case.name
        assert not one.mismatches, one.case.name
        assert one.mismatches == other.mismatches, one.case.name
        assert one.truths == other.truths, one.case.name
        assert one.decision == other.decision, one.case.name


@NEEDS_DURABLE
@pytest.mark.parametrize("pack", [*SHIPPED, FOURTH_LEVEL])
def test_random_cases_of_packs_that_stand_in_files(pack: str) -> None:
    rules, other = shipped(pack), shipped(pack, DURABLE)

    @examples(40)
    @given(case=cases(rules), chosen=readings(rules))
    def evaluations(case: Case, chosen: dict[str, str]) -> None:
        agree(rules, other, case, chosen, whole=False)

    @examples(5)
    @given(case=cases(rules), chosen=readings(rules))
    def decisions(case: Case, chosen: dict[str, str]) -> None:
        agree(rules, other, case, chosen, whole=True)

    evaluations()
    decisions()


@NEEDS_DURABLE
@examples(3)
@given(text=packs(), data=st.data())
def test_random_cases_of_generated_packs(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    other = RulePack(pack.compiled, DURABLE)
    for _ in range(CASES_OF_A_PACK):
        agree(pack, other, data.draw(cases(pack)), data.draw(readings(pack)), whole=True)


@pytest.mark.parametrize("engine", engines("laws")[0 if TIMES > 1 else 1 :])  # tests/laws has the first
@pytest.mark.parametrize("law", laws.EVERY_LAW_OF_A_CASE, ids=lambda law: law.__name__)
@pytest.mark.parametrize("pack", LAW_PACKS)
def test_laws(pack: str, law: Callable[..., None], engine: str) -> None:
    rules = shipped(pack, engine)

    @examples(2, phases=(Phase.generate,))  # tests/laws makes examples small
    @given(case=cases(rules), chosen=readings(rules))
    def kept(case: Case, chosen: dict[str, str]) -> None:
        law(rules, case, chosen)

    kept()


@NEEDS_DURABLE
def test_parameters_that_change_with_the_day() -> None:
    """A pack whose parameters have a value is judged by it, and by none where it is undetermined."""
    compiled = load_pack("national_2016").compiled
    dated = [
        one.model_copy(update={"values": ((None, 2), (one.values[0][0], 3) if one.values else (None, 2))})
        for one in compiled.pack.parameters
    ]
    changed = dataclasses.replace(compiled, pack=compiled.pack.model_copy(update={"parameters": tuple(dated)}))
    pack, other = RulePack(changed), RulePack(changed, DURABLE)

    @examples(20)
    @given(case=cases(pack))
    def kept(case: Case) -> None:
        agree(pack, other, case, {}, whole=False)

    kept()
