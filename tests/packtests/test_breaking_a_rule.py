"""A shipped rule is broken by hand, each time in another way: a case fails, and says which rule and which article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.packtests.shipped import Copy

from zongzhi_rules.render.cases import failure_text

if TYPE_CHECKING:
    from pathlib import Path

BREAKS = {
    "another fact": (
        "national_2016",
        "factors.yaml",
        "cite: 29(3), when: conduct.retaliated",
        "cite: 29(3), when: conduct.obstructed_inquiry",
        "factors.aggravating.retaliation",
        "第二十九条第(三)项",
    ),
    "a higher bound": (
        "national_2016",
        "ladder.yaml",
        "{severity.harm: {at_least: serious}}",
        "{severity.harm: {at_least: especially_serious}}",
        "measures.interview.grounds.serious_harm_or_major_impact",
        "第二十三条",
    ),
    "a part left out": (
        "national_2016",
        "circumstances.yaml",
        "{all: [{by: [party_committee, government, commission]}, needs_inquiry]}",
        "{by: [party_committee, government, commission]}",
        "circumstances.referred_for_inquiry",
        "第二十条第(六)项",
    ),
    "another level": (
        "national_2016",
        "ladder.yaml",
        "{title: 相应的上一级综治办, cite: 23, body: office, level: one_up}",
        "{title: 相应的上一级综治办, cite: 23, body: office, level: own}",
        "measures.interview.authority",
        "第二十三条",
    ),
    "a longer term": (
        "henan_2016",
        "ladder.yaml",
        "length: {months: 2}",
        "length: {months: 3}",
        "measures.circular.term",
        "第三十三条第一款",
    ),
    "any for all": (
        "henan_2016",
        "circumstances.yaml",
        "all: [incident_within_reach, {kind: staff_misconduct}",
        "any: [incident_within_reach, {kind: staff_misconduct}",
        "circumstances.staff_misconduct",
        "第三十一条第(七)项",
    ),
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_case_fails_and_names_the_rule_and_the_article(how: str, tmp_path: Path) -> None:
    pack, file, old, new, rule, article = BREAKS[how]
    failed = [one for one in Copy.of(pack, tmp_path).replace(file, old, new).run() if not one.passed]
    told = [failure_text(one, "zh").replace("\n", "").replace(" ", "") for one in failed]
    assert any(rule in text and article in text for text in told), told


def test_the_rule_stands_in_the_result_too(tmp_path: Path) -> None:
    pack, file, old, new, rule, _ = BREAKS["a longer term"]
    failed = [one for one in Copy.of(pack, tmp_path).replace(file, old, new).run() if not one.passed]
    found = [one for result in failed for one in result.mismatches if one.rule == rule]
    assert found
    assert {(one.pack, one.cite[0].article, one.title) for one in found} == {(pack, 33, "两个月内整改")}
    assert all(one.deadlines for one in found)
