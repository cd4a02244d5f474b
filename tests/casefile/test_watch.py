"""What falls due, and which rung a failed term opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zongzhi_rules.casefile import CaseFile, Due, due_until, event_from, read_events

FOLDER = Path(__file__).parents[2] / "examples" / "files"
DATES = {"known_on": "2026-01-05", "recorded_at": "2026-01-05T10:00:00+08:00"}


def due(name: str, until: str, on: str) -> list[Due]:
    file = CaseFile.of(read_events(FOLDER / f"{name}.yaml"))
    return list(due_until(file, date.fromisoformat(until), on=date.fromisoformat(on)))


@pytest.mark.parametrize(
    ("on", "until", "day", "opens"),
    [
        ("2024-03-10", "2024-05-06", "2024-05-06", ["interview"]),
        ("2024-05-21", "2024-08-21", "2024-08-21", ["listed_supervision"]),
        ("2024-09-20", "2025-03-10", "2025-03-10", ["one_vote_veto"]),
    ],
)
def test_each_term_opens_the_next_rung(on: str, until: str, day: str, opens: list[str]) -> None:
    terms = [one for one in due("henan_county_released", until, on) if one.kind == "term" and one.state == "open"]
    assert [(str(one.day), [each.measure for each in one.opens]) for one in terms] == [(day, opens)]
    for one in terms:
        assert one.cite
        assert all(each.cite for each in one.opens)


def test_a_term_that_ends_a_day_later_is_not_yet_listed() -> None:
    assert [one for one in due("henan_county_released", "2024-05-05", "2024-03-10") if one.kind == "term"] == []


def test_what_was_done_is_not_due() -> None:
    found = due("henan_county_vetoed", "2024-05-20", "2024-04-11")
    assert [(str(one.day), one.kind, one.state) for one in found] == [
        ("2024-03-20", "report", "overdue"),
        ("2024-05-20", "term", "open"),
        ("2024-05-20", "report", "open"),
    ]


def test_one_delivery_answers_one_report() -> None:
    entries: list[dict[str, Any]] = [
        {"event": "opened", "id": "a", "happened_on": "2026-01-05", "case": "示例",
         "subject": {"kind": "locality", "division": "410122"}, "complete": ["performed_duties"]},
        {"event": "measure_decided", "id": "b", "item": "m", "measure": "interview", "happened_on": "2025-09-01"},
        {"event": "interview_held", "id": "c", "item": "m", "happened_on": "2025-09-01"},
        {"event": "report_delivered", "id": "d", "item": "m", "report": "progress", "happened_on": "2025-10-20"},
    ]  # fmt: skip
    file = CaseFile.of(event_from({**one, **DATES}) for one in entries)
    reports = [one for one in due_until(file, date(2026, 1, 5)) if one.id == "progress"]
    # Due on 9 October (the 1st is a holiday), 3 November and 1 December; the one of 20 October answers the first.
    assert [str(one.day) for one in reports] == ["2025-11-03", "2025-12-01"]
    named = [*entries[:3], {**entries[3], "period": "2025-10-20"}]  # unless it says that it is for the second
    file = CaseFile.of(event_from({**one, **DATES}) for one in named)
    reports = [one for one in due_until(file, date(2026, 1, 5)) if one.id == "progress"]
    assert [str(one.day) for one in reports] == ["2025-10-09", "2025-12-01"]


def test_a_failed_term_is_shown_until_the_next_rung_is_taken() -> None:
    def failed(on: str) -> list[tuple[str, list[str]]]:
        found = due("henan_county_released", on, on)
        return [(one.under, [each.measure for each in one.opens]) for one in found if one.state == "failed"]

    assert failed("2024-05-13") == [("通报", ["interview"])]
    assert failed("2024-05-16") == []  # the day on which the interview was decided on
