"""Every worked example, every expected field.

The file was computed in at least two independent ways, apart from this library. Of its `alternatives`, the narrow
reading of art. 203 (`roll_narrow_statutory_days_only`) is the one that the library does not offer.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from zongzhi_rules.calendar import Convention, DueDate, Roll, WorkCalendar

Example = dict[str, Any]

EXAMPLES: list[Example] = json.loads(Path(__file__).with_name("worked_examples.json").read_text("utf-8"))["examples"]
WEEKDAYS = "一二三四五六日"
CALENDAR = WorkCalendar.official()


def of_kind(kind: str) -> pytest.MarkDecorator:
    found = [example for example in EXAMPLES if example["kind"] == kind]
    return pytest.mark.parametrize("example", found, ids=[example["id"] for example in found])


def days(texts: list[str]) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def working_days_in(first: date, last: date) -> list[date]:
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in every if CALENDAR.is_working_day(day)]


def test_every_kind_has_its_test() -> None:
    tested = {"working_days", "months", "days", "recurring", "fixed_date", "convention"}
    assert {example["kind"] for example in EXAMPLES} == tested


@of_kind("working_days")
def test_working_days(example: Example) -> None:
    given, expected = example["given"], example["expected"]
    start, counted = date.fromisoformat(given["start"]), given["count_start"]
    due = CALENDAR.add_working_days(start, given["n"], start_counted=counted)

    assert due.due == due.nominal == date.fromisoformat(expected["due"])
    assert weekday(due.due) == expected["weekday"]
    assert due.provisional is expected["provisional"]
    assert due.amendable is example.get("tail_risk", False)
    assert (Convention.FIRST_DAY_INCLUDED in due.conventions) is counted
    assert (Convention.STATUTORY_HOLIDAYS_ONLY in due.conventions) is expected["provisional"]

    first = start if counted else start + timedelta(days=1)
    worked = working_days_in(first, due.due)
    assert worked == days(example["counted_days"])
    assert [day for day in worked if day.weekday() >= 5] == days(example["weekend_makeup_days_counted"])
    every = [first + timedelta(days=n) for n in range((due.due - first).days + 1)]
    skipped = [day for day in every if day.weekday() < 5 and day not in worked]
    assert skipped == days(example["weekdays_off_skipped"])


@of_kind("months")
def test_months(example: Example) -> None:
    given, expected, alternatives = example["given"], example["expected"], example["alternatives"]
    start, n, roll = date.fromisoformat(given["start"]), given["n"], Roll(given["roll"])
    check_period(CALENDAR.add_months(start, n, roll=roll), example)

    assert CALENDAR.add_months(start, n, roll=Roll.NONE).due == date.fromisoformat(alternatives["no_roll"])
    rolled = CALENDAR.add_months(start, n).due
    assert rolled == date.fromisoformat(alternatives["roll_broad_next_working_day"])
    restriction = CALENDAR.restriction(start, n, start_counted=False)
    assert restriction.last_day == restriction.last_day_if_start_excluded == date.fromisoformat(alternatives["no_roll"])
    assert restriction.last_day_if_start_included == date.fromisoformat(alternatives["start_day_counted"])
    if roll is Roll.NONE:
        assert restriction.last_day == date.fromisoformat(expected["due"])


@of_kind("days")
def test_days(example: Example) -> None:
    given = example["given"]
    due = CALENDAR.add_days(date.fromisoformat(given["start"]), given["n"], roll=Roll(given["roll"]))
    check_period(due, example)


def check_period(due: DueDate, example: Example) -> None:
    expected = example["expected"]
    assert due.nominal == date.fromisoformat(expected["nominal_end"])
    assert weekday(due.nominal) == expected["nominal_weekday"]
    assert due.due == date.fromisoformat(expected["due"])
    assert weekday(due.due) == expected["weekday"]
    assert due.rolled is expected["rolled"]
    assert due.provisional is expected["provisional"]
    assert due.amendable is example.get("tail_risk", False)


@of_kind("recurring")
def test_recurring(example: Example) -> None:
    given, expected = example["given"], example["expected"]
    if "rule" in given:
        check_month_ends(given["year"], expected)
        return
    anchor = date.fromisoformat(given["anchor"])
    until = CALENDAR.add_months(anchor, given["window_months"], roll=Roll.NONE).due
    found = CALENDAR.recurring_months(anchor, given["every_months"], until)

    assert [due.nominal for due in found] == days(expected["nominal"])
    assert [due.due for due in found] == days(expected["rolled"])
    assert [due.provisional for due in found] == expected["provisional"]
    assert any(due.amendable for due in found) is example.get("tail_risk", False)
    assert all(Convention.SAME_ANCHOR in due.conventions for due in found)


def check_month_ends(year: int, expected: dict[str, list[str]]) -> None:
    ends = [date(year, month, 1) - timedelta(days=1) for month in range(2, 13)] + [date(year, 12, 31)]
    found = [CALENDAR.fixed(end) for end in ends]
    assert [due.due for due in found] == days(expected["period_end"])
    assert [due.last_working_day for due in found] == days(expected["last_working_day"])


@of_kind("fixed_date")
def test_fixed_date(example: Example) -> None:
    expected = example["expected"]
    end = date.fromisoformat(example["given"]["calendar_end"])
    due = CALENDAR.fixed(end)
    assert due.due == date.fromisoformat(expected["due"]) == date.fromisoformat(expected["calendar_end"])
    assert weekday(due.due) == expected["weekday"]
    assert due.last_working_day == date.fromisoformat(expected["last_working_day_on_or_before"])
    assert CALENDAR.last_working_day(end) == due.last_working_day
    assert CALENDAR.next_working_day(end) == date.fromisoformat(expected["next_working_day"])
    assert due.provisional is expected["provisional"]


@of_kind("convention")
def test_civil_months_not_criminal_ones(example: Example) -> None:
    given, expected = example["given"], example["expected"]
    due = CALENDAR.add_months(date.fromisoformat(given["start"]), given["n"], roll=Roll.NONE).due
    assert due == date.fromisoformat(expected["civil_corresponding_day"])
    assert due != date.fromisoformat(expected["criminal_month_end_sticky"])
