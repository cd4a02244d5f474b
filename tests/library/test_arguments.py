"""Arguments of the wrong type to what `zongzhi_rules` offers: an error of ours that names the argument."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

import zongzhi_rules
from zongzhi_rules import (
    Case,
    HolidayOverride,
    PackLibrary,
    RulePack,
    UseError,
    WorkCalendar,
    ZongzhiError,
    case_from,
    decide,
    load_pack,
    parse_case,
    read_case,
    resolve_pack,
)
from zongzhi_rules.errors import ArgumentTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2025, 3, 3)
CASE = case_from({"id": "示例", "as_of": "2025-03-03", "subject": {"kind": "locality", "division": "410122"}})
NOTICE = b'{"year": 2020, "papers": [], "days": []}'
PACK = load_pack("henan_2016")
LIBRARY = PackLibrary()
CALENDAR = WorkCalendar.official()
VALUES: tuple[Any, ...] = (None, 3, 2.5, True, "x", b"x", "2025-03-03", DAY, datetime(2025, 3, 3), object())  # noqa: DTZ001 - no day, with a time zone or without
VALUES += ([1], (1,), {"a": 1}, {1: "a"}, {3}, range(2))
CALLS: dict[str, Callable[[Any], object]] = {
    "load_pack pack": load_pack,
    "load_pack packs": lambda value: load_pack("henan_2016", packs=value),
    "load_pack engine": lambda value: load_pack("henan_2016", engine=value),
    "load_pack require_signature": lambda value: load_pack("henan_2016", require_signature=value),
    "resolve_pack division": lambda value: resolve_pack(value, DAY),
    "resolve_pack on": lambda value: resolve_pack("410122", value),
    "resolve_pack packs": lambda value: resolve_pack("410122", DAY, packs=value),
    "resolve_pack engine": lambda value: resolve_pack("410122", DAY, engine=value),
    "decide case": decide,
    "decide readings": lambda value: decide(CASE, readings=value),
    "decide calendar": lambda value: decide(CASE, calendar=value),
    "case_from data": case_from,
    "parse_case text": parse_case,
    "parse_case name": lambda value: parse_case("id: a", value),
    "read_case path": read_case,
    "PackLibrary search": lambda value: PackLibrary(value).ids,
    "PackLibrary.load": LIBRARY.load,
    "PackLibrary.folder_of": LIBRARY.folder_of,
    "PackLibrary.recompiled content": lambda value: LIBRARY.recompiled("henan_2016", value),
    "PackLibrary.resolve division": lambda value: LIBRARY.resolve(value, DAY),
    "PackLibrary.resolve on": lambda value: LIBRARY.resolve("410122", value),
    "RulePack compiled": RulePack,
    "RulePack engine": lambda value: RulePack(PACK.compiled, value),
    "RulePack.decide case": PACK.decide,
    "RulePack.decide readings": lambda value: PACK.decide(CASE, value),
    "RulePack.decide calendar": lambda value: PACK.decide(CASE, None, value),
    "RulePack.verdict case": PACK.verdict,
    "RulePack.verdict readings": lambda value: PACK.verdict(CASE, value),
    "RulePack.judge case": PACK.judge,
    "RulePack.judge readings": lambda value: PACK.judge(CASE, value),
    "RulePack.judge calendar": lambda value: PACK.judge(CASE, None, value),
    "RulePack.choose": PACK.choose,
    "HolidayOverride.from_file": HolidayOverride.from_file,
    "HolidayOverride.from_bytes content": lambda value: HolidayOverride.from_bytes(value, "name"),
    "HolidayOverride.from_bytes name": lambda value: HolidayOverride.from_bytes(NOTICE, value),
    "WorkCalendar.official overrides": WorkCalendar.official,
    "WorkCalendar.official region": lambda value: WorkCalendar.official(region=value),
    "WorkCalendar.official after_coverage": lambda value: WorkCalendar.official(after_coverage=value),
    "WorkCalendar.day_status": CALENDAR.day_status,
    "WorkCalendar.is_working_day": CALENDAR.is_working_day,
    "WorkCalendar.next_working_day": CALENDAR.next_working_day,
    "WorkCalendar.last_working_day": CALENDAR.last_working_day,
    "WorkCalendar.add_working_days start": lambda value: CALENDAR.add_working_days(value, 1),
    "WorkCalendar.add_working_days n": lambda value: CALENDAR.add_working_days(DAY, value),
    "WorkCalendar.add_days start": lambda value: CALENDAR.add_days(value, 1),
    "WorkCalendar.add_days n": lambda value: CALENDAR.add_days(DAY, value),
    "WorkCalendar.add_days roll": lambda value: CALENDAR.add_days(DAY, 1, roll=value),
    "WorkCalendar.add_months start": lambda value: CALENDAR.add_months(value, 1),
    "WorkCalendar.add_months n": lambda value: CALENDAR.add_months(DAY, value),
    "WorkCalendar.recurring_months anchor": lambda value: CALENDAR.recurring_months(value, 1, DAY),
    "WorkCalendar.recurring_months every": lambda value: CALENDAR.recurring_months(DAY, value, DAY),
    "WorkCalendar.recurring_months until": lambda value: CALENDAR.recurring_months(DAY, 1, value),
    "WorkCalendar.fixed": CALENDAR.fixed,
    "WorkCalendar.restriction": lambda value: CALENDAR.restriction(value, 1, start_counted=True),
    "WorkCalendar.restriction_of_days n": lambda value: CALENDAR.restriction_of_days(DAY, value, start_counted=True),
}
# Data of the library itself, which pydantic checks, and errors, which only the library makes.
OTHERS = {"Case", "Decision", "Outcome", "CaseError", "InputError", "PackError", "UseError", "ZongzhiError"}


def test_every_public_name_is_called() -> None:
    called = {name.partition(" ")[0].partition(".")[0] for name in CALLS}
    assert called == set(zongzhi_rules.__all__) - OTHERS - {"__version__"}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("name", CALLS)
def test_it_works_or_an_error_of_ours_says_why_not(name: str, value: Any) -> None:
    with suppress(ZongzhiError):
        CALLS[name](value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("resolve_pack on", "2025-03-03", "`on` should be a day (datetime.date, without a time), not str"),
        ("resolve_pack on", datetime(2025, 3, 3), "`on` should be a day (datetime.date, without a time), not datetime"),  # noqa: DTZ001
        ("resolve_pack division", 410122, "`division` should be text (str), not int"),
        ("load_pack pack", None, "`pack` should be the id of a pack"),
        ("load_pack packs", 3, "`packs` should be the path of a folder (str or Path), or several, not int"),
        ("load_pack engine", [], "`engine` should be text (str), not list"),
        ("decide readings", ["a=b"], "`readings` should be a dict of ids of readings to ids of options, not list"),
        ("decide readings", {"term.start": 3}, "`readings` should be a dict"),
        ("decide calendar", "official", "`calendar` should be a WorkCalendar, not str"),
        ("read_case path", 3, "`path` should be the path of a file (str or Path), not int"),
        ("parse_case text", None, "`text` should be text (str) or bytes, not NoneType"),
        ("WorkCalendar.add_days roll", "none", "`roll` should be a value of Roll, not str"),
    ],
)
def test_the_argument_is_named(name: str, value: Any, said: str) -> None:
    with pytest.raises(UseError) as caught:
        CALLS[name](value)
    error = caught.value
    assert isinstance(error, ArgumentTypeError)
    assert isinstance(error, TypeError)  # as other libraries have it
    [found] = error.diagnostics
    assert (found.code, said in found.message("en")) == ("ZR616", True)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes


def test_one_folder_is_as_good_as_a_list_of_one() -> None:
    assert PackLibrary(str(LIBRARY.folder_of("henan_2016").parent)).search == (LIBRARY.folder_of("henan_2016").parent,)  # type: ignore[arg-type]
    assert isinstance(CASE, Case)
