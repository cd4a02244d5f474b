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


def test_notes_name_earlier_measures_by_their_days_and_not_as_the_case_lists_them() -> None:
    ends, ended = "2017-04-24", "2017-01-20"
    earlier = [
        {"id": "e2", "measure": "one_vote_veto", "term_ends_on": ends},
        {"id": "e1", "measure": "one_vote_veto", "term_ends_on": ends},
        {"id": "e3", "measure": "one_vote_veto", "decided_on": "2017-01-10", "term_ends_on": ends},
        {"id": "e5", "measure": "interview", "decided_on": "2017-01-11", "term_ends_on": ended},
        {"id": "e4", "measure": "interview", "decided_on": "2017-01-11", "term_ends_on": ended},
    ]
    incidents = [{"id": "i1", "kind": "criminal_case", "grade": "especially_major", "happened_on": "2017-02-10"}]
    facts = {"incidents": incidents, "severity": {"harm": "serious", "impact": "ordinary"}}
    for order in (earlier, earlier[::-1]):
        decision = load_pack("national_2016").decide(case(**facts, earlier_measures=order))
        notes = {note.code: dict(note.arguments) for note in decision.notes}
        assert notes["already_taken"]["earlier"] == "e4, e5"
        assert notes["higher_stands"]["earlier"] == "一票否决权制（e3）、一票否决权制（e1）、一票否决权制（e2）"
