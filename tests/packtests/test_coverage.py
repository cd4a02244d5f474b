"""What coverage finds: a gap made on purpose in a copy of a shipped pack is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.packtests.shipped import Copy, shipped

from zongzhi_rules import PackError, load_pack
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.packtests import coverage_of, run_cases
from zongzhi_rules.packtests.attainable import attainable, own_rules

if TYPE_CHECKING:
    from pathlib import Path

NATIONAL = "national_2016"
RETALIATION = "cite: 29(3), when: conduct.retaliated}"


def cite(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return Citation(instrument=NATIONAL, article=article, paragraph=paragraph, item=item)


def test_a_copy_has_no_gap(tmp_path: Path) -> None:
    assert Copy.of(NATIONAL, tmp_path).coverage().complete


def test_a_rule_without_a_citation_is_no_rule(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path).replace("factors.yaml", RETALIATION, "when: conduct.retaliated}")
    with pytest.raises(PackError) as refused:
        copy.load()
    [problem] = refused.value.diagnostics
    assert (problem.code, problem.path) == ("ZR201", "factors.aggravating.any_of.retaliation.cite")
    assert problem.span is not None


def test_a_citation_of_another_provision_leaves_one_open(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path).replace("factors.yaml", RETALIATION, RETALIATION.replace("29(3)", "29(2)"))
    coverage = copy.coverage()
    assert coverage.unaccounted == (cite(29, item=3),)
    assert coverage.articles_accounted_for == 32
    assert not coverage.complete


def test_a_citation_of_a_provision_that_does_not_exist(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path).replace("factors.yaml", RETALIATION, RETALIATION.replace("29(3)", "29(5)"))
    coverage = copy.coverage()
    assert coverage.unknown_citations == (("factors.aggravating.retaliation", cite(29, item=5)),)
    assert coverage.unaccounted == (cite(29, item=3),)


def test_a_citation_of_the_pack_below_is_checked_too(tmp_path: Path) -> None:
    copy = Copy.of("henan_2016", tmp_path).replace(
        "duties.yaml", "cite: [15, national_2016 10.1]", "cite: [15, national_2016 10.7]"
    )
    assert copy.coverage().unknown_citations == (("duties.member_unit_summary", cite(10, 7)),)


def test_a_reading_alone_does_not_account_for_a_provision(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    copy.replace(
        "circumstances.yaml",
        "    cite: 20(1)\n    when:\n      by_reading:",
        "    cite: 20(2)\n    when:\n      by_reading:",
    )
    coverage = copy.coverage()
    [row] = [one for one in coverage.provisions if one.cite == cite(20, item=1)]
    assert row.mentions == ("readings.art20.1.connective",)
    assert row.rules == ()
    assert coverage.unaccounted == (cite(20, item=1),)


def test_an_article_that_is_not_in_the_inventory(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path).replace("provisions.yaml", '  "27": {kind: procedure}\n', "")
    coverage = copy.coverage()
    assert coverage.missing_articles == (27,)
    assert {one.article for _, one in coverage.unknown_citations} == {27}
    assert coverage.articles_accounted_for == 32


def test_an_item_that_is_not_in_the_inventory(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path).replace("provisions.yaml", '  "20(3)": {kind: circumstance}\n', "")
    coverage = copy.coverage()
    assert coverage.missing_articles == ()
    assert {one for _, one in coverage.unknown_citations} == {cite(20, item=3)}
    assert not coverage.complete


def test_a_reason_why_not_that_is_taken_out(tmp_path: Path) -> None:
    text = '"1": {kind: principle, not_executable: "制定目的：说明为什么制定，不规定谁应当做什么"}'
    copy = Copy.of(NATIONAL, tmp_path).replace("provisions.yaml", text, '"1": {kind: principle}')
    assert copy.coverage().unaccounted == (cite(1),)


def test_a_rule_that_no_case_shows(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / "duties.yaml").unlink()
    assert copy.coverage().unexercised == {"duties.praise_for_repeated_commendation": ("true", "false")}


def test_a_truth_that_no_case_shows(tmp_path: Path) -> None:
    path = "duties.praise_for_repeated_commendation"
    copy = Copy.of(NATIONAL, tmp_path)
    three = "  连续三次即是:\n    facts: {local: {consecutive_national_commendations: 3}}\n"
    copy.replace("cases/duties.yaml", f"{three}    expect: {{true: [{path}]}}\n", "")
    four = "  连续四次:\n    facts: {local: {consecutive_national_commendations: 4}}\n"
    copy.replace("cases/duties.yaml", f"{four}    expect: {{true: [{path}]}}\n", "")
    assert copy.coverage().unexercised == {path: ("true",)}


def test_a_pack_without_cases_shows_nothing(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    for path in (copy.folder / "cases").iterdir():
        path.unlink()
    coverage = copy.coverage()
    assert set(coverage.unexercised) == own_rules(copy.load().pack)
    assert not any(one.cases for one in coverage.provisions)


def test_a_case_that_fails_shows_nothing(tmp_path: Path) -> None:
    path = "duties.praise_for_repeated_commendation"
    copy = Copy.of(NATIONAL, tmp_path)
    copy.replace(
        "duties.yaml",
        "{local.consecutive_national_commendations: {at_least: 3}}",
        "{local.consecutive_national_commendations: {more_than: 3}}",
    )
    [failed] = [one for one in copy.run() if not one.passed]
    assert failed.case.name == "连续三次即是"
    assert failed.truths[path] is False
    assert copy.coverage().complete  # the other cases still show it
    rules = copy.load()
    assert coverage_of(rules, [failed]).unexercised[path] == ("true", "false", "unknown")


def test_what_a_pack_takes_over_untouched_is_shown_below(tmp_path: Path) -> None:
    (tmp_path / "county").mkdir()
    (tmp_path / "county" / "pack.yaml").write_text(
        """
pack:
  id: county
  version: 1.0.0
  language: 1
  title: 示例县细则
  short_title: 示例县细则
  territory: "410122"
  in_force: {since: 2018-01-01, cite: 2}
  articles: 2
  extends: {pack: henan_2016, versions: ">=1.0"}
changes:
  - amend: parameters.short_time_days
    warrant: 1
    set: {cite: 1, undetermined: null, value: "30"}
provisions:
  "1": {kind: definition}
  "2": {kind: entry_into_force, not_executable: 只定施行日期}
""",
        "utf-8",
    )
    rules = load_pack(tmp_path / "county")
    own = own_rules(rules.pack)
    assert "circumstances.referred_for_inquiry" not in own
    assert set(coverage_of(rules, []).unexercised) == own


def test_a_rule_that_rests_on_an_own_one_is_own() -> None:
    rules, _ = shipped("henan_2016")
    own = own_rules(rules.pack)
    assert "measures.one_vote_veto.grounds.especially_serious_at_the_threshold" in own
    assert "accountability.discipline" in own  # Henan restates it
    assert "duties.praise_for_repeated_commendation" not in own  # the nation's, untouched


def test_what_only_a_reading_decides_is_never_unknown() -> None:
    rules, _ = shipped("henan_2016")
    possible = attainable(rules.pack)
    assert possible["measures.listed_supervision.reports.progress_after_interview"] == {True, False}
    assert possible["circumstances.staff_misconduct"] == {True, False, None}
    assert possible["differences.key_areas"] == {True, False, None}


@pytest.mark.parametrize("name", ["national_2016", "henan_2016"])
def test_no_case_shows_a_truth_that_cannot_be(name: str) -> None:
    rules, results = shipped(name)
    possible = attainable(rules.pack)
    assert all(truth in possible[path] for one in results for path, truth in one.truths.items())


def test_results_in_any_order_give_the_same() -> None:
    rules, results = shipped(NATIONAL)
    assert coverage_of(rules, reversed(results)) == coverage_of(rules, results)
    assert coverage_of(rules, run_cases(rules, [one.case for one in results])) == coverage_of(rules, results)
