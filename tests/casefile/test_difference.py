"""What a step tells when entries are corrected: terms that move, deliveries that were none, questions answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules.casefile import Step, advance, event_from, open_file

if TYPE_CHECKING:
    from zongzhi_rules.casefile import Event

_SUBJECT = {"kind": "locality", "division": "410122"}


def entry(event: str, name: str, day: str, **content: Any) -> Event:
    happened = {} if event in {"finding_made", "correction"} else {"happened_on": day}
    dates = {"known_on": day, "recorded_at": f"{day}T10:00:00+08:00"}
    return event_from({"event": event, "id": name, **happened, **dates, **content})


def plain(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json", exclude_defaults=True)


def after(*events: Event) -> Step:
    step = open_file(events[0])
    for event in events[1:]:
        step = advance(step.state, event)
    return step


def told(step: Step, *subjects: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(one.kind, one.id, str(one.day), one.was, one.now) for one in step.difference if one.subject in {*subjects}]


OPENING = entry("opened", "o", "2024-01-08", case="示例", subject=_SUBJECT, complete=["performed_duties"])
CIRCULAR = entry("measure_decided", "d", "2024-03-04", item="m", measure="circular")
INTERVIEW = entry("measure_decided", "d", "2024-03-04", item="m", measure="interview")


def test_a_term_begins_with_its_last_day() -> None:
    # Two months from 4 March end on 4 May, a holiday, and so on 6 May.
    assert told(after(OPENING, CIRCULAR), "term") == [("began", "term", "2024-05-06", None, "open")]


def test_a_correction_moves_a_term() -> None:
    right = {**plain(CIRCULAR), "happened_on": "2024-02-26"}
    step = after(OPENING, CIRCULAR, entry("correction", "c", "2024-03-05", corrects="d", replacement=right))
    assert told(step, "term") == [
        ("ended", "term", "2024-05-06", "open", None),
        ("began", "term", "2024-04-26", None, "open"),
    ]
    assert all(one.cite for one in step.difference)


def test_a_delivery_that_was_none_leaves_the_report_open_again() -> None:
    held = entry("interview_held", "h", "2024-03-11", item="m")
    report = entry("report_delivered", "r", "2024-03-12", item="m", report="measures")
    before = after(OPENING, INTERVIEW, held, report)
    assert told(before, "report") == [("done", "measures", "2024-03-25", "open", "done")]
    early = advance(before.state, entry("correction", "c", "2024-03-13", corrects="r"))
    assert told(early, "report") == [("reopened", "measures", "2024-03-25", "done", "open")]
    late = advance(before.state, entry("correction", "c", "2024-03-26", corrects="r"))
    assert told(late, "report") == [
        ("fell_due", "measures", "2024-03-25", "done", "overdue"),
        ("became_overdue", "measures", "2024-03-25", "done", "overdue"),
    ]


def test_a_report_that_was_told_and_is_not_owed_is_named() -> None:
    held = entry("interview_held", "h", "2024-03-11", item="m")
    late = after(OPENING, INTERVIEW, held, entry("time_passed", "t", "2024-03-26"))
    step = advance(late.state, entry("correction", "c", "2024-03-27", corrects="h"))
    assert ("ended", "measures", "2024-03-25", "overdue", None) in told(step, "report")


@pytest.mark.parametrize("day", ["2024-03-04", "2024-06-04", "2024-06-05", "2024-09-04"])
def test_an_interview_that_was_not_held_yet_cannot_have_failed_within_its_term(day: str) -> None:
    # Three months from the decision on 4 March: it was not held before that, so nothing has failed until 4 June.
    running = day <= "2024-06-04"
    step = after(OPENING, INTERVIEW, entry("time_passed", "t", day))
    listed = next(one for one in step.decision.measures if one.id == "listed_supervision")
    (failed,) = [one for one in listed.grounds if one.id == "interview_not_rectified"]
    (earlier,) = step.decision.earlier_measures or ()
    assert (failed.truth, earlier.state) == ((False, "running") if running else (None, "unknown"))
    asked = {one.path for one in step.decision.questions}
    assert ("earlier_measures[m].held_on" in asked) is not running
