"""The generators make what they promise, and shrink to what one can read."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from tests.laws.support import SHIPPED, in_numbers, shipped

from zongzhi_rules.casefile.events import Correction
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir import condition as ir
from zongzhi_rules.ir.walk import rules
from zongzhi_rules.testing.broken import as_data
from zongzhi_rules.testing.edits import Editable
from zongzhi_rules.testing.packs import packs
from zongzhi_rules.testing.strategies import cases, histories
from zongzhi_rules.testing.thorough.source import Block, Source
from zongzhi_rules.testing.values import everything, values_of
from zongzhi_rules.vocabulary import Level, Organ, SubjectKind

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from zongzhi_rules import Case, RulePack

SAMPLE = settings(phases=(Phase.generate,), database=None, suppress_health_check=list(HealthCheck))
NARROWED = settings(SAMPLE, phases=(Phase.generate, Phase.shrink), max_examples=2000, derandomize=True)


def sample(strategy: SearchStrategy[Any], number: int) -> list[Any]:
    found: list[Any] = []

    @settings(SAMPLE, max_examples=number)
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


@pytest.fixture(scope="module", params=SHIPPED)
def drawn(request: pytest.FixtureRequest) -> tuple[RulePack, list[Case]]:
    """What the cases are built by is one and the same for hypothesis and for the thorough run; that one is quick."""
    pack = shipped(request.param)
    blocks = [Source(pack).cases(Block(pack.id, 1, number).random) for number in range(4)]
    return pack, [case for block in blocks for case in itertools.islice(block, 250)]


def test_every_fact_is_sometimes_unknown_and_takes_every_value_that_matters(drawn: tuple[RulePack, list[Case]]) -> None:
    pack, found = drawn
    editables = [Editable(case) for case in found]
    for place, candidates in values_of(pack).candidates.items():
        collection, path = place
        derived = collection is not None and catalogue().collections[collection].fields[path].derived
        if derived or path in {"as_of", "id", "year", "subject.division", "measure"}:
            continue
        if collection is None:
            seen = [one.value(place) for one in editables]
        else:
            seen = [one.value(place, n) for one in editables for n in range(len(one.items(collection) or ()))]
        wanted = {str(value) for value in candidates} if values_of(pack).declarations[place].kind != "date" else set()
        required = collection is not None and path in {"kind", "by", "role", "duty", "on"}
        assert wanted <= {str(value) for value in seen}, place
        assert required or place[1] == "subject.kind" or None in seen, place


def test_lists_are_absent_empty_short_and_long(drawn: tuple[RulePack, list[Case]]) -> None:
    _, found = drawn
    for collection in catalogue().collections:
        lengths = {None if (items := getattr(case, collection)) is None else len(items) for case in found}
        assert {None, 0, 1, 2, 3, 4, 5} - ({5} if collection == "assessments" else set()) <= lengths, collection


def test_subjects_are_of_every_kind_level_and_organ(drawn: tuple[RulePack, list[Case]]) -> None:
    _, found = drawn
    assert {case.subject.kind for case in found} == set(SubjectKind)
    assert {case.subject.organ for case in found} >= set(Organ)
    levels = {case.subject.effective_level for case in found if case.subject.kind is SubjectKind.LOCALITY}
    assert levels == set(Level) - {Level.NATION}
    assert {case.subject.is_directly_governed for case in found} == {True, False}


def test_outcomes_are_of_every_kind(drawn: tuple[RulePack, list[Case]]) -> None:
    pack, found = drawn
    outcomes = [pack.verdict(case) for case in found]
    assert {one.at_least for one in outcomes} == {None, *(measure.id for measure in pack.pack.measures)}
    assert sum(one.status == "determined" for one in outcomes) > len(found) // 20
    assert sum(one.status == "open" for one in outcomes) > len(found) // 20


def test_earlier_measures_are_running_failed_rectified_released_and_unknown(drawn: tuple[RulePack, list[Case]]) -> None:
    pack, found = drawn
    states = {one.state for case in found[:80] for one in pack.decide(case).earlier_measures or ()}
    assert states == {"running", "failed", "rectified", "released", "unknown"}


@pytest.mark.parametrize("name", SHIPPED)
def test_hypothesis_draws_them_too(name: str) -> None:
    pack = shipped(name)
    found = sample(cases(pack), 60)
    outcomes = [pack.verdict(case) for case in found]
    assert len({one.at_least for one in outcomes}) > 2
    assert {one.status for one in outcomes} == {"determined", "open"}
    for name_of_list in catalogue().collections:
        lengths = {None if (items := getattr(case, name_of_list)) is None else len(items) for case in found}
        assert {None, 0} < lengths


def test_a_history_shrinks_to_entries_without_detours() -> None:
    pack = shipped("national_2016")
    found = find(histories(pack), lambda events: len(events) > 2, settings=NARROWED)
    assert len(found) == 3
    assert not any(isinstance(event, Correction) for event in found)


def test_a_case_shrinks_to_what_matters() -> None:
    pack = shipped("national_2016")
    found = find(cases(pack), lambda case: pack.verdict(case).at_least == "listed_supervision", settings=NARROWED)
    assert len(as_data(found)) <= 6
    assert len(str(as_data(found))) < 400


@in_numbers
def test_generated_packs_use_every_kind_of_condition_and_change() -> None:
    texts = sample(packs(), 150)
    found = [text.rules for text in texts]
    nodes = [node for pack in found for rule in rules(pack.pack) for node in everything(rule.condition)]
    kinds = {type(node) for node in nodes}
    assert kinds == {
        ir.Fixed,
        ir.Holds,
        ir.Compare,
        ir.OneOf,
        ir.Not,
        ir.All,
        ir.AnyOf,
        ir.Reference,
        ir.Named,
        ir.ByReading,
        ir.Tally,
    }
    tallies = [node for node in nodes if isinstance(node, ir.Tally)]
    assert {one.collection for one in tallies} == set(catalogue().collections)
    assert {one.window.anywhere for one in tallies if one.window} == {True, False}
    assert any(one.consecutive_by for one in tallies)
    assert any(isinstance(one.bound, ir.ParameterRef) for one in tallies)
    assert {change.operation for pack in found for change in pack.pack.changes} == {
        "add",
        "replace",
        "amend",
        "withdraw",
    }
    assert {len(pack.pack.measures) for pack in found} >= {2, 3, 4, 5}
    assert {len(measure.grades) for pack in found for measure in pack.pack.measures} == {1, 2, 3}
    assert any(pack.pack.differences for pack in found)


def test_a_pack_shrinks_to_two_rungs_and_one_circumstance() -> None:
    found = sample(packs(), 1)[0].rules.pack  # the first example is the one that all others shrink towards
    assert (len(found.instruments), len(found.measures), len(found.circumstances)) == (1, 2, 1)
    assert not any((found.factors, found.readings, found.parameters, found.accountability))
