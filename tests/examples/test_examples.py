"""The example cases, each under its packs and readings, against the law and against the decisions kept beside them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from tests.examples import seen
from tests.examples.runs import BY_NAME, EXPECTED, FOLDER, NAMES, RUNS, Run
from tests.golden import check_golden

from zongzhi_rules import CaseError, Decision, UseError, case_from, load_pack, resolve_pack

DECIDED = [pytest.param(run, id=run.id) for run in RUNS if run.refused is None]
REFUSED = [pytest.param(run, id=run.id) for run in RUNS if run.refused is not None]
KEPT = [pytest.param(run, id=run.id) for run in RUNS if run.by_default]
READ_OTHERWISE = [pytest.param(run, id=run.id) for run in RUNS if len(run.readings) == 1]
HAN = re.compile("[一-鿿]")


def test_each_case_has_its_expectation() -> None:
    assert set(NAMES) == set(BY_NAME)
    assert len(NAMES) >= 20


def test_no_decision_is_kept_that_no_run_makes() -> None:
    assert {path.name for path in EXPECTED.glob("*.json")} == {run.golden.name for run in RUNS if run.by_default}


@pytest.mark.parametrize("name", NAMES)
def test_each_case_says_in_both_languages_what_it_shows(name: str) -> None:
    comment = [line for line in (FOLDER / f"{name}.yaml").read_text("utf-8").splitlines() if line.startswith("# ")]
    assert HAN.search(comment[0])
    assert any(len(re.findall("[a-z]{2,}", line)) > 3 for line in comment)


@pytest.mark.parametrize("run", [pytest.param(runs[0], id=runs[0].name) for runs in BY_NAME.values()])
def test_the_first_run_is_under_the_pack_that_governs(run: Run) -> None:
    case = run.case()
    assert resolve_pack(case.subject.division, case.as_of).id == run.pack


@pytest.mark.parametrize("run", DECIDED)
def test_the_decision_is_what_the_articles_say(run: Run) -> None:
    assert "outcome" in run.asserted
    decision = run.decide()
    for key, expected in run.asserted.items():
        found = seen.like(seen.of(decision, key), expected, key)
        assert seen.in_order(found, key) == seen.in_order(expected, key), key


@pytest.mark.parametrize("run", DECIDED)
def test_the_verdict_alone_is_the_same(run: Run) -> None:
    assert load_pack(run.pack).verdict(run.case(), run.readings) == run.decide().outcome


@pytest.mark.parametrize("run", KEPT)
def test_the_whole_decision_is_the_one_kept(run: Run, *, update_golden: bool) -> None:
    decision = run.decide()
    text = f"{seen.pretty(json.loads(decision.model_dump_json()))}\n"
    assert Decision.model_validate_json(text) == decision
    check_golden(run.golden, text, update=update_golden)


@pytest.mark.parametrize("run", REFUSED)
def test_a_pack_refuses_a_case_out_of_its_reach(run: Run) -> None:
    with pytest.raises(CaseError) as refusal:
        run.decide()
    assert [one.code for one in refusal.value.diagnostics] == [run.refused]


@pytest.mark.parametrize("run", READ_OTHERWISE)
def test_the_default_decision_foretells_the_other_reading(run: Run) -> None:
    [(reading, option)] = run.readings.items()
    by_default = load_pack(run.pack).decide(run.case())
    used = next(one for one in by_default.readings if one.id == reading)
    foretold = next(one for one in used.alternatives if one.option == option)
    assert foretold.outcome == run.decide().outcome
    assert foretold.changes


def test_before_the_first_of_the_instruments_none_governs() -> None:
    day = date(2016, 2, 26)
    with pytest.raises(UseError) as nothing:
        resolve_pack("410122", day)
    assert [one.code for one in nothing.value.diagnostics] == ["ZR603"]
    case = case_from({"id": "a", "as_of": str(day), "subject": {"kind": "locality", "division": "410122"}})
    with pytest.raises(CaseError) as refusal:
        load_pack("national_2016").decide(case)
    assert [one.code for one in refusal.value.diagnostics] == ["ZR561"]
    assert resolve_pack("410122", date(2016, 2, 27)).id == "national_2016"
    assert resolve_pack("410122", date(2016, 12, 15)).id == "national_2016"
    assert resolve_pack("410122", date(2016, 12, 16)).id == "henan_2016"
