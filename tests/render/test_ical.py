"""The calendar file, read back by the parser that users have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules import Case, HolidayOverride, WorkCalendar, ZongzhiError, case_from, load_pack
from zongzhi_rules.decision.duties import DutyDue, duties_due
from zongzhi_rules.render.ical import ForeignCalendarError, icalendar_of

if TYPE_CHECKING:
    from zongzhi_rules.ir.base import Citation

STAMP = datetime(2017, 3, 1, 8, 0, tzinfo=UTC)
LISTED = {"id": "三月挂牌", "measure": "listed_supervision", "decided_on": "2017-03-01", "received_on": "2017-03-03"}


def cite(cites: tuple[Citation, ...]) -> str:
    return "、".join(f"第{one.article}条" for one in cites)


def county(*measures: dict[str, Any], **facts: Any) -> Case:
    subject = {"kind": "locality", "division": "410122"}
    measures = measures or (LISTED,)
    return case_from(
        {"id": "甲", "as_of": "2017-12-31", "subject": subject, "earlier_measures": list(measures), **facts}
    )


def due(case: Case | None = None, year: int = 2017, **others: Any) -> tuple[DutyDue, ...]:
    return duties_due(load_pack("henan_2016"), year, case=case, **others)


def written(duties: tuple[DutyDue, ...], previous: bytes | None = None, owner: str = "甲") -> bytes:
    return icalendar_of(duties, owner=owner, cite=cite, stamp=STAMP, previous=previous)


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def of(duty: str, duties: tuple[DutyDue, ...]) -> tuple[DutyDue, ...]:
    return tuple(one for one in duties if one.id == duty)


def sequences(data: bytes) -> dict[str, int]:
    return {str(one.decoded("dtstart")): int(one["sequence"]) for one in events(data)}


def test_one_all_day_event_a_date() -> None:
    duties = due(county())
    found = events(written(duties))
    assert [one.decoded("dtstart") for one in found] == [one.due for one in duties if one.due is not None]
    for one in found:
        start, end = one.decoded("dtstart"), one.decoded("dtend")
        assert type(start) is date
        assert end == start + timedelta(days=1)
        assert str(one["transp"]) == "TRANSPARENT"
        assert one["dtstart"].params["VALUE"] == "DATE"
        assert one.decoded("dtstamp") == STAMP
        assert "rrule" not in one


def test_the_calendar_itself() -> None:
    data = written(due(county()))
    calendar = icalendar.Calendar.from_ical(data)
    assert str(calendar["version"]) == "2.0"
    assert calendar["prodid"]
    assert calendar.errors == []
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75  # bytes: Chinese text is folded too


def test_what_an_event_says() -> None:
    [hearing, _] = events(written(of("half_yearly_hearing", due(county()))))
    assert str(hearing["summary"]) == "主要领导：每半年至少听取一次综治工作汇报，研判形势"
    assert str(hearing["description"]).startswith("第9条")
    assert str(hearing["status"]) == "CONFIRMED"
    [summary] = events(written(of("member_unit_summary", due())))
    assert "2017-12-29" in str(summary["description"])  # the last working day before a Sunday


def test_an_alarm_three_days_ahead() -> None:
    for one in events(written(due(county()))):
        [alarm] = one.walk("VALARM")
        assert str(alarm["action"]) == "DISPLAY"
        assert alarm.decoded("trigger") == timedelta(days=-3)
        assert alarm["description"]


def test_what_has_no_date_is_left_out() -> None:
    assert events(written(of("priority_and_planning", due()))) == []


def test_a_provisional_date_is_tentative_and_says_so() -> None:
    [pledge] = events(written(of("responsibility_pledge", due(year=2027))))
    assert str(pledge["status"]) == "TENTATIVE"
    assert "2026-12-31" in str(pledge["description"])


def test_a_duty_of_which_it_is_not_known_whether_it_applies() -> None:
    [pledge] = of("responsibility_pledge", due())
    for applies, status in ((None, "TENTATIVE"), (True, "CONFIRMED")):
        [event] = events(written((pledge.model_copy(update={"applies": applies}),)))
        assert str(event["status"]) == status
    assert events(written((pledge.model_copy(update={"applies": False}),))) == []


def test_every_event_has_an_id_of_its_own() -> None:
    interview = {"id": "三月约谈", "measure": "interview", "held_on": "2017-03-01"}
    uids = [str(one["uid"]) for one in events(written(due(county(LISTED, interview))))]
    assert len(set(uids)) == len(uids)


def test_ids_stay_from_year_to_year_apart_and_from_case_to_case() -> None:
    def uids(year: int, owner: str) -> set[str]:
        return {str(one["uid"]) for one in events(written(due(year=year), owner=owner))}

    assert uids(2017, "甲") == uids(2017, "甲")
    assert not uids(2017, "甲") & uids(2018, "甲")
    assert not uids(2017, "甲") & uids(2017, "乙")


def test_a_date_that_stays_keeps_its_sequence() -> None:
    first = written(due(county()))
    again = written(due(county()), first)
    assert set(sequences(again).values()) == {0}
    assert [str(one["uid"]) for one in events(first)] == [str(one["uid"]) for one in events(again)]
    assert written(due(county()), again) == again


def test_a_date_that_moves_keeps_its_id_and_gets_the_next_sequence() -> None:
    first = written(of("measures", due(county())))
    later = due(county({**LISTED, "received_on": "2017-03-07"}))
    second = written(of("measures", later), first)
    [old], [new] = events(first), events(second)
    assert old["uid"] == new["uid"]
    assert (str(old.decoded("dtstart")), str(new.decoded("dtstart"))) == ("2017-03-17", "2017-03-21")
    assert (int(old["sequence"]), int(new["sequence"])) == (0, 1)
    third = written(of("measures", due(county())), second)
    assert [int(one["sequence"]) for one in events(third)] == [2]
    assert [int(one["sequence"]) for one in events(written(of("measures", due(county())), third))] == [2]


def test_a_notice_that_moves_one_date_leaves_the_others() -> None:
    notice = '{"year": 2017, "papers": [], "days": [{"name": "示例", "date": "2017-05-02", "isOffDay": true}]}'
    calendar = WorkCalendar.official([HolidayOverride.from_bytes(notice.encode(), "notice.json")])
    first = written(of("progress", due(county())))
    second = written(of("progress", due(county(), calendar=calendar)), first)
    assert sequences(first) == {"2017-05-02": 0, "2017-07-03": 0, "2017-09-01": 0}
    assert sequences(second) == {"2017-05-03": 1, "2017-07-03": 0, "2017-09-01": 0}
    assert [str(one["uid"]) for one in events(first)] == [str(one["uid"]) for one in events(second)]


def test_a_status_that_changes_without_the_date_is_no_new_sequence() -> None:
    [pledge] = of("responsibility_pledge", due(year=2027))
    first = written((pledge,))
    second = written((pledge.model_copy(update={"provisional": None}),), first)
    assert [(str(one["status"]), int(one["sequence"])) for one in events(first) + events(second)] == [
        ("TENTATIVE", 0),
        ("CONFIRMED", 0),
    ]


def test_an_event_that_is_new_starts_at_zero() -> None:
    first = written(of("measures", due(county())))
    second = written(due(county()), first)
    assert set(sequences(second).values()) == {0}


@pytest.mark.parametrize(
    "previous",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@zongzhi-rules\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@elsewhere\r\nDTSTART;VALUE=DATE:20170301\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@zongzhi-rules\r\nDTSTART:sometime\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_file_that_was_not_made_here(previous: bytes) -> None:
    with pytest.raises(ForeignCalendarError) as refused:
        written(due(), previous)
    assert isinstance(refused.value, ZongzhiError)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=300))
def test_any_title_survives(owner: str, title: str) -> None:
    [pledge] = of("responsibility_pledge", due())
    changed = pledge.model_copy(update={"title": title})
    data = written((changed,), owner=owner)
    [event] = events(data)
    assert written((changed,), data, owner) == data
    if title.isprintable():
        assert str(event["summary"]).endswith(title)
