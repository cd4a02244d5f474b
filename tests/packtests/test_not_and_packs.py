"""What must not come out, what the packs below make of a case, and cases that are not confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.packtests.test_running_cases import one_mismatch, run

from zongzhi_rules import CaseError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_must_not_come_out(tmp_path: Path) -> None:
    expect = "not: {outcome: [one_vote_veto, none], questions: severity.veto_threshold_reached, notes: by_reference}"
    assert run(tmp_path, expect).passed


def test_a_measure_that_is_possible_is_one_that_comes_out(tmp_path: Path) -> None:
    facts = "{as_of: 2017-03-01, subject: {kind: locality, division: '410122'}}"
    found = one_mismatch(tmp_path, "not: {outcome: interview}", facts=facts)
    assert (found.about, found.expected, found.rule) == ("not.outcome", "not interview", "measures.interview")
    assert "one_vote_veto" in found.got
    assert {one.id for one in found.reasons} >= {"measures.interview.grounds.circular_not_rectified"}


def test_a_grade_that_must_not_be_possible(tmp_path: Path) -> None:
    assert run(tmp_path, "not: {grade: commission_leader}").passed
    found = one_mismatch(tmp_path, "not: {grade: office_director}")
    assert (found.about, found.got) == ("not.grade", "office_director")


def test_what_a_pack_below_makes_of_it(tmp_path: Path) -> None:
    assert run(tmp_path, "packs: {national_2016: {outcome: interview, true: [definitions.applies]}}").passed
    found = one_mismatch(tmp_path, "outcome: interview\npacks: {national_2016: {false: [definitions.applies]}}")
    assert (found.pack, found.about, found.got) == ("national_2016", "definitions.applies", "true")
    assert found.cite[0].instrument == "national_2016"
    assert found.span.start_line == 1 + found.span.source.text[: found.span.start].count("\n")


@pytest.mark.parametrize(
    ("expect", "code", "given"),
    [
        ("{packs: {national_2015: {outcome: none}}}", "ZR584", "national_2015"),
        ("{packs: {national_2016: {true: [measures.circular.recipients.line_department]}}}", "ZR581", None),
        ("{packs: {national_2016: {outcome: {}}}}", "ZR582", None),
        ("{not: {outcome: interveiw}}", "ZR584", "interveiw"),
        ("{not: {readings_that_matter: [term.stat]}}", "ZR584", "term.stat"),
        ("{not: {}}", "ZR582", None),
        ("{not: {reasons: [x]}}", "ZR202", None),
    ],
)
def test_a_name_that_does_not_exist(tmp_path: Path, expect: str, code: str, given: str | None) -> None:
    with pytest.raises(CaseError) as refused:
        run(tmp_path, expect)
    [found] = refused.value.diagnostics
    assert found.code == code
    assert found.span is not None
    assert given is None or found.arguments["given"] == given
