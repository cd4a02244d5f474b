"""Comparing packs: against what the overlay itself records, and for packs that have nothing to do with each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zongzhi_rules import load_pack
from zongzhi_rules.packs.compare import EntryChange, PackDiff, compare, to_dict
from zongzhi_rules.render.difference import difference, flow, rows

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

PACKS = Path(__file__).parents[1] / "packs"
BASE = """\
pack:
  id: base
  version: 1.0.0
  language: 1
  title: 示例规定
  short_title: 示例规定
  territory: nation
  in_force: {since: 2016-02-27, cite: 9}
scope:
  applies: {title: 全部, cite: 1, when: always}
bodies:
  office: {title: 办公室, full_title: 办公室, cite: 2}
circumstances:
  neglect: {title: 不重视, cite: 3(1), when: work.neglected}
  chaos: {title: 混乱, cite: 3(2), when: order.seriously_chaotic}
measures:
  circular:
    title: 通报
    cite: 4
    rank: 10
    grounds: {listed: {title: 具有所列情形, cite: 4, when: listed_circumstance}}
    authority: {title: 办公室, cite: 4, body: office, level: own}
    grades: {office: {title: 办公室通报, cite: 4, step: 1}}
    addressees: {subject: {title: 该单位, cite: 4}}
    term: {title: 限期整改, cite: 4, set_by_authority: true, start: decided_on}
"""
OVERLAY = """\
pack:
  id: overlay
  version: 1.0.0
  language: 1
  title: 示例办法
  short_title: 示例办法
  territory: "410000"
  in_force: {since: 2016-12-16, cite: 9}
  extends: {pack: base, versions: ">=1.0,<2.0"}
changes:
  - amend: circumstances.neglect
    warrant: 31(1)
    set: {cite: 31(1)}
  - withdraw: circumstances.chaos
    warrant: 31(2)
    note: 并入第(一)项
  - replace: measures.circular.term
    warrant: 33
    as: {title: 两个月, cite: 33, length: {months: 2}, start: decided_on}
  - add: circumstances.failed
    warrant: 31(3)
    as: {title: 没有认定, cite: 31(3), when: work.foundations_weak}
  - add: measures.circular.effects.honours
    warrant: 34
    as:
      title: 取消资格
      cite: 34
      bars: [collective_honours]
      lasts: {months: 6}
      start: decided_on
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name, text in (("base", BASE), ("overlay", OVERLAY)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def diff(packs: Path) -> PackDiff:
    old, new = (load_pack(name, packs=[packs]).compiled for name in ("base", "overlay"))
    return compare(old, new)


def entry(diff: PackDiff, path: str) -> EntryChange:
    return next(one for one in diff.entries if one.path == path)


def test_each_change_is_found_with_its_warrant(diff: PackDiff) -> None:
    assert [(one.path, one.kind, one.warrant[0].article) for one in diff.entries] == [
        ("circumstances.neglect", "amended", 31),
        ("circumstances.chaos", "withdrawn", 31),
        ("circumstances.failed", "added", 31),
        ("measures.circular.term", "replaced", 33),
        ("measures.circular.effects.honours", "added", 34),
    ]


def test_fields_are_given_as_they_were_and_as_they_are(diff: PackDiff) -> None:
    fields = {one.field: (one.old, one.new) for one in entry(diff, "measures.circular.term").fields}
    assert fields == {
        "title": ("限期整改", "两个月"),
        "length": (None, {"months": "2"}),
        "set_by_authority": ("true", None),
    }


def test_a_change_of_the_provision_alone_is_told_from_one_of_content(diff: PackDiff) -> None:
    recited = [one.path for one in diff.entries if one.only_recited]
    assert recited == ["circumstances.neglect"]
    text = difference(diff, "zh").text()
    assert "内容不变：不重视（原为《示例规定》第三条第(一)项）" in text


def test_rows_go_by_provision(diff: PackDiff) -> None:
    assert [row.provision for row in rows(diff, "zh")] == [
        "第三十一条第(一)项",
        "第三十一条第(二)项",
        "第三十一条第(三)项",
        "第三十三条",
        "第三十四条",
    ]


def test_the_other_way_round_nothing_is_warranted(packs: Path) -> None:
    old, new = (load_pack(name, packs=[packs]).compiled for name in ("overlay", "base"))
    back = compare(old, new)
    assert {one.path: one.kind for one in back.entries} == {
        "circumstances.neglect": "amended",
        "circumstances.chaos": "added",
        "circumstances.failed": "withdrawn",
        "measures.circular.term": "amended",
        "measures.circular.effects.honours": "withdrawn",
    }
    assert not any(one.warrant for one in back.entries)


@pytest.mark.parametrize("pack", ["national_2016", "henan_2016"])
def test_a_pack_does_not_differ_from_itself(pack: str) -> None:
    one = load_pack(pack).compiled
    assert compare(one, one).entries == ()
    assert "没有差别" in difference(compare(one, one), "zh").text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_change_of_the_shipped_overlay_is_listed(lang: Language) -> None:
    old, new = load_pack("national_2016").compiled, load_pack("henan_2016").compiled
    found = compare(old, new)
    own = [one for one in new.pack.changes if one.at.pack == new.id]
    for change in own:
        listed = [one for one in found.entries if f"{one.path}.".startswith(f"{change.target}.")]
        assert listed, change.target
        assert all(set(change.warrant) <= set(one.warrant) for one in listed), change.target
    text = difference(found, lang).text()
    assert "None" not in text
    assert all(one.path in text.replace("\n      ", "") or one.path in text for one in found.entries)


@pytest.mark.parametrize("name", ["added", "withdrawn"])
def test_a_measure_that_comes_or_goes_is_shown_with_its_parts(name: str) -> None:
    """The shipped packs have no such measure; the province of the language reference adds one."""
    pair = [load_pack(one, packs=[PACKS]).compiled for one in ("national_2016", "demo_province")]
    diff = compare(*(pair if name == "added" else pair[::-1]))
    card = entry(diff, "measures.yellow_card")
    assert card.kind == name
    assert [part.path for part in card.parts] == [
        "grounds.fatal_incident",
        "grounds.failed_two_years_running",
        "authority",
        "grades.warning",
        "grades.warning_and_stationed_team",
        "addressees.subject",
        "addressees.principal",
        "procedure.hear",
        "procedure.publish",
        "term",
        "reports.measures",
        "recipients.discipline_inspection",
        "effects.collective_honours",
        "release",
    ]
    assert told_of(diff, card, "en") == {
        "rank: 15",
        "grounds: 一起案事件造成死亡达到规定人数 (art. 12(1)); when fatal_incident",
        "grounds: 连续两年考核不合格 (art. 12(2)); when assessment_failed_two_years_running",
        "authority: 上一级综治委 (art. 12); body commission; level one_up",
        "grades: 黄牌警告 (art. 12); step 1",
        "grades: 黄牌警告并派驻工作组 (art. 12); step 2; when necessity.working_group",
        "addressees: 该地区、单位 (art. 12)",
        "addressees: 党政主要领导干部 (art. 12); role principal",
        "procedure: 听取陈述 (art. 13); order 10; modality shall; body office",
        "procedure: 在本省范围内公布 (art. 13); order 20; modality may; body commission; level province",
        "term: 四十五日内整改 (art. 14); length {days: 45}; start received_on",
        "reports: 收到黄牌后报告整改措施 (art. 14); by subject; to office; within {working_days: 5}; start received_on",
        "recipients: 纪检监察机关 (art. 13); manner copied; body discipline_inspection",
        "effects: 三个月内不参加集体荣誉评选 (art. 15); bars [collective_honours]; lasts {months: 3}; start decided_on",
        "release: 检查合格的收回黄牌 (art. 16); by commission; level one_up; earliest any_time",
    }
    assert "整改期限：四十五日内整改（第十四条）；长度 {days: 45}；起算 received_on" in told_of(diff, card, "zh")
    data = next(one for one in to_dict(diff)["changes"] if one["path"] == card.path)
    assert data["parts"][0] == {
        "path": "grounds.fatal_incident",
        "title": "一起案事件造成死亡达到规定人数",
        "cite": [{"instrument": "demo_province", "article": 12, "paragraph": None, "item": 1}],
        "fields": {"when": "fatal_incident"},
    }


def told_of(diff: PackDiff, change: EntryChange, lang: Language) -> set[str]:
    [row] = [row for row in rows(diff, lang) if row.path == change.path]
    return {
        one.replace("\xa0", " ").replace("《示例省细则》 ", "").replace("《示例省细则》", "") for one in row.details
    }


def test_parts_are_those_of_an_entry_that_comes_or_goes(diff: PackDiff) -> None:
    assert not any(one.parts for one in diff.entries)


def test_machines_get_plain_data(diff: PackDiff) -> None:
    data = to_dict(diff)
    assert data["old"] == {"pack": "base", "version": "1.0.0"}
    first = data["changes"][0]
    assert first["change"] == "amended"
    assert first["warrant"] == [{"instrument": "overlay", "article": 31, "paragraph": None, "item": 1}]


def test_data_are_written_as_between_brackets() -> None:
    assert flow({"any": ["a", {"b": None}]}) == "{any: [a, {b: null}]}"
