"""Condition coverage: what it measures, what it finds lacking, and that the shipped packs lack nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.packtests.shipped import NAMES, PACKS, Copy, run_folder, shipped

from zongzhi_rules import CaseError
from zongzhi_rules.compiler.tree import sources_of
from zongzhi_rules.ir.walk import rules as walk
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.packtests import condition_coverage, read_case_folder, run_cases
from zongzhi_rules.packtests.conditions import TRUTHS, Observed
from zongzhi_rules.packtests.parts import parts_of
from zongzhi_rules.packtests.search import checked, propose, written
from zongzhi_rules.packtests.wording import Wording
from zongzhi_rules.render.coverage_html import coverage_page
from zongzhi_rules.render.parts import PartNames

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules import RulePack
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packtests import ConditionCoverage

NATIONAL = "national_2016"
ALONE = "each_part_alone.yaml"
each_pack = pytest.mark.parametrize("name", NAMES)


def coverage(rules: RulePack, folder: Path) -> ConditionCoverage:
    found = read_case_folder(rules, folder / "cases")
    return condition_coverage(rules, run_cases(rules, found.cases), found.unattainable)


def lacking(found: ConditionCoverage) -> dict[str, tuple[bool | None, ...]]:
    return {one.part.path: one.undecided for one in found.parts if one.undecided}


@each_pack
def test_each_part_of_the_shipped_packs_is_shown_or_excused(name: str) -> None:
    rules, results = shipped(name)
    exceptions = read_case_folder(rules, PACKS / name / "cases").unattainable
    found = condition_coverage(rules, results, exceptions)
    assert lacking(found) == {}
    assert [one.part.path for one in found.parts if one.unseen] == []
    assert (found.truths.percent, found.mcdc.percent, found.complete) == (100, 100, True)
    assert checked(rules, found, exceptions).reachable == ()  # and nobody finds a case for an exception


@each_pack
def test_every_exception_gives_a_reason_and_is_needed(name: str) -> None:
    rules, results = shipped(name)
    exceptions = read_case_folder(rules, PACKS / name / "cases").unattainable
    bare = lacking(condition_coverage(rules, results))
    assert bare == {one.part: one.truths for one in exceptions}
    assert all(re.search("[一-鿿]{4}", one.because) for one in exceptions)


@each_pack
def test_a_part_that_decides_alone_is_what_the_decision_is(name: str) -> None:
    """The definition, held against the truths that the engine found: alone means that the whole follows the part."""
    rules, results = shipped(name)
    layout = rules.program.layout
    parts = parts_of(rules.pack, layout)
    observed = Observed(rules, parts)
    checks = 0
    for result in results:
        if result.decision is None:
            continue
        judged = rules.judge(result.case.case, result.case.readings)
        for event in observed.events(judged.truths, judged.items, judged.facts.readings):
            decision = parts.parts[event.part].decision
            root = layout.roots.get(decision.path)
            if root is None or not event.alone:
                continue
            negated = event.part.removeprefix(decision.path).split("/").count("not") % 2
            expected = event.truth if event.truth is None or not negated else not event.truth
            assert judged.truths[root] is expected, (result.case.name, event)
            checks += 1
    assert checks


def test_what_is_not_shown_is_named_by_its_part(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / ALONE).unlink()
    found = coverage(copy.load(), copy.folder)
    gaps = lacking(found)
    assert gaps["definitions.leaders_must_answer/where/any[0]"] == (True, None)
    assert gaps["definitions.applies/any[0]"] == (True,)
    assert "duties.praise_for_repeated_commendation" not in gaps
    assert not found.complete
    [part] = [one for one in found.parts if one.part.path == "definitions.leaders_must_answer/where/any[0]"]
    assert (part.part.at.file, part.part.at.line, part.part.at.column) == ("national_2016/ladder.yaml", 204, 21)


def test_a_case_that_fails_shows_nothing(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    copy.replace(f"cases/{ALONE}", "true: [definitions.applies]", "false: [definitions.applies]")
    assert lacking(coverage(copy.load(), copy.folder))["definitions.applies/any[0]"] == (True,)


def test_what_cannot_be_is_not_asked_for() -> None:
    rules, results = shipped(NATIONAL)
    by_path = {one.part.path: one for one in condition_coverage(rules, results).parts}
    assert by_path["definitions.applies/any[0]"].never[None].why == "known"  # every case states the kind of subject
    count = by_path["circumstances.major_incidents_in_succession/window_and_count/all[1]"]
    assert {truth: reason.why for truth, reason in count.never.items()} == {
        True: "undetermined",
        False: "undetermined",
    }
    beside = by_path["circumstances.major_incidents_in_succession/window_and_count/all[0]"]
    assert {reason.why for reason in beside.masked.values()} == {"never_alone"}


def test_an_exception_that_a_case_shows_is_an_error(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    copy.replace(f"cases/{ALONE}", "  - part: definitions.in_scope/any[0]\n", "  - part: definitions.applies/any[1]\n")
    found = coverage(copy.load(), copy.folder)
    assert [(one.part, truth, bool(case)) for one, truth, case in found.reachable] == [
        ("definitions.applies/any[1]", None, True)
    ]
    assert not found.complete


def test_an_exception_for_which_a_case_is_found_is_an_error(tmp_path: Path) -> None:
    part = "definitions.leaders_must_answer/where/any[0]"
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / ALONE).unlink()
    path = copy.folder / "cases" / "duties.yaml"
    path.write_text(
        f"unattainable: [{{part: '{part}', truths: ['true', unknown], because: 想不出案例}}]\n"
        + path.read_text("utf-8"),
        "utf-8",
    )
    rules = copy.load()
    found = coverage(rules, copy.folder)
    assert part not in lacking(found)
    again = checked(rules, found, read_case_folder(rules, copy.folder / "cases").unattainable)
    assert [(one.part, truth, case) for one, truth, case in again.reachable] == [(part, True, ""), (part, None, "")]


def test_an_exception_for_a_part_that_does_not_exist(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    copy.replace(f"cases/{ALONE}", "part: definitions.in_scope/any[0]", "part: definitions.in_scop/any[0]")
    with pytest.raises(CaseError) as refused:
        run_folder(copy.load(), copy.folder)
    [problem] = refused.value.diagnostics
    assert (problem.code, problem.suggestions[0]) == ("ZR585", "definitions.in_scope/any[0]")
    assert problem.span is not None
    assert problem.span.text == "definitions.in_scop/any[0]"


# proposals -------------------------------------------------------------------------------------------------------


def test_proposals_confirmed_fill_the_gaps(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / ALONE).unlink()
    rules = copy.load()
    before = coverage(rules, copy.folder)
    proposals, failed = propose(rules, before)
    assert [(part.path, truth) for part, truth in failed] == [
        ("definitions.in_scope/any[0]", None),
        ("definitions.in_scope/any[1]", None),
    ]
    text = written(proposals, {}, Wording(rules.pack), (), failed)
    path = copy.folder / "cases" / "proposed.yaml"
    path.write_text(text, "utf-8")
    assert lacking(coverage(rules, copy.folder)) == lacking(before)  # not confirmed: not counted
    path.write_text(text.replace("    confirmed: false\n", ""), "utf-8")
    found = read_case_folder(rules, copy.folder / "cases")
    assert all(one.passed for one in run_cases(rules, found.cases))
    assert set(lacking(coverage(rules, copy.folder))) == {part.path for part, _ in failed}
    assert propose(rules, before) == (proposals, failed)  # the same again


def test_the_names_of_proposals_tell_them_apart(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / ALONE).unlink()
    rules = copy.load()
    proposals, failed = propose(rules, coverage(rules, copy.folder))
    text = written(proposals, {one.path: one.rule.title for one in walk(rules.pack)}, Wording(rules.pack), (), failed)
    names = re.findall(r"待确认\d+ ([^\"]*)", text)
    assert len(names) == len(proposals)
    assert "群众反映强烈的突出问题未治理或反弹：出现反弹，未知" in names
    assert "通报后未按期完成整改：整改期限已过，未知" in names
    assert len(set(names)) == len(names)


def test_a_proposal_holds_nothing_that_it_can_do_without(tmp_path: Path) -> None:
    copy = Copy.of(NATIONAL, tmp_path)
    (copy.folder / "cases" / ALONE).unlink()
    rules = copy.load()
    proposals, _ = propose(rules, coverage(rules, copy.folder))
    by_part = {(one.shows[0].path, one.shows[1]): one for one in proposals}
    facts = by_part["circumstances.problems_left_or_rebounding/where/all[2]/any[1]", None].facts
    assert facts["hot_spots"] == [{"id": "甲", "kind": "key_area", "resented": True, "effective_measures": True}]
    assert set(facts) == {"as_of", "subject", "hot_spots"}


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            (
                "`not_rectified_after: circular` 之中：整改期限已过",
                "`circular_not_rectified`：在适用范围之内",
                "`by_reference`：人民团体、事业单位、国有企业参照执行",
                "`resented`：群众反映强烈",
            ),
        ),
        (
            "en",
            (
                "within `not_rectified_after: circular`: overdue",
                "`circular_not_rectified`: in_scope",
                "`by_reference`: applies_by_reference",
                "`resented`",
            ),
        ),
    ],
)
def test_a_part_is_named_as_its_author_knows_it(lang: Language, lines: tuple[str, ...]) -> None:
    rules, _ = shipped(NATIONAL)
    compiled = PackLibrary((PACKS,)).load(NATIONAL)
    names = PartNames(rules.pack, sources_of(compiled.tree), lang)
    found = {one.path: one for one in parts_of(rules.pack, rules.program.layout).parts.values()}
    paths = (
        "measures.interview.grounds.circular_not_rectified/all[1]/where/all[1]",
        "measures.interview.grounds.circular_not_rectified/all[0]",
        "definitions.in_scope/any[1]",
        "circumstances.problems_left_or_rebounding/where/all[0]",
    )
    assert tuple(names.name(found[path].node) for path in paths) == lines


# the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_from_elsewhere(lang: str) -> None:
    rules, results = shipped("henan_2016")
    found = condition_coverage(rules, results)
    files = {one.part.at.file for one in found.parts}
    sources = {file: (PACKS / file).read_text("utf-8") for file in files}
    page = coverage_page("河南实施办法", found, sources, PartNames(rules.pack, sources, "zh" if lang == "zh" else "en"))
    assert not re.search(r"<script|https?://|src=|@import|url\(", page)
    assert page.count("<details") == len({(one.part.at.file, one.part.at.line) for one in found.parts})
    assert all(file in page for file in files)
    assert all(name in page for one in found.parts for truth in TRUTHS for name in one.decides[truth][:1])


def test_the_page_shows_text_as_text() -> None:
    rules, results = shipped(NATIONAL)
    found = condition_coverage(rules, results)
    sources = {one.part.at.file: "<script>\n" for one in found.parts}
    page = coverage_page("<b>", found, sources, PartNames(rules.pack, sources, "zh"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
