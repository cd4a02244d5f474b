"""Notices that a caller supplies: what they change, how they combine, and what is refused."""

from __future__ import annotations

import json
import pickle
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules.calendar import (
    AfterCoverage,
    CalendarCoverageError,
    DayBasis,
    HolidayOverride,
    OverrideConflictError,
    OverrideError,
    RegionCodeError,
    WorkCalendar,
)
from zongzhi_rules.calendar.official import official_years
from zongzhi_rules.calendar.statutory import statutory_days, statutory_year

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2098
"""A year whose notice will stay unknown for as long as these tests run."""
BEFORE = date(YEAR - 1, 12, 31)

Days = dict[str, bool]


def notice(days: Days, *, year: int = YEAR, papers: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    items = [{"name": "示例节", "date": day, "isOffDay": off} for day, off in days.items()]
    return {"year": year, "papers": list(papers), "days": items, **more}


def read(content: object, name: str = "notice.json") -> HolidayOverride:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return HolidayOverride.from_bytes(text.encode(), name)


def whole_notice(days: Days | None = None, year: int = YEAR) -> dict[str, Any]:
    off = {str(day): True for day in statutory_days(year)}
    return notice({**off, **(days or {})}, year=year, papers=("https://example.invalid/notice",))


def test_an_override_beats_the_data() -> None:
    override = read(notice({"2025-02-08": False, "2025-02-10": True, "2025-02-15": False}, year=2025))
    changed = {item.day: item.working for item in override.days}
    assert changed == {date(2025, 2, 8): True, date(2025, 2, 10): False, date(2025, 2, 15): True}

    calendar = WorkCalendar.official([override])
    status = calendar.day_status(date(2025, 2, 10))
    assert (status.working, status.basis, status.name) == (False, DayBasis.OVERRIDE, "示例节")
    assert calendar.is_working_day(date(2025, 2, 15))
    assert calendar.add_working_days(date(2025, 2, 8), 1).due == date(2025, 2, 11)
    assert WorkCalendar.official().add_working_days(date(2025, 2, 8), 1).due == date(2025, 2, 10)
    assert calendar.day_status(date(2025, 2, 11)).basis is DayBasis.NOTICE


def test_every_date_names_the_file_it_used() -> None:
    override = read(notice({"2025-02-10": True}, year=2025), name="修订.json")
    calendar = WorkCalendar.official([override])
    version = calendar.add_working_days(date(2025, 2, 8), 1).data_version
    assert version == f"{WorkCalendar.official().data_version}; 修订.json sha256:{override.digest[:12]}"


def test_a_whole_notice_makes_its_year_official() -> None:
    substitutes = {item.day for item in statutory_year(YEAR).named} - set(statutory_days(YEAR))
    swapped = min(substitutes)
    override = read(whole_notice({f"{YEAR}-03-01": False}))
    calendar = WorkCalendar.official([override], after_coverage=AfterCoverage.RAISE)

    due = calendar.add_working_days(date(YEAR, 1, 1), 100)
    assert not due.provisional
    assert calendar.is_working_day(swapped), "unnamed by the notice, so an ordinary weekday"
    assert calendar.is_working_day(date(YEAR, 3, 1)), "a Saturday that the notice makes a working day"
    assert calendar.day_status(date(YEAR, 12, 31)).amendable
    with pytest.raises(CalendarCoverageError, match=f"{YEAR - 1}"):
        calendar.is_working_day(BEFORE)


def test_years_between_two_notices_are_provisional() -> None:
    calendar = WorkCalendar.official([read(whole_notice())])
    reason = calendar.add_working_days(date(YEAR - 2, 12, 1), 10).provisional_reason
    assert reason is not None
    assert reason.covered_until == date(max(official_years()), 12, 31)
    assert not calendar.add_working_days(date(YEAR, 1, 1), 10).provisional


def test_the_next_notice_settles_the_end_of_a_year() -> None:
    first, second = read(whole_notice()), read(whole_notice({f"{YEAR}-12-31": True}, year=YEAR + 1))
    assert WorkCalendar.official([first]).fixed(date(YEAR, 12, 31)).amendable
    settled = WorkCalendar.official([first, second])
    assert not settled.fixed(date(YEAR, 12, 31)).amendable
    assert settled.fixed(date(YEAR, 12, 31)).last_working_day == date(YEAR, 12, 30)


@pytest.mark.parametrize(
    "content",
    [
        notice({f"{YEAR}-03-01": False}, papers=("https://example.invalid/notice",)),  # not all holidays
        {**whole_notice({f"{YEAR}-03-01": False}), "papers": []},  # no paper to rest on
        {**whole_notice({f"{YEAR}-03-01": False}), "region": "420000"},  # for one province
        {**whole_notice({f"{YEAR}-03-01": False, f"{YEAR}-05-01": False})},  # a holiday that is worked
    ],
)
def test_any_other_file_decides_its_own_days_only(content: dict[str, Any]) -> None:
    override = read(content)
    assert not override.covers_year
    calendar = WorkCalendar.official([override], region="420100")
    assert calendar.day_status(date(YEAR, 3, 1)).basis is DayBasis.OVERRIDE
    assert calendar.is_working_day(date(YEAR, 3, 1))
    assert not calendar.next_working_day(date(YEAR, 3, 1)) > date(YEAR, 3, 1)
    assert not calendar.day_status(date(YEAR, 3, 4)).official
    assert calendar.add_working_days(date(YEAR, 2, 28), 2).provisional


def test_the_empty_file_of_an_unpublished_year_settles_nothing() -> None:
    calendar = WorkCalendar.official([read(notice({}))])
    assert not calendar.day_status(date(YEAR, 6, 1)).official
    assert calendar.add_working_days(date(YEAR, 2, 1), 10).provisional


def test_a_date_that_rests_only_on_overridden_days_is_not_provisional() -> None:
    calendar = WorkCalendar.official([read(notice({f"{YEAR}-03-01": False}))], after_coverage=AfterCoverage.RAISE)
    assert calendar.next_working_day(date(YEAR, 3, 1)) == date(YEAR, 3, 1)
    assert not calendar.add_days(date(YEAR, 2, 27), 2).provisional


def test_a_region_is_heard_only_in_its_territory() -> None:
    hubei = read(notice({"2020-02-12": True}, year=2020, region="420000"))
    day = date(2020, 2, 12)
    assert WorkCalendar.official([hubei]).is_working_day(day)
    assert WorkCalendar.official([hubei], region="410100").is_working_day(day)
    for region in ("420000", "420100", "420106", "420106001"):
        calendar = WorkCalendar.official([hubei], region=region)
        assert not calendar.is_working_day(day)
        assert "[420000]" in calendar.data_version
    assert "notice.json" not in WorkCalendar.official([hubei], region="410100").data_version
    with pytest.raises(RegionCodeError, match="`Hubei`"):
        WorkCalendar.official([hubei], region="Hubei")


@pytest.mark.parametrize("paper", range(8))  # so that no order of digests can pass by luck
def test_the_narrower_file_wins_whatever_the_order(paper: int) -> None:
    def file(region: str | None, *, off: bool) -> HolidayOverride:
        return read(notice({"2020-02-12": off}, year=2020, papers=(str(paper),), region=region), f"{region}.json")

    files = [file(None, off=False), file("420000", off=True), file("420100", off=False)]
    for order in permutations(files):
        assert WorkCalendar.official(order, region="420106") == WorkCalendar.official(files, region="420106")
        assert WorkCalendar.official(order, region="420106").is_working_day(date(2020, 2, 12))
        assert not WorkCalendar.official(order, region="421000").is_working_day(date(2020, 2, 12))
        assert WorkCalendar.official(order).is_working_day(date(2020, 2, 12))


def test_files_of_the_same_reach_may_not_contradict_each_other() -> None:
    one = read(notice({"2025-02-10": True}, year=2025), "one.json")
    same = read(notice({"2025-02-10": True, "2025-02-11": True}, year=2025), "same.json")
    other = read(notice({"2025-02-10": False}, year=2025), "other.json")
    assert not WorkCalendar.official([one, same, one]).is_working_day(date(2025, 2, 11))
    for pair in permutations([one, other]):
        with pytest.raises(OverrideConflictError, match=r"2025-02-10") as caught:
            WorkCalendar.official(pair)
        assert "one.json" in str(caught.value)
        assert "other.json" in caught.value.text


def test_a_year_before_the_data_is_refused() -> None:
    with pytest.raises(CalendarCoverageError):
        WorkCalendar.official([read(notice({"1999-10-01": True}, year=1999))])


def test_an_override_travels_and_reads_files(tmp_path: Path) -> None:
    path = tmp_path / "2025.json"
    content = {
        "$schema": "https://example.invalid/schema.json",
        "$id": "2025",
        **notice({"2024-12-31": True}, year=2025),
    }
    path.write_text(json.dumps(content), "utf-8-sig")  # with the byte order mark that some editors write
    override = HolidayOverride.from_file(path)
    assert override.name == "2025.json"
    calendar = WorkCalendar.official([override])
    assert not calendar.is_working_day(date(2024, 12, 31))
    again = pickle.loads(pickle.dumps(calendar))  # noqa: S301 - our own bytes
    assert again == calendar
    assert not again.is_working_day(date(2024, 12, 31))


DAY = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
GOOD: dict[str, Any] = {"year": 2027, "papers": [], "days": [DAY]}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("content", "field", "said"),
    [
        ({**GOOD, "days": [DAY, {**DAY, "date": "2027-02-30"}]}, "days[1].date", "应为 YYYY-MM-DD"),
        ({**GOOD, "days": [{**DAY, "date": 20270101}]}, "days[0].date", "应为 YYYY-MM-DD"),
        ({**GOOD, "days": [{**DAY, "date": "2027-01-01T00:00:00"}]}, "days[0].date", "应为 YYYY-MM-DD"),
        ({**GOOD, "days": [{**DAY, "isOffDay": "no"}]}, "days[0].isOffDay", "应为 true 或 false"),
        ({**GOOD, "days": [{**DAY, "isOffDay": 1}]}, "days[0].isOffDay", "应为 true 或 false"),
        ({**GOOD, "days": [{**DAY, "isoffday": True}]}, "days[0].isoffday", "没有这个字段"),
        ({**GOOD, "days": [{**DAY, "name": ""}]}, "days[0].name", "不能为空"),
        ({**GOOD, "days": ["2027-01-01"]}, "days[0]", "应为对象"),
        ({**GOOD, "days": {}}, "days", "应为数组"),
        ({**GOOD, "year": "2027"}, "year", "应为整数"),
        ({**GOOD, "region": "Hubei"}, "region", "不是 GB/T 2260"),
        ({**GOOD, "days": [DAY, DAY]}, "days[1].date", "出现两次"),
        ({**GOOD, "days": [{**DAY, "date": "2029-01-01"}]}, "days[0].date", "不在 2026-12-01 至 2028-01-31"),
        ({**GOOD, "days": [{**DAY, "date": "2026-11-30"}]}, "days[0].date", "不在 2026-12-01 至 2028-01-31"),
        ({**GOOD, "year": 10**9}, "year", "超出可用的年份"),
        (without("year"), "year", "缺少这个字段"),
        (without("days"), "days", "缺少这个字段"),
        ([GOOD], "", "应为对象"),
    ],
)
def test_a_fault_is_shown_with_its_place(content: Any, field: str, said: str) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    with pytest.raises(OverrideError) as caught:
        read(text, "2027.json")
    problem = caught.value.problems[0]
    assert problem.field == field
    assert said in problem.text
    assert said in caught.value.text
    assert problem.line is not None
    line = text.splitlines()[problem.line - 1]
    assert f"2027.json:{problem.line}:{problem.column}" in str(caught.value)
    last = field.rpartition(".")[2]
    if f'"{last}":' in line:
        assert problem.column == line.index(":") + 3, "the value is pointed at"


def test_all_faults_are_told_together() -> None:
    with pytest.raises(OverrideError) as caught:
        read({"year": None, "days": [{}, DAY]})
    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["year", "papers", "days[0].name", "days[0].date", "days[0].isOffDay"]
    assert len(str(caught.value).splitlines()) == len(fields)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (str(again), again.text, again.problems) == (str(caught.value), caught.value.text, caught.value.problems)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"year": 2027,}',
        b"\xff\xfe{}",
        '{"name": "元旦"}'.encode("gbk"),
        b"[" * 50_000,
        b"1" * 5_000,
        b" " * 100_000,
        b'{"year": NaN}',
        b'{"year": 2027, "year": 2028, "papers": [], "days": []}',
        b"null",
        b'"\\ud800"',
    ],
    ids=range(12),
)
def test_what_is_no_notice_at_all_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(OverrideError, match=r"bad\.json") as caught:
        HolidayOverride.from_file(path)
    assert not caught.value.text.isascii()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(OverrideError, match=path.name):
            HolidayOverride.from_file(path)


def test_what_is_quoted_from_a_file_is_safe_to_print() -> None:
    evil = "\u202e\x1b[31m" + "长" * 500
    for content in (
        json.dumps({**GOOD, evil: 1}),
        f'{{"{evil[:1]}": 1, "{evil[:1]}": 2}}',
        json.dumps(notice({"2027-01-01": True}, year=2027, region=evil)),
    ):
        with pytest.raises(OverrideError) as caught:
            read(content, f"{evil}.json")
        for message in (str(caught.value), caught.value.text):
            assert message.isprintable()
            assert len(message) < 400


def test_syntax_errors_have_a_place() -> None:
    with pytest.raises(OverrideError, match=r"notice\.json:2:10"):
        read('{"year": 2027,\n"papers" []}')
