"""Law 10: whatever the order of knowing, with slips and corrections, a file judges as its facts do from scratch."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casefile.decompose import Taken, as_it_was, in_file_order

from zongzhi_rules import load_pack
from zongzhi_rules.casefile import CaseFile, advance, case_of
from zongzhi_rules.casefile.facts import pending
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.testing.strategies import cases

if TYPE_CHECKING:
    from zongzhi_rules import Case, RulePack

PACKS = ("national_2016", "henan_2016", "jiangxi")
every_pack = pytest.mark.parametrize("pack", PACKS)
relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@cache
def rules_of(pack: str) -> RulePack:
    return load_pack(pack)


def some_cases() -> st.SearchStrategy[tuple[RulePack, Case, Random]]:
    def drawn(pack: str) -> st.SearchStrategy[tuple[RulePack, Case, Random]]:
        rules = rules_of(pack)
        facts = cases(rules).map(in_file_order)
        return st.tuples(st.just(rules), facts, st.integers(0, 2**32).map(Random))

    return st.sampled_from(PACKS).flatmap(drawn)


@settings(relaxed, max_examples=150)
@given(some_cases())
def test_a_file_states_the_facts_that_it_was_made_of(drawn: tuple[RulePack, Case, Random]) -> None:
    _, case, random = drawn
    file = CaseFile.of(Taken(case, random).events)
    assert file.day == case.as_of
    assert pending(file) == ()
    assert case_of(file, case.as_of) == case


@settings(relaxed, max_examples=15)
@given(some_cases())
def test_the_decision_after_the_last_entry_is_that_of_the_facts(drawn: tuple[RulePack, Case, Random]) -> None:
    rules, case, random = drawn
    events = Taken(case, random).events
    judging = Judging(rules)
    # What is entered last brings the file to the day of the case, from which on the instrument is in force.
    start = CaseFile.of([*events[:1], *(one for one in events if one.known_on == case.as_of and one is not events[0])])
    others = [one for one in events if start.get(one.id) is None]
    random.shuffle(others)
    state, decision = start, judging.of(start).decision
    for event in others[:12]:
        step = advance(state, event, judging)
        state, decision = step.state, step.decision
    for event in others[12:]:
        state = state.plus(event)
        decision = judging.of(state).decision if event is others[-1] else decision
    assert decision.model_dump_json() == rules.decide(case).model_dump_json()


@settings(relaxed, max_examples=60)
@given(some_cases())
def test_the_order_of_arrival_makes_no_difference(drawn: tuple[RulePack, Case, Random]) -> None:
    _, case, random = drawn
    events = Taken(case, random).events
    whole = CaseFile.of(events)
    file = CaseFile.of(events[:1])
    others = list(events[1:])
    random.shuffle(others)
    for event in others:
        file = file.plus(event)
    assert file == whole
    assert CaseFile.model_validate_json(whole.model_dump_json()) == whole


@settings(relaxed, max_examples=100)
@given(some_cases(), st.integers(0, 400))
def test_as_of_a_day_only_what_had_happened_counts(drawn: tuple[RulePack, Case, Random], back: int) -> None:
    _, case, random = drawn
    day = case.as_of - timedelta(days=back)
    # Findings say how things are on any day; only those of this test say since when.
    plain = Taken(case, random)
    events = [one for one in plain.events if getattr(one, "holds_from", None) is None or back == 0]
    file = CaseFile.of(events)
    full = case_of(file, case.as_of)
    assert case_of(file, day) == as_it_was(full, day)


@settings(relaxed, max_examples=60)
@given(some_cases(), st.integers(0, 200))
def test_what_was_known_is_a_file_of_the_entries_known(drawn: tuple[RulePack, Case, Random], back: int) -> None:
    _, case, random = drawn
    events = Taken(case, random).events
    file = CaseFile.of(events)
    opening = events[0]
    then = max(case.as_of - timedelta(days=back), opening.known_on)
    known = CaseFile.of([one for one in events if one.known_on <= then])
    assert case_of(file, case.as_of, known_by=then) == case_of(known, case.as_of)
    written = max(then, opening.recorded_at.date())
    said = CaseFile.of([one for one in events if one.recorded_at.date() <= written])
    assert case_of(file, case.as_of, recorded_by=written) == case_of(said, case.as_of)
