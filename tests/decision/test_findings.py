"""What a decision finds of rules and facts, where the laws once found it wanting."""

from __future__ import annotations

from typing import Any

from zongzhi_rules import case_from, load_pack

SUBJECT = {"kind": "locality", "division": "410122"}


def case(**facts: Any) -> Any:
    return case_from({"id": "case", "as_of": "2017-03-01", "subject": SUBJECT} | facts)


def test_an_official_is_not_in_question_where_the_whole_form_is_ruled_out() -> None:
    no_circumstance = case(
        work={"neglected": False},
        order={"seriously_chaotic": False, "cases_frequent": False, "incidents_in_succession": False},
        incidents=[],
        hot_spots=[],
        assessments=[],
        referrals=[],
        earlier_measures=[],
        officials=[{"id": "o1", "role": "principal"}],
    )
    decision = load_pack("national_2016").decide(no_circumstance)
    [found] = [one for one in decision.accountability if one.id == "resignation_or_removal"]
    assert found.truth is False
    assert [one.truth for one in found.officials or ()] == [False]


def test_equal_facts_give_equal_bytes_in_whatever_order_a_pack_s_own_were_given() -> None:
    pack = load_pack("henan_2016")
    local = {
        "consecutive_national_commendations": {"value": 2, "by": "示例机关"},
        "listed_by_province": {"value": True, "by": "示例机关"},
    }
    one, other = case(local=local), case(local=dict(reversed(local.items())))
    assert one == other
    assert pack.decide(one).model_dump_json() == pack.decide(other).model_dump_json()
