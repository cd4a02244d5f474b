"""What a case that fails says: expected beside got, where it was expected, and the chain of reasons."""

from __future__ import annotations

import pickle
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import pytest
from tests.packtests.shipped import Copy, shipped

from zongzhi_rules import load_pack
from zongzhi_rules.packtests import read_pack_cases, run_cases

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules.packtests import CaseResult, Mismatch

LISTED = """
as_of: 2017-03-01
subject: {kind: locality, division: "410122"}
incidents: [{id: 爆炸, kind: public_safety_incident, grade: especially_major, happened_on: 2017-01-05}]
severity: {harm: serious, impact: ordinary}
necessity: {interview_by_commission_leader: false}
conduct: {obstructed_inquiry: false, falsified_or_concealed: false, retaliated: false, other_aggravating: false}
local: {listed_by_province: false}
earlier_measures: [{id: 一月通报, measure: circular, decided_on: 2017-01-03}]
"""


def run(place: Path, expect: str, facts: str = LISTED, readings: str = "", pack: str = "henan_2016") -> CaseResult:
    text = f"cases:\n  甲:\n{readings}    facts:\n{indent(dedent(facts).strip(), '      ')}\n    expect:\n"
    (place / "a.yaml").write_text(text + indent(dedent(expect).strip(), "      ") + "\n", "utf-8")
    rules = load_pack(pack)
    [result] = run_cases(rules, read_pack_cases(rules, place))
    return result


def one_mismatch(place: Path, expect: str, **others: Any) -> Mismatch:
    result = run(place, expect, **others)
    assert not result.passed
    [found] = result.mismatches
    return found


def test_a_case_that_passes(tmp_path: Path) -> None:
    result = run(tmp_path, "outcome: interview")
    assert result.passed
    assert result.mismatches == ()
    assert result.decision is not None
    assert result.truths["circumstances.especially_major_incident"] is True
    assert result.error is None


@pytest.mark.parametrize(
    ("expect", "about", "expected", "got"),
    [
        ("outcome: {at_least: circular}", "outcome.at_least", "circular", "interview"),
        ("outcome: {at_most: listed_supervision}", "outcome.at_most", "listed_supervision", "interview"),
        ("outcome: {at_least: none}", "outcome.at_least", "none", "interview"),
        (
            "false: [circumstances.especially_major_incident]",
            "circumstances.especially_major_incident",
            "false",
            "true",
        ),
        ("true: [circumstances.regional_disorder]", "circumstances.regional_disorder", "true", "unknown"),
        ("unknown: [circumstances.staff_misconduct]", "circumstances.staff_misconduct", "unknown", "false"),
        ("grade: {at_least: commission_leader}", "grade.at_least", "commission_leader", "office_director"),
        ("grade: {at_most: commission_leader}", "grade.at_most", "commission_leader", "office_director"),
        ("may_be_lowered_to: office_director", "may_be_lowered_to", "office_director", "–"),
        ("authority: county", "authority.level", "county", "prefecture"),
        ("authority: {body: commission}", "authority.body", "commission", "office"),
        ("authority: {level: null}", "authority.level", "–", "prefecture"),
        ("steps: {approve: false}", "steps.approve", "false", "true"),
        ("recipients: {member_units: false}", "recipients.member_units", "false", "true"),
        ("recipients: {discipline_inspection: true}", "recipients.discipline_inspection", "true", "–"),
        ("addressees: [principal]", "addressees", "principal", "in_charge, other_member, principal"),
        ("release: prefecture", "release.level", "prefecture", "–"),
        ("steps_by: {approve: county}", "steps_by.approve.level", "county", "prefecture"),
        ("steps_by: {approve: {body: office}}", "steps_by.approve.body", "office", "commission"),
        ("steps: {hold_jointly: true}", "steps.hold_jointly", "true", "unknown"),
        ("steps: {joint_meeting: true}", "steps.joint_meeting", "true", "–"),
        ("term_ends: 2017-05-31", "term_ends", "2017-05-31", "2017-06-01"),
        ("term_ends: null", "term_ends", "–", "2017-06-01"),
        ("reports: {measures: 2017-03-14}", "reports.measures", "2017-03-14", "2017-03-15"),
        (
            "reports: {progress: [2017-04-01, 2017-05-02]}",
            "reports.progress",
            "2017-04-01, 2017-05-02",
            "2017-04-01, 2017-05-02, 2017-06-01",
        ),
        ("reports: {measures: []}", "reports.measures", "–", "2017-03-15"),
        ("effects_until: {leaders: 2017-09-01}", "effects_until.leaders", "2017-09-01", "–"),
        ("earlier: {一月通报: {state: failed}}", "earlier.一月通报.state", "failed", "running"),
        ("earlier: {一月通报: {term_ends: 2017-03-02}}", "earlier.一月通报.term_ends", "2017-03-02", "2017-03-03"),
        (
            "earlier: {一月通报: {reports: {rectification: 2017-03-03}}}",
            "earlier.一月通报.reports.rectification",
            "2017-03-03",
            "–",
        ),
        ("questions: [severity.harm]", "questions", "severity.harm", "–"),
        ("readings_that_matter: [conduct.time]", "readings_that_matter", "conduct.time", "term.start"),
        ("readings_that_matter: []", "readings_that_matter", "–", "term.start"),
        ("notes: [by_reference]", "notes", "by_reference", "–"),
        ("floor_higher: true", "floor_higher", "true", "false"),
        ("refused: ZR561", "refused", "ZR561", "–"),
    ],
)
def test_expected_beside_got(tmp_path: Path, expect: str, about: str, expected: str, got: str) -> None:
    found = one_mismatch(tmp_path, expect)
    assert (found.about, found.expected, found.got) == (about, expected, got)
    assert found.span.source.name.endswith("a.yaml")
    assert found.span.start_line >= 13


def test_everything_that_is_not_met_at_once(tmp_path: Path) -> None:
    result = run(
        tmp_path, "outcome: circular\ngrade: commission\ntrue: [circumstances.staff_misconduct]\nterm_ends: null"
    )
    assert [one.about for one in result.mismatches] == [
        "outcome.at_least",
        "outcome.at_most",
        "circumstances.staff_misconduct",
        "grade.at_least",
        "grade.at_most",
        "term_ends",
    ]


def test_the_place_of_what_was_expected(tmp_path: Path) -> None:
    found = one_mismatch(tmp_path, "true: [definitions.applies, circumstances.staff_misconduct]")
    assert found.span.text == "circumstances.staff_misconduct"
    assert one_mismatch(tmp_path, "outcome: {at_least: circular}").span.text == "circular"


def test_a_rule_with_its_title_and_the_facts_that_decided_it(tmp_path: Path) -> None:
    found = one_mismatch(tmp_path, "false: [circumstances.especially_major_incident]")
    assert found.title == "发生特别重大案事件"
    [reason] = found.reasons
    assert (reason.id, reason.truth) == ("circumstances.especially_major_incident", True)
    assert [(one.article, one.item) for one in reason.cite] == [(31, 5)]
    assert "incidents[爆炸].grade" in [fact.path for fact in reason.because]


def test_an_outcome_with_the_chain_from_the_ground_to_the_fact(tmp_path: Path) -> None:
    found = one_mismatch(tmp_path, "outcome: {at_least: circular}")
    chain = {one.id: one.truth for one in found.reasons}
    assert chain["measures.interview.grounds.serious_harm_or_major_impact"] is True
    assert chain["measures.circular.grounds.listed_circumstance"] is True
    assert chain["circumstances.especially_major_incident"] is True
    ids = [one.id for one in found.reasons]
    assert ids.index("measures.interview.grounds.serious_harm_or_major_impact") < ids.index(
        "circumstances.especially_major_incident"
    )
    assert len(ids) == len(set(ids))
    facts = {fact.path for one in found.reasons for fact in one.because}
    assert {"severity.harm", "incidents[爆炸].grade"} <= facts


def test_a_grade_with_the_conditions_and_factors_it_hangs_on(tmp_path: Path) -> None:
    facts = LISTED.replace("obstructed_inquiry: false", "obstructed_inquiry: true")
    [at_least, at_most] = run(tmp_path, "grade: office_director", facts).mismatches
    for found in (at_least, at_most):
        assert [one.id for one in found.reasons][:2] == [
            "measures.interview.grades.commission_leader",
            "factors.aggravating.obstruction",
        ]


def test_days_with_how_they_were_counted(tmp_path: Path) -> None:
    [deadline] = one_mismatch(tmp_path, "term_ends: 2017-05-31").deadlines
    assert (deadline.start_event, str(deadline.start)) == ("held_on", "2017-03-01")
    assert deadline.conventions
    assert [str(one.day) for one in one_mismatch(tmp_path, "reports: {progress: []}").deadlines] == [
        "2017-04-01",
        "2017-05-02",
        "2017-06-01",
    ]
    [earlier] = one_mismatch(tmp_path, "earlier: {一月通报: {state: failed}}").deadlines
    assert str(earlier.day) == "2017-03-03"


def test_a_case_that_the_pack_refuses(tmp_path: Path) -> None:
    result = run(tmp_path, "outcome: none", LISTED.replace("2017-03-01", "2016-12-15").replace("2017-0", "2016-0"))
    assert not result.passed
    assert result.decision is None
    assert result.truths == {}
    assert result.error is not None
    [why] = result.error.diagnostics  # type: ignore[attr-defined]
    assert (why.code, why.span.text, why.span.start_line) == ("ZR561", "2016-12-15", 4)


def test_a_refusal_that_is_expected(tmp_path: Path) -> None:
    facts = LISTED.replace("410122", "420111")
    assert run(tmp_path, "refused: ZR560", facts).passed
    other = run(tmp_path, "refused: ZR561", facts)
    assert not other.passed
    assert other.error is not None


def test_a_fact_of_another_pack_is_refused_at_its_place(tmp_path: Path) -> None:
    result = run(tmp_path, "outcome: none", LISTED, pack="national_2016")
    assert result.error is not None
    [why] = result.error.diagnostics  # type: ignore[attr-defined]
    assert (why.code, why.span.text) == ("ZR550", "false")


def test_a_date_that_no_calendar_reaches_is_the_failure_of_one_case(tmp_path: Path) -> None:
    result = run(tmp_path, "outcome: interview", LISTED.replace("as_of: 2017-03-01", "as_of: 2199-12-31"))
    assert not result.passed
    assert result.error is not None


def test_readings_are_used(tmp_path: Path) -> None:
    facts = LISTED.replace("happened_on: 2017-01-05", "happened_on: 2016-12-15")
    chosen = "    readings: {conduct.time: reached_if_decided_later}\n"
    assert run(tmp_path, "true: [circumstances.especially_major_incident]", facts, chosen).passed
    assert run(tmp_path, "false: [circumstances.especially_major_incident]", facts).passed


@pytest.mark.parametrize(
    ("file", "old", "new", "case"),
    [
        (
            "circumstances.yaml",
            "- any: [{result: failed}, {not: up_to_standard}]",
            "- any: [{result: failed}]",
            "第四项不达标",
        ),
        ("ladder.yaml", "at_least: county\n", "at_least: prefecture\n", "县级单位由本级通报"),
        (
            "ladder.yaml",
            "{severity.impact: {at_least: major}}",
            "{severity.impact: {at_least: especially_major}}",
            "影响重大的约谈",
        ),
        (
            "factors.yaml",
            "cooperation:\n        title: 积极配合调查并主动承担责任\n        cite: 30(2)\n        when: {all:",
            "cooperation:\n        title: 积极配合调查并主动承担责任\n        cite: 30(2)\n        when: {any:",
            "只配合而不承担责任的不算",
        ),
        ("pack.yaml", "procuratorate]}", "court]}", "检察机关适用"),
    ],
)
def test_a_rule_that_was_broken_by_hand_is_noticed(tmp_path: Path, file: str, old: str, new: str, case: str) -> None:
    failed = [one for one in Copy.of("national_2016", tmp_path).replace(file, old, new).run() if not one.passed]
    assert case in {one.case.name for one in failed}
    assert all(one.mismatches for one in failed)


def test_results_travel_between_processes() -> None:
    _, results = shipped("national_2016")
    again = pickle.loads(pickle.dumps(results[0]))  # noqa: S301 - our own bytes
    assert again.passed
    assert again.truths == results[0].truths
