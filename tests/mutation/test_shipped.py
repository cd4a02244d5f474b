"""The shipped packs: a sample of their mutants is noticed, and what they name as equivalent changes no decision."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zongzhi_rules.decision.duties import duties_due
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.mutation import Mutation
from zongzhi_rules.mutation.suite import said
from zongzhi_rules.testing import cases, readings

PACKS = ("national_2016", "henan_2016", "jiangxi")
WITH_EQUIVALENTS = ("national_2016", "henan_2016")
SAMPLE = 30


@cache
def opened(pack: str) -> Mutation:
    return Mutation.of(pack, sample=SAMPLE, seed=2016)


@pytest.mark.parametrize("pack", PACKS)
def test_a_sample_of_the_mutants(pack: str) -> None:
    mutation = opened(pack)
    report = mutation.report(mutation.fates())
    mutation.check_equivalents(report.fates)
    assert [one.mutant.id for one in report.survivors] == []
    assert len(report.killed) > SAMPLE // 2


@cache
def equivalents(pack: str) -> tuple[RulePack, dict[str, RulePack]]:
    """Return the pack, and it with each change that it names as equivalent."""
    mutation = opened(pack)
    named = {one.id: RulePack(mutation.suite.made(one)) for one in mutation.equivalent}
    assert named
    return mutation.suite.rules, named


@pytest.mark.parametrize("pack", WITH_EQUIVALENTS)
@settings(max_examples=25, deadline=None, phases=(Phase.reuse, Phase.generate))  # to shrink one takes minutes
@given(data=st.data())
def test_an_equivalent_mutant_decides_every_case_alike(pack: str, data: st.DataObject) -> None:
    rules, named = equivalents(pack)
    case, chosen = data.draw(cases(rules)), data.draw(readings(rules))

    def result(judge: RulePack) -> object:
        return said(judge.decide(case, chosen)), duties_due(judge, case.as_of.year, case=case)

    expected = result(rules)
    assert [name for name, mutant in named.items() if result(mutant) != expected] == []
