from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules import Case, HolidayOverride, UseError, WorkCalendar, ZongzhiError, case_from, load_pack
from zongzhi_rules.decision.duties import DutyDue, duties_due
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

HENAN, NATION, JIANGXI = "henan_2016", "national_2016", "jiangxi"
LISTED = {"id": "三月挂牌", "measure": "listed_supervision", "decided_on": "2017-03-01", "received_on": "2017-03-03"}


def county(as_of: str = "2017-12-31", **facts: Any) -> Case:
    return case_from({"id": "甲", "as_of": as_of, "subject": {"kind": "locality", "division": "410122"}, **facts})


def listed(as_of: str = "2017-12-31", performed: Any = None, **others: Any) -> Case:
    return county(as_of, earlier_measures=[{**LISTED, **others}], performed_duties=performed)


def act(duty: str, on: str, **others: Any) -> dict[str, Any]:
    return {"id": f"{duty} {on}", "duty": duty, "on": on, **others}


def due(pack: str = HENAN, year: int = 2017, **others: Any) -> dict[str, list[DutyDue]]:
    found: dict[str, list[DutyDue]] = defaultdict(list)
    for one in duties_due(load_pack(pack), year, **others):
        found[one.id].append(one)
    return found


def days(found: Iterable[DutyDue]) -> list[str | None]:
    return [None if one.due is None else one.due.isoformat() for one in found]


def states(found: Iterable[DutyDue]) -> list[str | None]:
    return [one.state for one in found]


# what falls due in a year --------------------------------------------------------------------------------------------


def test_a_year_under_henan() -> None:
    found = due()
    assert days(found["responsibility_pledge"]) == ["2017-03-31"]
    assert days(found["half_yearly_hearing"]) == ["2017-06-30", "2017-12-31"]
    assert days(found["half_yearly_inspection"]) == ["2017-06-30", "2017-12-31"]
    for duty in ("member_unit_summary", "report_to_higher_commission", "yearly_assessment", "yearly_plenary"):
        assert days(found[duty]) == ["2017-12-31"], duty
    assert days(found["yearly_personal_report"]) == ["2017-12-31"]
    assert days(found["yearly_report_of_members"]) == ["2017-12-31"]
    assert days(found["key_counties_of_the_year"]) == ["2017-12-31"]


def test_who_what_to_whom_and_by_which_article() -> None:
    [hearing, _] = due()["half_yearly_hearing"]
    assert (hearing.bearers, hearing.bearer_titles) == (("principal",), ("主要领导",))
    assert (hearing.modality, hearing.kind, hearing.timing) == ("shall", "duty", "every 6 months")
    assert [(one.instrument, one.article, one.item) for one in hearing.cite] == [(HENAN, 9, 3)]
    assert hearing.evidence == "听取汇报的会议记录"
    assert (hearing.number, hearing.starts) == (1, date(2017, 1, 1))
    [report] = due()["report_to_higher_commission"]
    assert (report.bearer_titles, report.to) == (("综治委",), "上一级综治委")
    assert report.timing == "every year"


def test_fixed_dates_do_not_roll_and_warn_on_the_last_working_day() -> None:
    [summary] = due()["member_unit_summary"]
    assert (str(summary.due), str(summary.warn_on)) == ("2017-12-31", "2017-12-29")  # a Sunday
    [pledge] = due()["responsibility_pledge"]
    assert pledge.warn_on == pledge.due


def test_what_has_no_date_comes_last_and_without_a_state() -> None:
    found = duties_due(load_pack(HENAN), 2017, case=county(performed_duties=[]))
    dated = [one.due is not None for one in found]
    assert dated == sorted(dated, reverse=True)
    assert [one.due for one in found if one.due] == sorted(one.due for one in found if one.due)
    for one in found:
        if one.due is None:
            assert (one.state, one.done_on, one.number) == (None, None, None)
    every_four_years = due(NATION)["national_selection"]
    assert (days(every_four_years), every_four_years[0].timing) == ([None], "every 4 years")
    assert due()["report_important_matters"][0].timing == "on: 发生重要情况"
    assert due()["priority_and_planning"][0].timing == "ongoing"


def test_the_national_year_has_no_first_quarter_and_no_plenary() -> None:
    found = due(NATION)
    assert days(found["responsibility_pledge"]) == [None]
    assert "yearly_plenary" not in found
    assert days(found["member_unit_summary"]) == ["2017-12-31"]


def test_months_and_quarters() -> None:
    found = due(JIANGXI, 2025)
    per_year = {len(spans) for spans in found.values()}
    assert {4, 12} <= per_year
    monthly = next(spans for spans in found.values() if len(spans) == 12)
    assert days(monthly)[:3] == ["2025-01-31", "2025-02-28", "2025-03-31"]
    assert [one.number for one in monthly] == list(range(1, 13))
    assert monthly[0].timing == "every month"
    quarterly = next(spans for spans in found.values() if len(spans) == 4)
    assert days(quarterly) == ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]
    assert days(next(spans for spans in due(JIANGXI, 2024).values() if len(spans) == 12))[1] == "2024-02-29"


def test_nothing_is_due_before_the_text_is_in_force() -> None:
    found = due(year=2016)
    assert days(found["responsibility_pledge"]) == []  # the first quarter was over
    assert days(found["half_yearly_hearing"]) == ["2016-12-31"]
    assert found["half_yearly_hearing"][0].number == 2
    assert days(found["yearly_plenary"]) == ["2016-12-31"]
    assert due(year=2015) == {}
    assert due(NATION, 2015) == {}
    assert "member_unit_summary" in due(NATION, 2016)


def test_only_the_duties_of_a_bearer() -> None:
    of_principals = duties_due(load_pack(HENAN), 2017, bearer="principal")
    assert of_principals
    assert all("principal" in one.bearers for one in of_principals)
    assert {one.id for one in duties_due(load_pack(HENAN), 2017, bearer="commission")} >= {"yearly_plenary"}


@pytest.mark.parametrize(
    ("bearer", "near"), [("principle", "principal"), ("comission", "commission"), ("分管领导", "in_charge")]
)
def test_a_bearer_that_the_pack_does_not_have(bearer: str, near: str) -> None:
    with pytest.raises(UseError) as refused:
        duties_due(load_pack(HENAN), 2017, bearer=bearer)
    [problem] = refused.value.diagnostics
    assert problem.code == "ZR612"
    assert near in problem.suggestions


@pytest.mark.parametrize("year", [-1, 0, 1948, 2200, 10_000])
def test_a_year_that_is_none(year: int) -> None:
    with pytest.raises(UseError) as refused:
        duties_due(load_pack(HENAN), year)
    assert [one.code for one in refused.value.diagnostics] == ["ZR613"]


def test_a_year_that_no_calendar_reaches() -> None:
    with pytest.raises(ZongzhiError):
        duties_due(load_pack(HENAN), 2199)


# a case: level, condition --------------------------------------------------------------------------------------------


def test_the_duties_of_another_level_are_left_out() -> None:
    assert "key_counties_of_the_year" in due()
    assert "key_counties_of_the_year" not in due(case=county())
    province = case_from({"id": "省", "as_of": "2017-12-31", "subject": {"kind": "locality", "division": "410000"}})
    assert "key_counties_of_the_year" in due(case=province)
    unit = {"kind": "unit", "division": "410122", "organ": "administration"}
    assert "key_counties_of_the_year" in due(case=case_from({"id": "某", "as_of": "2017-12-31", "subject": unit}))


def test_a_duty_with_a_condition() -> None:
    assert due()["proposal_for_promotion"][0].applies is None
    praised = county(local={"national_model_city_or_county": True})
    assert due(case=praised)["proposal_for_promotion"][0].applies is True
    assert "proposal_for_promotion" not in due(case=county(local={"national_model_city_or_county": False}))
    assert due(case=county())["proposal_for_promotion"][0].applies is None


# done, late, overdue, open, unknown ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "performed", "state", "done_on"),
    [
        ("2017-03-31", [], "open", None),
        ("2017-04-01", [], "overdue", None),
        ("2017-04-01", None, "unknown", None),
        ("2017-03-01", None, "unknown", None),
        ("2017-12-31", [act("responsibility_pledge", "2017-03-31")], "done", "2017-03-31"),
        ("2017-12-31", [act("responsibility_pledge", "2017-04-01")], "late", "2017-04-01"),
        (
            "2017-12-31",
            [act("responsibility_pledge", "2017-05-02"), act("responsibility_pledge", "2017-02-08")],
            "done",
            "2017-02-08",
        ),
        ("2017-12-31", [act("responsibility_pledge", "2016-12-30")], "overdue", None),
        ("2017-12-31", [act("responsibility_pledge", "2016-12-30", period="2017-02-01")], "done", "2016-12-30"),
        ("2017-12-31", [act("yearly_plenary", "2017-03-01")], "overdue", None),
        ("2017-12-31", [act("responsibility_pledge", "2017-03-01", under="三月挂牌")], "overdue", None),
    ],
)
def test_the_state_of_a_yearly_duty(as_of: str, performed: Any, state: str, done_on: str | None) -> None:
    [pledge] = due(case=county(as_of, performed_duties=performed))["responsibility_pledge"]
    assert pledge.state == state
    assert (None if pledge.done_on is None else str(pledge.done_on)) == done_on


def test_a_half_year_counts_what_was_done_in_it() -> None:
    performed = [act("half_yearly_hearing", "2017-07-03")]
    assert states(due(case=county(performed_duties=performed))["half_yearly_hearing"]) == ["overdue", "done"]
    performed = [act("half_yearly_hearing", "2017-07-03", period="2017-06-30")]
    assert states(due(case=county("2017-09-30", performed_duties=performed))["half_yearly_hearing"]) == ["late", "open"]


def test_what_was_done_in_the_next_year_counts_for_the_period_that_it_names() -> None:
    late = act("report_to_higher_commission", "2018-01-15", period="2017-12-31")
    case = county("2018-02-01", performed_duties=[late])
    assert states(due(case=case)["report_to_higher_commission"]) == ["late"]
    assert states(due(year=2018, case=case)["report_to_higher_commission"]) == ["open"]


# the reports under a measure -----------------------------------------------------------------------------------------


def test_the_reports_of_a_listed_county() -> None:
    found = due(case=listed())
    assert days(found["measures"]) == ["2017-03-17"]  # ten working days after the third of March
    assert days(found["progress"]) == ["2017-05-02", "2017-07-03", "2017-09-01"]
    [first, second, third] = found["progress"]
    assert {one.under for one in found["progress"]} == {"三月挂牌"}
    assert (first.kind, first.modality, first.bearers) == ("report", "shall", ("subject_leadership",))
    assert [(one.article, one.paragraph) for one in first.cite] == [(35, 5)]
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert (first.starts, second.starts) == (date(2017, 3, 1), first.due)
    assert due(year=2018, case=listed())["progress"] == []
    assert due()["progress"] == []


def test_a_report_in_each_year_in_which_it_falls_due() -> None:
    late = listed("2018-12-31", decided_on="2017-10-09", received_on="2017-10-09")
    assert days(due(case=late)["progress"]) == ["2017-12-11"]  # the ninth is a Saturday
    assert days(due(year=2018, case=late)["progress"]) == ["2018-02-09", "2018-04-09"]


def test_no_report_after_the_release() -> None:
    assert days(due(case=listed(released_on="2017-08-01"))["progress"]) == ["2017-05-02", "2017-07-03"]


def test_no_report_without_its_first_day() -> None:
    found = due(case=listed(received_on=None))
    assert found["measures"] == []
    assert days(found["progress"]) == ["2017-05-02", "2017-07-03", "2017-09-01"]


def test_a_measure_decided_before_henan_has_no_reports_of_henan() -> None:
    found = due(case=listed(decided_on="2016-12-15", received_on="2016-12-15"))
    assert "progress" not in found
    assert "measures" not in found
    first = listed(decided_on="2016-12-16", received_on="2016-12-16")
    assert days(due(year=2016, case=first)["measures"]) == ["2016-12-30"]


def test_facts_of_henan_do_not_stand_in_the_way_of_a_measure_decided_before_it() -> None:
    measure = {"id": "去年通报", "measure": "circular", "decided_on": "2016-11-01"}
    case = county("2017-03-01", earlier_measures=[measure], local={"listed_by_province": False})
    assert "responsibility_pledge" in due(case=case)


def test_reports_of_an_interview_with_a_make_up_working_day() -> None:
    item = {"id": "三月约谈", "measure": "interview", "held_on": "2017-03-01"}
    found = due(case=county(earlier_measures=[item]))
    assert days(found["progress"]) == ["2017-04-01", "2017-05-02", "2017-06-01"]  # that Saturday was worked
    assert days(found["measures"]) == ["2017-03-15"]


@pytest.mark.parametrize(
    ("as_of", "performed", "expected"),
    [
        ("2017-12-31", None, ["unknown", "unknown", "unknown"]),
        ("2017-06-01", [], ["overdue", "open", "open"]),
        ("2017-05-02", [], ["open", "open", "open"]),
        ("2017-12-31", ["2017-04-28", "2017-06-30", "2017-08-31"], ["done", "done", "done"]),
        ("2017-12-31", ["2017-05-10", "2017-06-30", "2017-09-04"], ["late", "done", "late"]),
        ("2017-05-20", ["2017-05-10"], ["late", "open", "open"]),
        ("2017-12-31", ["2017-08-31", "2017-04-28"], ["done", "late", "overdue"]),
        ("2017-12-31", ["2017-02-28"], ["overdue", "overdue", "overdue"]),
    ],
)
def test_the_states_of_reports(as_of: str, performed: list[str] | None, expected: list[str]) -> None:
    acts = None if performed is None else [act("progress", one, under="三月挂牌") for one in performed if one <= as_of]
    case = listed(as_of, acts)
    assert states(due(case=case)["progress"]) == expected


def test_a_report_counts_for_the_period_that_it_names() -> None:
    performed = [act("progress", "2017-06-30", under="三月挂牌", period="2017-06-30")]
    assert states(due(case=listed(performed=performed))["progress"]) == ["overdue", "done", "overdue"]


def test_a_report_under_another_measure_does_not_count() -> None:
    performed = [act("progress", "2017-04-28", under="另一项"), act("progress", "2017-04-28")]
    performed[1]["id"] = "没有写明所属措施"
    assert states(due(case=listed(performed=performed))["progress"]) == ["overdue"] * 3


def test_two_measures_have_their_own_reports() -> None:
    interview = {"id": "三月约谈", "measure": "interview", "held_on": "2017-03-01"}
    case = county(
        earlier_measures=[LISTED, interview], performed_duties=[act("progress", "2017-03-31", under="三月约谈")]
    )
    by_measure = defaultdict(list)
    for one in due(case=case)["progress"]:
        by_measure[one.under].append(one.state)
    assert by_measure == {"三月挂牌": ["overdue"] * 3, "三月约谈": ["done", "overdue", "overdue"]}


def test_other_readings_are_not_used() -> None:
    assert "progress_after_interview" not in due(case=listed(held_on="2017-03-02"))


# the calendar --------------------------------------------------------------------------------------------------------


def test_a_date_past_the_notices_is_provisional() -> None:
    last = max(one.due.year for one in duties_due(load_pack(HENAN), 2026) if one.due)
    assert last == 2026
    assert all(one.provisional is None for one in duties_due(load_pack(HENAN), 2026))
    [pledge] = due(year=2027)["responsibility_pledge"]
    assert pledge.provisional is not None
    assert str(pledge.provisional.covered_until) == "2026-12-31"


def test_a_notice_put_over_the_calendar_moves_what_rests_on_it() -> None:
    notice = '{"year": 2017, "papers": [], "days": [{"name": "示例", "date": "2017-07-03", "isOffDay": true}]}'
    calendar = WorkCalendar.official([HolidayOverride.from_bytes(notice.encode(), "notice.json")])
    found = due(case=listed(), calendar=calendar)
    assert days(found["progress"]) == ["2017-05-02", "2017-07-04", "2017-09-01"]
    assert [one.number for one in found["progress"]] == [1, 2, 3]


# laws ----------------------------------------------------------------------------------------------------------------


@given(st.integers(2016, 2040), st.sampled_from([HENAN, NATION, JIANGXI]))
def test_every_period_of_a_year_once(year: int, pack: str) -> None:
    for spans in due(pack, year).values():
        dated = [one for one in spans if one.due is not None]
        assert all(one.due and one.starts and one.starts <= one.due and one.due.year == year for one in dated)
        numbers = [one.number or 0 for one in dated]
        assert numbers == sorted(set(numbers))
        assert all(numbers)


@given(st.lists(st.dates(date(2017, 1, 1), date(2017, 12, 31)), max_size=6, unique=True))
def test_what_was_performed_counts_once_at_most(performed: list[date]) -> None:
    acts = [act("progress", str(one), under="三月挂牌") for one in performed]
    found = due(case=listed(performed=acts))["progress"]
    counted = [one.done_on for one in found if one.done_on is not None]
    assert len(counted) == len(set(counted))
    assert set(counted) <= set(performed)
    assert found == due(case=listed(performed=acts[::-1]))["progress"]


def test_roles_have_labels_and_everything_is_plain_data() -> None:
    labels = {role.label for role in Role}
    for one in duties_due(load_pack(HENAN), 2017, case=listed(performed=[])):
        assert DutyDue.model_validate_json(one.model_dump_json()) == one
        assert not {role.value for role in Role} & set(one.bearer_titles)
        assert len(one.bearer_titles) == len(one.bearers)
    assert labels & {title for one in duties_due(load_pack(HENAN), 2017) for title in one.bearer_titles}
