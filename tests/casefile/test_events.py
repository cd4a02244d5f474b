"""Entries as they are written: what is refused, and where; how corrections work."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules import CaseError
from zongzhi_rules.casefile import CaseFile, Judging, advance, case_of, event_from, open_file
from zongzhi_rules.casefile.events import KINDS, canonical
from zongzhi_rules.casefile.facts import pending
from zongzhi_rules.casefile.read import parse_events
from zongzhi_rules.casefile.scalars import CHINA

if TYPE_CHECKING:
    from zongzhi_rules.casefile import Event, Step

DATES = {"known_on": "2026-01-05", "recorded_at": "2026-01-05T10:00:00+08:00"}
DAY = date(2026, 1, 5)
TIMES = [datetime(2026, 1, 5, hour, tzinfo=CHINA) for hour in (11, 12)]


def entry(event: str, name: str, hour: int = 10, **content: Any) -> Event:
    recorded = f"2026-01-05T{hour:02}:00:00+08:00"
    return event_from({"event": event, "id": name, **DATES, "recorded_at": recorded, **content})


def opening() -> Event:
    subject = {"kind": "locality", "division": "410122"}
    return entry("opened", "o", happened_on="2026-01-05", case="示例", subject=subject)


def harm(value: object, name: str = "f", *, path: str = "severity.harm", **rest: Any) -> Event:
    return entry("finding_made", name, path=path, value=value, **rest)


def found(file: CaseFile) -> str | None:
    finding = case_of(file, DAY).severity.harm
    return None if finding is None else finding.value


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("ZR578", {"event": "finding"}),
        ("ZR502", {"event": "finding_made", "id": "x", **DATES}),
        ("ZR503", {"event": "time_passed", "id": "x", "happened_on": "2026-01-05", "day": 1, **DATES}),
        ("ZR571", {"event": "finding_made", "id": "x", "path": "severity.ham", "value": 1, **DATES}),
        ("ZR571", {"event": "finding_made", "id": "x", "path": "incidents[a].when", "value": 1, **DATES}),
        ("ZR571", {"event": "finding_made", "id": "x", "path": "earlier_measures[a].overdue", "value": True, **DATES}),
        ("ZR579", {"event": "finding_made", "id": "x", "path": "incidents", "value": [1], **DATES}),
        ("ZR579", {"event": "finding_made", "id": "x", "path": "incidents[a]", "value": 1, **DATES}),
        ("ZR573", {"event": "time_passed", "id": "x", "happened_on": "2026-01-06", **DATES}),
        ("ZR575", {"event": "time_passed", "id": "x", "happened_on": "2026-01-05", **DATES, "known_on": "2026-01-06"}),
        ("ZR574", {"event": "time_passed", "id": "x", "happened_on": "2026-01-05", **DATES, "recorded_at": "now"}),
        ("ZR593", {"event": "incident_recorded", "id": "x", "happened_on": "2026-01-04", **DATES,
                   "incident": {"id": "i", "kind": "other", "happened_on": "2026-01-03"}}),
        ("ZR594", {"event": "correction", "id": "x", "corrects": "x", **DATES}),
        ("ZR592", {"event": "correction", "id": "x", "corrects": "a", **DATES,
                   "replacement": {"event": "time_passed", "id": "b", "happened_on": "2026-01-05", **DATES}}),
    ],
)  # fmt: skip
def test_a_mistaken_entry_is_refused_by_its_code(code: str, data: dict[str, Any]) -> None:
    with pytest.raises(CaseError) as caught:
        event_from(data)
    assert code in {one.code for one in caught.value.diagnostics}, caught.value


def test_a_mistake_in_a_text_has_its_place() -> None:
    day = "2026-01-05"
    text = f"events:\n  - {{event: time_passed, id: a, happened_on: {day}, known_on: {day},\n     recorded_at: now}}\n"
    with pytest.raises(CaseError) as caught:
        parse_events(text.encode())
    (one,) = caught.value.diagnostics
    assert one.span is not None
    assert (one.code, one.span.start_line) == ("ZR574", 3)


def test_a_path_that_is_none_comes_with_the_likely_one() -> None:
    for given, meant in (("severity.ham", "severity.harm"), ("incidents[a].grad", "incidents[a].grade")):
        with pytest.raises(CaseError) as caught:
            harm("serious", path=given)
        assert meant in caught.value.diagnostics[0].suggestions


def test_the_moment_of_recording_is_the_same_on_every_machine() -> None:
    one = entry("time_passed", "a", happened_on="2026-01-05")
    other = event_from({**one.model_dump(), "recorded_at": "2026-01-05T02:00:00+00:00"})
    assert canonical(one) == canonical(other)
    assert event_from({**one.model_dump(), "recorded_at": "2026-01-05T23:30:00+00:00"}).recorded_at.day == 6


def test_a_correction_replaces_and_withdraws() -> None:
    file = CaseFile.of([opening(), harm("ordinary")])
    assert found(file) == "ordinary"
    right = harm("serious").model_dump(mode="json", exclude_defaults=True)
    file = file.plus(entry("correction", "c1", 11, corrects="f", replacement=right))
    assert found(file) == "serious"
    file = file.plus(entry("correction", "c2", 12, corrects="f"))
    assert found(file) is None
    file = file.plus(entry("correction", "c3", 13, corrects="c2"))
    assert found(file) == "serious"
    file = file.plus(entry("correction", "c4", 14, corrects="c1"))
    assert found(file) == "ordinary"


def test_a_correction_that_comes_before_what_it_corrects_waits_for_it() -> None:
    step = open_file(opening())
    step = advance(step.state, entry("correction", "c", 11, corrects="f"))
    assert step.pending == ("c",)
    step = advance(step.state, harm("serious"))
    assert step.pending == ()
    assert step.decision.case == "示例"
    assert found(step.state) is None


def test_what_speaks_of_no_item_has_no_effect_and_is_named() -> None:
    step = open_file(opening())
    step = advance(step.state, entry("interview_held", "h", item="m", happened_on="2026-01-05"))
    assert step.pending == ("h",)
    step = advance(step.state, entry("measure_decided", "d", item="m", measure="interview", happened_on="2026-01-04"))
    assert step.pending == ()
    assert (case_of(step.state, DAY).earlier_measures or ())[0].held_on == DAY


def test_a_finding_holds_since_its_day_and_a_later_one_takes_its_place() -> None:
    order = "order.seriously_chaotic"
    file = CaseFile.of(
        [
            opening(),
            entry("finding_made", "b", path=order, value=False, holds_from="2025-06-01"),
            entry("finding_made", "a", path=order, value=True, holds_from="2025-03-01"),
        ],
    )

    def chaotic(day: date) -> bool | None:
        one = case_of(file, day).order.seriously_chaotic
        return None if one is None else one.value

    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1))
    assert [chaotic(day) for day in days] == [None, True, True, False]


def test_advancing_leaves_the_state_as_it_was() -> None:
    step = open_file(opening())
    before = step.state.model_dump_json()
    after = advance(step.state, harm("serious"))
    assert step.state.model_dump_json() == before
    again = advance(after.state, harm("serious"))
    assert again.state is after.state
    assert again.difference == ()
    assert pickle.loads(pickle.dumps(after.state)) == after.state  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("ZR570", harm("serious", "o")),
        (
            "ZR572",
            entry("opened", "p", happened_on="2026-01-05", case="x", subject={"kind": "unit", "division": "410122"}),
        ),
        ("ZR577", entry("correction", "c", corrects="o")),
        (
            "ZR595",
            entry(
                "correction",
                "c",
                corrects="o",
                replacement={**opening().model_dump(mode="json", exclude_defaults=True), "case": "another"},
            ),
        ),
        ("ZR514", entry("measure_received", "r", item="m", happened_on="2025-01-01")),
    ],
)
def test_what_contradicts_the_file_is_refused(code: str, event: Event) -> None:
    decided = entry("measure_decided", "d", item="m", measure="circular", happened_on="2026-01-02")
    step: Step = advance(open_file(opening()).state, decided)
    with pytest.raises(CaseError) as caught:
        advance(step.state, event)
    assert [one.code for one in caught.value.diagnostics] == [code], caught.value


def test_a_correction_of_a_later_correction_has_no_effect_and_is_named() -> None:
    right = harm("serious").model_dump(mode="json", exclude_defaults=True)
    file = CaseFile.of(
        [
            opening(),
            harm("ordinary"),
            entry("correction", "undoes", 11, corrects="c"),
            entry("correction", "c", 12, corrects="f", replacement=right),
        ]
    )
    assert found(file) == "serious"
    assert pending(file) == ("undoes",)


def test_every_kind_of_entry_has_a_chinese_title() -> None:
    assert all(model.model_config.get("title") for model in KINDS.values())


def test_the_order_of_a_packs_own_facts_makes_no_difference_to_a_byte() -> None:
    found = {"value": True, "by": "示例机关"}
    names = ("local.national_model_city_or_county", "local.listed_by_province")
    findings = [harm(found, name[6:], path=name) for name in names]
    there, back = (
        CaseFile.of(
            [opening(), *[one.model_copy(update={"recorded_at": late}) for one, late in zip(order, TIMES, strict=True)]]
        )
        for order in (findings, findings[::-1])
    )
    one, other = (Judging().of(file) for file in (there, back))
    assert one.case == other.case
    assert one.decision.model_dump_json() == other.decision.model_dump_json()
